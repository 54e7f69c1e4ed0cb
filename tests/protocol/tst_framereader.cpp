// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/tuning.h"
#include "server/protocol/envelope.h"
#include "server/protocol/framereader.h"
#include "tests/protocol/clientframes.h"

#include <QtTest/QtTest>

#include <memory>
#include <random>

using namespace broadcaster;
using Kind = FrameReader::Kind;

class FrameReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhateverTheSplit_data();
    void readsWhateverTheSplit();
    void refuses_data();
    void refuses();
    void keepsRefusing();
    void failsForGood_data();
    void failsForGood();
    void findsTheCloseFrame();
    void limitsSize_data();
    void limitsSize();
    void takesNewLimit();
    void failsAtTheFirstBadByte_data();
    void failsAtTheFirstBadByte();
    void agreesWithReference_data();
    void agreesWithReference();
    void copiesNothingWhenWhole();
    void takesTheRestWhereItBelongs();
    void holdsLittle();
    void survivesManyFragments_data();
    void survivesManyFragments();
};

namespace {

constexpr qsizetype Limit = 100'000;

/// Feeds a reader from blocks with exactly the promised padding, and writes down the events.
class Feeder final {
public:
    explicit Feeder(qsizetype limit = Limit)
        : reader(limit, buffers)
    {
    }

    void feed(const QByteArray &bytes)
    {
        const auto size = static_cast<std::size_t>(bytes.size());
        const auto block = std::make_unique<char[]>(size + ScanPadding);
        std::copy(bytes.begin(), bytes.end(), block.get());
        std::span<char> input(block.get(), size);
        for (;;) {
            const FrameReader::Event event = reader.next(input);
            if (event.kind == Kind::NeedMore) {
                QVERIFY(input.empty());
                return;
            }
            note(event);
            if (event.kind == Kind::Lost)
                return;
        }
    }

    BufferPool buffers;
    FrameReader reader;
    QByteArrayList events;
    quint16 closeCode = 0;

private:
    void note(const FrameReader::Event &event)
    {
        const QByteArray data(event.data.data(), static_cast<qsizetype>(event.data.size()));
        switch (event.kind) {
        case Kind::Message:
            touchPadding(event.data);
            events += (event.opcode == Opcode::Text ? "text " : "binary ") + data;
            break;
        case Kind::Control:
            events += "control " + QByteArray::number(int(event.opcode)) + ' ' + data.toHex();
            break;
        case Kind::Lost:
            events += "lost";
            break;
        default:
            closeCode = event.closeCode;
            QVERIFY(!event.reason.empty());
            QVERIFY(event.data.empty());
            events += "error " + QByteArray::number(event.closeCode);
        }
    }
    static void touchPadding(std::span<char> data)
    {
        volatile char seen = 0;
        for (qsizetype i = 0; i < ScanPadding; ++i)
            seen = data.data()[static_cast<qsizetype>(data.size()) + i];
        Q_UNUSED(seen);
    }
};

QByteArray control(Opcode opcode, const QByteArray &frame)
{
    return "control " + QByteArray::number(int(opcode)) + ' ' + frame.toHex();
}

} // namespace

void FrameReaderTest::readsWhateverTheSplit_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArrayList>("events");
    using enum Opcode;
    QTest::newRow("text") << clientFrame(Text, "hello") << QByteArrayList { "text hello" };
    QTest::newRow("binary") << clientFrame(Binary, "\x01\xff")
                            << QByteArrayList { "binary \x01\xff" };
    QTest::newRow("empty") << clientFrame(Text, "") << QByteArrayList { "text " };
    QTest::newRow("no mask to speak of") << clientFrame(Text, "abcdefghij", true,
        QByteArray(4, '\0')) << QByteArrayList { "text abcdefghij" };
    QTest::newRow("two") << clientFrame(Text, "a") + clientFrame(Text, "b")
                         << QByteArrayList { "text a", "text b" };
    for (const qsizetype size : { 7, 8, 9, 125, 126, 127, 300 }) {
        const QByteArray payload = somePayload(size);
        QTest::addRow("%d bytes", int(size))
            << clientFrame(Text, payload) << QByteArrayList { "text " + payload };
    }
    QTest::newRow("fragments") << clientFrame(Text, "abc", false)
            + clientFrame(Continuation, "", false) + clientFrame(Continuation, "defgh", false)
            + clientFrame(Continuation, "i")
                               << QByteArrayList { "text abcdefghi" };
    QTest::newRow("empty fragments") << clientFrame(Binary, "", false)
            + clientFrame(Continuation, "", false) + clientFrame(Continuation, "")
            + clientFrame(Text, "x") << QByteArrayList { "binary ", "text x" };
    const QByteArray ping = clientFrame(Ping, "are you there?");
    const QByteArray pong = clientFrame(Pong, "");
    const QByteArray close = clientFrame(Close, QByteArray("\x03\xe8 bye"));
    QTest::newRow("controls") << ping + pong + close
                              << QByteArrayList { control(Ping, ping), control(Pong, pong),
                                     control(Close, close) };
    QTest::newRow("longest control") << clientFrame(Ping,
        somePayload(125)) << QByteArrayList { control(Ping, clientFrame(Ping, somePayload(125))) };
    QTest::newRow("controls between fragments")
        << clientFrame(Text, "abc", false) + ping + clientFrame(Continuation, "def", false) + pong
            + clientFrame(Continuation, "ghi") + close
        << QByteArrayList { control(Ping, ping), control(Pong, pong), "text abcdefghi",
               control(Close, close) };
}

void FrameReaderTest::readsWhateverTheSplit()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const QByteArrayList, events);
    for (qsizetype first = 0; first <= stream.size(); ++first) {
        Feeder feeder;
        feeder.feed(stream.first(first));
        feeder.feed(stream.sliced(first));
        QCOMPARE(feeder.events, events);
        QCOMPARE(feeder.reader.heldBytes(), 0);
    }
    Feeder feeder; // One byte after the other.
    for (qsizetype i = 0; i < stream.size(); ++i)
        feeder.feed(stream.sliced(i, 1));
    feeder.feed({});
    QCOMPARE(feeder.events, events);
    QCOMPARE(feeder.reader.heldBytes(), 0);
}

void FrameReaderTest::refuses_data()
{
    QTest::addColumn<QByteArray>("good"); // Accepted before.
    QTest::addColumn<QByteArray>("bad"); // The error comes with its last byte, not earlier.
    const auto row = [](const char *name, const char *badHex, const QByteArray &good = {}) {
        QTest::newRow(name) << good << QByteArray::fromHex(badHex);
    };
    const QByteArray begun = clientFrame(Opcode::Text, "a", false);
    row("RSV1", "c1");
    row("RSV2", "a1");
    row("RSV3", "91");
    for (const char *hex : { "83", "84", "85", "86", "87", "8b", "8c", "8d", "8e", "8f", "0b" })
        row(hex, hex);
    row("reserved opcode between fragments", "83", begun);
    row("unmasked text", "8105");
    row("unmasked empty text", "8100");
    row("unmasked ping", "8900");
    row("unmasked, wide", "817e");
    row("fragmented close", "08");
    row("fragmented ping", "09");
    row("fragmented pong", "0a");
    row("ping of 126", "89fe");
    row("close of 64 bits", "88ff");
    row("nothing to continue", "80");
    row("nothing to continue, not final", "00");
    row("nothing to continue any more", "80", begun + clientFrame(Opcode::Continuation, "b"));
    row("text inside fragments", "81", begun);
    row("binary inside fragments", "02", begun);
    row("16 bits for 125", "81fe007d");
    row("16 bits for 0", "81fe0000");
    row("64 bits for 65535", "81ff000000000000ffff");
    row("64 bits for 1", "81ff0000000000000001");
    row("top bit", "81ff8000000000000000");
}

void FrameReaderTest::refuses()
{
    QFETCH(const QByteArray, good);
    QFETCH(const QByteArray, bad);
    Feeder whole;
    whole.feed(good + bad);
    QCOMPARE(whole.closeCode, 1002);

    Feeder feeder;
    feeder.feed(good);
    for (qsizetype i = 0; i < bad.size(); ++i) {
        QCOMPARE(feeder.closeCode, 0);
        feeder.feed(bad.sliced(i, 1));
    }
    QCOMPARE(feeder.closeCode, 1002);
    QVERIFY(feeder.events.contains("error 1002"));
    QCOMPARE(feeder.reader.heldBytes(), 0);
}

void FrameReaderTest::keepsRefusing()
{
    Feeder feeder;
    feeder.feed(
        clientFrame(Opcode::Text, "a") + QByteArray("\xff") + clientFrame(Opcode::Text, "b"));
    feeder.feed(clientFrame(Opcode::Text, "c"));
    QCOMPARE(feeder.events, (QByteArrayList { "text a", "error 1002", "lost", "lost" }));
}

void FrameReaderTest::failsForGood_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("rest"); // The frame goes on with it.
    using enum Opcode;
    const auto row = [](const char *name, const QByteArray &frame, qsizetype fed, int code) {
        QTest::newRow(name) << frame.first(fed) << code << frame.sliced(fed);
    };
    row("large text that is not UTF-8, cut", clientFrame(Text, QByteArray(90'000, '\xff')), 200,
        1007);
    row("fragment that is not UTF-8", clientFrame(Text, "\xff", false), 7, 1007);
    row("given up in a message", clientFrame(Text, QByteArray(90'000, 'x')), 50'000, 0);
    row("given up in a header", clientFrame(Text, QByteArray(90'000, 'x')), 9, 0);
    row("given up in a ping", clientFrame(Ping, "ping"), 7, 0);
    row("given up in a header of two bytes",
        clientFrame(Text, "x", false) + clientFrame(Continuation, ""), 8, 0);
    row("too big", clientFrame(Binary, QByteArray(Limit + 1, 'x')), Limit + 15, 1009);
    row("too big, header cut", clientFrame(Binary, QByteArray(Limit + 1, 'x')), 11, 1009);
    row("unmasked", "\x81\x01x", 3, 1002);
    row("header cut, then unknown", "\x83", 1, 1002);
}

// Nothing that follows is taken, and nothing has a place to go to, up to the close frame.
void FrameReaderTest::failsForGood()
{
    QFETCH(const QByteArray, fault);
    QFETCH(const int, code);
    QFETCH(const QByteArray, rest);
    using enum Opcode;
    const QByteArray frames = rest + clientFrame(Text, "good") + clientFrame(Continuation, "stray")
        + clientFrame(Ping, "ping") + clientFrame(Binary, QByteArray(300'000, '\x88'))
        + clientFrame(Close, "");
    for (const qsizetype step : { frames.size(), qsizetype { 4099 }, qsizetype { 1 } }) {
        Feeder feeder;
        feeder.feed(fault);
        QCOMPARE(feeder.closeCode, code);
        if (code == 0)
            feeder.reader.giveUp();
        feeder.events.clear();
        for (qsizetype at = 0; at < frames.size(); at += step) {
            if (code != 1002)
                QCOMPARE(feeder.events, QByteArrayList());
            QVERIFY(feeder.reader.placeForRest().empty());
            QCOMPARE(feeder.reader.heldBytes(), 0);
            feeder.feed(frames.sliced(at, qMin(step, frames.size() - at)));
        }
        QCOMPARE(feeder.closeCode, code);
        if (code == 1002)
            QCOMPARE(feeder.events.count("lost"), feeder.events.size());
        else
            QCOMPARE(feeder.events, QByteArrayList { control(Close, "") });
    }
}

// A close frame counts wherever the reader failed in it, and however long it is.
void FrameReaderTest::findsTheCloseFrame()
{
    const QByteArray frame = clientFrame(Opcode::Close, "\x03\xe8 bye");
    for (qsizetype fed = 0; fed < frame.size(); ++fed) {
        Feeder feeder;
        feeder.feed(frame.first(fed));
        feeder.reader.giveUp();
        feeder.feed(frame.sliced(fed));
        QCOMPARE(feeder.events, QByteArrayList { control(Opcode::Close, "") });
    }
    for (const QByteArray &noFrame :
        { QByteArray("\x88\x00", 2), QByteArray("\x81\xff\x80\0\0\0\0\0\0\0mask", 14) }) {
        Feeder feeder;
        feeder.reader.giveUp();
        feeder.feed(noFrame + frame);
        feeder.feed(frame);
        QCOMPARE(feeder.events, (QByteArrayList { "lost", "lost" }));
    }
}

void FrameReaderTest::limitsSize_data()
{
    QTest::addColumn<qsizetype>("limit");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad"); // The error comes with its last byte.
    using enum Opcode;
    QTest::newRow("short") << qsizetype { 10 } << clientFrame(Text, somePayload(10))
                           << QByteArray::fromHex("818b");
    QTest::newRow("16 bits") << qsizetype { 1024 } << clientFrame(Text, somePayload(1024))
                             << QByteArray::fromHex("81fe0401");
    QTest::newRow("64 bits") << qsizetype { 70'000 } << clientFrame(Text, somePayload(70'000))
                             << QByteArray::fromHex("81ff0000000000011171");
    QTest::newRow("2^63 - 1") << qsizetype { 70'000 } << QByteArray()
                              << QByteArray::fromHex("81ff7fffffffffffffff");
    QTest::newRow("joined") << qsizetype { 10 }
                            << clientFrame(Text, "12345", false)
            + clientFrame(Continuation, "12345", false) + clientFrame(Continuation, "", false)
                            << QByteArray::fromHex("8081");
    QTest::newRow("joined, more to come")
        << qsizetype { 10 } << clientFrame(Text, "1234567", false) << QByteArray::fromHex("0084");
    QTest::newRow("only this message counts")
        << qsizetype { 10 }
        << clientFrame(Text, "12345", false) + clientFrame(Continuation, "12345")
            + clientFrame(Text, "1234567890") + clientFrame(Ping, somePayload(100))
        << QByteArray::fromHex("828b");
}

void FrameReaderTest::limitsSize()
{
    QFETCH(const qsizetype, limit);
    QFETCH(const QByteArray, good);
    QFETCH(const QByteArray, bad);
    Feeder whole(limit);
    whole.feed(good + bad);
    QCOMPARE(whole.closeCode, 1009);

    Feeder feeder(limit);
    feeder.feed(good);
    for (qsizetype i = 0; i < bad.size(); ++i) {
        QCOMPARE(feeder.closeCode, 0);
        feeder.feed(bad.sliced(i, 1));
    }
    QCOMPARE(feeder.closeCode, 1009);
}

void FrameReaderTest::takesNewLimit()
{
    Feeder feeder(10);
    const QByteArray frame = clientFrame(Opcode::Text, "1234567890");
    feeder.feed(frame.first(8));
    feeder.reader.setMaxMessageSize(5);
    feeder.feed(frame.sliced(8));
    QCOMPARE(feeder.events, QByteArrayList { "text 1234567890" });
    feeder.feed(clientFrame(Opcode::Text, "12345"));
    QCOMPARE(feeder.closeCode, 0);
    feeder.feed(clientFrame(Opcode::Text, "123456"));
    QCOMPARE(feeder.closeCode, 1009);
}

void FrameReaderTest::failsAtTheFirstBadByte_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad"); // The error comes with its last byte.
    using enum Opcode;
    QTest::newRow("in a frame") << QByteArray() << clientFrame(Text, "a\xff and more").first(8);
    QTest::newRow("in a first fragment") << QByteArray() << clientFrame(Text, "a\xff", false);
    QTest::newRow("in a later one")
        << clientFrame(Text, "\xc3", false) << clientFrame(Continuation, "\xc3", false);
    QTest::newRow("in the last one")
        << clientFrame(Text, "\xe2", false) << clientFrame(Continuation, "a");
    QTest::newRow("behind a ping") << clientFrame(Text, "\xf4", false) + clientFrame(Ping, "\xff")
                                   << clientFrame(Continuation, "\x90", false);
    QTest::newRow("not in what is binary")
        << clientFrame(Binary, "\xff", false) + clientFrame(Continuation, "\xff")
        << clientFrame(Text, "\xff", false);
    QTest::newRow("not for what the last message lacked") << clientFrame(Text, "\xe2", false)
            + clientFrame(Continuation, "\x82") << clientFrame(Text, "\xac", false);
}

void FrameReaderTest::failsAtTheFirstBadByte()
{
    QFETCH(const QByteArray, good);
    QFETCH(const QByteArray, bad);
    Feeder feeder;
    feeder.feed(good);
    feeder.feed(bad.chopped(1));
    QCOMPARE(feeder.closeCode, 0);
    feeder.feed(bad.last(1));
    QCOMPARE(feeder.closeCode, 1007);
    QCOMPARE(feeder.reader.heldBytes(), 0);
}

void FrameReaderTest::agreesWithReference_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::newRow("seed 1") << quint32 { 1 };
    const quint32 seed = std::random_device {}();
    QTest::addRow("seed %u", seed) << seed;
}

void FrameReaderTest::agreesWithReference()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    const auto below = [&](qsizetype n) { return qsizetype(random() % quint32(n)); };
    for (int round = 0; round < 100; ++round) {
        QByteArray stream;
        QByteArrayList expected;
        for (int message = 0; message < 12; ++message) {
            const Opcode opcode = below(2) ? Opcode::Text : Opcode::Binary;
            const qsizetype fragments = below(3) ? 1 : 1 + below(5);
            QByteArray joined;
            for (qsizetype i = 0; i < fragments; ++i) {
                if (below(3) == 0) {
                    const Opcode kind = below(2) ? Opcode::Ping : Opcode::Pong;
                    const QByteArray frame = clientFrame(kind, somePayload(below(126)), true,
                        QByteArray::number(below(9000) + 1000));
                    stream += frame;
                    expected += control(kind, frame);
                }
                const QByteArray part = somePayload(
                    below(8) ? below(300) : below(80'000) / fragments);
                stream += clientFrame(i == 0 ? opcode : Opcode::Continuation, part,
                    i + 1 == fragments, QByteArray::number(below(9000) + 1000));
                joined += part;
            }
            expected += (opcode == Opcode::Text ? "text " : "binary ") + joined;
        }
        Feeder feeder;
        const qsizetype most = below(2) ? 20 : 100'000;
        for (qsizetype at = 0; at < stream.size();) {
            const qsizetype size = qMin(1 + below(most), stream.size() - at);
            feeder.feed(stream.sliced(at, size));
            at += size;
        }
        QVERIFY(feeder.events == expected);
        QCOMPARE(feeder.reader.heldBytes(), 0);
    }
}

void FrameReaderTest::takesTheRestWhereItBelongs()
{
    const QByteArray text(75'000, 'x');
    const QByteArray stream = clientFrame(Opcode::Text, text) + clientFrame(Opcode::Text, "next");
    BufferPool buffers;
    FrameReader reader(Limit, buffers);
    QVERIFY(reader.placeForRest().empty());
    QByteArray first = stream.first(1000) + QByteArray(ScanPadding, '\0');
    std::span<char> input(first.data(), 1000);
    QCOMPARE(reader.next(input).kind, Kind::NeedMore);
    qsizetype at = 1000;
    const std::span<char> place = reader.placeForRest();
    while (!reader.placeForRest().empty()) {
        std::span<char> part = reader.placeForRest();
        part = part.first(std::min<std::size_t>(part.size(), 30'000));
        std::copy_n(stream.begin() + at, part.size(), part.begin());
        at += static_cast<qsizetype>(part.size());
        QCOMPARE(reader.next(part).kind, Kind::NeedMore);
    }
    QCOMPARE(at, 1000 + 2 * 30'000); // The few missing bytes come together with the next frame.
    QByteArray last = stream.sliced(at) + QByteArray(ScanPadding, '\0');
    input = { last.data(), static_cast<std::size_t>(stream.size() - at) };
    const FrameReader::Event event = reader.next(input);
    QCOMPARE(event.kind, Kind::Message);
    QCOMPARE(QByteArray(event.data.data(), static_cast<qsizetype>(event.data.size())), text);
    QCOMPARE(static_cast<const void *>(event.data.data() + 1000 - 14),
        static_cast<const void *>(place.data()));
    QCOMPARE(reader.next(input).kind, Kind::Message);
    QCOMPARE(reader.next(input).kind, Kind::NeedMore);
}

void FrameReaderTest::copiesNothingWhenWhole()
{
    BufferPool buffers;
    FrameReader reader(Limit, buffers);
    QByteArray stream = clientFrame(Opcode::Text, "hello") + clientFrame(Opcode::Ping, "x");
    const qsizetype size = stream.size();
    stream.append(ScanPadding, '\0');
    char *const begin = stream.data();
    std::span<char> input(begin, static_cast<std::size_t>(size));
    QCOMPARE(static_cast<const void *>(reader.next(input).data.data()), begin + 6);
    QCOMPARE(static_cast<const void *>(input.data()), begin + 11);
    QCOMPARE(static_cast<const void *>(reader.next(input).data.data()), begin + 11);
    QCOMPARE(reader.next(input).kind, Kind::NeedMore);
}

void FrameReaderTest::holdsLittle()
{
    QVERIFY(sizeof(FrameReader) <= 120);
    Feeder feeder;
    QCOMPARE(feeder.reader.heldBytes(), 0);
    const QByteArray frame = clientFrame(Opcode::Text, somePayload(90'000));
    feeder.feed(frame.first(7));
    QCOMPARE(feeder.reader.heldBytes(), 7);
    feeder.feed(frame.sliced(7, 7 + 1000));
    QCOMPARE(feeder.reader.heldBytes(), 1000);
    feeder.feed(frame.sliced(14 + 1000));
    QCOMPARE(feeder.events.size(), 1);
    QCOMPARE(feeder.reader.heldBytes(), 0);
}

void FrameReaderTest::survivesManyFragments_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one byte") << QByteArray("x");
}

void FrameReaderTest::survivesManyFragments()
{
    QFETCH(const QByteArray, part);
    constexpr qsizetype Count = limits::MaxFragments - 2; // Between the first and the last.
    Feeder feeder(limits::MaxFragments);
    feeder.feed(clientFrame(Opcode::Text, "", false));
    feeder.feed(clientFrame(Opcode::Continuation, part, false).repeated(Count));
    QCOMPARE(feeder.reader.heldBytes(), Count * part.size());
    feeder.feed(clientFrame(Opcode::Continuation, ""));
    QCOMPARE(feeder.events, QByteArrayList { "text " + part.repeated(Count) });

    feeder.feed(clientFrame(Opcode::Binary, "", false));
    feeder.feed(clientFrame(Opcode::Continuation, part, false).repeated(Count + 1));
    QCOMPARE(feeder.closeCode, 0);
    feeder.feed(clientFrame(Opcode::Continuation, ""));
    QCOMPARE(feeder.closeCode, 1008);
    QCOMPARE(feeder.reader.heldBytes(), 0);
}

QTEST_GUILESS_MAIN(FrameReaderTest)
#include "tst_framereader.moc"
