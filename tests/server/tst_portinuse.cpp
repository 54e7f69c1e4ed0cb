// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/portinuse.h"

#include "server/net/listenerset.h"

#include <QtCore/QCoreApplication>
#include <QtNetwork/QTcpServer>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class PortInUseTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheProgram_data();
    void namesTheProgram();
    void knowsNobodyAtAFreePort();
    void offersAFreePort();
};

void PortInUseTest::namesTheProgram_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("IPv4") << u"127.0.0.1"_s;
    QTest::newRow("IPv6") << u"::1"_s;
    QTest::newRow("all") << u"::"_s;
}

void PortInUseTest::namesTheProgram()
{
    QFETCH(const QString, address);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(address)));
    QCOMPARE(portOwner(server.serverPort()),
        u"tst_portinuse (process %1)"_s.arg(QCoreApplication::applicationPid()));
}

void PortInUseTest::knowsNobodyAtAFreePort()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    server.close();
    QCOMPARE(portOwner(port), QString());
}

void PortInUseTest::offersAFreePort()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    ListenerSet listeners([](const OwnedDescriptor &) {});
    const Result<void> listening = listeners.listenOn({ u"127.0.0.1"_s }, other.serverPort());
    QVERIFY(!listening);
    const Error error = listening.error();
    QCOMPARE(error.reason, ErrorReason::PortInUse);
    QCOMPARE(error.arguments.size(), 3);
    QVERIFY(error.arguments[1].startsWith(u"tst_portinuse"_s));
    QVERIFY(error.detail.contains(error.arguments[1]));
    const quint16 free = error.arguments[2].toUShort();
    QVERIFY(free > other.serverPort());
    QVERIFY(listeners.listenOn({ u"127.0.0.1"_s }, free));
}

QTEST_GUILESS_MAIN(PortInUseTest)
#include "tst_portinuse.moc"
