// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/decode/base64.h"
#include "inspect/decode/decoding.h"
#include "inspect/decode/hexdump.h"
#include "inspect/decode/imagetype.h"

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Kind = Decoding::Kind;

class DecodingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodesBase64_data();
    void decodesBase64();
    void recognises_data();
    void recognises();
    void readsTimes_data();
    void readsTimes();
    void readsTokens();
    void refusesTokens_data();
    void refusesTokens();
    void readsDataUrls();
    void decodesLargeValues();
    void leavesHugeValuesAlone();
    void survivesAnything();
    void dumpsBytes();
};

namespace {

const QByteArray Png = QByteArray::fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==");

QByteArray quoted(const QByteArray &text)
{
    return '"' + text + '"';
}

QByteArray tokenPart(const QByteArray &text)
{
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray token(const QByteArray &header, const QByteArray &claims)
{
    return tokenPart(header) + '.' + tokenPart(claims) + '.' + tokenPart("a signature");
}

} // namespace

void DecodingTest::decodesBase64_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isBase64");
    QTest::addColumn<QByteArray>("bytes");

    const auto good = [](const char *name, const QByteArray &text, const QByteArray &bytes) {
        QTest::newRow(name) << text << true << bytes;
    };
    const auto bad = [](const char *name, const QByteArray &text) {
        QTest::newRow(name) << text << false << QByteArray();
    };
    good("padded", "aGVsbG8=", "hello");
    good("two signs of padding", "aGVsbG8hIQ==", "hello!!");
    good("without padding", "aGVsbG8", "hello");
    good("standard alphabet", "+/+/", "\xfb\xff\xbf");
    good("url alphabet", "-_-_", "\xfb\xff\xbf");
    bad("empty", "");
    bad("padding alone", "==");
    bad("both alphabets", "+/-_");
    bad("one letter behind a group", "aGVsb");
    bad("too little padding", "aGVsbG8hIQ=");
    bad("padding inside", "aG=sbG8=");
    bad("a space", "aGVs bG8=");
    bad("other letters", "aGVsbG8*");
    bad("beyond ascii",
        "aGVs\xc3\xa4"
        "aa");
}

void DecodingTest::decodesBase64()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isBase64);
    const auto bytes = base64Decoded(text);
    QCOMPARE(bytes.has_value(), isBase64);
    QTEST(bytes.value_or(QByteArray()), "bytes");
}

void DecodingTest::recognises_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("bytes");

    const auto row = [](const char *name, const QByteArray &json, Kind kind,
                         const QByteArray &bytes = {}) {
        QTest::newRow(name) << json << kind << bytes;
    };
    row("nothing", "", Kind::None);
    row("null", "null", Kind::None);
    row("true", "true", Kind::None);
    row("object", R"({"a":1})", Kind::None);
    row("empty text", R"("")", Kind::None);
    row("word", R"("documentation1234")", Kind::None);
    row("type", R"("query_response_v2")", Kind::None);
    row("small number", "1234", Kind::None);
    row("negative number", "-1700000000", Kind::None);
    row("number with an exponent", "1.7e9", Kind::None);
    row("seconds", "1700000000", Kind::Time);
    row("milliseconds", "1700000000123", Kind::Time);
    row("digits", R"("1700000000123")", Kind::Time);
    row("iso", R"("2026-01-28T12:01:02Z")", Kind::Time);
    row("uuid", R"("0a1b2c3d-4e5f-6789-abcd-ef0123456789")", Kind::None);
    row("sha256", quoted(QByteArray("0123456789abcdef").repeated(4)), Kind::None);
    row("json in text", R"("{\"a\":[1,\"x\"]}")", Kind::Json, R"({"a":[1,"x"]})");
    row("json array in text", R"("[1]")", Kind::Json, "[1]");
    row("no json in text", R"("{not json}")", Kind::None);
    row("base64 of text", quoted(QByteArray("hello, world").toBase64()), Kind::Text,
        "hello, world");
    row("base64 of json", quoted(QByteArray(R"({"a":1})").toBase64()), Kind::Json, R"({"a":1})");
    row("base64 of bytes", quoted(QByteArray("\x00\x01\xfe\xff", 4).repeated(7).toBase64()),
        Kind::Bytes, QByteArray("\x00\x01\xfe\xff", 4).repeated(7));
    row("png", quoted(Png.toBase64()), Kind::Image, Png);
    row("png with escaped slashes", quoted(Png.toBase64().replace("/", "\\/")), Kind::Image, Png);
    row("data url of an image", quoted("data:image/png;base64," + Png.toBase64()), Kind::Image,
        Png);
    row("data url that lies", quoted("data:image/png;base64," + QByteArray("text").toBase64()),
        Kind::Text, "text");
    row("data url without base64", R"("data:text/plain,hello")", Kind::None);
    row("jwt", quoted(token(R"({"alg":"HS256"})", R"({"sub":"1"})")), Kind::Jwt);
}

void DecodingTest::recognises()
{
    QFETCH(const QByteArray, json);
    QFETCH(const Kind, kind);
    const JsonValue value = jsonRoot(json);
    const Decoding found = decoded(value);
    QCOMPARE(found.kind, kind);
    QTEST(found.bytes, "bytes");
    QCOMPARE(recognised(value), kind);
}

void DecodingTest::readsTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isTime");
    QTest::addColumn<qint64>("timeMs");
    QTest::addColumn<TimeValue::Form>("form");

    using Form = TimeValue::Form;
    const auto row = [](const QByteArray &text, qint64 timeMs, Form form) {
        QTest::newRow(text.constData()) << text << true << timeMs << form;
    };
    row("1700000000", 1'700'000'000'000, Form::Seconds);
    row("1700000000.5", 1'700'000'000'500, Form::Seconds);
    row("1700000000123", 1'700'000'000'123, Form::Milliseconds);
    row("946684800", 946'684'800'000, Form::Seconds);
    row("2023-11-14T22:13:20Z", 1'700'000'000'000, Form::Iso);
    row("2023-11-14T22:13:20.123Z", 1'700'000'000'123, Form::Iso);
    row("2023-11-14T23:13:20+01:00", 1'700'000'000'000, Form::Iso);
    row("2023-11-14 22:13:20Z", 1'700'000'000'000, Form::Iso);
    row("2023-11-14T22:13:20",
        QDateTime(QDate(2023, 11, 14), QTime(22, 13, 20)).toMSecsSinceEpoch(), Form::IsoLocal);
    for (const char *text : { "", "1", "946684799", "4102444800", "4102444800000", "1e10", "1.7.0",
             "99999999999999999999999999", "2023-11-14", "2023-13-14T22:13:20Z",
             "2023-11-14T25:13:20Z", "2023-11-14T22:13:20 and more text behind it", "0x65537f00" })
        QTest::newRow(text) << QByteArray(text) << false << qint64(0) << Form::Iso;
}

void DecodingTest::readsTimes()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isTime);
    const auto time = textTime(text);
    QCOMPARE(time.has_value(), isTime);
    if (!time)
        return;
    QTEST(time->timeMs, "timeMs");
    QTEST(time->form, "form");
}

void DecodingTest::readsTokens()
{
    const auto jwt = jwtDecoded(token(R"({"alg":"HS256","typ":"JWT"})",
        R"({"sub":"anna","iat":1700000000,"nbf":1700000001.5,"exp":"soon"})"));
    QVERIFY(jwt);
    QCOMPARE(jwt->header, R"({"alg":"HS256","typ":"JWT"})"_ba);
    QVERIFY(jwt->claims.contains("anna"));
    QCOMPARE(jwt->issuedMs, std::optional<qint64>(1'700'000'000'000));
    QCOMPARE(jwt->notBeforeMs, std::optional<qint64>(1'700'000'001'500));
    QVERIFY(!jwt->expiresMs); // Not a number.
    const QByteArray withoutSignature = tokenPart(R"({"alg":"none"})") + '.' + tokenPart("{}")
        + '.';
    QVERIFY(jwtDecoded(withoutSignature));
}

void DecodingTest::refusesTokens_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray header = tokenPart(R"({"alg":"HS256"})");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("dots") << ".."_ba;
    QTest::newRow("two parts") << QByteArray(header + '.' + tokenPart("{}"));
    QTest::newRow("five parts") << QByteArray(header + ".a.b.c.d");
    QTest::newRow("no algorithm") << token(R"({"typ":"JWT"})", "{}");
    QTest::newRow("claims that are a list") << token(R"({"alg":"HS256"})", "[1]");
    QTest::newRow("claims that are broken") << token(R"({"alg":"HS256"})", R"({"a":)");
    QTest::newRow("a signature that is not base64")
        << QByteArray(header + '.' + tokenPart("{}") + ".*");
    QTest::newRow("a host name") << "www.example.org"_ba;
}

void DecodingTest::refusesTokens()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!jwtDecoded(text));
}

void DecodingTest::readsDataUrls()
{
    const auto url = dataUrl("data:image/svg+xml;charset=utf-8;base64,AAAA");
    QVERIFY(url);
    QCOMPARE(url->mediaType, "image/svg+xml");
    QCOMPARE(url->base64, "AAAA");
    QVERIFY(dataUrl("data:;base64,")->mediaType.isEmpty());
    QVERIFY(!dataUrl("data:image/png;base64"));
    QVERIFY(!dataUrl(QByteArray("data:" + QByteArray(300, 'x') + ";base64,AAAA")));
    QVERIFY(!dataUrl("http://example.org/"));
}

void DecodingTest::decodesLargeValues()
{
    const QByteArray image = Png + QByteArray(3'000'000, '\x5a');
    const QByteArray text = quoted(image.toBase64());
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(recognised(jsonRoot(text)), Kind::Image);
    QCOMPARE(decoded(jsonRoot(text)).bytes.size(), image.size());
    const QByteArray json = quoted("[" + QByteArray("1,").repeated(500'000) + "1]");
    QCOMPARE(recognised(jsonRoot(json)), Kind::Json);
    QCOMPARE(decoded(jsonRoot(json)).kind, Kind::Json);
    const QByteArray bytes = quoted(QByteArray("\x00\x01\xfe\xff", 4).repeated(50'000).toBase64());
    QCOMPARE(recognised(jsonRoot(bytes)), Kind::Bytes);
    const QByteArray words = quoted(QByteArray("some words ").repeated(50'000));
    QCOMPARE(recognised(jsonRoot(words)), Kind::None);
    QVERIFY2(clock.elapsed() < 2'000, qPrintable(QString::number(clock.elapsed())));
}

void DecodingTest::leavesHugeValuesAlone()
{
    const QByteArray huge = quoted(QByteArray(Decoding::MaxBytes, 'A'));
    QCOMPARE(recognised(jsonRoot(huge)), Kind::None);
    QCOMPARE(decoded(jsonRoot(huge)).kind, Kind::None);
}

// Whatever a client sends: nothing is read outside, and both functions agree on small values.
void DecodingTest::survivesAnything()
{
    const QByteArrayList seeds { quoted(Png.toBase64()), "1700000000", R"("2026-01-28T12:01:02Z")",
        quoted("data:image/png;base64," + Png.toBase64()), R"("{\"a\":[1,\"\\u00e4\"]}")",
        quoted(token(R"({"alg":"HS256"})", R"({"exp":1e300,"iat":-1})")) };
    QRandomGenerator random(1);
    for (int i = 0; i < 20'000; ++i) {
        QByteArray text = seeds[random.bounded(seeds.size())];
        for (int change = random.bounded(4); change >= 0; --change) {
            const qsizetype at = 1 + random.bounded(text.size() - 2);
            if (random.bounded(2) == 0)
                text[at] = static_cast<char>(random.bounded(256));
            else
                text.remove(at, std::min<qsizetype>(text.size() - at - 1, random.bounded(9)));
            if (text.size() < 3)
                break;
        }
        const JsonValue value = jsonRoot(text);
        QCOMPARE(recognised(value), decoded(value).kind);
    }
}

void DecodingTest::dumpsBytes()
{
    QCOMPARE(hexDump({}), QByteArray());
    const QByteArrayList rows = hexDump(QByteArray("0123456789abcdef\x00\xffz", 19)).split('\n');
    QCOMPARE(rows.size(), 2);
    QCOMPARE(
        rows[0], "00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef"_ba);
    QCOMPARE(rows[1], QByteArray("00000010  00 ff 7a" + QByteArray(41, ' ') + "..z"));
    QCOMPARE(hexDump(QByteArray(MaxDumpedBytes + 1, 'x')).count('\n'), MaxDumpedBytes / 16 - 1);
}

QTEST_GUILESS_MAIN(DecodingTest)
#include "tst_decoding.moc"
