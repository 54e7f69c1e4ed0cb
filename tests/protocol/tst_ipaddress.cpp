// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/ipaddress.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <arpa/inet.h>

#include <cstring>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class IpAddressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addresses_data();
    void addresses();
    void agreesWithTheSystem();
    void zones();
    void loopback_data();
    void loopback();
    void unmaps();
    void texts_data();
    void texts();
    void networks_data();
    void networks();
    void listens();
};

namespace {

/// The answer of the system's own strict parser; nothing: the text is not an address.
std::optional<IpAddress> systemsAnswer(const QByteArray &text)
{
    IpAddress address;
    address.isIpv4 = ::inet_pton(AF_INET, text.constData(), address.bytes.data()) == 1;
    if (address.isIpv4)
        return address;
    const bool isIpv6 = ::inet_pton(AF_INET6, text.constData(), address.bytes.data()) == 1;
    return isIpv6 ? std::optional(address) : std::nullopt;
}

} // namespace

void IpAddressTest::addresses_data()
{
    QTest::addColumn<bool>("isGood");
    for (const char *good : { "127.0.0.1", "0.0.0.0", "255.255.255.255", "10.20.30.40", "::", "::1",
             "1::", "1::8", "2001:db8::8a2e:370:7334", "1:2:3:4:5:6:7:8", "ABCD::ef01",
             "0001::", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:1.2.3.4",
             "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4", "64:ff9b::192.0.2.33" })
        QTest::newRow(good) << true;
    for (const char *bad : { "", " ", ".", ":", "localhost", "1", "1.2", "1.2.3", "1.2.3.4.5",
             "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.256", "1.2.3.1000", "192.168.001.10",
             "127.000.0.1", "01.2.3.4", "1.2.3.00", "0x7f.0.0.1", "2130706433", "127.1", "+1.0.0.1",
             "-1.0.0.1", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80", "1.2.3.4/8", "١.2.3.4",
             ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8",
             ":1::", "1:::2", "1::2:", "12345::", "g::", "[::1]", "::ffff:1.2.3.04", "::ffff:1.2.3",
             "::1.2.3.4:5", "1.2.3.4::", "1.2.3.4::1", "1:2:3:4:5:6:7:1.2.3.4", "fe80::1%", "%eth0",
             "1.2.3.4%eth0", "::1/128", "0x1::", "::+1", "::-1", ":: 1" })
        QTest::newRow(bad) << false;
}

void IpAddressTest::addresses()
{
    const QByteArray text = QTest::currentDataTag();
    const std::optional<IpAddress> address = IpAddress::parse(QString::fromUtf8(text));
    QTEST(address.has_value(), "isGood");
    QCOMPARE(isIpAddress(QString::fromUtf8(text)), address.has_value());
    QCOMPARE(address == systemsAnswer(text), true);
}

void IpAddressTest::agreesWithTheSystem()
{
    // Pieces that resemble addresses.
    static const QList<QByteArray> pieces { ":", "::", ".", "0", "00", "1", "10", "127", "255",
        "256", "a", "ffff", "10000", "1.2.3.4", "1:2:3", "01", "/", " " };
    QRandomGenerator random(7);
    int good = 0;
    for (int i = 0; i < 200'000; ++i) {
        QByteArray text;
        for (int left = random.bounded(1, 10); left > 0; --left)
            text += pieces[random.bounded(pieces.size())];
        const std::optional<IpAddress> address = IpAddress::parse(QString::fromLatin1(text));
        QVERIFY2(address == systemsAnswer(text), text.constData());
        good += address.has_value() ? 1 : 0;
    }
    QVERIFY(good > 1000); // Otherwise only refusals were compared.
}

void IpAddressTest::zones()
{
    const std::optional<IpAddress> address = IpAddress::parse(u"fe80::1%eth0");
    QVERIFY(address);
    QCOMPARE(address->zone, u"eth0"_s);
    QCOMPARE(address->toString(), u"fe80::1%eth0"_s);
    QVERIFY(*address != *IpAddress::parse(u"fe80::1"));
    QVERIFY(!isIpAddress(u"fe80::1%eth0"));
    QVERIFY(!IpNetwork::parse(u"fe80::1%eth0"));
    QVERIFY(isListenAddress(u"fe80::1%eth0"));
}

void IpAddressTest::loopback_data()
{
    QTest::addColumn<bool>("isLoopback");
    for (const char *own :
        { "127.0.0.1", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1" })
        QTest::newRow(own) << true;
    for (const char *other : { "0.0.0.0", "128.0.0.1", "126.0.0.1", "::", "::2", "1::1",
             "::127.0.0.1", "::ffff:10.0.0.1", "fe80::1%lo" })
        QTest::newRow(other) << false;
}

void IpAddressTest::loopback()
{
    QTEST(IpAddress::parse(QString::fromUtf8(QTest::currentDataTag()))->isLoopback(), "isLoopback");
}

void IpAddressTest::unmaps()
{
    const auto unmapped = [](QStringView text) { return IpAddress::parse(text)->unmapped(); };
    QVERIFY(unmapped(u"::ffff:10.1.2.3") == *IpAddress::parse(u"10.1.2.3"));
    for (const QStringView same :
        { u"10.1.2.3", u"::10.1.2.3", u"::fffe:10.1.2.3", u"1::ffff:0:1" })
        QVERIFY(unmapped(same) == *IpAddress::parse(same));
}

void IpAddressTest::texts_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *written, const char *text) {
        QTest::newRow(written) << QString::fromLatin1(text);
    };
    row("10.0.0.1", "10.0.0.1");
    row("::", "::");
    row("0:0:0:0:0:0:0:0", "::");
    row("0:0::1", "::1");
    row("1::", "1::");
    row("1:0:0:0:0:0:0:0", "1::");
    row("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a");
    row("1:0:0:2:0:0:0:3", "1:0:0:2::3");
    row("1:0:0:2:3:0:0:4", "1::2:3:0:0:4");
    row("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7");
    row("::ffff:1.2.3.4", "::ffff:102:304");
}

void IpAddressTest::texts()
{
    const std::optional<IpAddress> address = IpAddress::parse(
        QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(address);
    QTEST(address->toString(), "text");
    QVERIFY(IpAddress::parse(address->toString()) == address);
}

void IpAddressTest::networks_data()
{
    QTest::addColumn<int>("bits"); // -1: it is not a network.
    const auto row = [](const char *text, int bits) { QTest::newRow(text) << bits; };
    row("10.0.0.0/8", 8);
    row("10.1.2.3/8", 8);
    row("0.0.0.0/0", 0);
    row("10.0.0.1", 32);
    row("10.0.0.1/32", 32);
    row("2001:DB8::/32", 32);
    row("::1", 128);
    row("::/0", 0);
    row("::1/128", 128);
    for (const char *bad :
        { "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/ 8",
            "10.0.0.0/08", "10.0.0.0/008", "10.0.0.0/255.0.0.0", "10.0.0.0/8/8", "10/8", "10.0.0/8",
            "010.0.0.0/8", "::/129", "::1%lo/128", "localhost", "a/8", "10.0.0.0/٨" })
        row(bad, -1);
}

void IpAddressTest::networks()
{
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    const std::optional<IpNetwork> network = IpNetwork::parse(text);
    QTEST(network ? network->bits : -1, "bits");
    QCOMPARE(normalNetwork(text), network ? text.toLower() : QString());
}

void IpAddressTest::listens()
{
    QVERIFY(parseListenAddress(u"localhost") == IpAddress::parse(u"127.0.0.1"));
    for (const QStringView bad : { u"LOCALHOST", u"", u"broker.example.com", u"[::1]" })
        QVERIFY(!parseListenAddress(bad));
}

QTEST_GUILESS_MAIN(IpAddressTest)
#include "tst_ipaddress.moc"
