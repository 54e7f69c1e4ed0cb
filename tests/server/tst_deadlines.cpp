// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/deadlines.h"

#include <QtTest/QTest>

#include <optional>

using namespace broadcaster;
using namespace std::chrono_literals;

class DeadlinesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expiresInOrder();
    void armingAgainReplaces();
    void cancelledByDestruction();
    void mayBeArmedOrDestroyedWhileExpiring();
};

void DeadlinesTest::expiresInOrder()
{
    Deadlines deadlines;
    Deadlines::Handle late(deadlines);
    Deadlines::Handle early(deadlines);
    QList<int> order;
    late.arm(40ms, [&] { order.append(2); });
    early.arm(10ms, [&] { order.append(1); });
    QVERIFY(early.isArmed());
    QTRY_COMPARE(order, (QList<int> { 1, 2 }));
    QVERIFY(!early.isArmed());
}

void DeadlinesTest::armingAgainReplaces()
{
    Deadlines deadlines;
    Deadlines::Handle handle(deadlines);
    Deadlines::Handle end(deadlines);
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

void DeadlinesTest::cancelledByDestruction()
{
    Deadlines deadlines;
    Deadlines::Handle end(deadlines);
    bool ended = false;
    bool called = false;
    {
        Deadlines::Handle handle(deadlines);
        handle.arm(1ms, [&] { called = true; });
    }
    end.arm(20ms, [&] { ended = true; });
    QTRY_VERIFY(ended);
    QVERIFY(!called);
}

void DeadlinesTest::mayBeArmedOrDestroyedWhileExpiring()
{
    Deadlines deadlines;
    int count = 0;
    std::optional<Deadlines::Handle> handle(std::in_place, deadlines);
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

QTEST_GUILESS_MAIN(DeadlinesTest)
#include "tst_deadlines.moc"
