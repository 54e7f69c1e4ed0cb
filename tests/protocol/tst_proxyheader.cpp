// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/proxyheader.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

using namespace broadcaster;
using State = ProxyHeader::State;

namespace {

const QByteArray Signature("\r\n\r\n\0\r\nQUIT\n", 12);

QByteArray binary(int command, int family, const QByteArray &rest, qsizetype announced = -1)
{
    const qsizetype length = announced < 0 ? rest.size() : announced;
    return Signature + char(command) + char(family) + char(length >> 8) + char(length & 0xff)
        + rest;
}

const QByteArray Ipv4Addresses = QByteArray::fromHex("c0000201"
                                                     "cb007101"
                                                     "dc04"
                                                     "01bb");
const QByteArray Ipv6Addresses = QByteArray::fromHex("20010db8000000000000000000000001"
                                                     "20010db8000000000000000000000002"
                                                     "dc04"
                                                     "01bb");

} // namespace

class ProxyHeaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void complete_data();
    void complete();
    void invalid_data();
    void invalid();
};

void ProxyHeaderTest::complete_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("address"); // Empty: not told.
    QTest::addColumn<int>("port");
    const auto row = [](const char *name, const QByteArray &header, const char *address, int port) {
        QTest::newRow(name) << header << QByteArray(address) << port;
    };
    row("TCP4", "PROXY TCP4 192.0.2.1 203.0.113.1 56324 443\r\n", "192.0.2.1", 56324);
    row("TCP6", "PROXY TCP6 2001:DB8::1 ::1 1 65535\r\n", "2001:db8::1", 1);
    row("port 0", "PROXY TCP4 192.0.2.1 203.0.113.1 0 0\r\n", "192.0.2.1", 0);
    row("UNKNOWN", "PROXY UNKNOWN\r\n", "", 0);
    row("UNKNOWN with more", "PROXY UNKNOWN ffff::1 ffff::1 65535 65535\r\n", "", 0);
    row("longest line",
        "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff "
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
        "", 0);
    row("IPv4", binary(0x21, 0x11, Ipv4Addresses), "192.0.2.1", 56324);
    row("IPv6", binary(0x21, 0x21, Ipv6Addresses), "2001:db8:0:0:0:0:0:1", 56324);
    row("IPv4 with TLVs", binary(0x21, 0x11, Ipv4Addresses + QByteArray(1000, 'x')), "192.0.2.1",
        56324);
    row("largest", binary(0x21, 0x11, Ipv4Addresses + QByteArray(4096 - 16 - 12, 'x')), "192.0.2.1",
        56324);
    row("LOCAL", binary(0x20, 0x00, {}), "", 0);
    row("LOCAL with addresses", binary(0x20, 0x11, Ipv4Addresses), "", 0);
    row("unspecified", binary(0x21, 0x00, "anything"), "", 0);
    row("datagrams", binary(0x21, 0x12, Ipv4Addresses), "", 0);
    row("Unix", binary(0x21, 0x31, QByteArray(216, 'x')), "", 0);
}

/// However many of its bytes have come, the header is incomplete until the last one, and its size
/// is known however much follows.
void ProxyHeaderTest::complete()
{
    QFETCH(QByteArray, header);
    for (qsizetype size = 0; size < header.size(); ++size)
        QCOMPARE(parseProxyHeader(header.first(size)).state, State::Incomplete);
    for (const QByteArray &rest : { QByteArray(), QByteArray("GET / HTTP/1.1\r\n"), header }) {
        const ProxyHeader read = parseProxyHeader(QByteArray(header + rest));
        QCOMPARE(read.state, State::Complete);
        QCOMPARE(read.size, header.size());
        QTEST(read.address, "address");
        QTEST(int(read.port), "port");
    }
}

void ProxyHeaderTest::invalid_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("HTTP", "GET / HTTP/1.1\r\n");
    row("POST begins as PROXY does", "PO");
    row("TLS", QByteArray::fromHex("16030100"));
    row("no blank", "PROXYX");
    row("no newline", QByteArray("PROXY UNKNOWN ").leftJustified(107, 'x'));
    row("newline too late", QByteArray("PROXY UNKNOWN ").leftJustified(106, 'x') + "\r\n");
    for (const char *line : { "PROXY ", "PROXY TCP4", "PROXY TCP5 1.1.1.1 1.1.1.1 1 1",
             "PROXY tcp4 1.1.1.1 1.1.1.1 1 1", "PROXY TCP4 1.1.1.1 1.1.1.1 1",
             "PROXY TCP4 1.1.1.1 1.1.1.1 1 1 1", "PROXY TCP4  1.1.1.1 1.1.1.1 1 1",
             "PROXY TCP4 ::1 ::1 1 1", "PROXY TCP6 1.1.1.1 1.1.1.1 1 1",
             "PROXY TCP4 1.1.1 1.1.1.1 1 1", "PROXY TCP4 1.1.1.1 host 1 1",
             "PROXY TCP4 1.1.1.1 1.1.1.1 x 1", "PROXY TCP4 1.1.1.1 1.1.1.1 1 65536",
             "PROXY TCP4 1.1.1.1 1.1.1.1 -1 1" })
        row(line, QByteArray(line) + "\r\n");
    row("signature differs", Signature.first(11) + "x");
    row("version 1 in binary", binary(0x11, 0x11, Ipv4Addresses));
    row("command 2", binary(0x22, 0x11, Ipv4Addresses));
    row("family 4", binary(0x21, 0x41, Ipv4Addresses));
    row("transport 3", binary(0x21, 0x13, Ipv4Addresses));
    row("short IPv4", binary(0x21, 0x11, Ipv4Addresses.chopped(1)));
    row("short IPv6", binary(0x21, 0x21, Ipv6Addresses.chopped(1)));
    row("too long, before it has come", binary(0x21, 0x11, {}, 4096 - 16 + 1));
    row("as long as can be announced", binary(0x20, 0x00, {}, 0xffff));
}

void ProxyHeaderTest::invalid()
{
    QFETCH(QByteArray, bytes);
    const ProxyHeader read = parseProxyHeader(bytes);
    QCOMPARE(read.state, State::Invalid);
    QVERIFY(*read.reason != '\0');
}

QTEST_GUILESS_MAIN(ProxyHeaderTest)
#include "tst_proxyheader.moc"
