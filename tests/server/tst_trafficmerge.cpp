// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/trafficmerge.h"

#include "tests/support/trafficbatches.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint64 number(quint64 thread, quint64 count)
{
    return (thread << 60) + count;
}

/// Messages of one thread at these times, whose types name the thread and the time.
BatchMaker &add(BatchMaker &maker, quint64 thread, const QList<qint64> &times)
{
    for (const qint64 time : times) {
        SomeMessage message;
        message.timeMs = time;
        message.number = number(thread, static_cast<quint64>(time));
        message.project = "p" + QByteArray::number(time % 3);
        message.type = QByteArray(1, static_cast<char>('a' + thread)) + QByteArray::number(time);
        message.target = "target" + QByteArray::number(time);
        maker.add(message);
    }
    return maker;
}

TrafficBatchPointer batchOf(quint64 thread, const QList<qint64> &times)
{
    BatchMaker maker;
    return add(maker, thread, times).batch();
}

} // namespace

class TrafficMergeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ordersByTime();
    void waitsForOtherThreads();
    void keepsTheOrderOfAThread();
    void leavesLaterRecordsForLater();
    void keepsChangesBehindTheirRecords();
    void keepsEventsBetweenTheirRecords();
    void eventsAloneFollowTheirMessages();
    void splitsWhereMessagesWereDropped();
    void oneThreadNeedNotWait();
    void wholeBatchesAreNotCopied();

private:
    [[nodiscard]] QByteArrayList types() const
    {
        QByteArrayList types;
        for (const TrafficBatchPointer &batch : m_merged) {
            for (const TrafficRecord &record : batch->records)
                types.append(batch->bytes.mid(record.typeBegin, record.typeSize));
        }
        return types;
    }
    void take(const TrafficBatchPointer &batch)
    {
        m_merge->take(batch, [this] { ++m_taken; });
    }

    std::unique_ptr<TrafficMerge> m_merge;
    QList<TrafficBatchPointer> m_merged;
    int m_taken = 0;
};

void TrafficMergeTest::init()
{
    m_merged.clear();
    m_taken = 0;
    m_merge = std::make_unique<TrafficMerge>(
        [this](const TrafficBatchPointer &batch) { m_merged.append(batch); });
    m_merge->setThreads(3);
}

void TrafficMergeTest::ordersByTime()
{
    take(batchOf(0, { 10, 12, 12, 20 }));
    take(batchOf(1, { 9, 12, 19, 21 }));
    take(batchOf(2, { 15 }));
    m_merge->flush();
    QCOMPARE(
        types(), (QByteArrayList { "b9", "a10", "a12", "a12", "b12", "c15", "b19", "a20", "b21" }));
    QCOMPARE(m_taken, 3);
    for (const TrafficBatchPointer &batch : std::as_const(m_merged)) {
        for (const TrafficRecord &record : batch->records) {
            const QByteArray time = QByteArray::number(record.timeMs);
            QCOMPARE(batch->projects[record.project].utf8(),
                "p" + QByteArray::number(record.timeMs % 3));
            QCOMPARE(batch->bytes.mid(record.targetBegin, record.targetSize), "target" + time);
            QVERIFY(batch->bytes.mid(record.begin, record.size).contains(QByteArray(time + "\"")));
        }
    }
}

void TrafficMergeTest::waitsForOtherThreads()
{
    take(batchOf(0, { 10, 20 }));
    QVERIFY(m_merged.isEmpty());
    take(batchOf(1, { 5 }));
    QTRY_COMPARE(types(), (QByteArrayList { "b5", "a10", "a20" }));
    QTRY_COMPARE(m_taken, 2);
}

void TrafficMergeTest::keepsTheOrderOfAThread()
{
    take(batchOf(0, { 50, 60 }));
    take(batchOf(0, { 10, 20 })); // The clock was set back.
    take(batchOf(1, { 30 }));
    m_merge->flush();
    QCOMPARE(types(), (QByteArrayList { "b30", "a50", "a60", "a10", "a20" }));
}

void TrafficMergeTest::leavesLaterRecordsForLater()
{
    take(batchOf(0, { 10 }));
    QTRY_COMPARE(types().size(), 1);
    take(batchOf(0, { 20 }));
    QTRY_COMPARE(types().size(), 2);
    take(batchOf(1, { 15, 30 }));
    take(batchOf(0, { 16, 40 }));
    m_merge->flush();
    QCOMPARE(types(), (QByteArrayList { "a10", "a20", "b15", "a16", "b30", "a40" }));
}

void TrafficMergeTest::keepsChangesBehindTheirRecords()
{
    BatchMaker maker;
    add(maker, 0, { 10, 30 });
    DeliveryChange change;
    change.message = number(0, 30);
    take(maker.change(change).batch());
    take(batchOf(1, { 20, 40 }));
    m_merge->flush();
    QCOMPARE(types(), (QByteArrayList { "a10", "b20", "a30", "b40" }));
    QCOMPARE(m_merged.size(), 1);
    QCOMPARE(m_merged[0]->changes.size(), size_t { 1 });
    QCOMPARE(m_merged[0]->changes[0].message, number(0, 30));
}

void TrafficMergeTest::keepsEventsBetweenTheirRecords()
{
    auto batch = std::make_shared<TrafficBatch>(*batchOf(0, { 10, 30 }));
    for (const quint32 after : { 0U, 1U, 2U }) {
        ClientEvent event;
        event.after = after;
        event.timeMs = after;
        batch->events.push_back(event);
    }
    take(batch);
    take(batchOf(1, { 5, 20, 40 }));
    m_merge->flush();
    QCOMPARE(types(), (QByteArrayList { "b5", "a10", "b20", "a30", "b40" }));
    QCOMPARE(m_merged.size(), 1);
    const std::vector<ClientEvent> &events = m_merged[0]->events;
    QCOMPARE(events.size(), size_t { 3 });
    QCOMPARE(events[0].after, 1U); // Before a10,
    QCOMPARE(events[1].after, 3U); // before a30,
    QCOMPARE(events[2].after, 4U); // and behind it.
}

void TrafficMergeTest::eventsAloneFollowTheirMessages()
{
    take(batchOf(0, { 9 })); // In the project p0.
    auto left = std::make_shared<TrafficBatch>();
    ClientEvent event;
    event.project = *ProjectId::fromUtf8("p0");
    left->events.push_back(event);
    take(left);
    take(batchOf(1, { 5 }));
    m_merge->flush();
    QCOMPARE(types(), (QByteArrayList { "b5", "a9" }));
    quint32 records = 0;
    for (const TrafficBatchPointer &batch : std::as_const(m_merged)) {
        if (!batch->events.empty())
            QCOMPARE(records + batch->events[0].after, 2U);
        records += static_cast<quint32>(batch->records.size());
    }
}

void TrafficMergeTest::splitsWhereMessagesWereDropped()
{
    take(batchOf(0, { 10, 30 }));
    BatchMaker maker;
    add(maker, 1, { 20 });
    take(maker.dropped(7).batch());
    m_merge->flush();
    QCOMPARE(types(), (QByteArrayList { "a10", "b20", "a30" }));
    for (const TrafficBatchPointer &batch : std::as_const(m_merged)) {
        const bool isBehindTheGap = batch->records.front().timeMs == 20;
        QCOMPARE(batch->dropped, isBehindTheGap ? 7U : 0U);
    }
}

void TrafficMergeTest::oneThreadNeedNotWait()
{
    m_merge->setThreads(1);
    take(batchOf(0, { 10 }));
    QCOMPARE(m_merged.size(), 1);
    QCOMPARE(m_taken, 1);
}

void TrafficMergeTest::wholeBatchesAreNotCopied()
{
    const TrafficBatchPointer batch = batchOf(0, { 10, 20 });
    take(batch);
    take(batchOf(1, { 30 }));
    m_merge->flush();
    QCOMPARE(m_merged.constFirst(), batch);
}

QTEST_GUILESS_MAIN(TrafficMergeTest)
#include "tst_trafficmerge.moc"
