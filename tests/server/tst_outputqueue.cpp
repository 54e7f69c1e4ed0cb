// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/outputqueue.h"

#include "server/api/limits.h"
#include "server/protocol/framewriter.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace broadcaster;

class OutputQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsOrder();
    void dropsOnlyUnsentFrames_data();
    void dropsOnlyUnsentFrames();
    void rememberTheRestOfASharedFrame();
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

} // namespace

void OutputQueueTest::keepsOrder()
{
    BufferPool pool;
    OutputQueue queue(pool);
    QVERIFY(queue.isEmpty());
    queue.append(view(textFrame("one")));
    queue.append(view(textFrame("two")));
    queue.consume(2);
    QCOMPARE(front(queue), QByteArray("one") + textFrame("two"));
    queue.consume(queue.size());
    QVERIFY(queue.isEmpty());
    queue.append(view(textFrame("three")));
    QCOMPARE(front(queue), textFrame("three"));
}

void OutputQueueTest::dropsOnlyUnsentFrames_data()
{
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("dropped");
    QTest::addColumn<QByteArray>("left");
    const QByteArray one = textFrame("one"); // 5 bytes
    const QByteArray two = textFrame("two");
    QTest::newRow("nothing sent") << 0 << 3 << QByteArray();
    QTest::newRow("one byte") << 1 << 2 << one.sliced(1);
    QTest::newRow("all but a byte") << 4 << 2 << one.sliced(4);
    QTest::newRow("a whole frame") << 5 << 2 << QByteArray();
    QTest::newRow("into the second") << 6 << 1 << two.sliced(1);
}

void OutputQueueTest::dropsOnlyUnsentFrames()
{
    QFETCH(int, sent);
    BufferPool pool;
    OutputQueue queue(pool);
    queue.append(view(textFrame("one") + textFrame("two") + textFrame("three")));
    if (sent > 0)
        queue.consume(sent);
    QTEST(queue.dropUnsentFrames(), "dropped");
    QTEST(front(queue), "left");
}

void OutputQueueTest::rememberTheRestOfASharedFrame()
{
    const QByteArray frames = textFrame("shared") + textFrame("next");
    BufferPool pool;
    OutputQueue queue(pool);
    queue.append(view(frames), 3); // The kernel took three bytes of the shared buffer.
    queue.append(view(textFrame("own")));
    QCOMPARE(front(queue), frames.sliced(3) + textFrame("own"));
    queue.dropUnsentFrames();
    QCOMPARE(front(queue), textFrame("shared").sliced(3));
}

void OutputQueueTest::agreesWithAModel()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    BufferPool pool;
    OutputQueue queue(pool);
    QByteArray waiting;
    qsizetype frameEnd = 0; // Of the frame partly sent, in `waiting`; 0: none.
    for (int step = 0; step < 20'000; ++step) {
        const int choice = random.bounded(100);
        if (choice < 50) {
            const QByteArray frame = textFrame(view(QByteArray(random.bounded(4000), 'x')));
            queue.append(view(frame));
            waiting += frame;
        } else if (choice < 99) {
            const qsizetype count = waiting.isEmpty() ? 0 : random.bounded(waiting.size() + 1);
            if (count > 0)
                queue.consume(count);
            // Walk whole frames to find where the partial one ends now.
            qsizetype end = frameEnd;
            while (end < count)
                end = end + frameBoundary(view(waiting.sliced(end)), 1);
            frameEnd = end - count;
            waiting.remove(0, count);
        } else {
            queue.dropUnsentFrames();
            waiting.truncate(frameEnd);
        }
        QCOMPARE(front(queue), waiting);
    }
}

QTEST_GUILESS_MAIN(OutputQueueTest)
#include "tst_outputqueue.moc"
