// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/turnqueue.h"

#include <QtTest/QTest>

#include <functional>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

class Probe final : public TurnQueue::Member {
public:
    void onTurn() override
    {
        ++turns;
        if (work)
            work();
    }
    int turns = 0;
    std::function<void()> work;
};

} // namespace

class TurnQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void servesInOrderAndNotAtOnce();
    void goesRoundFairly();
    void letsOthersInBetweenTurns();
    void forgetsRemovedMembers();
};

void TurnQueueTest::servesInOrderAndNotAtOnce()
{
    TurnQueue queue(1000ms);
    QList<int> order;
    Probe first;
    Probe second;
    first.work = [&] { order.append(1); };
    second.work = [&] { order.append(2); };
    queue.add(&first);
    queue.add(&second);
    QVERIFY(order.isEmpty());
    QTRY_COMPARE(order, (QList<int> { 1, 2 }));
}

/// A member that always has more to do is served once for each turn of the others.
void TurnQueueTest::goesRoundFairly()
{
    TurnQueue queue(1000ms);
    Probe busy;
    Probe other;
    int left = 100;
    busy.work = [&] {
        if (--left > 0)
            queue.add(&busy);
    };
    other.work = [&] { QCOMPARE(busy.turns, 1); };
    queue.add(&busy);
    queue.add(&other);
    QTRY_COMPARE(busy.turns, 100);
    QCOMPARE(other.turns, 1);
}

/// With no time at all, a turn serves one member and comes back to the others first.
void TurnQueueTest::letsOthersInBetweenTurns()
{
    TurnQueue queue(0ms);
    QList<int> order;
    Probe busy;
    Probe other;
    busy.work = [&] {
        order.append(1);
        if (busy.turns == 1) // Work that the event loop has by now comes before the next turn.
            QMetaObject::invokeMethod(
                this, [&] { order.append(0); }, Qt::QueuedConnection);
        if (busy.turns < 3)
            queue.add(&busy);
    };
    other.work = [&] { order.append(2); };
    queue.add(&busy);
    queue.add(&other);
    QTRY_COMPARE(busy.turns, 3);
    QCOMPARE(order, (QList<int> { 1, 0, 2, 1, 1 }));
}

void TurnQueueTest::forgetsRemovedMembers()
{
    TurnQueue queue(1000ms);
    Probe first;
    Probe second;
    Probe last;
    first.work = [&] { queue.remove(&second); };
    queue.add(&first);
    queue.add(&second);
    queue.add(&last);
    QTRY_COMPARE(last.turns, 1);
    QCOMPARE(first.turns, 1);
    QCOMPARE(second.turns, 0);
}

QTEST_GUILESS_MAIN(TurnQueueTest)
#include "tst_turnqueue.moc"
