// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/tuning.h"
#include "server/protocol/envelope.h"
#include "tests/protocol/paddedscan.h"

#include <QtTest/QtTest>

using namespace broadcaster;

class EnvelopeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsFault_data();
    void findsFault();
    void saysWhatIsWrong();
    void readsTarget_data();
    void readsTarget();
    void readsPing_data();
    void readsPing();
    void findsType_data();
    void findsType();
    void stamps_data();
    void stamps();
    void stampsBehindWhatIsThere();
    void forgetsTheLastMessage();
    void takesAnySize();
};

namespace {

QByteArray bytes(std::string_view view)
{
    return { view.data(), static_cast<qsizetype>(view.size()) };
}

constexpr std::string_view Stamp = "{\"type\":\"runtime\",\"id\":\"ME\"";

} // namespace

void EnvelopeTest::findsFault_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ScanResult>("result");
    const auto row = [](const char *text, ScanResult result) {
        QTest::newRow(text) << QByteArray(text) << result;
    };
    using enum ScanResult;
    row(R"({"id":"1","type":"x","payload":{}})", Ok);
    row(R"({"from":1})", Ok);
    row(R"({"from":1,"from":2})", RepeatedFrom);
    row(R"({"from":1,"a":2,"from":2,"from":3})", RepeatedFrom);
    row(R"({"from":1,"fr\u006fm":2})", RepeatedFrom);
    row(R"({"\u0066\u0072\u006F\u006d":1,"from":2})", RepeatedFrom);
    row(R"({"from":1,"payload":{"from":2,"to":3}})", Ok);
    row(R"({"from":{"from":1,"to":2}})", Ok);
    row(R"({"from":1,"From":2,"FROM":3,"from ":4,"fro":5})", Ok);
    row(R"({"to":null,"to":null})", RepeatedTo);
    row(R"({"to":{"id":"a"},"t\u006f":{"id":"b"}})", RepeatedTo);
    row(R"({"to":1,"to":2,"from":1,"from":2})", RepeatedFrom);
    row(R"({"to":null})", Ok);
    row(R"({"to":{}})", Ok);
    row(R"({"to":{"id":"","type":""}})", Ok);
    row(R"({"to":"a"})", InvalidTo);
    row(R"({"to":1})", InvalidTo);
    row(R"({"to":-1})", InvalidTo);
    row(R"({"to":true})", InvalidTo);
    row(R"({"to":false})", InvalidTo);
    row(R"({"to":[]})", InvalidTo);
    row(R"({"to":[{"id":"a"}]})", InvalidTo);
    row(R"({"to":{"id":1}})", InvalidToId);
    row(R"({"to":{"id":null}})", InvalidToId);
    row(R"({"to":{"id":{}}})", InvalidToId);
    row(R"({"to":{"id":["a"]}})", InvalidToId);
    row(R"({"to":{"i\u0064":true}})", InvalidToId);
    row(R"({"to":{"id":1,"id":"a"}})", Ok);
    row(R"({"to":{"id":"a","id":1}})", InvalidToId);
    row(R"({"to":{"type":1}})", InvalidToType);
    row(R"({"to":{"type":null,"id":"a"}})", InvalidToType);
    row(R"({"to":{"type":1,"id":2}})", InvalidToId);
    row(R"({"to":{"other":1}})", Ok);
    row(R"({"to":1,"a":})", InvalidJson);
    row(R"({"to":{"id":1},"a":[}])", InvalidJson);
    row(R"({"from":1,"from":2)", InvalidJson);
    row("{\"to\":1,\"a\":\"\xff\"}", InvalidUtf8);
    row(R"({"type":"PING","to":1})", Ok);
    row(R"({"to":{"id":1},"type":"PING"})", Ok);
    row(R"({"type":"PING","from":1,"from":2})", RepeatedFrom);
    row(R"({"type":"PING","to":null,"to":null})", RepeatedTo);
}

void EnvelopeTest::findsFault()
{
    QFETCH(const QByteArray, text);
    QFETCH(const ScanResult, result);
    EnvelopeScanner scanner;
    const PaddedMessage message(text);
    Envelope envelope;
    QCOMPARE(scanner.scan(message.view(), envelope), result);
    QCOMPARE(bytes(envelope.bytes), text);
}

void EnvelopeTest::saysWhatIsWrong()
{
    const auto text = [](ScanResult result) { return bytes(scanErrorMessage(result)); };
    QCOMPARE(text(ScanResult::Ok), "");
    QCOMPARE(text(ScanResult::InvalidJson), "Invalid JSON message format");
    QCOMPARE(text(ScanResult::InvalidUtf8), "Invalid JSON message format");
    QCOMPARE(text(ScanResult::InvalidTo), "Invalid to field: must be an object or null");
    QCOMPARE(text(ScanResult::InvalidToId), "Invalid to field: id must be a string");
    QCOMPARE(text(ScanResult::InvalidToType), "Invalid to field: type must be a string");
    QVERIFY(text(ScanResult::RepeatedTo).startsWith("Invalid to field: "));
    QVERIFY(text(ScanResult::RepeatedFrom).startsWith("Invalid from field: "));
}

void EnvelopeTest::readsTarget_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *text, const char *id, const char *type) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(id) << QByteArray(type);
    };
    row(R"({})", "", "");
    row(R"({"to":null})", "", "");
    row(R"({"to":{"id":"a"}})", "a", "");
    row(R"({"to":{"type":"admin"}})", "", "admin");
    row(R"({"to":{"id":"a","type":"b"}})", "a", "b");
    row(R"({"to" : { "id" : "a" , "x":[1,{"id":"z"}], "type" : "b" } , "p":1})", "a", "b");
    row(R"({"to":{"id":"a","id":"b","type":"c","type":"d"}})", "b", "d");
    row(R"({"to":{"id":"a","id":""}})", "", "");
    row(R"({"t\u006f":{"\u0069d":"\u0061\n","typ\u0065":"data\u002dagent"}})", "a\n", "data-agent");
    row(R"({"to":{"id":"\ud800"}})", "\xef\xbf\xbd", "");
    row(R"({"to":{"id":"\ud83d\ude00"}})", "\xf0\x9f\x98\x80", "");
    row(R"({"to":{"ID":"a","iD":"b","id ":"c"}})", "", "");
    row(R"({"payload":{"to":{"id":"a"}}})", "", "");
    row(R"({"to":{"to":{"id":"a"}}})", "", "");
    row(R"({"to":{"id":" a\" "}})", " a\" ", "");
}

void EnvelopeTest::readsTarget()
{
    QFETCH(const QByteArray, text);
    EnvelopeScanner scanner;
    const PaddedMessage message(text);
    Envelope envelope;
    QCOMPARE(scanner.scan(message.view(), envelope), ScanResult::Ok);
    QTEST(bytes(envelope.toId), "id");
    QTEST(bytes(envelope.toType), "type");
    QVERIFY(!envelope.isPing);
}

void EnvelopeTest::readsPing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isPing");
    QTest::addColumn<QByteArray>("timestamp");
    const auto row = [](const char *text, bool isPing, const char *timestamp) {
        QTest::newRow(text) << QByteArray(text) << isPing << QByteArray(timestamp);
    };
    row(R"({"type":"PING"})", true, "");
    row(R"({"type" : "PING" })", true, "");
    row(R"({"typ\u0065":"PIN\u0047"})", true, "");
    row(R"({"type":"ping"})", false, "");
    row(R"({"type":"PING "})", false, "");
    row(R"({"type":["PING"]})", false, "");
    row(R"({"type":null})", false, "");
    row(R"({"type":"x","type":"PING"})", true, "");
    row(R"({"type":"PING","type":"x"})", false, "");
    row(R"({"type":"PING","type":1})", false, "");
    row(R"({"payload":{"type":"PING"}})", false, "");
    row(R"({"type":"PING","payload":{"timestamp":1738060200000}})", true, "1738060200000");
    row(R"({"payload":{"timestamp": 12345678901234567890.10 },"type":"PING"})", true,
        "12345678901234567890.10");
    row(R"({"type":"PING","payload":{"timestamp":"a\"b"}})", true, R"("a\"b")");
    row(R"({"type":"PING","payload":{"timestamp":null}})", true, "null");
    row(R"({"type":"PING","payload":{"timestamp":{ "a" : [1] } }})", true, R"({ "a" : [1] })");
    row(R"({"type":"PING","payload":{"timestamp":1,"timestamp":2}})", true, "2");
    row(R"({"type":"PING","payload":{"timest\u0061mp":1}})", true, "1");
    row(R"({"type":"PING","payload":{"a":{"timestamp":1}}})", true, "");
    row(R"({"type":"PING","payload":[{"timestamp":1}]})", true, "");
    row(R"({"type":"PING","payload":"timestamp"})", true, "");
    row(R"({"type":"PING","payload":{}})", true, "");
    row(R"({"type":"PING","payload":1,"payload":{"timestamp":3}})", true, "3");
    row(R"({"type":"PING","payload":{"timestamp":3},"payload":null})", true, "");
    row(R"({"type":"PING","timestamp":3})", true, "");
    row(R"({"type":"PING","to":7,"payload":{"timestamp":3}})", true, "3");
}

void EnvelopeTest::readsPing()
{
    QFETCH(const QByteArray, text);
    EnvelopeScanner scanner;
    const PaddedMessage message(text);
    Envelope envelope;
    QCOMPARE(scanner.scan(message.view(), envelope), ScanResult::Ok);
    QTEST(envelope.isPing, "isPing");
    QTEST(bytes(envelope.pingTimestamp), "timestamp");
}

void EnvelopeTest::findsType_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *text, const char *type) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(type);
    };
    row(R"({})", "");
    row(R"({"type":"a"})", "a");
    row(R"({"type":""})", "");
    row(R"({"type":1})", "");
    row(R"({"type":null})", "");
    row(R"({"type":["a"]})", "");
    row(R"({"payload":{"type":"a"}})", "");
    row(R"( { "x":1, "typ\u0065" : "\u0061\"b" } )", R"(\u0061\"b)");
    row(R"({"type":"x","type":"second"})", "second");
    row(R"({"type":"second","type":1})", "");
    row(R"({"type":"before","from":{"id":"forged","n":1}})", "before");
    row(R"({"from":{"id":"forged","n":1},"type":"behind"})", "behind");
    row(R"({"from":"a very long text in place of an object","type":"behind"})", "behind");
    row(R"({"type":"PING","from":1})", "PING");
    row(R"({"type":"faulty","to":1})", "faulty");
    row(R"({"from":1,"from":2,"type":"faulty"})", "faulty");
    row(R"({"type":"faulty",)", "");
}

void EnvelopeTest::findsType()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, type);
    EnvelopeScanner scanner;
    const PaddedMessage message(text);
    Envelope envelope;
    const ScanResult result = scanner.scan(message.view(), envelope);
    QCOMPARE(bytes(envelope.type), type);
    if (result != ScanResult::Ok || type.isEmpty())
        return;
    QByteArray out;
    appendStamped(out, envelope, Stamp);
    QCOMPARE(out.mid(stampedTypeOffset(envelope, Stamp), type.size()), type);
}

void EnvelopeTest::stamps_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("stamped"); // @ stands for the stamp.
    const auto row = [](const char *text, const char *stamped) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(stamped);
    };
    row(R"({})", R"({"from":@}})");
    row(" { \n} ", " {\"from\":@} \n} ");
    row(R"({"a":1})", R"({"from":@},"a":1})");
    row("\t{ \"a\":1}\n", "\t{\"from\":@}, \"a\":1}\n");
    row(R"({"payload":{"from":1}})", R"({"from":@},"payload":{"from":1}})");
    row(R"({"from":null})", R"({"from":@}})");
    row(R"({"from" : 12 , "a":1})", R"({"from" : @} , "a":1})");
    row(R"({"from":"x"})", R"({"from":@}})");
    row(R"({"from":[1,{"id":2}],"a":1})", R"({"from":@},"a":1})");
    row(R"({"from":{}})", R"({"from":@}})");
    row(R"({"from":{ } })", R"({"from":@} })");
    row(R"({"from":{"id":"forged","type":"admin"}})", R"({"from":@}})");
    row(R"({"from":{"id":{"a":[1]},"type":null,"id":"b"}})", R"({"from":@}})");
    row(R"({"fr\u006fm":{"\u0069d":"forged","typ\u0065":"admin"}})", R"({"fr\u006fm":@}})");
    row(R"({"from":{"id":"f","name":"x"}})", R"({"from":@,"name":"x"}})");
    row(R"({"from":{ "name" : "x\u0041" , "id":"f" , "n" :  1.50 }, "z":1})",
        R"({"from":@,"name" : "x\u0041","n" :  1.50}, "z":1})");
    row(R"({"from":{"a":{"id":1,"type":2},"b":[{"id":3}]}})",
        R"({"from":@,"a":{"id":1,"type":2},"b":[{"id":3}]}})");
    row(R"({"from":{"n":1,"n":2,"ID":3}})", R"({"from":@,"n":1,"n":2,"ID":3}})");
    row(R"({"a":12345678901234567890.10,"from":1,"b" : "\u00e9\/" , "a":-0e+5 })",
        R"({"a":12345678901234567890.10,"from":@},"b" : "\u00e9\/" , "a":-0e+5 })");
    row("{\"a\":\"\xef\xbb\xbf\xf0\x9f\x98\x80\"}",
        "{\"from\":@},\"a\":\"\xef\xbb\xbf\xf0\x9f\x98\x80\"}");
}

void EnvelopeTest::stamps()
{
    QFETCH(const QByteArray, text);
    QFETCH(QByteArray, stamped);
    stamped.replace('@', bytes(Stamp));
    EnvelopeScanner scanner;
    const PaddedMessage message(text);
    Envelope envelope;
    QCOMPARE(scanner.scan(message.view(), envelope), ScanResult::Ok);
    QByteArray out;
    appendStamped(out, envelope, Stamp);
    QCOMPARE(out, stamped);
    QCOMPARE(stampedSize(envelope, Stamp), stamped.size());
    QCOMPARE(bytes(message.view()), text);
}

void EnvelopeTest::stampsBehindWhatIsThere()
{
    const ClientId id = ClientId::fromText("some-id");
    const QByteArray stamp = fromStamp(ClientType::DataAgent, id);
    QCOMPARE(stamp, R"({"type":"data-agent","id":"some-id")");
    EnvelopeScanner scanner;
    const PaddedMessage message(R"({"a":1})");
    Envelope envelope;
    QCOMPARE(scanner.scan(message.view(), envelope), ScanResult::Ok);
    QByteArray out = "head";
    const QByteArray shared = out;
    appendStamped(out, envelope, { stamp.constData(), static_cast<std::size_t>(stamp.size()) });
    QCOMPARE(out, R"(head{"from":{"type":"data-agent","id":"some-id"},"a":1})");
    QCOMPARE(shared, "head");
}

void EnvelopeTest::forgetsTheLastMessage()
{
    EnvelopeScanner scanner;
    Envelope envelope;
    const PaddedMessage full(R"({"type":"PING","from":{"n\n":1},"payload":{"timestamp":1}})");
    QCOMPARE(scanner.scan(full.view(), envelope), ScanResult::Ok);
    const PaddedMessage to(R"({"to":{"id":"a\n","type":"b\n"}})");
    QCOMPARE(scanner.scan(to.view(), envelope), ScanResult::Ok);
    QVERIFY(!envelope.isPing);
    QVERIFY(envelope.fromRest.empty() && envelope.fromValue.empty() && envelope.type.empty());
    const PaddedMessage broken("{");
    QCOMPARE(scanner.scan(broken.view(), envelope), ScanResult::InvalidJson);
    const PaddedMessage plain("{}");
    QCOMPARE(scanner.scan(plain.view(), envelope), ScanResult::Ok);
    QVERIFY(envelope.toId.empty() && envelope.toType.empty());
    QVERIFY(envelope.pingTimestamp.empty() && envelope.isEmptyObject);
}

void EnvelopeTest::takesAnySize()
{
    EnvelopeScanner scanner;
    Envelope envelope;
    for (const qsizetype size :
        { 10, 4096, 4097, 100, 65'536, 1'048'576, 1'048'577, 10, 8'000'000, 1'000'000, 20 }) {
        // As many tokens as bytes.
        const PaddedMessage dense("{\"a\":[" + QByteArray("1,").repeated(size / 2) + "1]}");
        QCOMPARE(scanner.scan(dense.view(), envelope), ScanResult::Ok);
        const PaddedMessage text(
            "{\"from\":{\"\\u0061\":\"" + QByteArray(size, 'x') + "\",\"id\":1}}");
        QCOMPARE(scanner.scan(text.view(), envelope), ScanResult::Ok);
        QCOMPARE(envelope.fromRest.size(), static_cast<std::size_t>(size + 12));
        const PaddedMessage unclosed("{\"a\":\"" + QByteArray(size, 'x'));
        QCOMPARE(scanner.scan(unclosed.view(), envelope), ScanResult::InvalidJson);
    }
}

QTEST_GUILESS_MAIN(EnvelopeTest)
#include "tst_envelope.moc"
