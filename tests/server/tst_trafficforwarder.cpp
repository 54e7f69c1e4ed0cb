// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/trafficforwarder.h"
#include "tests/support/trafficbatches.h"

#include <QtTest/QTest>

using namespace broadcaster;

class TrafficForwarderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatFindsNoRoom();
    void smallBatchesWait();
    void forgets();
};

void TrafficForwarderTest::countsWhatFindsNoRoom()
{
    QList<TrafficBatchPointer> got;
    TrafficForwarder forwarder(
        { 2, 0 }, [&](const TrafficBatchPointer &batch) { got.append(batch); });
    for (int i = 0; i < 4; ++i)
        forwarder.take(numberedBatch(i, 10));
    forwarder.take(BatchMaker().dropped(7).change({}).batch());
    QCOMPARE(got.size(), 2);
    forwarder.onTaken();
    QCOMPARE(got.size(), 2);
    forwarder.take(numberedBatch(100, 1));
    QCOMPARE(got.size(), 4); // The counts come first.
    QCOMPARE(got[2]->dropped, 27U);
    QCOMPARE(got[2]->droppedChanges, 1U);
    QVERIFY(got[2]->records.empty());
    QCOMPARE(got[3]->records.size(), 1U);
    forwarder.take(numberedBatch(200, 3));
    for (int i = 0; i < 3; ++i)
        forwarder.onTaken();
    QCOMPARE(got.size(), 5); // Also when no batch follows.
    QCOMPARE(got[4]->dropped, 3U);
}

/// A busy machine makes the other thread late, which must not lose one of a few messages.
void TrafficForwarderTest::smallBatchesWait()
{
    constexpr int Small = 20;
    QList<TrafficBatchPointer> got;
    TrafficForwarder forwarder(
        { 1, 100'000 }, [&](const TrafficBatchPointer &batch) { got.append(batch); });
    for (int i = 0; i < Small; ++i)
        forwarder.take(numberedBatch(i, 1));
    QCOMPARE(got.size(), Small);
    forwarder.take(numberedBatch(Small, 1000)); // The last that finds room.
    forwarder.take(numberedBatch(2000, 1));
    QCOMPARE(got.size(), Small + 1);
    for (int i = 0; i < Small; ++i)
        forwarder.onTaken();
    forwarder.take(numberedBatch(3000, 1));
    QCOMPARE(got.size(), Small + 1); // The large one is still there.
    forwarder.onTaken();
    QCOMPARE(got.size(), Small + 2);
    QCOMPARE(got.last()->dropped, 2U);
}

void TrafficForwarderTest::forgets()
{
    int count = 0;
    TrafficForwarder forwarder({ 1, 0 }, [&](const TrafficBatchPointer &) { ++count; });
    forwarder.take(numberedBatch(0, 1));
    forwarder.take(numberedBatch(1, 1));
    forwarder.forgetMissed();
    forwarder.onTaken();
    QCOMPARE(count, 1);
}

QTEST_GUILESS_MAIN(TrafficForwarderTest)
#include "tst_trafficforwarder.moc"
