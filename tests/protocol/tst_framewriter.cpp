// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/framewriter.h"

#include <QtTest/QtTest>

using namespace broadcaster;

class FrameWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesHeaders_data();
    void writesHeaders();
    void writesFrames();
    void findsBoundaries();
};

namespace {

std::string_view view(const QByteArray &bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

} // namespace

void FrameWriterTest::writesHeaders_data()
{
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const char *name, Opcode opcode, qsizetype size, const char *hex) {
        QTest::newRow(name) << opcode << size << QByteArray(hex);
    };
    row("empty text", Opcode::Text, 0, "8100");
    row("binary", Opcode::Binary, 1, "8201");
    row("close", Opcode::Close, 2, "8802");
    row("ping", Opcode::Ping, 0, "8900");
    row("pong", Opcode::Pong, 125, "8a7d");
    row("125", Opcode::Text, 125, "817d");
    row("126", Opcode::Text, 126, "817e007e");
    row("65535", Opcode::Text, 65'535, "817effff");
    row("65536", Opcode::Text, 65'536, "817f0000000000010000");
    row("beyond 4 GiB", Opcode::Text, qsizetype { 0x123456789 }, "817f0000000123456789");
}

void FrameWriterTest::writesHeaders()
{
    QFETCH(const Opcode, opcode);
    QFETCH(const qsizetype, size);
    QFETCH(const QByteArray, hex);
    QByteArray out(frameHeaderSize(size), '\0');
    const char *const payload = writeFrameHeader(out.data(), opcode, size);
    QCOMPARE(payload - out.constData(), out.size());
    QCOMPARE(out.toHex(), hex);
}

void FrameWriterTest::writesFrames()
{
    QByteArray out = "x";
    appendFrame(out, Opcode::Close, "ab");
    QCOMPARE(out,
        "x\x88\x02"
        "ab");
    QCOMPARE(textFrame("hello"), "\x81\x05hello");
    QCOMPARE(textFrame({}), QByteArray("\x81\x00", 2));
    const QByteArray payload(70'000, 'p');
    QCOMPARE(textFrame(view(payload)).sliced(10), payload);
}

void FrameWriterTest::findsBoundaries()
{
    QByteArray frames;
    QList<qsizetype> boundaries { 0 };
    for (const qsizetype size : { 0, 1, 125, 126, 300, 65'535, 65'536, 0, 5 }) {
        frames += textFrame(view(QByteArray(size, 'p')));
        boundaries += frames.size();
    }
    qsizetype next = 0;
    for (qsizetype position = 0; position <= frames.size(); ++position) {
        if (boundaries[next] < position)
            ++next;
        if (frameBoundary(view(frames), position) != boundaries[next])
            QCOMPARE(frameBoundary(view(frames), position), boundaries[next]);
    }
    QCOMPARE(frameBoundary({}, 0), 0);
}

QTEST_GUILESS_MAIN(FrameWriterTest)
#include "tst_framewriter.moc"
