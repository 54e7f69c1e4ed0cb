// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/forwarded.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

using namespace broadcaster;

namespace {

/// Nearest first: `address:port host`, `hidden`, `malformed`; separated by " | ".
QByteArray described(const QList<ForwardedHop> &hops)
{
    QByteArrayList texts;
    for (const ForwardedHop &hop : hops) {
        QByteArray text = hop.isMalformed ? QByteArray("malformed")
            : hop.address.isEmpty()       ? QByteArray("hidden")
                                          : hop.address;
        if (hop.port != 0)
            text += " port " + QByteArray::number(hop.port);
        if (!hop.host.isEmpty())
            text += " host " + hop.host;
        texts.append(text);
    }
    return texts.join(" | ");
}

} // namespace

class ForwardedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forwarded_data();
    void forwarded();
    void forwardedFor_data();
    void forwardedFor();
    void hopsHaveABound();
};

void ForwardedTest::forwarded_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("hops");
    const auto row = [](const char *value, const char *hops) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(hops);
    };
    row("", "");
    row("for=192.0.2.60", "192.0.2.60");
    row("FOR=192.0.2.60;Proto=http;BY=203.0.113.43", "192.0.2.60");
    row("for=\"192.0.2.60:4711\"", "192.0.2.60 port 4711");
    row("for=192.0.2.60:4711", "malformed"); // A token has no colon: RFC 7239 4 wants quotes.
    row("for=\"[2001:DB8::17]\"", "2001:db8::17");
    row("for=\"[2001:db8::17]:80\"", "2001:db8::17 port 80");
    row("for=\"2001:db8::17\"", "malformed");
    row("for=[2001:db8::17]", "malformed");
    row("for=unknown", "hidden");
    row("for=\"UNKNOWN:_p\"", "hidden");
    row("for=_hidden", "hidden");
    row("for=\"_SEVKISEK:1\"", "hidden port 1");
    row("for=_", "hidden");
    row("for=hidden", "malformed");
    row("proto=https", "hidden");
    row("for=192.0.2.1;host=a.example", "192.0.2.1 host a.example");
    row("host=\"a.example:8443\";for=192.0.2.1", "192.0.2.1 host a.example:8443");
    row("for=\"192.0.2.1\\:80\"", "192.0.2.1 port 80"); // A quoted pair.
    row("for=1.1.1.1, for=2.2.2.2,for=3.3.3.3", "3.3.3.3 | 2.2.2.2 | 1.1.1.1");
    row(" for=1.1.1.1 ,, ,for=2.2.2.2 , ", "2.2.2.2 | 1.1.1.1");
    row("for=1.1.1.1; proto=http ;", "1.1.1.1");
    row("for=1.1.1.1;host=\"a,b;for=9.9.9.9\", for=2.2.2.2",
        "2.2.2.2 | 1.1.1.1 host a,b;for=9.9.9.9");
    row("for=2.2.2.2;host=\"a\\\"b, c\"", "2.2.2.2 host a\"b, c");
    row("for=2.2.2.2;host=\"a\\\\\"", "2.2.2.2 host a\\");
    row("for=1.1.1.1;for=2.2.2.2", "malformed");
    row("for=1.1.1.1;host=a;host=b", "malformed");
    row("for =1.1.1.1", "malformed");
    row("for=", "malformed");
    row("for", "malformed");
    row("=1.1.1.1", "malformed");
    row("1.1.1.1", "malformed");
    row("for=1.1.1", "malformed");
    row("for=01.1.1.1", "malformed");
    row("for=\"1.1.1.1:\"", "malformed");
    row("for=\"1.1.1.1:99999\"", "malformed");
    row("for=\"1.1.1.1:+80\"", "malformed");
    row("for=\"[1.1.1.1]\"", "malformed");
    row("for=\"[::1\"", "malformed");
    row("for=\"[fe80::1%eth0]\"", "malformed");
    row("for=\"\"", "malformed");
    row("for=\"1.1.1.1\"x", "malformed");
    row("for=\"1.1.1.1", "malformed");
    // Garbage from a client before the proxy's entry has no effect.
    row("garbage, for=2.2.2.2", "2.2.2.2 | malformed");
    row("for=\", for=2.2.2.2", "2.2.2.2 | malformed");
    row("for=\", for=\"[2001:db8::1]:80\"", "2001:db8::1 port 80 | malformed");
    row("for=\"\\, for=\"2.2.2.2:1\"", "2.2.2.2 port 1 | malformed");
    row("for=1.1.1.1, bad, for=2.2.2.2", "2.2.2.2 | malformed");
}

void ForwardedTest::forwarded()
{
    QFETCH(QByteArray, value);
    QTEST(described(parseForwarded(value)), "hops");
}

void ForwardedTest::forwardedFor_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("hops");
    const auto row = [](const char *value, const char *hops) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(hops);
    };
    row("", "");
    row("192.0.2.1", "192.0.2.1");
    row("192.0.2.1:4711", "192.0.2.1 port 4711");
    row("2001:db8::1", "2001:db8::1");
    row("2001:DB8::1", "2001:db8::1");
    row("[2001:db8::1]", "2001:db8::1");
    row("[2001:db8::1]:443", "2001:db8::1 port 443");
    row("::ffff:192.0.2.1", "::ffff:192.0.2.1");
    row("1.1.1.1, 2.2.2.2,3.3.3.3", "3.3.3.3 | 2.2.2.2 | 1.1.1.1");
    row("unknown", "hidden");
    row("_secret", "hidden");
    row("a.example", "malformed");
    row("for=1.1.1.1", "malformed");
    row("1.1.1.1 2.2.2.2", "malformed");
    row("1.1.1.256", "malformed");
    row("fe80::1%eth0", "malformed");
    row("\"1.1.1.1\"", "malformed");
    row("\xff", "malformed");
    row("garbage, 2.2.2.2", "2.2.2.2 | malformed");
    row("\", 2.2.2.2", "2.2.2.2 | malformed");
    row("2.2.2.2, \"", "malformed");
    row("2.2.2.2,,", "2.2.2.2");
}

void ForwardedTest::forwardedFor()
{
    QFETCH(QByteArray, value);
    QTEST(described(parseForwardedFor(value)), "hops");
}

void ForwardedTest::hopsHaveABound()
{
    const QByteArray many = QByteArray("1.1.1.1, ").repeated(limits::MaxForwardedHops + 5);
    const QList<ForwardedHop> hops = parseForwardedFor(many);
    QCOMPARE(hops.size(), limits::MaxForwardedHops + 1);
    QVERIFY(hops.constLast().isMalformed);
    QVERIFY(!hops[limits::MaxForwardedHops - 1].isMalformed);
}

QTEST_GUILESS_MAIN(ForwardedTest)
#include "tst_forwarded.moc"
