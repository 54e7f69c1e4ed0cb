// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/outputqueue.h"

#include "server/base/tuning.h"

#include <QtCore/QList>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace broadcaster;
using Kind = OutputBlock::Kind;

class OutputQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsOrder();
    void dropsOnlyUnsentBlocks_data();
    void dropsOnlyUnsentBlocks();
    void neverDropsAResponse();
    void neverReadsItsBytes();
    void remembersTheRestOfASharedBlock();
    void reportsEachBlockOnce();
    void agreesWithAModel();
};

namespace {

std::string_view view(const QByteArray &bytes)
{
    return { bytes.constData(), static_cast<size_t>(bytes.size()) };
}

QByteArray front(const OutputQueue &queue)
{
    const std::string_view bytes = queue.front();
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QList<quint64> consume(OutputQueue &queue, qsizetype count)
{
    QList<quint64> sent;
    queue.consume(count, [&](const OutputBlock &block) { sent += block.message; });
    return sent;
}

QList<quint64> dropUnsent(OutputQueue &queue)
{
    QList<quint64> dropped;
    queue.dropUnsent([&](const OutputBlock &block) { dropped += block.message; });
    return dropped;
}

} // namespace

void OutputQueueTest::keepsOrder()
{
    OutputPool pool;
    OutputQueue queue(pool);
    QVERIFY(queue.isEmpty());
    QCOMPARE(queue.size(), 0);
    queue.append("one", Kind::Message, 1);
    queue.append("two", Kind::Message, 2);
    QCOMPARE(consume(queue, 2), QList<quint64>());
    QCOMPARE(front(queue), "etwo");
    QCOMPARE(consume(queue, queue.size()), (QList<quint64> { 1, 2 }));
    QVERIFY(queue.isEmpty());
    queue.append("three", Kind::Message);
    QCOMPARE(front(queue), "three");
}

void OutputQueueTest::dropsOnlyUnsentBlocks_data()
{
    QTest::addColumn<int>("sent");
    QTest::addColumn<QList<quint64>>("dropped");
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("nothing sent") << 0 << QList<quint64> { 1, 2, 3 } << QByteArray();
    QTest::newRow("one byte") << 1 << QList<quint64> { 2, 3 } << QByteArray("ne");
    QTest::newRow("all but a byte") << 2 << QList<quint64> { 2, 3 } << QByteArray("e");
    QTest::newRow("a whole block") << 3 << QList<quint64> { 2, 3 } << QByteArray();
    QTest::newRow("into the second") << 4 << QList<quint64> { 3 } << QByteArray("wo");
}

void OutputQueueTest::dropsOnlyUnsentBlocks()
{
    QFETCH(int, sent);
    OutputPool pool;
    OutputQueue queue(pool);
    queue.append("one", Kind::Message, 1);
    queue.append("two", Kind::Message, 2);
    queue.append("three", Kind::Control, 3);
    consume(queue, sent);
    QTEST(dropUnsent(queue), "dropped");
    QTEST(front(queue), "left");
    QCOMPARE(dropUnsent(queue), QList<quint64>());
    queue.append("last", Kind::Control, 4);
    QFETCH(QByteArray, left);
    QCOMPARE(front(queue), left + "last");
    QVERIFY(consume(queue, queue.size()).endsWith(4));
}

void OutputQueueTest::neverDropsAResponse()
{
    OutputPool pool;
    OutputQueue queue(pool);
    queue.append("HTTP/1.1 101", Kind::Response);
    queue.append("one", Kind::Message, 1);
    QCOMPARE(dropUnsent(queue), QList<quint64> { 1 });
    QCOMPARE(front(queue), "HTTP/1.1 101");
    queue.append("one", Kind::Message, 1);
    consume(queue, 5);
    QCOMPARE(dropUnsent(queue), QList<quint64> { 1 });
    QCOMPARE(front(queue), "1.1 101");
}

// Bytes that look like the header of a huge frame have no effect.
void OutputQueueTest::neverReadsItsBytes()
{
    OutputPool pool;
    OutputQueue queue(pool);
    const QByteArray bytes("\x7f\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10);
    queue.append(view(bytes), Kind::Message, 1);
    queue.append(view(bytes), Kind::Message, 2);
    consume(queue, 3);
    QCOMPARE(dropUnsent(queue), QList<quint64> { 2 });
    QCOMPARE(front(queue), bytes.sliced(3));
}

void OutputQueueTest::remembersTheRestOfASharedBlock()
{
    const std::array<OutputBlock, 3> blocks { { { 1, 6 }, { 2, 4 }, { 3, 5 } } };
    OutputPool pool;
    OutputQueue queue(pool);
    queue.append("sharednextthird", blocks, 8); // The kernel took eight bytes.
    queue.append("own", Kind::Message, 4);
    QCOMPARE(front(queue), "xtthirdown");
    QCOMPARE(dropUnsent(queue), (QList<quint64> { 3, 4 }));
    QCOMPARE(front(queue), "xt");
    QCOMPARE(consume(queue, 2), QList<quint64> { 2 });

    queue.append("sharednextthird", blocks, 10); // It took whole blocks.
    QCOMPARE(dropUnsent(queue), QList<quint64> { 3 });
    QVERIFY(queue.isEmpty());
}

void OutputQueueTest::reportsEachBlockOnce()
{
    OutputPool pool;
    OutputQueue queue(pool);
    const auto reported = [&] {
        QList<quint64> numbers;
        queue.forEachUnreported([&](const OutputBlock &block) { numbers += block.message; });
        return numbers;
    };
    QCOMPARE(reported(), QList<quint64>());
    queue.append("one", Kind::Message, 1);
    queue.append("two", Kind::Message, 2);
    consume(queue, 1);
    QCOMPARE(reported(), (QList<quint64> { 1, 2 }));
    queue.append("three", Kind::Message, 3);
    QCOMPARE(reported(), QList<quint64> { 3 });
    QCOMPARE(reported(), QList<quint64>());
    bool wasReported = true;
    queue.consume(queue.size(), [&](const OutputBlock &block) { wasReported &= block.isReported; });
    QVERIFY(wasReported);
}

void OutputQueueTest::agreesWithAModel()
{
    struct Model {
        QList<OutputBlock> blocks;
        QByteArray bytes;
        bool isBegun = false;
    } model;
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    OutputPool pool;
    OutputQueue queue(pool);
    quint64 number = 0;
    for (int step = 0; step < 20'000; ++step) {
        const int choice = random.bounded(100);
        if (choice < 50) {
            const QByteArray frame(1 + random.bounded(4000), static_cast<char>('a' + number % 26));
            queue.append(view(frame), Kind::Message, ++number);
            model.blocks.append({ number, static_cast<quint32>(frame.size()) });
            model.bytes += frame;
        } else if (choice < 99) {
            const qsizetype count = random.bounded(model.bytes.size() + 1);
            QList<quint64> sent;
            model.bytes.remove(0, count);
            for (qsizetype rest = count; rest > 0;) {
                OutputBlock &first = model.blocks.front();
                const auto part = qMin<qsizetype>(rest, first.size);
                first.size -= static_cast<quint32>(part);
                rest -= part;
                model.isBegun = first.size > 0;
                if (!model.isBegun)
                    sent += model.blocks.takeFirst().message;
            }
            QCOMPARE(consume(queue, count), sent);
        } else {
            QList<quint64> dropped;
            while (model.blocks.size() > (model.isBegun ? 1 : 0))
                dropped.prepend(model.blocks.takeLast().message);
            model.bytes.truncate(model.isBegun ? model.blocks.front().size : 0);
            QCOMPARE(dropUnsent(queue), dropped);
        }
        QCOMPARE(front(queue), model.bytes);
    }
}

QTEST_GUILESS_MAIN(OutputQueueTest)
#include "tst_outputqueue.moc"
