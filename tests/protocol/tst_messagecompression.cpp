// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/bytes.h"
#include "server/api/closecode.h"
#include "server/base/tuning.h"
#include "server/protocol/envelope.h"
#include "server/protocol/framereader.h"
#include "server/protocol/messagecompression.h"
#include "tests/protocol/clientframes.h"

#include <QtTest/QtTest>

#include <random>

using namespace broadcaster;
using Kind = FrameReader::Kind;

/// Compressed messages in both directions (RFC 7692 7.2).
class MessageCompressionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void returnsWhatWasCompressed_data();
    void returnsWhatWasCompressed();
    void leavesPlainWhatDoesNotShrink();
    void keepsNothingBetweenMessages();
    void staysWithinASmallWindow();
    void readsWhateverTheSplit();
    void readsOtherForms_data();
    void readsOtherForms();
    void refuses_data();
    void refuses();
    void stopsAtTheLimit();
    void refusesWithoutAgreement();
    void countsWhatItSaves();

private:
    /// The message as the bytes of one compressed frame, or plain if that is not worth it.
    QByteArray compressed(const QByteArray &message, Compression form = Compression::FullWindow);
    /// The last event of a reader that gets the bytes, in portions of that size.
    FrameReader::Event read(
        QByteArray bytes, qsizetype portion = std::numeric_limits<qsizetype>::max());

    const SystemClock m_clock;
    MessageCompression m_compression { m_clock };
    BufferPool m_buffers;
    std::unique_ptr<FrameReader> m_reader;
    QByteArray m_input;
};

namespace {

constexpr qsizetype MaxMessage = 100'000;

/// Text with something to compress that does not repeat exactly.
QByteArray someJson(qsizetype size)
{
    QByteArray text = "{\"rows\":[";
    for (int i = 0; text.size() < size; ++i)
        text += "{\"id\":" + QByteArray::number(i * 7919) + ",\"name\":\"row\"},";
    text.truncate(size);
    return text;
}

QByteArray noise(qsizetype size)
{
    std::mt19937 random(7);
    QByteArray bytes(size, '\0');
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
    return bytes;
}

/// The frame as a client sends it: masked.
QByteArray asClient(const QByteArray &frame)
{
    QByteArray masked = clientFrame(Opcode::Text,
        framePayload(view(frame)).data() ? QByteArray(framePayload(view(frame)).data(),
            static_cast<qsizetype>(framePayload(view(frame)).size()))
                                         : QByteArray());
    masked[0] = frame[0];
    return masked;
}

QByteArray compressedFrame(const QByteArray &payload)
{
    QByteArray frame = clientFrame(Opcode::Text, payload);
    frame[0] = static_cast<char>(frame[0] | 0x40);
    return frame;
}

} // namespace

QByteArray MessageCompressionTest::compressed(const QByteArray &message, Compression form)
{
    QByteArray out = "before";
    appendFrame(out, Opcode::Text, view(message));
    m_compression.compressLast(out, 6, form);
    return out.sliced(6);
}

FrameReader::Event MessageCompressionTest::read(QByteArray bytes, qsizetype portion)
{
    m_reader = std::make_unique<FrameReader>(MaxMessage, m_buffers);
    m_reader->setCompression(m_compression);
    FrameReader::Event event;
    for (qsizetype at = 0; at < bytes.size() && event.kind == Kind::NeedMore; at += portion) {
        m_input = bytes.mid(at, qMin(portion, bytes.size() - at));
        const auto size = static_cast<size_t>(m_input.size());
        m_input.append(ScanPadding, '\0');
        std::span<char> input(m_input.data(), size);
        event = m_reader->next(input);
    }
    return event;
}

void MessageCompressionTest::returnsWhatWasCompressed_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : { limits::MinCompressedBytes, qsizetype { 300 }, qsizetype { 4096 },
             qsizetype { 40'000 }, MaxMessage })
        QTest::newRow(QByteArray::number(size).constData()) << size;
}

void MessageCompressionTest::returnsWhatWasCompressed()
{
    QFETCH(qsizetype, size);
    const QByteArray message = someJson(size);
    for (const auto form : { Compression::SmallWindow, Compression::FullWindow }) {
        const QByteArray frame = compressed(message, form);
        QVERIFY(frame.size() < message.size());
        QCOMPARE(quint8(frame[0]), quint8(0xc1));
        const FrameReader::Event event = read(asClient(frame));
        QCOMPARE(event.kind, Kind::Message);
        QCOMPARE(QByteArray(event.data.data(), static_cast<qsizetype>(event.data.size())), message);
    }
}

void MessageCompressionTest::leavesPlainWhatDoesNotShrink()
{
    for (const QByteArray &message : { someJson(limits::MinCompressedBytes - 1), noise(5000),
             someJson(limits::MaxCompressedBytes + 1), QByteArray() }) {
        QCOMPARE(compressed(message), textFrame(view(message)));
    }
}

void MessageCompressionTest::keepsNothingBetweenMessages()
{
    const QByteArray frame = compressed(someJson(2000));
    (void)compressed(someJson(5000));
    QCOMPARE(compressed(someJson(2000)), frame);
    QCOMPARE(read(asClient(frame)).kind, Kind::Message);
}

void MessageCompressionTest::staysWithinASmallWindow()
{
    // The second half repeats the first, further back than 512 bytes.
    const QByteArray half = noise(2000).toHex();
    const qsizetype full = compressed(half + half).size();
    const qsizetype small = compressed(half + half, Compression::SmallWindow).size();
    QVERIFY2(full < half.size() && small > half.size(),
        qPrintable(QStringLiteral("%1 %2").arg(full).arg(small)));
}

void MessageCompressionTest::readsWhateverTheSplit()
{
    const QByteArray message = someJson(3000);
    const QByteArray frame = asClient(compressed(message));
    for (qsizetype portion = 1; portion < 40; ++portion) {
        const FrameReader::Event event = read(frame, portion);
        QCOMPARE(event.kind, Kind::Message);
        QCOMPARE(QByteArray(event.data.data(), static_cast<qsizetype>(event.data.size())), message);
    }
    // In two fragments; only the first one is marked.
    const QByteArray server = compressed(message);
    const auto payload = framePayload(view(server));
    const QByteArray whole(payload.data(), static_cast<qsizetype>(payload.size()));
    QByteArray first = clientFrame(Opcode::Text, whole.first(100), false);
    first[0] = static_cast<char>(first[0] | 0x40);
    const QByteArray fragments = first + clientFrame(Opcode::Continuation, whole.sliced(100));
    for (qsizetype portion : { qsizetype { 1 }, qsizetype { 50 } })
        QCOMPARE(read(fragments, portion).data.size(), size_t(3000));
}

void MessageCompressionTest::readsOtherForms_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *hex, const char *message) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << QByteArray(message);
    };
    row("RFC 7692 7.2.3.1", "f248cdc9c90700", "Hello");
    row("RFC 7692 7.2.3.3: stored", "000500faff48656c6c6f00", "Hello");
    row("RFC 7692 7.2.3.4: a last block", "f348cdc9c9070000", "Hello");
    row("RFC 7692 7.2.3.5: two blocks", "f248050000 00ffffcac9c90700", "Hello");
    row("a last block without what should follow", "f348cdc9c90700", "Hello");
    row("empty", "00", "");
    row("nothing at all", "", "");
}

void MessageCompressionTest::readsOtherForms()
{
    QFETCH(QByteArray, payload);
    const FrameReader::Event event = read(compressedFrame(payload));
    QCOMPARE(event.kind, Kind::Message);
    QTEST(QByteArray(event.data.data(), static_cast<qsizetype>(event.data.size())), "message");
}

void MessageCompressionTest::refuses_data()
{
    QTest::addColumn<QByteArray>("frame");
    const auto row = [](const char *name, const char *hex) {
        QTest::newRow(name) << compressedFrame(QByteArray::fromHex(hex));
    };
    row("an unknown kind of block", "07ff");
    row("a stored block with a wrong size", "0005000000");
    row("a distance behind the beginning", "4a040200");
    row("half a message", "f248cd");
    row("plain text", "48656c6c6f20576f726c64");
    QByteArray marked = clientFrame(Opcode::Text, "x", false);
    QByteArray second = clientFrame(Opcode::Continuation, "y");
    second[0] = static_cast<char>(second[0] | 0x40);
    QTest::newRow("a mark on a continuation") << marked + second;
    QByteArray ping = clientFrame(Opcode::Ping, "x");
    ping[0] = static_cast<char>(ping[0] | 0x40);
    QTest::newRow("a mark on a ping") << ping;
    QByteArray other = clientFrame(Opcode::Text, "x");
    other[0] = static_cast<char>(other[0] | 0x60);
    QTest::newRow("another bit, too") << other;
}

void MessageCompressionTest::refuses()
{
    QFETCH(QByteArray, frame);
    QCOMPARE(read(frame, 3).kind, Kind::Error);
    const FrameReader::Event event = read(frame, 3);
    QVERIFY(
        event.closeCode == closecode::InvalidText || event.closeCode == closecode::ProtocolError);
    std::span<char> more(m_input.data(), 1);
    QCOMPARE(m_reader->next(more).kind,
        event.closeCode == closecode::ProtocolError ? Kind::Lost : Kind::NeedMore);
}

void MessageCompressionTest::stopsAtTheLimit()
{
    QCOMPARE(read(asClient(compressed(QByteArray(MaxMessage, 'a')))).kind, Kind::Message);
    const QByteArray bomb = asClient(compressed(QByteArray(MaxMessage + 1, 'a')));
    QVERIFY(bomb.size() < 1000);
    const FrameReader::Event event = read(bomb);
    QCOMPARE(event.kind, Kind::Error);
    QCOMPARE(event.closeCode, closecode::MessageTooBig);
    QVERIFY(m_compression.message().size() <= size_t { MaxMessage } + 1);
}

void MessageCompressionTest::refusesWithoutAgreement()
{
    FrameReader reader(MaxMessage, m_buffers);
    QByteArray bytes = asClient(compressed(someJson(1000)));
    const auto size = static_cast<size_t>(bytes.size());
    bytes.append(ScanPadding, '\0');
    std::span<char> input(bytes.data(), size);
    QCOMPARE(reader.next(input).closeCode, closecode::ProtocolError);
}

void MessageCompressionTest::countsWhatItSaves()
{
    MessageCompression compression(m_clock);
    const QByteArray message = someJson(2000);
    QByteArray out = textFrame(view(message));
    compression.compressLast(out, 0, Compression::FullWindow, 5);
    const qint64 saved = message.size() - static_cast<qsizetype>(framePayload(view(out)).size());
    QCOMPARE(compression.counts().sent.messages, 1);
    QCOMPARE(compression.counts().sent.savedBytes, 5 * saved);
    QVERIFY(compression.counts().sent.time.count() > 0);
    const std::string_view payload = framePayload(view(out));
    QCOMPARE(compression.decompress(payload, MaxMessage), Inflater::Result::Ok);
    QCOMPARE(compression.counts().received.savedBytes, saved);
    QCOMPARE(
        compression.decompress(std::string_view("\x07"), MaxMessage), Inflater::Result::Invalid);
    QCOMPARE(compression.counts().received.messages, 1);
}

QTEST_GUILESS_MAIN(MessageCompressionTest)
#include "tst_messagecompression.moc"
