// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/timerqueue.h"

#include <QtTest/QTest>

#include <optional>

using namespace broadcaster;
using namespace std::chrono_literals;

class TimerQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expiresInOrder();
    void armingAgainReplaces();
    void cancelledByDestruction();
    void mayBeArmedOrDestroyedWhileExpiring();
};

void TimerQueueTest::expiresInOrder()
{
    TimerQueue deadlines;
    TimerQueue::Handle late(deadlines);
    TimerQueue::Handle early(deadlines);
    QList<int> order;
    late.arm(40ms, [&] { order.append(2); });
    early.arm(10ms, [&] { order.append(1); });
    QVERIFY(early.isArmed());
    QTRY_COMPARE(order, (QList<int> { 1, 2 }));
    QVERIFY(!early.isArmed());
}

void TimerQueueTest::armingAgainReplaces()
{
    TimerQueue deadlines;
    TimerQueue::Handle handle(deadlines);
    TimerQueue::Handle end(deadlines);
    int first = 0;
    int second = 0;
    bool ended = false;
    handle.arm(1ms, [&] { ++first; });
    handle.arm(2ms, [&] { ++second; });
    end.arm(30ms, [&] { ended = true; });
    QTRY_VERIFY(ended);
    QCOMPARE(first, 0);
    QCOMPARE(second, 1);
}

void TimerQueueTest::cancelledByDestruction()
{
    TimerQueue deadlines;
    TimerQueue::Handle end(deadlines);
    bool ended = false;
    bool called = false;
    {
        TimerQueue::Handle handle(deadlines);
        handle.arm(1ms, [&] { called = true; });
    }
    end.arm(20ms, [&] { ended = true; });
    QTRY_VERIFY(ended);
    QVERIFY(!called);
}

void TimerQueueTest::mayBeArmedOrDestroyedWhileExpiring()
{
    TimerQueue deadlines;
    int count = 0;
    std::optional<TimerQueue::Handle> handle(std::in_place, deadlines);
    std::function<void()> again = [&] {
        if (++count < 3)
            handle->arm(1ms, [&] { again(); });
        else
            handle.reset();
    };
    handle->arm(1ms, [&] { again(); });
    QTRY_VERIFY(!handle.has_value());
    QCOMPARE(count, 3);
}

QTEST_GUILESS_MAIN(TimerQueueTest)
#include "tst_timerqueue.moc"
