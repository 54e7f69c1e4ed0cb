// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/tuning.h"
#include "server/protocol/requestreader.h"
#include "tests/protocol/somerequests.h"

#include <QtTest/QtTest>

#include <random>

using namespace broadcaster;
using State = RequestReader::State;

class RequestReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhateverTheSplit_data();
    void readsWhateverTheSplit();
    void keepsTheKeyOutOfTheTarget();
    void knowsTheLineOfWhatItCannotRead_data();
    void knowsTheLineOfWhatItCannotRead();
    void keepsHeadersAsWritten();
    void takesTheHostFromAnAbsoluteTarget();
    void keepsNoMemoryOfTheHead();
    void decidesKeepAlive_data();
    void decidesKeepAlive();
    void readsPipelinedRequests();
    void stopsAtUpgrade_data();
    void stopsAtUpgrade();
    void knowsWhetherItIsInside();
    void asksForContinue();
    void refuses_data();
    void refuses();
    void survivesMutations_data();
    void survivesMutations();
};

void RequestReaderTest::readsWhateverTheSplit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("get") << Get << QByteArray("GET /health") << QByteArray();
    QTest::newRow("head") << QByteArray("HEAD / HTTP/1.1\r\nhost:h\r\n\r\n") << QByteArray("HEAD /")
                          << QByteArray();
    QTest::newRow("blank lines before")
        << "\r\n\r\n" + Get << QByteArray("GET /health") << QByteArray();
    QTest::newRow("HTTP/1.0 without Host") << QByteArray("GET /x?y=%20z HTTP/1.0\r\n\r\n")
                                           << QByteArray("GET /x?y=%20z") << QByteArray();
    QTest::newRow("unknown method") << QByteArray("BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n")
                                    << QByteArray("BREW /pot") << QByteArray();
    QTest::newRow("body") << post("{\"a\":1}\r\n\r\n") << QByteArray("POST /a")
                          << QByteArray("{\"a\":1}\r\n\r\n");
    QTest::newRow("empty body") << post("") << QByteArray("POST /a") << QByteArray();
    QTest::newRow("largest body") << post(QByteArray(limits::MaxRequestBodyBytes, 'b'))
                                  << QByteArray("POST /a")
                                  << QByteArray(limits::MaxRequestBodyBytes, 'b');
    QTest::newRow("chunks") << Chunked
            + "5\r\nhello\r\n1;ext=\"x\"\r\n \r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"
                            << QByteArray("POST /a") << QByteArray("hello 0123456789");
    QTest::newRow("no chunks") << Chunked + "0\r\n\r\n" << QByteArray("POST /a") << QByteArray();
    QTest::newRow("asterisk") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n")
                              << QByteArray("OPTIONS *") << QByteArray();
    QTest::newRow("lists in several lines")
        << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: a\r\nConnection: b\r\nUpgrade: "
                      "x\r\nUpgrade: y\r\n\r\n")
        << QByteArray("GET /") << QByteArray();
}

void RequestReaderTest::readsWhateverTheSplit()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, body);
    const auto check = [&](const RequestReader &reader) {
        QCOMPARE(reader.state(), State::Complete);
        QCOMPARE(reader.request().method + ' ' + reader.request().target, line);
        QCOMPARE(reader.request().body, body);
    };
    const qsizetype step = qMax(qsizetype { 1 }, bytes.size() / 500);
    for (qsizetype first = 0; first < bytes.size(); first += step) {
        RequestReader reader;
        reader.feed(view(bytes.first(first)));
        QVERIFY(reader.state() == State::NeedHead || reader.state() == State::NeedBody);
        reader.feed(view(bytes.sliced(first)));
        check(reader);
    }
    RequestReader reader;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        reader.feed(view(bytes.sliced(i, 1)));
    check(reader);
    QCOMPARE(reader.next(), State::NeedHead);
    QVERIFY(!reader.isInsideRequest());
}

void RequestReaderTest::keepsTheKeyOutOfTheTarget()
{
    RequestReader reader;
    reader.feed("GET /a?apiKey=k&b HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(reader.request().target, "/a?b");
    QCOMPARE(reader.request().queryKey, "k");
    reader.next();
    reader.feed("POST /a?apiKey=k&b HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n");
    QCOMPARE(reader.state(), State::Failed);
    QCOMPARE(reader.target(), "/a?b");
}

void RequestReaderTest::knowsTheLineOfWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("isHead");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &target,
                         bool isHead = false) { QTest::newRow(name) << bytes << target << isHead; };
    row("nothing", "", {});
    row("half a method", "GE", {});
    row("half a path", "GET /api-k", {});
    row("the path", "GET /api-keys ", "/api-keys");
    row("the path of HEAD", "HEAD /api-keys ", "/api-keys", true);
    row("half a query", "GET /api-keys?apiKey=k", "/api-keys");
    row("half a head", "HEAD /a HTTP/1.1\r\nHo", "/a", true);
    row("another version", "HEAD /api-keys?apiKey=k HTTP/3.1\r\n\r\n", "/api-keys", true);
    row("no version", "GET /api-keys\r\n\r\n", "/api-keys");
    row("a bad query", "GET /a?\x01 HTTP/1.1\r\n\r\n", "/a");
    row("a bad header", "GET /a?apiKey=k&b HTTP/1.1\r\n:\r\n\r\n", "/a?b");
    row("a long query", "GET /a?" + QByteArray(limits::MaxRequestHeadBytes, 'x'), "/a");
    row("a long path", "GET /a" + QByteArray(limits::MaxRequestHeadBytes, 'x'), {});
    row("TLS", QByteArray::fromHex("16030100c8010000c4"), {});
    row("an absolute target", "GET http://h/a HTTP/9.9\r\n\r\n", "http://h/a");
}

void RequestReaderTest::knowsTheLineOfWhatItCannotRead()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, target);
    QFETCH(const bool, isHead);
    RequestReader whole;
    whole.feed(view(bytes));
    QCOMPARE(whole.target(), target);
    QCOMPARE(whole.isHead(), isHead);
    RequestReader inPieces;
    for (const char each : bytes)
        inPieces.feed({ &each, 1 });
    QCOMPARE(inPieces.target(), target);
    QCOMPARE(inPieces.isHead(), isHead);
}

void RequestReaderTest::keepsHeadersAsWritten()
{
    RequestReader reader;
    reader.feed("GET / HTTP/1.1\r\nhOsT:  h \r\nX-A: 1\r\nEmpty:\r\nx-a: 2,  3\r\nUnkNown: "
                "\xc3\xa9\r\n\r\n");
    const QList<std::pair<QByteArray, QByteArray>> expected = { { "hOsT", "h" }, { "X-A", "1" },
        { "x-a", "2,  3" }, { "Empty", "" }, { "UnkNown", "\xc3\xa9" } };
    QCOMPARE(reader.state(), State::Complete);
    QCOMPARE(reader.request().headers, expected);
    QCOMPARE(reader.request().joinedHeader("x-a"), "1, 2,  3");
}

/// RFC 9112 3.2.2.
void RequestReaderTest::takesTheHostFromAnAbsoluteTarget()
{
    RequestReader reader;
    reader.feed("GET http://a:1/b HTTP/1.1\r\nX: y\r\nHost: c\r\n\r\n");
    QCOMPARE(reader.state(), State::Complete);
    QCOMPARE(reader.request().joinedHeader("Host"), "a:1");
    QCOMPARE(reader.request().header("X"), "y");
}

/// Bytes behind an upgrade may wait for long, and must take little memory.
void RequestReaderTest::keepsNoMemoryOfTheHead()
{
    RequestReader reader;
    const QByteArray agent = "User-Agent: " + QByteArray(15'000, 'x') + "\r\nHost";
    reader.feed(view(QByteArray(Upgrade).replace("Host", agent)));
    reader.feed("rest");
    const QByteArray rest = reader.takeRest();
    QCOMPARE(rest, "rest");
    QVERIFY2(rest.capacity() < 100, qPrintable(QString::number(rest.capacity())));
}

void RequestReaderTest::decidesKeepAlive_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("keepAlive");
    const auto row = [](const char *version, const char *headers, bool keepAlive) {
        QTest::addRow("%s %s", version, headers)
            << QByteArray("GET / HTTP/") + version + "\r\nHost: h\r\n" + headers + "\r\n"
            << keepAlive;
    };
    row("1.1", "", true);
    row("1.1", "Connection: close\r\n", false);
    row("1.1", "Connection: x, Close\r\n", false);
    row("1.0", "", false);
    row("1.0", "Connection: Keep-Alive\r\n", true);
}

void RequestReaderTest::decidesKeepAlive()
{
    QFETCH(const QByteArray, bytes);
    RequestReader reader;
    QCOMPARE(reader.feed(view(bytes)), State::Complete);
    QTEST(reader.request().keepAlive, "keepAlive");
}

void RequestReaderTest::readsPipelinedRequests()
{
    RequestReader reader;
    QByteArrayList bodies;
    const QByteArray all = post("one") + Get + post("two") + Chunked + "1\r\nx\r\n0\r\n\r\n"
        + Upgrade + "\x81\x85 frames";
    State state = reader.feed(view(all));
    for (; state == State::Complete; state = reader.next())
        bodies += reader.request().method + ' ' + reader.request().body;
    QCOMPARE(bodies, (QByteArrayList { "POST one", "GET ", "POST two", "POST x" }));
    QCOMPARE(state, State::Upgrade);
    QCOMPARE(reader.takeRest(), "\x81\x85 frames");

    RequestReader many;
    int count = 0;
    for (state = many.feed(view(Get.repeated(20'000))); state == State::Complete;
         state = many.next())
        ++count;
    QCOMPARE(count, 20'000);
    QCOMPARE(state, State::NeedHead);
}

void RequestReaderTest::stopsAtUpgrade_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<State>("state");
    QTest::newRow("upgrade") << Upgrade << State::Upgrade;
    for (const char *method : { "HEAD", "POST", "OPTIONS", "BREW" })
        QTest::newRow(method) << QByteArray(Upgrade).replace("GET", method) << State::Failed;
    QTest::newRow("other protocol")
        << QByteArray(Upgrade).replace(": websocket", ": h2c") << State::Complete;
    QTest::newRow("without Connection")
        << QByteArray(Upgrade).replace("Connection: Upgrade\r\n", "") << State::Complete;
    QTest::newRow("HTTP/1.0") << QByteArray(Upgrade).replace("HTTP/1.1", "HTTP/1.0")
                              << State::Failed;
}

void RequestReaderTest::stopsAtUpgrade()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const State, state);
    for (qsizetype first = 0; first < bytes.size(); ++first) {
        RequestReader reader;
        reader.feed(view(bytes.first(first)));
        QCOMPARE(reader.state(), State::NeedHead);
        QCOMPARE(reader.feed(view(bytes.sliced(first) + "rest")), state);
        if (state != State::Upgrade)
            continue;
        QCOMPARE(reader.request().path(), "/websocket");
        reader.feed(" and more");
        QCOMPARE(reader.takeRest(), "rest and more");
        QCOMPARE(reader.takeRest(), "");
    }
}

void RequestReaderTest::knowsWhetherItIsInside()
{
    RequestReader reader;
    QVERIFY(!reader.isInsideRequest());
    reader.feed("\r\n");
    QVERIFY(!reader.isInsideRequest());
    reader.feed("P");
    QVERIFY(reader.isInsideRequest());
    reader.feed("OST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n");
    QCOMPARE(reader.state(), State::NeedBody);
    QVERIFY(reader.isInsideRequest());
    reader.feed("ab");
    QCOMPARE(reader.state(), State::Complete);
    QVERIFY(!reader.isInsideRequest());
    QCOMPARE(reader.next(), State::NeedHead);
    QVERIFY(!reader.isInsideRequest());
}

void RequestReaderTest::asksForContinue()
{
    const QByteArray request = post("ab", "Expect: 100-Continue\r\n");
    RequestReader reader;
    reader.feed(view(request.chopped(2)));
    QVERIFY(reader.takeContinueExpected());
    QVERIFY(!reader.takeContinueExpected());
    reader.feed("ab");
    QCOMPARE(reader.state(), State::Complete);

    RequestReader whole; // The body has come: nobody waits.
    whole.feed(view(request));
    QVERIFY(!whole.takeContinueExpected());

    RequestReader without;
    without.feed(view(post("ab").chopped(2)));
    QVERIFY(!without.takeContinueExpected());
}

void RequestReaderTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *bytes, int status) {
        QTest::newRow(bytes) << QByteArray(bytes) << status;
    };
    row("GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505);
    row("GET / HTTP/0.9\r\nHost: h\r\n\r\n", 505);
    row("GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505);
    row("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("GET / HTTPS/1.1\r\n\r\n", 400);
    row("GET / FTP\r\n\r\n", 400);
    row("GET /\r\n\r\n", 400);
    row("GET\r\n\r\n", 400);
    row("GET  / HTTP/1.1\r\n\r\n", 400);
    row("G@T / HTTP/1.1\r\n\r\n", 400);
    row(" GET / HTTP/1.1\r\n\r\n", 400);
    row("GET /a b HTTP/1.1\r\n\r\n", 400);
    row("GET /\x7f HTTP/1.1\r\n\r\n", 400);
    row("\x16\x03\x01\x02\r\n\r\n", 400);
    row("GET / HTTP/1.1\nHost: h\n\n\r\n\r\n", 400);
    row("GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400);
    row("GET / HTTP/1.1\r\nNo colon\r\n\r\n", 400);
    row("GET / HTTP/1.1\r\n: empty\r\n\r\n", 400);
    row("GET / HTTP/1.1\r\nHost: a\x01\r\n\r\n", 400);
    row("GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n", 400);
    row("GET / HTTP/1.1\r\n\r\n", 400);
    row("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400);
    for (const char *host : { "", " ", "a b", "a/b", "me@a", "a..b", ".a", "a:b", "a:65536", "[::1",
             "a:1:2", "http://a", "a,b", "a?", "\xc3\xa4.b" })
        QTest::addRow("Host: %s", host) << "GET / HTTP/1.1\r\nHost: " + QByteArray(host)
                + "\r\n\r\n" << 400;
    for (const char *target : { "health", "*", "?a=b", "/a#b", "ftp://h/a", "http:///a",
             "http://me@h/a", "http://h:x/", "h:80", "://h/", "mailto:a" })
        QTest::addRow("GET %s", target)
            << "GET " + QByteArray(target) + " HTTP/1.1\r\nHost: h\r\n\r\n"
            << 400;
    row("CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    row("HEAD health HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    for (const char *name : { "Host", "Authorization", "Content-Type", "Origin", "User-Agent",
             "Sec-WebSocket-Key", "Sec-WebSocket-Version", "x-API-key", "X-Broadcaster-Console" }) {
        const QByteArray line = name + QByteArray(": 1\r\n");
        QTest::addRow("two headers %s", name) << "GET / HTTP/1.1\r\n" + line + "Host: h\r\nA: b\r\n"
                + line.toUpper() + "\r\n" << 400;
    }
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 2\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        400);
    row("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
        400);
    row("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\n", 400);
    row("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    row("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501);
    row("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501);
    row("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", 501);
    row("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\n\r\n", 501);
    row("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: "
        "chunked\r\n\r\n",
        501);
    row("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n", 501);
    for (const char *body :
        { "x\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "\r\n\r\n", "-1\r\n\r\n", "0x5\r\nhello\r\n\r\n",
            "11111111111111111\r\n", "1 x\r\na\r\n", "0\r\nContent-Length: 1\r\n\r\n" })
        QTest::addRow("chunked: %s", body) << Chunked + body << 400;
    QTest::newRow("NUL") << QByteArray("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 30) << 400;
}

void RequestReaderTest::refuses()
{
    QFETCH(const QByteArray, bytes);
    const auto check = [](RequestReader &reader) {
        QCOMPARE(reader.state(), State::Failed);
        QTEST(reader.status(), "status");
        QVERIFY(reader.reason().size() > 10);
        QCOMPARE(reader.feed(view(Get)), State::Failed);
        QVERIFY(!reader.isInsideRequest());
        QCOMPARE(reader.next(), State::Failed);
        QCOMPARE(reader.feed(view(Get)), State::Failed);
    };
    RequestReader whole;
    whole.feed(view(bytes));
    check(whole);
    QCOMPARE(whole.isHead(), bytes.startsWith("HEAD"));
    RequestReader slow;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        slow.feed(view(bytes.sliced(i, 1)));
    check(slow);
}

void RequestReaderTest::survivesMutations_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::newRow("seed 1") << quint32 { 1 };
    const quint32 seed = std::random_device {}();
    QTest::addRow("seed %u", seed) << seed;
}

/// However they are split, the same bytes give the same requests.
void RequestReaderTest::survivesMutations()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    const auto below = [&](qsizetype n) { return qsizetype(random() % quint32(n)); };
    const QByteArrayList starts = { Get + post("abc"), Upgrade + "x",
        Chunked + "5\r\nhello\r\n1;a=b\r\n \r\n0\r\nA: b\r\nC: d\r\n\r\n" + Get };
    const QByteArray alphabet("\r\n :;,01a\"\t\\\0\xff\r\n", 16);
    const auto read = [](const QByteArray &bytes, const auto &nextSize) {
        RequestReader reader;
        QByteArrayList seen;
        for (qsizetype at = 0; at < bytes.size();) {
            const qsizetype size = qMin(nextSize(), bytes.size() - at);
            State state = reader.feed(view(bytes.sliced(at, size)));
            for (; state == State::Complete; state = reader.next())
                seen += reader.request().method + reader.request().target + reader.request().body;
            at += size;
        }
        seen += QByteArray::number(int(reader.state()));
        return seen;
    };
    const QByteArray failed = QByteArray::number(int(State::Failed));
    for (int round = 0; round < 5000; ++round) {
        QByteArray bytes = starts[below(starts.size())];
        for (qsizetype edits = below(4); edits > 0; --edits) {
            const qsizetype at = below(bytes.size());
            if (below(2))
                bytes.remove(at, 1 + below(3));
            else
                bytes.insert(at, alphabet[below(alphabet.size())]);
        }
        const QByteArrayList whole = read(bytes, [&] { return bytes.size(); });
        QByteArrayList split = read(bytes, [&] { return 1 + below(12); });
        // A fault in a head may be seen only when the head is whole.
        if (whole.back() == failed && split.back() != failed)
            split.back() = failed;
        QCOMPARE(split, whole);
    }
}

QTEST_GUILESS_MAIN(RequestReaderTest)
#include "tst_requestreader.moc"
