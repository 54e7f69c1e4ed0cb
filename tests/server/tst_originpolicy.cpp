// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/originpolicy.h"

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
    void severalOriginsAreNone();
    void hosts_data();
    void hosts();
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
    row("chrome-extension://abcdefgh", u"chrome-extension://abcdefgh"_s);
    row("null", u"null"_s, u"null"_s);
    row("app.example.com", {}, u"app.example.com"_s);
    row("App_1", {}, u"app_1"_s);
    row("[::1]", {}, u"[::1]"_s);
    row("10.0.0.1", {}, u"10.0.0.1"_s);
    for (const char *neither : { "", "*", "https://", "https://a/b", "https://a b", "a.example:80",
             "https://me@a", "https://*.a", "-a", "a.", "::1", "[::1", "a, b", "https://a:123456",
             "https://a,https://b", "//a", "file:///a", "https://a?b", "ä.example" })
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
    } else {
        QVERIFY2(problem->contains(u"--allow-origin "_s + normal), qPrintable(*problem));
        QCOMPARE(policy.refused(), (QList<RefusedOrigin> { { normal, 1, 7 } }));
    }
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
             "[::1]:8787", "[0:0::1]" })
        row(good, local, {}, true);
    for (const char *bad :
        { "", "evil.example", "evil.example:8787", "10.0.0.1", "0.0.0.0", "localhost.evil.example",
            "127.0.0.1.evil.example", "localhost:x", "[::2]", "a b", "localhost:80:80" }) {
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
    const OriginPolicy policy(config);
    QCOMPARE(!policy.checkHost(requestWith("Host", host)), isAllowed);
}

void OriginPolicyTest::refusedOnesAreRemembered()
{
    OriginPolicy policy { BrokerConfig() };
    // The log has each of them once, however often it tries.
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
