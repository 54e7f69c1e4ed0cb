// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsonindent.h"
#include "inspect/json/jsontext.h"
#include "server/api/jsonstring.h"

#include "server/api/limits.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using Kind = JsonValue::Kind;
using Reason = JsonError::Reason;

Q_DECLARE_METATYPE(broadcaster::JsonValue::Kind)
Q_DECLARE_METATYPE(broadcaster::JsonError::Reason)
Q_DECLARE_METATYPE(broadcaster::JsonPath)

class TestJsonText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void root_data();
    void root();
    void cursor_data();
    void cursor();
    void at_data();
    void at();
    void pathText_data();
    void pathText();
    void text_data();
    void text();
    void quoted_data();
    void quoted();
    void error_data();
    void error();
    void depthIsBounded();
    void indented_data();
    void indented();
    void indentationOfDeepTextIsBounded();
    void survivesHostileText();
};

namespace {

constexpr char Envelope[] = R"({ "id" : "1", "type":"a\"b", "from":{"type":"runtime"},
 "payload": { "a": [ {"b":1.10}, [ ], "x" ], "b c": { "0": true }, "\u00e4": null, "a": 2,
 "big":12345678901234567890.10 } })";

QByteArray nested(qsizetype depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

void TestJsonText::root_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("raw");

    QTest::newRow("empty") << ""_ba << Kind::Missing << ""_ba;
    QTest::newRow("space") << " \n"_ba << Kind::Missing << ""_ba;
    QTest::newRow("object") << R"( {"a":"}"} x)"_ba << Kind::Object << R"({"a":"}"})"_ba;
    QTest::newRow("array") << R"([[1],["]\"]"]])"_ba << Kind::Array << R"([[1],["]\"]"]])"_ba;
    QTest::newRow("string") << R"( "a\\" )"_ba << Kind::String << R"("a\\")"_ba;
    QTest::newRow("number") << "-1.50e+9 "_ba << Kind::Number << "-1.50e+9"_ba;
    QTest::newRow("true") << "true"_ba << Kind::True << "true"_ba;
    QTest::newRow("false") << "false"_ba << Kind::False << "false"_ba;
    QTest::newRow("null") << "null"_ba << Kind::Null << "null"_ba;
    QTest::newRow("no word") << "nul"_ba << Kind::Missing << ""_ba;
    QTest::newRow("longer word") << "nulls"_ba << Kind::Missing << ""_ba;
    QTest::newRow("cut object") << R"({"a":1)"_ba << Kind::Missing << ""_ba;
    QTest::newRow("cut string") << R"("abc\")"_ba << Kind::Missing << ""_ba;
    QTest::newRow("cut in string") << R"(["a)"_ba << Kind::Missing << ""_ba;
    QTest::newRow("bracket that closes") << "]"_ba << Kind::Missing << ""_ba;
}

void TestJsonText::root()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Kind, kind);
    QFETCH(const QByteArray, raw);
    const JsonValue value = jsonRoot(text);
    QCOMPARE(value.kind, kind);
    QCOMPARE(value.raw.toByteArray(), raw);
}

void TestJsonText::cursor_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("items"); // key=value, or value

    QTest::newRow("empty object") << "{ }"_ba << QByteArrayList();
    QTest::newRow("empty array") << "[\n]"_ba << QByteArrayList();
    QTest::newRow("scalar") << "12"_ba << QByteArrayList();
    QTest::newRow("object") << R"({"a":1,"b\n" : [2, 3] , "":{}})"_ba
                            << QByteArrayList { "a=1", "b\\n=[2, 3]", "={}" };
    QTest::newRow("array") << R"([ 1 ,"a,b",null,[],{"a":[]}])"_ba
                           << QByteArrayList { "1", "\"a,b\"", "null", "[]", "{\"a\":[]}" };
    QTest::newRow("repeated key") << R"({"a":1,"a":2})"_ba << QByteArrayList { "a=1", "a=2" };
    QTest::newRow("no comma") << "[1 2]"_ba << QByteArrayList { "1" };
    QTest::newRow("comma at the end") << "[1,]"_ba << QByteArrayList { "1" };
    QTest::newRow("comma first") << "[,1]"_ba << QByteArrayList();
    QTest::newRow("no colon") << R"({"a":1,"b" 2})"_ba << QByteArrayList { "a=1" };
    QTest::newRow("no value") << R"({"a":1,"b":})"_ba << QByteArrayList { "a=1" };
    QTest::newRow("no key") << R"({"a":1,2})"_ba << QByteArrayList { "a=1" };
    QTest::newRow("wrong bracket") << "[1,2}"_ba << QByteArrayList { "1", "2" };
}

void TestJsonText::cursor()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArrayList, items);
    const JsonValue container = jsonRoot(text);
    JsonCursor cursor(container);
    QByteArrayList found;
    while (cursor.next()) {
        found += container.kind == Kind::Object
            ? cursor.key().toByteArray() + '=' + cursor.value().raw.toByteArray()
            : cursor.value().raw.toByteArray();
    }
    QCOMPARE(found, items);
    QVERIFY(!cursor.next());
    QCOMPARE(cursor.value().kind, Kind::Missing);
}

void TestJsonText::at_data()
{
    QTest::addColumn<JsonPath>("path");
    QTest::addColumn<QByteArray>("raw"); // Empty: missing

    const JsonStep payload = "payload"_ba;
    const auto index = [](qsizetype i) { return JsonStep(i); };
    QTest::newRow("type") << JsonPath { "type"_ba } << R"("a\"b")"_ba;
    QTest::newRow("inner") << JsonPath { "from"_ba, "type"_ba } << R"("runtime")"_ba;
    QTest::newRow("element") << JsonPath { payload, "a"_ba, index(0), "b"_ba } << "1.10"_ba;
    QTest::newRow("last element") << JsonPath { payload, "a"_ba, index(2) } << R"("x")"_ba;
    QTest::newRow("past the end") << JsonPath { payload, "a"_ba, index(3) } << ""_ba;
    QTest::newRow("below zero") << JsonPath { payload, "a"_ba, index(-1) } << ""_ba;
    QTest::newRow("name with space") << JsonPath { payload, "b c"_ba, "0"_ba } << "true"_ba;
    QTest::newRow("index of an object") << JsonPath { payload, "b c"_ba, index(0) } << ""_ba;
    QTest::newRow("name in an array") << JsonPath { payload, "a"_ba, "0"_ba } << ""_ba;
    QTest::newRow("escaped name") << JsonPath { payload, "\xc3\xa4"_ba } << "null"_ba;
    QTest::newRow("escape is no name") << JsonPath { payload, "\\u00e4"_ba } << ""_ba;
    QTest::newRow("digits stay") << JsonPath { payload, "big"_ba } << "12345678901234567890.10"_ba;
    QTest::newRow("below a scalar") << JsonPath { "id"_ba, "x"_ba } << ""_ba;
    QTest::newRow("no such name") << JsonPath { "pay"_ba } << ""_ba;
}

void TestJsonText::at()
{
    QFETCH(const JsonPath, path);
    QFETCH(const QByteArray, raw);
    const JsonValue value = jsonAt(jsonRoot(Envelope), path);
    QCOMPARE(value.raw.toByteArray(), raw);
    QCOMPARE(value.kind == Kind::Missing, raw.isEmpty());
    QCOMPARE(jsonAt(QByteArrayView(Envelope), path).raw.toByteArray(), raw);
}

void TestJsonText::pathText_data()
{
    QTest::addColumn<JsonPath>("path");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << JsonPath() << u""_s;
    QTest::newRow("words") << JsonPath { "payload"_ba, "a_1"_ba } << u"payload.a_1"_s;
    QTest::newRow("index") << JsonPath { "a"_ba, qsizetype(0), qsizetype(12), "b"_ba }
                           << u"a[0][12].b"_s;
    QTest::newRow("space") << JsonPath { "a"_ba, "b c"_ba, qsizetype(0) } << u"a.\"b c\"[0]"_s;
    QTest::newRow("quote") << JsonPath { "a\"b"_ba } << u"\"a\\\"b\""_s;
    QTest::newRow("digits") << JsonPath { "a"_ba, "0"_ba } << u"a.\"0\""_s;
    QTest::newRow("empty name") << JsonPath { "a"_ba, ""_ba } << u"a.\"\""_s;
    QTest::newRow("letters") << JsonPath { "\xc3\xa4"_ba } << u"\"\u00e4\""_s;
}

void TestJsonText::pathText()
{
    QFETCH(const JsonPath, path);
    QFETCH(const QString, text);
    QCOMPARE(jsonPathText(path), text);
}

void TestJsonText::text_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("text");

    QTest::newRow("plain") << R"("abc")"_ba << u"abc"_s;
    QTest::newRow("empty") << R"("")"_ba << u""_s;
    QTest::newRow("short escapes") << R"("\"\\\/\b\f\n\r\t")"_ba << u"\"\\/\b\f\n\r\t"_s;
    QTest::newRow("unit") << R"("x\u00E4y\u20ac")"_ba << u"x\u00e4y\u20ac"_s;
    QTest::newRow("nul") << R"("a\u0000b")"_ba << u"a\0b"_s;
    QTest::newRow("pair") << R"("\ud83d\ude00")"_ba << u"\U0001F600"_s;
    QTest::newRow("high alone") << R"("\ud83dx")"_ba << u"\uFFFDx"_s;
    QTest::newRow("low alone") << R"("\ude00")"_ba << u"\uFFFD"_s;
    QTest::newRow("two highs") << R"("\ud83d\ud83d\ude00")"_ba << u"\uFFFD\U0001F600"_s;
    QTest::newRow("high and other") << R"("\ud83d\u0041")"_ba << u"\uFFFDA"_s;
    QTest::newRow("utf-8") << "\"\xf0\x9f\x98\x80\""_ba << u"\U0001F600"_s;
    QTest::newRow("no utf-8") << "\"\xff\""_ba << u"\uFFFD"_s;
    QTest::newRow("no escape") << R"("\x\u12")"_ba << u"\\x\\u12"_s;
    QTest::newRow("number") << "1.50"_ba << u"1.50"_s;
    QTest::newRow("object") << R"({"a":"\n"})"_ba << uR"({"a":"\n"})"_s;
}

void TestJsonText::text()
{
    QFETCH(const QByteArray, raw);
    QFETCH(const QString, text);
    QCOMPARE(jsonText(jsonRoot(raw)), text);
}

void TestJsonText::quoted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("raw");

    QTest::newRow("empty") << u""_s << R"("")"_ba;
    QTest::newRow("escapes") << u"\"\\/\b\f\n\r\t\u0001\u001f"_s
                             << R"("\"\\/\b\f\n\r\t\u0001\u001f")"_ba;
    QTest::newRow("utf-8") << u"\u00e4\u20ac\U0001F600"_s
                           << "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\""_ba;
    QTest::newRow("lone surrogate") << QString(QChar(0xd83d)) << R"("\ud83d")"_ba;
    QTest::newRow("low before high")
        << QString(QChar(0xde00)) + QChar(0xd83d) << R"("\ude00\ud83d")"_ba;
}

void TestJsonText::quoted()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, raw);
    QCOMPARE(jsonQuoted(text), raw);
    QVERIFY(!findJsonError(raw));
    if (text.isValidUtf16())
        QCOMPARE(jsonText(jsonRoot(raw)), text);
}

void TestJsonText::error_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("offset"); // -1: valid
    QTest::addColumn<Reason>("reason");

    const auto good = [](const char *name, const QByteArray &text) {
        QTest::newRow(name) << text << qsizetype(-1) << Reason::Empty;
    };
    const auto bad = [](const char *name, const QByteArray &text, qsizetype at, Reason reason) {
        QTest::newRow(name) << text << at << reason;
    };
    good("envelope", Envelope);
    good("scalars", R"([0,-0,1.5,-1e9,1E+2,1.0e-2,true,false,null,"",{},[]])");
    good("string alone", R"( "a" )");
    good("lone surrogate", R"("\ud800")");
    good("utf-8", "\"\xc2\x80\xe0\xa0\x80\xed\x9f\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"");
    bad("empty", "", 0, Reason::Empty);
    bad("space", " \n", 0, Reason::Empty);
    bad("byte order mark", "\xef\xbb\xbf{}", 0, Reason::ExpectedValue);
    bad("cut object", "{", 1, Reason::UnexpectedEnd);
    bad("cut after key", R"({"a")", 4, Reason::UnexpectedEnd);
    bad("cut after colon", R"({"a":)", 5, Reason::UnexpectedEnd);
    bad("cut after comma", "[1, ", 4, Reason::UnexpectedEnd);
    bad("cut string", R"(["ab)", 4, Reason::UnexpectedEnd);
    bad("cut escape", R"("a\)", 3, Reason::UnexpectedEnd);
    bad("cut code unit", R"("\u00)", 5, Reason::UnexpectedEnd);
    bad("cut number", "-", 1, Reason::UnexpectedEnd);
    bad("word", "[nul]", 1, Reason::ExpectedValue);
    bad("longer word", "[nulls]", 5, Reason::ExpectedCommaOrEnd);
    bad("single quotes", "['a']", 1, Reason::ExpectedValue);
    bad("comma before end", "[1,]", 3, Reason::ExpectedValue);
    bad("comma before end of object", R"({"a":1,})", 7, Reason::ExpectedKey);
    bad("plain key", "{a:1}", 1, Reason::ExpectedKey);
    bad("no colon", R"({"a" 1})", 5, Reason::ExpectedColon);
    bad("no comma", R"({"a":1 "b":2})", 7, Reason::ExpectedCommaOrEnd);
    bad("wrong bracket", R"({"a":[1})", 7, Reason::ExpectedCommaOrEnd);
    bad("leading zero", "[01]", 1, Reason::BadNumber);
    bad("no digit after dot", "[1.]", 1, Reason::BadNumber);
    bad("no digit before dot", "[.5]", 1, Reason::ExpectedValue);
    bad("two dots", "[1.2.3]", 1, Reason::BadNumber);
    bad("no exponent", "[1e]", 1, Reason::BadNumber);
    bad("plus", "[+1]", 1, Reason::ExpectedValue);
    bad("minus alone", "[-]", 1, Reason::BadNumber);
    bad("escape", R"(["\x"])", 2, Reason::BadEscape);
    bad("code unit", R"(["\u00g0"])", 2, Reason::BadEscape);
    bad("line break in string", "[\"a\nb\"]", 3, Reason::ControlCharacter);
    bad("nul in string", "\"a\0b\""_ba, 2, Reason::ControlCharacter);
    bad("two values", "{} {}", 3, Reason::TrailingText);
    bad("bracket behind", "[]]", 2, Reason::TrailingText);
    bad("lone continuation", "\"\x80\"", 1, Reason::InvalidUtf8);
    bad("overlong", "\"\xc0\xaf\"", 1, Reason::InvalidUtf8);
    bad("overlong three", "\"\xe0\x9f\xbf\"", 1, Reason::InvalidUtf8);
    bad("surrogate", "\"\xed\xa0\x80\"", 1, Reason::InvalidUtf8);
    bad("overlong four", "\"\xf0\x8f\xbf\xbf\"", 1, Reason::InvalidUtf8);
    bad("too large", "\"\xf4\x90\x80\x80\"", 1, Reason::InvalidUtf8);
    bad("cut character", "\"\xe2\x82\"", 1, Reason::InvalidUtf8);
}

void TestJsonText::error()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qsizetype, offset);
    QFETCH(const Reason, reason);
    const std::optional<JsonError> error = findJsonError(text);
    QCOMPARE(error ? error->offset : -1, offset);
    if (error)
        QCOMPARE(error->reason, reason);
}

void TestJsonText::depthIsBounded()
{
    QVERIFY(!findJsonError(nested(limits::MaxJsonDepth)));
    const std::optional<JsonError> error = findJsonError(nested(limits::MaxJsonDepth + 1));
    QVERIFY(error);
    QCOMPARE(error->reason, Reason::TooDeep);
    QCOMPARE(error->offset, qsizetype(limits::MaxJsonDepth));

    // Far deeper than any stack: read all the same.
    constexpr qsizetype Deep = 2'000'000;
    const QByteArray text = nested(Deep);
    const JsonValue root = jsonRoot(text);
    QCOMPARE(root.raw.size(), text.size());
    QCOMPARE(jsonAt(root, { qsizetype(0), qsizetype(0) }).raw.size(), text.size() - 4);
}

void TestJsonText::indented_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("indented");

    QTest::newRow("scalar") << " 1.50 "_ba
                            << "1.50"_ba;
    QTest::newRow("empty ones") << R"({"a":{ },"b":[ ]})"_ba
                                << "{\n  \"a\": {},\n  \"b\": []\n}"_ba;
    QTest::newRow("levels") << R"({"a":[1,{"b":"x:,y"}],"c":null})"_ba
                            << "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x:,y\"\n    }\n  ],\n"
                               "  \"c\": null\n}"_ba;
    QTest::newRow("already") << "{\n    \"a\":   1\n}\n"_ba
                             << "{\n  \"a\": 1\n}"_ba;
    QTest::newRow("as written") << R"(["\u00e4\/",12345678901234567890.10])"_ba
                                << "[\n  \"\\u00e4\\/\",\n  12345678901234567890.10\n]"_ba;
}

void TestJsonText::indented()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, indented);
    QCOMPARE(jsonIndented(text), indented);
    QCOMPARE(jsonIndented(indented), indented);
}

void TestJsonText::indentationOfDeepTextIsBounded()
{
    constexpr qsizetype Depth = limits::MaxJsonDepth;
    const QByteArray text = QByteArray(Depth, '[') + QByteArray("1,").repeated(10'000) + '1'
        + QByteArray(Depth, ']');
    QVERIFY(jsonIndented(text).size() < 100 * text.size());
}

void TestJsonText::survivesHostileText()
{
    constexpr int Rounds = 20'000;
    const QByteArray letters = "{}[]\",:\\ u0d8-1e.tfn\n\xc3\xa4\xff"_ba + '\0';
    QRandomGenerator random(1);
    for (int round = 0; round < Rounds; ++round) {
        // Its own allocation of the exact size, so that a sanitizer sees the first byte too many.
        std::vector<char> bytes(random.bounded(40U));
        for (char &byte : bytes)
            byte = letters[random.bounded(static_cast<int>(letters.size()))];
        const QByteArrayView text(bytes.data(), static_cast<qsizetype>(bytes.size()));
        const JsonValue root = jsonRoot(text);
        JsonCursor cursor(root);
        for (qsizetype count = 0; cursor.next(); ++count)
            QVERIFY(count <= text.size());
        (void)jsonText(root);
        (void)jsonUnescaped(text);
        (void)jsonAt(text, { "u"_ba, qsizetype(1) });
        (void)jsonAt(text, { qsizetype(1), "8"_ba });
        (void)jsonIndented(text);
        if (const std::optional<JsonError> error = findJsonError(text))
            QVERIFY(error->offset >= 0 && error->offset <= text.size());
        else
            QCOMPARE(root.raw.toByteArray(), text.toByteArray().trimmed());
    }
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
