// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/trustedproxies.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Headers = QList<std::pair<QByteArray, QByteArray>>;
Q_DECLARE_METATYPE(Headers)

class TrustedProxiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void networks_data();
    void networks();
    void clients_data();
    void clients();
    void garbageIsLoggedOnce();
    void changesWhileItRuns();
};

void TrustedProxiesTest::networks_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isInside");
    const auto row = [](const QString &network, const QString &address, bool isInside) {
        QTest::addRow("%s in %s", qPrintable(address), qPrintable(network))
            << network << address << isInside;
    };
    row(u"10.0.0.1"_s, u"10.0.0.1"_s, true);
    row(u"10.0.0.1"_s, u"10.0.0.2"_s, false);
    row(u"10.0.0.1"_s, u"::ffff:10.0.0.1"_s, true);
    row(u"10.0.0.0/8"_s, u"10.255.1.2"_s, true);
    row(u"10.0.0.0/8"_s, u"11.0.0.1"_s, false);
    row(u"10.1.2.3/8"_s, u"10.9.9.9"_s, true);
    row(u"10.0.0.1/32"_s, u"10.0.0.1"_s, true);
    row(u"0.0.0.0/0"_s, u"192.0.2.1"_s, true);
    row(u"0.0.0.0/0"_s, u"2001:db8::1"_s, false);
    row(u"::/0"_s, u"2001:db8::1"_s, true);
    row(u"::1"_s, u"::1"_s, true);
    row(u"::1"_s, u"127.0.0.1"_s, false);
    row(u"2001:db8::/32"_s, u"2001:db8:1::1"_s, true);
    row(u"2001:db8::/32"_s, u"2001:db9::1"_s, false);
    row(u"2001:db8::/128"_s, u"2001:db8::1"_s, false);
    // An IPv4 address is equal to itself, however it is written.
    row(u"::ffff:10.0.0.1"_s, u"10.0.0.1"_s, true);
    row(u"::ffff:10.0.0.0/104"_s, u"::ffff:10.1.2.3"_s, true);
    row(u"::ffff:10.0.0.0/104"_s, u"11.0.0.1"_s, false);
}

void TrustedProxiesTest::networks()
{
    QFETCH(QString, network);
    QFETCH(QString, address);
    QTEST(TrustedProxies({ network }).contains(QHostAddress(address)), "isInside");
}

void TrustedProxiesTest::clients_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("client"); // Includes the port, if it is known.
    QTest::addColumn<QByteArray>("host");
    const auto row = [](const char *name, const Headers &headers, const QByteArray &client,
                         const QByteArray &host = {}, const QString &peer = u"10.0.0.1"_s) {
        QTest::newRow(name) << peer << headers << client << host;
    };
    const QByteArray proxy = "10.0.0.1:5000";
    row("no header", {}, proxy);
    row("not a proxy", { { "X-Forwarded-For", "192.0.2.1" }, { "X-Forwarded-Host", "a" } },
        "192.0.2.9:5000", {}, u"192.0.2.9"_s);
    row("one", { { "X-Forwarded-For", "192.0.2.1" } }, "192.0.2.1");
    row("with port", { { "X-Forwarded-For", "192.0.2.1:7" } }, "192.0.2.1:7");
    row("IPv6", { { "X-Forwarded-For", "[2001:db8::1]:7" } }, "[2001:db8::1]:7");
    row("mapped", { { "X-Forwarded-For", "::ffff:192.0.2.1" } }, "192.0.2.1");
    row("mapped peer", { { "X-Forwarded-For", "192.0.2.1" } }, "192.0.2.1", {},
        u"::ffff:10.0.0.1"_s);
    row("what the client says does not count", { { "X-Forwarded-For", "6.6.6.6, 192.0.2.1" } },
        "192.0.2.1");
    row("proxies behind proxies",
        { { "X-Forwarded-For", "6.6.6.6, 192.0.2.1, 10.0.0.7, 10.0.0.8" } }, "192.0.2.1");
    row("proxies only", { { "X-Forwarded-For", "10.0.0.9, 10.0.0.7" } }, "10.0.0.9");
    row("several lines", { { "X-Forwarded-For", "6.6.6.6" }, { "X-Forwarded-For", "192.0.2.1" } },
        "192.0.2.1");
    row("garbage before", { { "X-Forwarded-For", "garbage, 192.0.2.1" } }, "192.0.2.1");
    row("hidden", { { "X-Forwarded-For", "192.0.2.1, unknown" } }, proxy);
    row("hidden behind a proxy", { { "X-Forwarded-For", "unknown, 10.0.0.7" } }, "10.0.0.7");
    row("empty", { { "X-Forwarded-For", "" } }, proxy);
    row("Forwarded", { { "Forwarded", "for=192.0.2.1;host=a.example" } }, "192.0.2.1", "a.example");
    row("Forwarded wins",
        { { "X-Forwarded-For", "1.1.1.1" }, { "Forwarded", "for=192.0.2.1" },
            { "X-Forwarded-Host", "b" } },
        "192.0.2.1");
    row("host of the client's element",
        { { "Forwarded", "for=6.6.6.6;host=evil, for=192.0.2.1;host=a, for=10.0.0.7;host=b" } },
        "192.0.2.1", "a");
    row("X-Forwarded-Host",
        { { "X-Forwarded-For", "192.0.2.1" }, { "X-Forwarded-Host", "x, a:1" } }, "192.0.2.1",
        "a:1");
}

void TrustedProxiesTest::clients()
{
    QFETCH(QString, peer);
    QFETCH(QByteArray, client);
    HttpRequest request;
    QFETCH(Headers, headers);
    request.headers = headers;
    TrustedProxies proxies({ u"10.0.0.0/8"_s });
    const QHostAddress address = proxies.identifyClient(request, QHostAddress(peer), 5000);
    QCOMPARE(request.clientAddress, client);
    QTEST(request.forwardedHost, "host");
    QVERIFY(client.contains(address.toString().toLatin1()));
}

void TrustedProxiesTest::garbageIsLoggedOnce()
{
    TrustedProxies proxies({ u"10.0.0.1"_s });
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"the proxy 10\\.0\\.0\\.1 sends a malformed Forwarded header"_s));
    for (int i = 0; i < 3; ++i) {
        HttpRequest request;
        request.headers = { { "Forwarded", "for=192.0.2.1, for=me" } };
        const QHostAddress proxy(u"10.0.0.1"_s);
        QCOMPARE(proxies.identifyClient(request, proxy, 5000), proxy);
        QVERIFY(request.forwardedHost.isEmpty());
    }
}

void TrustedProxiesTest::changesWhileItRuns()
{
    TrustedProxies proxies({ u"10.0.0.1"_s });
    proxies.configure({ u"10.0.0.2"_s });
    QVERIFY(!proxies.contains(QHostAddress(u"10.0.0.1"_s)));
    QVERIFY(proxies.contains(QHostAddress(u"10.0.0.2"_s)));
    proxies.configure({});
    QVERIFY(proxies.isEmpty());
}

QTEST_GUILESS_MAIN(TrustedProxiesTest)
#include "tst_trustedproxies.moc"
