// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/landingpage.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

HttpResponse pageAt(const QByteArray &host)
{
    HttpRequest request;
    request.headers = { { "Host", host } };
    return landingPage(request);
}

QByteArray policyOf(const HttpResponse &response)
{
    for (const auto &[name, value] : response.headers) {
        if (name == "Content-Security-Policy")
            return value;
    }
    return {};
}

} // namespace

class LandingPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isSelfContained();
    void policyNamesItsOwnScriptAndStyle();
    void connections_data();
    void connections();
};

void LandingPageTest::isSelfContained()
{
    const QString html = QString::fromUtf8(pageAt("localhost").body);
    QVERIFY(html.startsWith("<!DOCTYPE html>"_L1));
    static const QRegularExpression fromElsewhere(
        u"(src|href)\\s*=\\s*[\"'](?!data:)|@import|url\\(|\\son\\w+=|\\sstyle="_s);
    const auto match = fromElsewhere.match(html);
    QVERIFY2(!match.hasMatch(), qPrintable(match.captured()));
    QVERIFY(!html.contains("innerHTML"_L1)); // Messages are shown as text.
}

void LandingPageTest::policyNamesItsOwnScriptAndStyle()
{
    const HttpResponse page = pageAt("localhost");
    const QByteArray policy = policyOf(page);
    QVERIFY(policy.startsWith("default-src 'none'; "));
    QVERIFY(!policy.contains("unsafe"));
    QVERIFY(policy.contains("frame-ancestors 'none'"));
    for (const QByteArray element : { "script", "style" }) {
        const QByteArray opening = '<' + element + '>';
        QCOMPARE(page.body.count(opening), 1);
        const QRegularExpression inside(u"<%1>(.*)</%1>"_s.arg(QString::fromLatin1(element)),
            QRegularExpression::DotMatchesEverythingOption);
        const QByteArray text = inside.match(QString::fromUtf8(page.body)).captured(1).toUtf8();
        const QByteArray digest
            = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64();
        const QByteArray source = element + "-src 'sha256-" + digest + "';";
        QVERIFY2(policy.contains(source), policy.constData());
    }
}

void LandingPageTest::connections_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("sources");
    const QByteArray local
        = "'self' ws://localhost:* wss://localhost:* ws://127.0.0.1:* wss://127.0.0.1:*";
    QTest::newRow("address") << QByteArray("127.0.0.1:8787") << local;
    QTest::newRow("localhost") << QByteArray("LOCALHOST:8787") << local;
    QTest::newRow("name") << QByteArray("Broker.example.com:8443")
                          << QByteArray("'self' ws://broker.example.com:8443 "
                                        "wss://broker.example.com:8443");
    QTest::newRow("IPv6") << QByteArray("[::1]:8787") << QByteArray("'self'");
    QTest::newRow("missing") << QByteArray() << QByteArray("'self'");
    QTest::newRow("injected") << QByteArray("a; script-src *") << QByteArray("'self'");
}

void LandingPageTest::connections()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, sources);
    const QByteArray policy = policyOf(pageAt(host));
    const QByteArray directive = "; connect-src " + sources + "; ";
    QVERIFY2(policy.contains(directive), policy.constData());
}

QTEST_GUILESS_MAIN(LandingPageTest)
#include "tst_landingpage.moc"
