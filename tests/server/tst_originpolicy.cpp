// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/originpolicy.h"

#include "server/api/webaddress.h"
#include "server/base/tuning.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

HttpRequest requestWith(const QByteArray &header, const QByteArray &value)
{
    HttpRequest request;
    if (!value.isNull())
        request.headers.emplaceBack(header, value);
    return request;
}

} // namespace

class OriginPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void normalForms_data();
    void normalForms();
    void origins_data();
    void origins();
    void ownHost_data();
    void ownHost();
    void severalOriginsAreNone();
    void hosts_data();
    void hosts();
    void anAdmittedHostMayBeRefusedLater();
    void refusedOnesAreRemembered();
    void allowedOnesAreForgotten();
};

void OriginPolicyTest::normalForms_data()
{
    QTest::addColumn<QString>("origin"); // Null: it is none.
    QTest::addColumn<QString>("host");
    const auto row = [](const char *text, const QString &origin, const QString &host = {}) {
        QTest::newRow(text) << origin << host;
    };
    row("https://app.example.com", u"https://app.example.com"_s);
    row("HTTPS://App.Example.com/", u"https://app.example.com"_s);
    row("https://app.example.com:443", u"https://app.example.com"_s);
    row("http://a:80", u"http://a"_s);
    row("http://a:443", u"http://a:443"_s);
    row("http://[::1]:3000", u"http://[::1]:3000"_s);
    // As browsers write them.
    row("http://[0:0::0001]:3000", u"http://[::1]:3000"_s);
    row("http://[::ffff:10.0.0.1]", u"http://[::ffff:a00:1]"_s);
    row("http://a:08080", u"http://a:8080"_s);
    row("http://a:0080", u"http://a"_s);
    row("[2001:DB8:0:0::1]", {}, u"[2001:db8::1]"_s);
    row("chrome-extension://abcdefgh", u"chrome-extension://abcdefgh"_s);
    row("null", u"null"_s, u"null"_s);
    // Origins of application shells, as they are sent.
    for (const char *shell : { "file://", "app://.", "app://-", "capacitor://localhost",
             "tauri://localhost", "vscode-webview://0k3j", "vscode-webview://*", "ftp://me@a" })
        row(shell, QString::fromLatin1(shell));
    row("file:///", u"file://"_s);
    row("https://a.", u"https://a"_s);
    row("app.example.com", {}, u"app.example.com"_s);
    row("App_1", {}, u"app_1"_s);
    row("[::1]", {}, u"[::1]"_s);
    row("10.0.0.1", {}, u"10.0.0.1"_s);
    for (const char *neither : { "", "*", "https://", "https://a/b", "https://a b", "a.example:80",
             "https://me@a", "https://*.a", "-a", "a.", "::1", "[::1", "a, b", "https://a:123456",
             "https://a,https://b", "//a", "file:///a", "app://a/b", "app://a b", "app://a,b",
             "app://a\"b", "https://a?b", "http://", "wss://*", "ä.example", "https://a:65536",
             "https://10.0.0.01", "https://1.2.3", "https://a.1", "https://[::1::2]", "10.0.0.256",
             "127.1", "[1.2.3.4]", "[::g]", "[:::]" })
        row(neither, {});
}

void OriginPolicyTest::normalForms()
{
    QFETCH(QString, origin);
    QFETCH(QString, host);
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    QCOMPARE(normalOrigin(text), origin);
    QCOMPARE(normalOrigin(text).isNull(), origin.isNull());
    QCOMPARE(normalHost(text), host);
    QCOMPARE(normalOrigin(origin), origin);
}

void OriginPolicyTest::origins_data()
{
    QTest::addColumn<QByteArray>("origin"); // Null: no such header.
    QTest::addColumn<QStringList>("allowed");
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char *origin, const QStringList &allowed, bool isAllowed) {
        QTest::addRow("%s of %s", origin, qPrintable(allowed.join(u' ')))
            << QByteArray(origin) << allowed << isAllowed;
    };
    QTest::newRow("no browser") << QByteArray() << QStringList() << true;
    for (const char *local : { "http://localhost", "http://localhost:5173", "https://LOCALHOST:1",
             "http://127.0.0.1:8000", "http://127.1.2.3", "http://[::1]:80" })
        row(local, {}, true);
    for (const char *foreign : { "null", "", "https://app.example.com", "http://10.0.0.1",
             "http://localhost.example.com", "http://127.0.0.1.example.com", "http://127.example",
             "http://0.0.0.0", "http://[::2]", "http://notlocalhost", "localhost", "file://",
             "http://evil.example#localhost", "http://localhost@evil.example", "\xff" }) {
        row(foreign, {}, false);
        row(foreign, { u"https://other.example"_s }, false);
        row(foreign, { AnyOrigin }, true);
    }
    const QStringList app { u"https://app.example.com"_s };
    row("https://app.example.com", app, true);
    row("https://APP.example.com:443", app, true);
    row("http://app.example.com", app, false);
    row("https://app.example.com:8443", app, false);
    row("https://sub.app.example.com", app, false);
    row("https://app.example.com.evil.example", app, false);
    row("null", { u"null"_s }, true);
    for (const char *shell :
        { "file://", "app://.", "chrome-extension://abc", "vscode-webview://1" }) {
        row(shell, {}, false);
        row(shell, { QString::fromLatin1(shell) }, true);
    }
    row("vscode-webview://1", { u"vscode-webview://*"_s }, true);
    row("vscode-webview2://1", { u"vscode-webview://*"_s }, false);
    for (const char *local : { "capacitor://localhost", "tauri://localhost",
             "http://tauri.localhost", "http://localhost.:8787" })
        row(local, {}, true);
    row("https://b", { u"https://a"_s, u"https://b"_s }, true);
}

void OriginPolicyTest::origins()
{
    QFETCH(QByteArray, origin);
    QFETCH(QStringList, allowed);
    QFETCH(bool, isAllowed);
    BrokerConfig config;
    config.allowedOrigins = allowed;
    config.listenAddresses = { u"0.0.0.0"_s };
    OriginPolicy policy(config);
    const QString normal = normalOrigin(QString::fromUtf8(origin));
    if (!isAllowed && !normal.isNull())
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(u"--allow-origin "_s + QRegularExpression::escape(normal)));
    const auto problem = policy.checkOrigin(requestWith("Origin", origin), 7);
    QCOMPARE(!problem, isAllowed);
    if (isAllowed || normal.isNull()) {
        QVERIFY(policy.refused().isEmpty());
    } else if (normal == NullOrigin) {
        // The consequence of allowing it, and the alternative, come first.
        QVERIFY(problem->contains(u"let every web site in"_s));
        QVERIFY(problem->indexOf(u"http://127.0.0.1:8787/"_s)
            < problem->indexOf(u"--allow-origin null"_s));
    } else {
        QVERIFY2(problem->contains(u"--allow-origin "_s + normal), qPrintable(*problem));
        QCOMPARE(policy.refused(), (QList<RefusedOrigin> { { normal, 1, 7 } }));
    }
}

void OriginPolicyTest::ownHost_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("forwardedHost");
    QTest::addColumn<QStringList>("names"); // BrokerConfig::allowedHosts
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char *origin, const char *host, const char *forwardedHost,
                         const QStringList &names, bool isAllowed) {
        QTest::addRow(
            "%s at %s, %s, names %s", origin, host, forwardedHost, qPrintable(names.join(u' ')))
            << QByteArray(origin) << QByteArray(host) << QByteArray(forwardedHost) << names
            << isAllowed;
    };
    row("https://b.example", "b.example", "", {}, true);
    row("http://B.example", "b.EXAMPLE:8787", "", {}, true); // websocket-client says http for wss.
    row("http://b.example:1", "b.example:2", "", {}, true);
    row("wss://b.example", "b.example.", "", {}, true);
    row("http://10.0.0.1:8787", "10.0.0.1:8787", "", {}, true);
    row("http://[2001:db8::1]:1", "[2001:db8::1]", "", {}, true);
    row("https://b.example", "10.0.0.1", "", {}, false);
    row("https://b.example", "b.example.evil", "", {}, false);
    row("https://b.example", "127.0.0.1:8787", "b.example", {}, true);
    row("https://b.example", "127.0.0.1:8787", "b.example:443", {}, true);
    row("https://b.example", "127.0.0.1:8787", "c.example", {}, false);
    row("null", "null", "", {}, false);
    row("file://", "", "", {}, false);
    row("https://b.example", "", "", {}, false);
    const QStringList names { u"b.example"_s };
    row("https://b.example", "b.example", "", names, true);
    row("https://rebound.example", "rebound.example", "", names, false);
    row("https://10.0.0.1", "10.0.0.1", "", names, true);
}

void OriginPolicyTest::ownHost()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, forwardedHost);
    QFETCH(QStringList, names);
    QFETCH(QByteArray, origin);
    QFETCH(bool, isAllowed);
    BrokerConfig config;
    config.listenAddresses = { u"0.0.0.0"_s };
    config.allowedHosts = names;
    OriginPolicy policy(config);
    HttpRequest request = requestWith("Origin", origin);
    request.headers.emplaceBack("Host", host);
    request.forwardedHost = forwardedHost;
    if (!isAllowed)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"refused a page"_s));
    QCOMPARE(!policy.checkOrigin(request, 0), isAllowed);
}

void OriginPolicyTest::severalOriginsAreNone()
{
    OriginPolicy policy { BrokerConfig() };
    HttpRequest request = requestWith("Origin", "http://localhost");
    request.headers.emplaceBack("Origin", "http://localhost");
    QVERIFY(policy.checkOrigin(request, 0));
}

void OriginPolicyTest::hosts_data()
{
    QTest::addColumn<QByteArray>("host"); // Null: no such header, as HTTP/1.0 may have it.
    QTest::addColumn<QStringList>("listens");
    QTest::addColumn<QStringList>("allowed");
    QTest::addColumn<bool>("isAllowed");
    const QStringList local { u"127.0.0.1"_s, u"::1"_s, u"localhost"_s };
    const QStringList app { u"broker.example.com"_s };
    const auto row = [](const QByteArray &host, const QStringList &listens,
                         const QStringList &allowed, bool isAllowed) {
        QTest::addRow("%s at %s, allowed %s", host.constData(), qPrintable(listens.join(u' ')),
            qPrintable(allowed.join(u' ')))
            << host << listens << allowed << isAllowed;
    };
    row({}, local, {}, true);
    for (const char *good : { "localhost", "LocalHost:8787", "127.0.0.1:8787", "127.9.9.9", "[::1]",
             "[::1]:8787", "[0:0::1]", "127.1", "localhost.", "localhost.:8787", "app.localhost:1",
             "a.b.localhost." })
        row(good, local, {}, true);
    for (const char *bad : { "", "evil.example", "evil.example:8787", "10.0.0.1", "0.0.0.0",
             "localhost.evil.example", "evillocalhost", "127.0.0.1.evil.example", "localhost:x",
             "[::2]", "a b", "localhost:80:80", "127.example", "[127.0.0.1]" }) {
        row(bad, local, {}, false);
        row(bad, local, app, false);
        row(bad, { u"127.0.0.1"_s, u"10.0.0.1"_s }, {}, true);
        row(bad, { u"0.0.0.0"_s }, {}, true);
    }
    row("broker.example.com", local, app, true);
    row("Broker.example.com:443", local, app, true);
    row("x.broker.example.com", local, app, false);
}

void OriginPolicyTest::hosts()
{
    QFETCH(QByteArray, host);
    QFETCH(QStringList, listens);
    QFETCH(QStringList, allowed);
    QFETCH(bool, isAllowed);
    BrokerConfig config;
    config.listenAddresses = listens;
    config.allowedHosts = allowed;
    OriginPolicy policy(config);
    QCOMPARE(!policy.checkHost(requestWith("Host", host)), isAllowed);
    QVERIFY(!policy.checkHost(requestWith("Host", "localhost"))); // It is remembered.
    QCOMPARE(!policy.checkHost(requestWith("Host", host)), isAllowed);
}

void OriginPolicyTest::anAdmittedHostMayBeRefusedLater()
{
    BrokerConfig config;
    config.allowedHosts = { u"broker.example"_s };
    OriginPolicy policy(config);
    const HttpRequest request = requestWith("Host", "broker.example");
    QVERIFY(!policy.checkHost(request));
    QVERIFY(!policy.checkHost(request));
    config.allowedHosts.clear();
    policy.configure(config);
    QVERIFY(policy.checkHost(request));
}

void OriginPolicyTest::refusedOnesAreRemembered()
{
    OriginPolicy policy { BrokerConfig() };
    // The log has each origin once, however often it tries.
    for (int i = 0; i <= limits::MaxRefusedOrigins; ++i) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"//a%1\\.example:"_s.arg(i)));
        const QByteArray origin = "http://a" + QByteArray::number(i) + ".example";
        QVERIFY(policy.checkOrigin(requestWith("Origin", origin), i));
        QVERIFY(policy.checkOrigin(requestWith("Origin", origin), i + 1));
    }
    QCOMPARE(policy.refused().size(), limits::MaxRefusedOrigins);
    QCOMPARE(policy.refused().constFirst(), (RefusedOrigin { u"http://a20.example"_s, 2, 21 }));
    QCOMPARE(policy.refused().constLast().origin, u"http://a1.example"_s);
    QVERIFY(policy.checkOrigin(requestWith("Origin", "http://a1.example"), 99));
    QCOMPARE(policy.refused().constFirst(), (RefusedOrigin { u"http://a1.example"_s, 3, 99 }));
    QCOMPARE(policy.refused().constLast().origin, u"http://a2.example"_s);
}

void OriginPolicyTest::allowedOnesAreForgotten()
{
    OriginPolicy policy { BrokerConfig() };
    for (const char *origin : { "http://a.example", "http://b.example" }) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"refused a page"_s));
        QVERIFY(policy.checkOrigin(requestWith("Origin", origin), 1));
    }
    BrokerConfig config;
    config.allowedOrigins = { u"http://a.example"_s };
    policy.configure(config);
    QCOMPARE(policy.refused().size(), 1);
    QCOMPARE(policy.refused().constFirst().origin, u"http://b.example"_s);
    QVERIFY(!policy.checkOrigin(requestWith("Origin", "http://a.example"), 2));
    config.allowedOrigins = { AnyOrigin };
    policy.configure(config);
    QVERIFY(policy.refused().isEmpty());
}

QTEST_GUILESS_MAIN(OriginPolicyTest)
#include "tst_originpolicy.moc"
