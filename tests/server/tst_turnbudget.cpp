// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/turnbudget.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace std::chrono_literals;

class TurnBudgetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsByTime();
    void isSpentByDebt();
    void isSpentByQueuedBytes();
    void knowsTheGroupsThatOweMuch();
    void looksAtTheClockAfterManyDeliveries();
    void looksAtTheClockNowAndThen();
};

namespace {

const TurnBudget::Clock::time_point Start = TurnBudget::Clock::now();

} // namespace

void TurnBudgetTest::endsByTime()
{
    TurnBudget budget;
    budget.beginTurn(Start);
    QVERIFY(budget.nextSlice(Start));
    QVERIFY(budget.nextSlice(Start + limits::TurnTime - 1us));
    QVERIFY(!budget.nextSlice(Start + limits::TurnTime));
    budget.beginTurn(Start + limits::TurnTime);
    QVERIFY(budget.nextSlice(Start + limits::TurnTime));
}

void TurnBudgetTest::isSpentByDebt()
{
    TurnBudget budget;
    budget.beginTurn(Start);
    constexpr qint64 Receivers = 1024;
    budget.addFanoutDebt(limits::WorkBytesPerTurn / Receivers - limits::DeliveryBytes, Receivers);
    QVERIFY(!budget.isSpent());
    budget.addFanoutDebt(0, 1);
    QVERIFY(budget.isSpent());
    QVERIFY(budget.isSliceOver());
    budget.beginTurn(Start);
    QVERIFY(budget.isSpent());
    budget.beginPeriod();
    QVERIFY(!budget.isSpent());
}

void TurnBudgetTest::isSpentByQueuedBytes()
{
    TurnBudget budget;
    budget.setMaxQueuedBytes(1000);
    budget.beginTurn(Start);
    budget.addQueued(1000);
    QVERIFY(!budget.isSpent());
    budget.addQueued(1);
    QVERIFY(budget.isSpent());
    QVERIFY(budget.isSliceOver());
    budget.beginPeriod();
    QVERIFY(!budget.isSpent());
}

void TurnBudgetTest::knowsTheGroupsThatOweMuch()
{
    TurnBudget budget;
    ServiceGroup crowd;
    ServiceGroup other;
    budget.beginTurn(Start);
    budget.setGroup(&crowd);
    budget.addFanoutDebt(limits::WorkBytesPerTurn, 1);
    QVERIFY(budget.owesMuch(&crowd));
    QVERIFY(budget.isSliceOver());
    // The budget is spent, but not by this group.
    budget.setGroup(&other);
    QVERIFY(!budget.isSliceOver());
    budget.addFanoutDebt(limits::FreeGroupDebt - limits::DeliveryBytes, 1);
    QVERIFY(!budget.owesMuch(&other));
    budget.addQueued(1);
    QVERIFY(budget.owesMuch(&other));
    QVERIFY(budget.isSliceOver());
    QVERIFY(!budget.owesMuch(nullptr));
    budget.beginPeriod();
    QVERIFY(!budget.owesMuch(&crowd));
    budget.setGroup(&crowd);
    QVERIFY(!budget.isSliceOver());
}

void TurnBudgetTest::looksAtTheClockAfterManyDeliveries()
{
    TurnBudget budget;
    budget.beginTurn(Start - 1h);
    QVERIFY(!budget.isSliceOver());
    budget.addFanoutDebt(1, limits::EventsPerLook * limits::EventsPerLook);
    QVERIFY(budget.isSliceOver());
}

void TurnBudgetTest::looksAtTheClockNowAndThen()
{
    TurnBudget budget;
    budget.beginTurn(Start - 1h);
    (void)budget.nextSlice(Start - 1h); // Its time is over long ago.
    for (int i = 1; i < limits::EventsPerLook; ++i)
        QVERIFY(!budget.isSliceOver());
    QVERIFY(budget.isSliceOver());
}

QTEST_GUILESS_MAIN(TurnBudgetTest)
#include "tst_turnbudget.moc"
