// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/configcheck.h"
#include "server/api/ipaddress.h"
#include "server/base/tuning.h"

#include <QtNetwork/QHostAddress>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ConfigCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addresses_data();
    void addresses();
    void fields_data();
    void fields();
    void goodOnesPass();
};

namespace {

using Change = std::function<void(BrokerConfig &)>;

BrokerConfig goodConfig()
{
    BrokerConfig config;
    config.database = u"/tmp/x.db"_s;
    return config;
}

qsizetype maximum(QStringView option)
{
    return findOption(option)->maximum;
}

} // namespace

Q_DECLARE_METATYPE(Change)

void ConfigCheckTest::addresses_data()
{
    QTest::addColumn<bool>("isGood");
    for (const char *good : { "127.0.0.1", "0.0.0.0", "255.255.255.255", "::", "::1",
             "1::", "localhost", "fe80::1%eth0", "2001:db8:0:0:0:0:2:1", "::ffff:10.0.0.1",
             "1:2:3:4:5:6:7:8", "ABCD::ef01", "1:2:3:4:5:6:1.2.3.4" })
        QTest::newRow(good) << true;
    for (const char *bad : { "", " ", "127.0.0", "127.0.0.1 ", "256.0.0.1", "01.2.3.4", "1.2.3.4.5",
             "example", "example.org", "127.0.0.1:80", ":::", "1::2::3", "1:2:3:4:5:6:7",
             "1:2:3:4:5:6:7:8:9", "::12345", "g::", "fe80::1%", "[::1]", "-1.0.0.1",
             "1:2:3:4:5:6:7::8", "1.2.3.4::", ":1::", "+1.0.0.1", "١.2.3.4" })
        QTest::newRow(bad) << false;
}

void ConfigCheckTest::addresses()
{
    QFETCH(bool, isGood);
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    QCOMPARE(isListenAddress(text), isGood);
    if (isGood && text != u"localhost"_s)
        QVERIFY(!QHostAddress(text).isNull());
}

void ConfigCheckTest::fields_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("named");
    using C = BrokerConfig;
    const auto row = [](const char *name, const char *option, const Change &change,
                         const char *named) {
        QTest::newRow(name) << QString::fromLatin1(option) << change << QString::fromLatin1(named);
    };
    row(
        "no address", "listen", [](C &c) { c.listenAddresses.clear(); }, "127.0.0.1");
    row(
        "a name", "listen", [](C &c) { c.listenAddresses = { u"here"_s }; }, "\"here\"");
    row(
        "twice", "listen",
        [](C &c) {
            c.listenAddresses = { u"localhost"_s, u"127.0.0.1"_s };
        },
        "twice");
    row(
        "too many", "listen",
        [](C &c) {
            for (qsizetype i = 0; i < maximum(u"listen"); ++i)
                c.listenAddresses.append(u"10.0.0.%1"_s.arg(i));
        },
        "16");
    row(
        "database", "database", [](C &c) { c.database.clear(); }, "SQLite");
    row(
        "key", "service-key-file",
        [](C &c) { c.serviceKey = QByteArray(limits::MaxServiceKeyBytes + 1, 'x'); }, "4096");
    row(
        "cluster secret", "cluster-secret-file",
        [](C &c) { c.clusterSecret = QByteArray(limits::MaxServiceKeyBytes + 1, 'x'); }, "4096");
    row(
        "cluster without namespace", "cluster", [](C &c) { c.clusterUrls = { u"redis://a"_s }; },
        "hear each other");
    row(
        "cluster elsewhere", "cluster", [](C &c) { c.clusterUrls = { u"http://a"_s }; },
        "the value must be the address of a Redis server");
    row(
        "namespace", "cluster-namespace", [](C &c) { c.clusterNamespace = u"a:b"_s; },
        "\"a:b\" must be 1 to 64");
    row(
        "name", "cluster-name", [](C &c) { c.clusterName = QString(65, u'a'); }, "1 to 64");
    row(
        "certificate alone", "tls-cert", [](C &c) { c.tlsCertificate = u"/c.pem"_s; }, "--tls-key");
    row(
        "key alone", "tls-key", [](C &c) { c.tlsKey = u"/c.key"_s; }, "--tls-cert");
    row(
        "origin", "allow-origin",
        [](C &c) {
            c.allowedOrigins = { u"https://a"_s, u"https://B"_s };
        },
        "\"https://B\"");
    row(
        "empty origin", "allow-origin", [](C &c) { c.allowedOrigins = { QString() }; },
        "must be an origin");
    row(
        "origins", "allow-origin",
        [](C &c) { c.allowedOrigins.resize(maximum(u"allow-origin") + 1, u"*"_s); }, "100");
    row(
        "host", "allow-host", [](C &c) { c.allowedHosts = { u"a:80"_s }; }, "\"a:80\"");
    row(
        "proxy", "trusted-proxy", [](C &c) { c.trustedProxies = { u"10.0.0.0/33"_s }; },
        "10.0.0.0/33");
    row(
        "proxy in capitals", "trusted-proxy", [](C &c) { c.trustedProxies = { u"2001:DB8::1"_s }; },
        "2001:DB8::1");
    row(
        "proxies", "trusted-proxy",
        [](C &c) { c.trustedProxies.resize(maximum(u"trusted-proxy") + 1, u"::1"_s); }, "100");
    row(
        "hosts", "allow-host",
        [](C &c) { c.allowedHosts.resize(maximum(u"allow-host") + 1, u"a"_s); }, "100");
    row(
        "threads", "threads", [](C &c) { c.threads = 9; }, "0 to 8");
    row(
        "message", "max-message-size", [](C &c) { c.maxMessageSize = 1023; },
        "1024 to 67108864 bytes");
    row(
        "connections", "max-connections", [](C &c) { c.maxConnections = 0; }, "1 to 1000000");
    row(
        "of a project", "max-connections-per-project",
        [](C &c) { c.maxConnectionsPerProject = -1; }, "--max-connections-per-project");
    row(
        "queue", "max-queue-bytes", [](C &c) { c.maxQueueBytes = 1; }, "65536");
    row(
        "idle", "idle-project-timeout", [](C &c) { c.idleProjectTimeout = std::chrono::hours(25); },
        "86400 seconds");
    row(
        "ping", "ping-interval", [](C &c) { c.pingInterval = {}; }, "1 to 3600");
    row(
        "handshake", "handshake-timeout",
        [](C &c) { c.handshakeTimeout = std::chrono::seconds(301); }, "1 to 300");
    row(
        "pending", "max-pending-handshakes", [](C &c) { c.maxPendingHandshakes = 0; },
        "max-pending-handshakes");
    row(
        "drain", "drain-time", [](C &c) { c.drainTime = std::chrono::hours(2); },
        "0 to 3600 seconds");
}

void ConfigCheckTest::fields()
{
    QFETCH(QString, option);
    QFETCH(Change, change);
    QFETCH(QString, named);
    BrokerConfig config = goodConfig();
    change(config);
    const auto problem = checkConfig(config);
    QVERIFY(problem);
    QCOMPARE(QString::fromLatin1(problem->option->name), option);
    QCOMPARE(problem->error.code, ErrorCode::InvalidArgument);
    QVERIFY2(problem->error.detail.contains(named), qPrintable(problem->error.detail));
}

void ConfigCheckTest::goodOnesPass()
{
    QVERIFY(!checkConfig(goodConfig()));
    BrokerConfig config = goodConfig();
    config.listenAddresses = { u"::1"_s, u"127.0.0.1"_s };
    config.port = 0;
    config.maxMessageSize = limits::MaxMaxMessageSize;
    config.maxConnections = 1;
    config.allowedOrigins = { u"*"_s, u"null"_s, u"https://a.example:8443"_s };
    config.allowedHosts = { u"a.example"_s, u"[::1]"_s };
    config.trustedProxies = { u"10.0.0.1"_s, u"::1"_s, u"0.0.0.0/0"_s, u"2001:db8::/128"_s };
    config.clusterUrls = { u"rediss://user:pass@a.example"_s, u"unix:///run/redis.sock"_s };
    config.clusterNamespace = u"shop-2"_s;
    QVERIFY(!checkConfig(config));
}

QTEST_GUILESS_MAIN(ConfigCheckTest)
#include "tst_configcheck.moc"
