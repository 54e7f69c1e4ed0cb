// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/requesthead.h"

#include <QtTest/QtTest>

using namespace broadcaster;

class RequestHeadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsHeaders();
    void splitsTarget_data();
    void splitsTarget();
    void takesTheKeyOut_data();
    void takesTheKeyOut();
    void recognisesUpgrade_data();
    void recognisesUpgrade();
    void decodes_data();
    void decodes();
    void findsQueryValue_data();
    void findsQueryValue();
    void checksWebSocketKey_data();
    void checksWebSocketKey();
};

void RequestHeadTest::findsHeaders()
{
    HttpRequest request;
    request.headers = { { "Host", "h" }, { "X-A", "1" }, { "x-a", "2" }, { "Empty", {} } };
    QCOMPARE(request.header("host"), "h");
    QCOMPARE(request.header("X-a"), "1");
    QCOMPARE(request.joinedHeader("x-A"), "1, 2");
    QVERIFY(request.header("empty").isEmpty() && !request.header("empty").isNull());
    QVERIFY(!request.joinedHeader("empty").isNull());
    QVERIFY(request.header("hos").isNull());
    QVERIFY(request.joinedHeader("none").isNull());
}

void RequestHeadTest::splitsTarget_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    const auto row = [](const char *target, const char *path, const char *query) {
        QTest::newRow(target) << QByteArray(target) << QByteArray(path) << QByteArray(query);
    };
    row("/", "/", nullptr);
    row("/status?projectId=p", "/status", "projectId=p");
    row("/status?", "/status", "");
    row("/a%2Fb?x=%3F?y", "/a%2Fb", "x=%3F?y");
    row("http://host/status?a=b", "/status", "a=b");
    row("ws://host:80/websocket", "/websocket", nullptr);
    row("http://host", "/", nullptr);
    row("http://host?a=b", "/", "a=b");
    row("/redirect?to=http://host/x", "/redirect", "to=http://host/x");
    row("/p/http://host/x", "/p/http://host/x", nullptr);
    row("*", "*", nullptr);
}

void RequestHeadTest::splitsTarget()
{
    QFETCH(const QByteArray, query);
    HttpRequest request;
    request.target = QByteArray(QTest::currentDataTag());
    QTEST(request.path(), "path");
    QCOMPARE(request.query(), query);
    QCOMPARE(request.query().isNull(), query.isNull());
}

void RequestHeadTest::takesTheKeyOut_data()
{
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<QByteArray>("key"); // Null: there is none.
    const auto row = [](const char *target, const char *kept, const char *key) {
        QTest::newRow(target) << QByteArray(kept) << QByteArray(key);
    };
    row("/a", "/a", nullptr);
    row("/a?", "/a?", nullptr);
    row("/apiKey=k", "/apiKey=k", nullptr);
    row("/a?b=c&d", "/a?b=c&d", nullptr);
    row("/a?apikey=k&xapiKey=k", "/a?apikey=k&xapiKey=k", nullptr);
    row("/a?apiKey=k", "/a?", "k");
    row("/a?b=c&apiKey=k&d=e", "/a?b=c&d=e", "k");
    row("/a?apiKey=k&b=c", "/a?b=c", "k");
    row("/a?b=c&apiKey=k", "/a?b=c", "k");
    row("/a?api%4Bey=k%2B+l", "/a?", "k+ l");
    row("/a?apiKey=k&b&apiKey=l", "/a?b", "k");
    row("/a?apiKey&b&apiKey=l", "/a?b", "");
    row("/a?b=?apiKey=k&apiKey=l?m", "/a?b=?apiKey=k", "l?m");
    row("http://h/a?apiKey=k", "http://h/a?", "k");
}

void RequestHeadTest::takesTheKeyOut()
{
    QFETCH(const QByteArray, key);
    QByteArray target = QByteArray(QTest::currentDataTag());
    const QByteArray taken = takeApiKey(target);
    QCOMPARE(taken, key);
    QCOMPARE(taken.isNull(), key.isNull());
    QTEST(target, "kept");
}

void RequestHeadTest::recognisesUpgrade_data()
{
    QTest::addColumn<QByteArray>("upgrade");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<bool>("wants");
    const auto row = [](const char *name, const char *upgrade, const char *connection, bool wants) {
        QTest::newRow(name) << QByteArray(upgrade) << QByteArray(connection) << wants;
    };
    row("usual", "websocket", "Upgrade", true);
    row("any case", "WebSocket", "UPGRADE", true);
    row("lists", "h2c, websocket", "keep-alive ,Upgrade", true);
    row("no upgrade", "", "Upgrade", false);
    row("no connection", "websocket", "", false);
    row("other protocol", "h2c", "Upgrade", false);
    row("part of a token", "websockets", "Upgrade", false);
    row("connection without it", "websocket", "keep-alive", false);
    row("empty members", ",,websocket,", ",,upgrade,", true);
}

void RequestHeadTest::recognisesUpgrade()
{
    QFETCH(const QByteArray, upgrade);
    QFETCH(const QByteArray, connection);
    HttpRequest request;
    if (!upgrade.isEmpty())
        request.headers.emplaceBack("upgrade", upgrade);
    // A list may come in more than one line.
    for (const QByteArray &part : connection.split(','))
        request.headers.emplaceBack("Connection", part);
    QTEST(request.wantsWebSocket(), "wants");
}

void RequestHeadTest::decodes_data()
{
    QTest::addColumn<QByteArray>("percent");
    QTest::addColumn<QByteArray>("form");
    const auto row = [](const char *encoded, const char *percent, const char *form) {
        QTest::newRow(encoded) << QByteArray(percent) << QByteArray(form);
    };
    row("", "", "");
    row("abc", "abc", "abc");
    row("a+b%2Bc%20d", "a+b+c d", "a b+c d");
    row("%41%4a%4A", "AJJ", "AJJ");
    row("%2541", "%41", "%41");
    row("%", "%", "%");
    row("%4", "%4", "%4");
    row("%4g%zz%%41", "%4g%zz%A", "%4g%zz%A");
    row("%C3%A9", "\xc3\xa9", "\xc3\xa9");
    row("%ff", "\xff", "\xff");
    row("a%C3x", "a\xc3x", "a\xc3x");
    row("%EF%BB%BFa",
        "\xef\xbb\xbf"
        "a",
        "\xef\xbb\xbf"
        "a");
    row("%EF%BB%BF%ff", "\xef\xbb\xbf\xff", "\xef\xbb\xbf\xff");
}

void RequestHeadTest::decodes()
{
    QTEST(percentDecoded(QTest::currentDataTag()), "percent");
    QTEST(formDecoded(QTest::currentDataTag()), "form");
}

void RequestHeadTest::findsQueryValue_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("value"); // "-": not there
    const auto row = [](const char *query, const char *value) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(value);
    };
    row("", "-");
    row("projectId=p", "p");
    row("a=b&projectId=p&c=d", "p");
    row("projectId=p&projectId=q", "p");
    row("projectId", "");
    row("projectId=", "");
    row("projectId&projectId=q", "");
    row("projectid=p", "-");
    row("xprojectId=p", "-");
    row("projectIdx=p", "-");
    row("project%49d=a%20b+c", "a b c");
    row("&&projectId=a=b&&", "a=b");
    row("projectId=a%26b%3dc", "a&b=c");
    row("=projectId", "-");
    row("a;projectId=p", "-");
}

void RequestHeadTest::findsQueryValue()
{
    QFETCH(const QByteArray, query);
    const std::optional<QByteArray> value = queryValue(query, "projectId");
    QTEST(value.value_or("-"), "value");
}

void RequestHeadTest::checksWebSocketKey_data()
{
    QTest::addColumn<bool>("ok");
    const auto row = [](const char *key, bool ok) { QTest::newRow(key) << ok; };
    row("dGhlIHNhbXBsZSBub25jZQ==", true);
    row("AAAAAAAAAAAAAAAAAAAAAA==", true);
    row("//////////++++++++++/w==", true);
    row("", false);
    row("x", false);
    row("dGhlIHNhbXBsZSBub25jZQ=", false);
    row("dGhlIHNhbXBsZSBub25jZQ", false);
    row("dGhlIHNhbXBsZSBub25jZTE=", false);
    row("dGhlIHNhbXBsZSBub25jZTEy", false);
    row("dGhlIHNhbXBsZSBub25jZR==", false);
    row("dGhlIHNhbXBsZSBub25j_Q==", false);
    row("dGhlIHNhbXBsZSBub25j Q==", false);
    row("dGhlIHNhbXBsZSBub2=jZQ==", false);
    row("dGhlIHNhbXBsZSBub25jZQ==x", false);
    row(" dGhlIHNhbXBsZSBub25jZQ==", false);
}

void RequestHeadTest::checksWebSocketKey()
{
    QTEST(isWebSocketKey(QTest::currentDataTag()), "ok");
}

QTEST_GUILESS_MAIN(RequestHeadTest)
#include "tst_requesthead.moc"
