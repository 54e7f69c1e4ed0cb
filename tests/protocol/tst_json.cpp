// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/jsonstring.h"
#include "server/base/tuning.h"
#include "server/protocol/envelope.h"
#include "tests/protocol/jsonreference.h"
#include "tests/protocol/paddedscan.h"

#include <QtTest/QtTest>

#include <simdjson.h>

#include <random>

using namespace broadcaster;

/// Checks which texts are JSON, on each of simdjson's implementations that this processor can run.
class JsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void validates_data();
    void validates();
    void limitsDepth_data();
    void limitsDepth();
    void tellsInvalidUtf8_data();
    void tellsInvalidUtf8();
    void agreesWithReference_data();
    void agreesWithReference();
    void unescapes_data();
    void unescapes();
};

namespace {

void validRows()
{
    const std::pair<const char *, QByteArray> rows[] = {
        { "empty object", "{}" },
        { "space around", " \t\r\n{ \"a\" : 1 }\r\n\t " },
        { "literals", R"({"a":true,"b":false,"c":null})" },
        { "nested", R"({"a":[{},[],[[]],{"b":[1,{"c":{}}]}]})" },
        { "numbers", R"({"a":[0,-0,1,-1,10,0.5,-0.0,1e1,1E+1,1e-1,12.5e+10]})" },
        { "huge exponent", R"({"a":1e400,"b":-1E-99999999999})" },
        { "huge integer", R"({"a":123456789012345678901234567890.10})" },
        { "escapes", R"({"a":"\"\\\/\b\f\n\r\t\u0000\uABCD\uabcd"})" },
        { "lone surrogates", R"({"a":"\ud800","b":"\udc00x","c":"\ud800\ud800"})" },
        { "backslashes", R"({"a":"\\\\\\","b":"\\\""})" },
        { "delete", "{\"a\":\"\x7f\"}" },
        { "bom inside", "{\"a\":\"\xef\xbb\xbf\"}" },
        { "noncharacters", "{\"a\":\"\xef\xbf\xbf\xf4\x8f\xbf\xbf\"}" },
        { "repeated member", R"({"a":1,"a":2})" },
        { "empty name", R"({"":1})" },
        { "brackets in string", R"({"a":"}]{[,:"})" },
    };
    for (const auto &[name, text] : rows)
        QTest::newRow(name) << text << true;
}

void invalidRows()
{
    for (const char *text : { "", " ", "[]", "1", "\"a\"", "null", "true", "{", "}", "{]", "[}",
             "{}}", "{}{}", "{} x", "{},", "{}1", "{}\"\"", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
             "{,}", "{\"a\":1,,\"b\":2}", "{\"a\" 1}", "{\"a\"::1}", "{a:1}", "{1:1}", "{'a':1}",
             "{null:1}", "{[]:1}", "{\"a\":1 \"b\":2}", "{\"a\":1:2}", "{:1}", "{\"a\":[1,]}",
             "{\"a\":[,1]}", "{\"a\":[1 2]}", "{\"a\":[1:2]}", "{\"a\":[\"b\":1]}", "{\"a\":[}",
             "{\"a\":[1}", "{\"a\":{\"b\":1]}", "{\"a\":{\"b\"}}", "{\"a\":{]}", "{\"a\":{,}}",
             "{\"a\":{\"b\":1,}}", "{\"a\":{}", "{\"a\":[]", "{\"a\":[{}}", "{\"a\":{\"b\":}}",
             "{\"a\":tru}", "{\"a\":truex}", "{\"a\":true\"b\"}", "{\"a\":True}", "{\"a\":nul}",
             "{\"a\":nullnull}", "{\"a\":fals}", "{\"a\":falsey}", "{\"a\":t}", "{\"a\":undefined}",
             "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-}", "{\"a\":+1}", "{\"a\":01}",
             "{\"a\":-01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1.e1}", "{\"a\":1e}", "{\"a\":1e+}",
             "{\"a\":1E-}", "{\"a\":0x1}", "{\"a\":1a}", "{\"a\":1\"b\"}", "{\"a\":1-}",
             "{\"a\":--1}", "{\"a\":1.2.3}", "{\"a\":1e1.5}", "{\"a\":\"b\"c}",
             "{\"a\":\"b\"\"c\"}", "{\"a\":\"b\"1}", "{\"a\":\"b}", "{\"a\":\"b\\\"}",
             "{\"a\":\"\\x\"}", "{\"a\":\"\\'\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\u12G4\"}",
             "{\"a\":\"\\U1234\"}", "{\"a\":\"\\\n\"}", "{\"a\":\"\\u\"}", "{\"a\":\"\\ud800\\x\"}",
             "{\"\\q\":1}", "{\"a\":\\n}", "{\"a\":1\\n}", "{}\\", "\\{}", "{\"a\":\"\t\"}",
             "{\"a\":\"\n\"}", "{\"a\":\"\x1f\"}", "{\"a\x01\":1}", "{\"a\":1\f}", "{\f\"a\":1}",
             "{\"a\":1\v}", "{\"a\":1 /* c */}", "// c\n{}", "{\"a\":1\x1a\"b\":2}",
             "{\"a\"\x1a"
             "1}",
             "{\"a\":[1\x0c"
             "2]}",
             "\xef\xbb\xbf{}", " \xef\xbb\xbf{}", "{}\xef\xbb\xbf",
             "{\"a\":\xc2\xa0"
             "1}",
             "\xe2\x80\xa8{}", "{\"a\":1}#" })
        QTest::newRow(text) << QByteArray(text) << false;
    QTest::newRow("NUL alone") << QByteArray("\0", 1) << false;
    QTest::newRow("NUL behind") << QByteArray("{}\0", 3) << false;
    QTest::newRow("NUL in string") << QByteArray("{\"a\":\"\0\"}", 9) << false;
    QTest::newRow("NUL behind number") << QByteArray("{\"a\":1\0}", 8) << false;
    QTest::newRow("NUL in space") << QByteArray("{\0}", 3) << false;
}

/// Calls check(scanner) once for each implementation.
template <typename Check>
void onEachImplementation(Check check)
{
    auto &active = simdjson::get_active_implementation();
    const simdjson::implementation *const before = active;
    for (const simdjson::implementation *implementation :
        simdjson::get_available_implementations()) {
        if (!implementation->supported_by_runtime_system())
            continue;
        active = implementation;
        EnvelopeScanner scanner;
        check(scanner);
    }
    active = before;
}

ScanResult scanned(EnvelopeScanner &scanner, const QByteArray &text, char padding)
{
    const PaddedMessage message(text, padding);
    Envelope envelope;
    return scanner.scan(message.view(), envelope);
}

} // namespace

void JsonTest::validates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    validRows();
    invalidRows();
}

void JsonTest::validates()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, valid);
    QCOMPARE(
        JsonReference::isObject({ text.data(), size_t(text.size()) }, limits::MaxJsonDepth), valid);
    onEachImplementation([&](EnvelopeScanner &scanner) {
        for (const char padding : "}]\"\\:,1n\xff ")
            QCOMPARE(
                scanned(scanner, text, padding), valid ? ScanResult::Ok : ScanResult::InvalidJson);
        // At another place in simdjson's blocks of 64 bytes.
        for (qsizetype spaces = 1; spaces < 130 && !text.isEmpty(); ++spaces)
            QCOMPARE(scanned(scanner, QByteArray(spaces, ' ') + text, '}'),
                valid ? ScanResult::Ok : ScanResult::InvalidJson);
    });
}

void JsonTest::limitsDepth_data()
{
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("close");
    QTest::newRow("arrays") << QByteArray("[") << QByteArray("]");
    QTest::newRow("objects") << QByteArray("{\"a\":") << QByteArray("}");
}

void JsonTest::limitsDepth()
{
    QFETCH(const QByteArray, open);
    QFETCH(const QByteArray, close);
    // The envelope is the first level, whichever member it is that nests.
    for (const char *name : { "x", "payload", "from", "to" }) {
        const auto nested = [&](qsizetype levels) -> QByteArray {
            return QByteArray("{\"type\":\"PING\",\"") + name + "\":" + open.repeated(levels - 1)
                + "1" + close.repeated(levels - 1) + "}";
        };
        EnvelopeScanner scanner;
        QCOMPARE(scanned(scanner, nested(2), '}'), ScanResult::Ok);
        QCOMPARE(scanned(scanner, nested(1000), '}'), ScanResult::Ok);
        QCOMPARE(scanned(scanner, nested(1001), '}'), ScanResult::InvalidJson);
        QCOMPARE(scanned(scanner, nested(500'000), '}'), ScanResult::InvalidJson);
        QCOMPARE(
            scanned(scanner, "{\"a\":" + open.repeated(500'000), '}'), ScanResult::InvalidJson);
    }
}

void JsonTest::tellsInvalidUtf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ScanResult>("result");
    const auto utf8 = ScanResult::InvalidUtf8;
    QTest::newRow("in a string") << QByteArray("{\"a\":\"\xff\"}") << utf8;
    QTest::newRow("in a name") << QByteArray("{\"\xc0\xaf\":1}") << utf8;
    QTest::newRow("surrogate") << QByteArray("{\"a\":\"\xed\xa0\x80\"}") << utf8;
    QTest::newRow("beyond U+10FFFF") << QByteArray("{\"a\":\"\xf4\x90\x80\x80\"}") << utf8;
    QTest::newRow("overlong") << QByteArray("{\"a\":\"\xe0\x80\x80\"}") << utf8;
    QTest::newRow("cut short") << QByteArray("{\"a\":\"\xe2\x82\"}") << utf8;
    QTest::newRow("at the end") << QByteArray("{}\xe2\x82") << utf8;
    QTest::newRow("alone") << QByteArray("\x80") << utf8;
    QTest::newRow("and unclosed string") << QByteArray("{\"a\":\"\xff") << utf8;
    QTest::newRow("and control character") << QByteArray("{\"a\":\"\xff\n\"}") << utf8;
    QTest::newRow("and bad escape") << QByteArray("{\"a\":\"\\x\xff\"}") << utf8;
    QTest::newRow("and bad grammar before") << QByteArray("{,\"a\":\"\xff\"}") << utf8;
    QTest::newRow("and not an object") << QByteArray("[\"\xff\"]") << utf8;
    QTest::newRow("and repeated from") << QByteArray("{\"from\":1,\"from\":\"\xff\"}") << utf8;
    QTest::newRow("far behind a fault") << QByteArray("]" + QByteArray(5000, ' ') + "\xff") << utf8;
    QTest::newRow("unclosed string, valid")
        << QByteArray("{\"a\":\"\xc3\xa9") << ScanResult::InvalidJson;
}

void JsonTest::tellsInvalidUtf8()
{
    QFETCH(const QByteArray, text);
    QFETCH(const ScanResult, result);
    onEachImplementation(
        [&](EnvelopeScanner &scanner) { QCOMPARE(scanned(scanner, text, '\x80'), result); });
}

void JsonTest::agreesWithReference_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::newRow("seed 1") << quint32 { 1 };
    const quint32 seed = std::random_device {}();
    QTest::addRow("seed %u", seed) << seed;
}

void JsonTest::agreesWithReference()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    const auto below = [&](qsizetype n) { return qsizetype(random() % quint32(n)); };
    const QByteArrayList starts = {
        R"({"id":"1","type":"PING","from":{"id":"x","n":"\u00e9"},"to":null,"payload":[1,-2.5e3]})",
        R"({"to":{"id":"a","type":"b\\"},"payload":{"timestamp":12,"k":[{},[],"\"\\"]}, "z":true })",
        R"({"a":{"b":{"c":[0,[1,[2,{"d":"e\n"}]]]}}})",
    };
    const QByteArray alphabet = "{}[]:,\"\\ \n\t0123456789-+.eEtrufalsn/bx\x01\x0c\x1a\x7f\xc3\xa9";
    EnvelopeScanner scanner;
    int valid = 0;
    for (int round = 0; round < 60'000; ++round) {
        QByteArray text = starts[below(starts.size())];
        for (qsizetype edits = 1 + below(3); edits > 0; --edits) {
            const qsizetype at = below(text.size());
            const char c = alphabet[below(alphabet.size())];
            switch (below(4)) {
            case 0:
                text[at] = c;
                break;
            case 1:
                text.insert(at, c);
                break;
            case 2:
                text.remove(at, 1 + below(3));
                break;
            default:
                text.insert(at, text.sliced(at, qMin(below(8), text.size() - at)));
            }
            if (text.isEmpty())
                text = "{}";
        }
        const ScanResult result = scanned(scanner, text, alphabet[below(alphabet.size())]);
        if (!text.isValidUtf8()) {
            QVERIFY2(result == ScanResult::InvalidUtf8, text.constData());
            continue;
        }
        const bool expected = JsonReference::isObject(
            { text.data(), size_t(text.size()) }, limits::MaxJsonDepth);
        valid += expected;
        const bool isInvalid = result == ScanResult::InvalidJson
            || result == ScanResult::InvalidUtf8;
        QVERIFY2(isInvalid != expected, text.constData());
    }
    QVERIFY(valid > 1000); // Otherwise only refusals were compared.
}

void JsonTest::unescapes_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("plain") << QByteArray("a\xc3\xa9") << QByteArray("a\xc3\xa9");
    QTest::newRow("simple") << QByteArray(R"(\"\\\/\b\f\n\r\t)") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("between") << QByteArray(R"(a\nb\\nc)") << QByteArray("a\nb\\nc");
    QTest::newRow("NUL") << QByteArray(R"(\u0000)") << QByteArray("\0", 1);
    QTest::newRow("1 byte") << QByteArray(R"(\u0041\u007f)") << QByteArray("A\x7f");
    QTest::newRow("2 bytes") << QByteArray(R"(\u0080\u07FF)") << QByteArray("\xc2\x80\xdf\xbf");
    QTest::newRow("3 bytes") << QByteArray(R"(\u0800\uFfFf)")
                             << QByteArray("\xe0\xa0\x80\xef\xbf\xbf");
    QTest::newRow("pair") << QByteArray(R"(\ud83d\ude00)") << QByteArray("\xf0\x9f\x98\x80");
    QTest::newRow("last pair") << QByteArray(R"(\uDBFF\uDFFF)") << QByteArray("\xf4\x8f\xbf\xbf");
    QTest::newRow("lone high") << QByteArray(R"(\ud800x)") << QByteArray("\xef\xbf\xbdx");
    QTest::newRow("lone low") << QByteArray(R"(\udc00)") << QByteArray("\xef\xbf\xbd");
    QTest::newRow("high at end") << QByteArray(R"(\ud83d)") << QByteArray("\xef\xbf\xbd");
    QTest::newRow("two highs") << QByteArray(R"(\ud83d\ud83d\ude00)")
                               << QByteArray("\xef\xbf\xbd\xf0\x9f\x98\x80");
    QTest::newRow("high, other escape")
        << QByteArray(R"(\ud83d\n)") << QByteArray("\xef\xbf\xbd\n");
}

void JsonTest::unescapes()
{
    QFETCH(const QByteArray, raw);
    QFETCH(const QByteArray, text);
    const PaddedMessage message(raw, '\\');
    QVERIFY(areEscapesValid(message.view()));
    std::string out = "<";
    appendUnescaped(out, message.view());
    QCOMPARE(QByteArray::fromStdString(out), "<" + text);
}

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"
