// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/messagepreview.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class MessagePreviewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheValue_data();
    void findsTheValue();
    void systemMessagesSayTheirWords_data();
    void systemMessagesSayTheirWords();
    void writesOneLine_data();
    void writesOneLine();
    void leavesIdsOut_data();
    void leavesIdsOut();
    void neverReadsOutside();
};

void MessagePreviewTest::findsTheValue_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("isError");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *message, bool isError, const char *value) {
        QTest::newRow(message) << QByteArray(message) << isError << QByteArray(value);
    };
    row(R"({"id":"1","payload":{"a":1},"type":"x"})", false, R"({"a":1})");
    row(R"({"payload":null})", false, "null");
    row(R"({"type":"x"})", false, "");
    row(R"({"type":"x")", true, R"({"type":"x")"); // Not JSON: its text is all there is.
    row("PING", false, "PING");
    row(R"({"payload":{"message":"No","code":1}})", true, R"("No")");
    row(R"({"payload":{"message":"No"}})", false, R"({"message":"No"})");
    row(R"({"payload":{"message":1}})", true, R"({"message":1})");
    row(R"({"payload":"gone"})", true, R"("gone")");
    row("{\"payload\":", false, "{\"payload\":");
    row("", false, "");
}

void MessagePreviewTest::findsTheValue()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, isError);
    TrafficRecord record;
    record.kind = isError ? TrafficKind::Error : TrafficKind::ToType;
    TrafficRow row;
    row.record = &record;
    row.message = message;
    QTEST(previewOf(row).value.raw.toByteArray(), "value");
}

void MessagePreviewTest::systemMessagesSayTheirWords_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("value");
    const QByteArray words = R"("Client left")";
    const QByteArray whole = R"({"clientId":"720c","message":"Client left"})";
    const auto row = [](const char *name, TrafficKind kind, const QByteArray &value) {
        QTest::newRow(name) << static_cast<int>(kind) << value;
    };
    row("client_left", TrafficKind::SystemToAll, words);
    row("connected", TrafficKind::SystemToOne, words);
    row("error", TrafficKind::Error, words);
    row("of a client", TrafficKind::Broadcast, whole);
    row("rejected", TrafficKind::Rejected, whole);
}

void MessagePreviewTest::systemMessagesSayTheirWords()
{
    QFETCH(int, kind);
    TrafficRecord record;
    record.kind = static_cast<TrafficKind>(kind);
    TrafficRow row;
    row.record = &record;
    row.message = R"({"payload":{"clientId":"720c","message":"Client left"}})";
    QTEST(previewOf(row).value.raw.toByteArray(), "value");
}

void MessagePreviewTest::writesOneLine_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("line");
    const auto row = [](const QByteArray &json, const QString &line) {
        QTest::newRow(json.isEmpty() ? "empty" : json.constData()) << json << line;
    };
    row("1.50", u"1.50"_s);
    row("\"a\\n\\tb\\u0000\"", u"a  b "_s);
    row("{ \"a\" :\n [ 1,\t2 ] }", u"{\"a\":[1,2]}"_s);
    row("{\"a b\": \"c  d\\\" e\"}", u"{\"a b\":\"c  d\\\" e\"}"_s);
    row("\"\xe2\x80\xae"
        "abc\"",
        u"\u00b7abc"_s); // Would turn the rest of the line around.
    row("\"\xe2\x80\xa8line\"", u" line"_s);
    row("\"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb\"", u"\U0001F469\u200d\U0001F4BB"_s);
    row("", QString());
    row("{\"open", u"{\"open"_s);
    row("\"" + QByteArray(50, 'x') + "\"", QString(39, u'x') + u'\u2026');
    row("[" + QByteArray(50, ' ') + "1]", u"[\u2026"_s);
    row("\"" + QByteArray(38, 'x') + "\xc3\xa4\xc3\xa4\"", QString(38, u'x') + u'\u2026');
}

void MessagePreviewTest::writesOneLine()
{
    QFETCH(QByteArray, json);
    JsonValue value = jsonRoot(json);
    if (value.kind == JsonValue::Kind::Missing)
        value.raw = json;
    QTEST(oneLine(value, 40), "line");
}

void MessagePreviewTest::leavesIdsOut_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("line");
    QTest::newRow("id and more") << QByteArray(R"({"requestId":"a-1","data":[1]})")
                                 << u"\u2026[1]"_s;
    QTest::newRow("wrapped twice")
        << QByteArray(R"({"requestId":"a","data" : {"posts":[{"id":7}]}})")
        << u"\u2026[{\"id\":7}]"_s;
    QTest::newRow("wrapped, no id")
        << QByteArray(R"({"docs":[{"id":7}]})") << u"\u2026[{\"id\":7}]"_s;
    QTest::newRow("ids within") << QByteArray(R"({"data":{"requestId":"a","x":1}})")
                                << u"{\u2026,\"x\":1}"_s;
    QTest::newRow("wrapped, long")
        << R"({"requestId":"a","data":{"posts":[1,")" + QByteArray(10'000, 'x') + "\"]}}"
        << u"\u2026[1,\""_s + QString(36, u'x') + u'\u2026';
    QTest::newRow("long, and another") << R"({"requestId":"a","data":[")" + QByteArray(2'000, 'x')
            + R"("],"n":1})" << u"{\u2026,\"data\":[\""_s + QString(31, u'x') + u'\u2026';
    QTest::newRow("two members") << QByteArray(R"({"requestId":"a","data":[1],"n":1})")
                                 << u"{\u2026,\"data\":[1],\"n\":1}"_s;
    QTest::newRow("nothing within") << QByteArray(R"({"data":{}})") << u"{\"data\":{}}"_s;
    QTest::newRow("a word within") << QByteArray(R"({"message":"x"})") << u"{\"message\":\"x\"}"_s;
    QTest::newRow("deep") << QByteArray(R"({"a":{"a":{"a":{"a":{"a":{"b":1}}}}}})")
                          << u"\u2026{\"a\":{\"b\":1}}"_s;
    QTest::newRow("two ids") << QByteArray(R"({"replyTo" : -7 , "inReplyTo":"\"", "x":1})")
                             << u"{\u2026,\"x\":1}"_s;
    QTest::newRow("nothing else") << QByteArray(R"({"requestId":"a-1"})")
                                  << u"{\"requestId\":\"a-1\"}"_s;
    QTest::newRow("not first") << QByteArray(R"({"x":1,"requestId":"a"})")
                               << u"{\"x\":1,\"requestId\":\"a\"}"_s;
    QTest::newRow("no id") << QByteArray(R"({"requestId":{"a":1},"x":1})")
                           << u"{\"requestId\":{\"a\":1},\"x\":1}"_s;
    QTest::newRow("a string") << QByteArray(R"("requestId")") << u"requestId"_s;
    QTest::newRow("cut off") << QByteArray(R"({"requestId":"a","text":")" + QByteArray(99, 'x')
        + "\"}") << u"{\u2026,\"text\":\""_s + QString(32, u'x') + u'\u2026';
}

void MessagePreviewTest::leavesIdsOut()
{
    QFETCH(QByteArray, json);
    const QByteArray message = "{\"payload\":" + json + '}';
    QTEST(previewLine(jsonAt(message, { QByteArray("payload") }), 40), "line");
}

void MessagePreviewTest::neverReadsOutside()
{
    // Every beginning of a text, in memory of exactly its size.
    const QByteArray text
        = R"({"payload":{"requestId":"1","message":"\u00e9\" x","a":[1,{"b":null}]}})";
    for (qsizetype size = 0; size <= text.size(); ++size) {
        const std::vector<char> exact(text.begin(), text.begin() + size);
        TrafficRecord record;
        record.kind = TrafficKind::Error;
        TrafficRow row;
        row.record = &record;
        row.message = QByteArrayView(exact.data(), size);
        for (qsizetype most = 0; most <= size; ++most)
            QVERIFY(previewLine(previewOf(row).value, most).size() <= size + 3);
    }
}

QTEST_GUILESS_MAIN(MessagePreviewTest)
#include "tst_messagepreview.moc"
