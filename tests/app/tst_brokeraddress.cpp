// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "console/brokeraddress.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class BrokerAddressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bestAddressComesFirst_data();
    void bestAddressComesFirst();
    void connectionOutlivesItsPort_data();
    void connectionOutlivesItsPort();
};

void BrokerAddressTest::bestAddressComesFirst_data()
{
    QTest::addColumn<QString>("connected");
    QTest::addColumn<QStringList>("own");
    QTest::addColumn<QStringList>("expected");
    const QString here = u"ws://127.0.0.1:8787"_s;
    const QString all = u"ws://0.0.0.0:8787"_s;
    QTest::newRow("its own") << here << QStringList { here } << QStringList { here };
    QTest::newRow("by name") << u"localhost:8787"_s << QStringList { here } << QStringList { here };
    QTest::newRow("everywhere") << here << QStringList { all } << QStringList { all };
    QTest::newRow("stopped") << u"wss://a.example"_s << QStringList {} << QStringList {};
    const QString usual = u"wss://127.0.0.1:443"_s;
    QTest::newRow("usual port") << u"wss://localhost"_s << QStringList { usual }
                                << QStringList { usual };
    for (const QString &proxy : { u"wss://a.example"_s, u"ws://127.0.0.1:9000"_s,
             u"ws://localhost"_s, u"wss://localhost:8787"_s, u"ws://127.0.0.1:8787/path"_s })
        QTest::newRow(qPrintable(proxy))
            << proxy << QStringList { here } << QStringList { proxy, here };
    QTest::newRow("known to the broker")
        << u"ws://10.0.0.5:8787"_s << QStringList { here, u"ws://10.0.0.5:8787"_s }
        << QStringList { u"ws://10.0.0.5:8787"_s, here };
}

void BrokerAddressTest::bestAddressComesFirst()
{
    QFETCH(QString, connected);
    QFETCH(QStringList, own);
    QFETCH(QStringList, expected);
    const Result<QUrl> url = brokerAddress(connected);
    QVERIFY(url);
    QCOMPARE(BrokerAddresses(*url).seen(own), expected);
}

void BrokerAddressTest::connectionOutlivesItsPort_data()
{
    QTest::addColumn<QString>("connected");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("here") << u"ws://127.0.0.1:8787"_s << QStringList { u"ws://0.0.0.0:9000"_s };
    QTest::newRow("elsewhere") << u"ws://a.example:8787"_s
                               << QStringList { u"ws://a.example:9000"_s, u"ws://0.0.0.0:9000"_s };
    QTest::newRow("behind a proxy")
        << u"wss://a.example"_s << QStringList { u"wss://a.example"_s, u"ws://0.0.0.0:9000"_s };
    QTest::newRow("proxy on this machine")
        << u"ws://localhost:80"_s << QStringList { u"ws://localhost:80"_s, u"ws://0.0.0.0:9000"_s };
}

void BrokerAddressTest::connectionOutlivesItsPort()
{
    QFETCH(QString, connected);
    QFETCH(QStringList, expected);
    const Result<QUrl> url = brokerAddress(connected);
    QVERIFY(url);
    BrokerAddresses addresses(*url);
    QVERIFY(!addresses.seen({ u"ws://0.0.0.0:8787"_s }).isEmpty());
    QVERIFY(addresses.seen({}).isEmpty());
    QCOMPARE(addresses.seen({ u"ws://0.0.0.0:9000"_s }), expected);
}

QTEST_GUILESS_MAIN(BrokerAddressTest)
#include "tst_brokeraddress.moc"
