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
    void endsByDebt();
    void endsByQueuedBytes();
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

void TurnBudgetTest::endsByDebt()
{
    TurnBudget budget;
    budget.beginTurn(Start);
    constexpr qint64 Receivers = 1024;
    budget.addFanoutDebt(limits::WorkBytesPerTurn / Receivers - limits::DeliveryBytes, Receivers);
    QVERIFY(budget.nextSlice(Start));
    budget.addFanoutDebt(0, 1);
    QVERIFY(budget.isSliceOver());
    QVERIFY(!budget.nextSlice(Start));
    budget.beginTurn(Start);
    QVERIFY(budget.nextSlice(Start));
}

void TurnBudgetTest::endsByQueuedBytes()
{
    TurnBudget budget;
    budget.setMaxQueuedBytes(1000);
    budget.beginTurn(Start);
    budget.addQueued(1000);
    QVERIFY(budget.nextSlice(Start));
    budget.addQueued(1);
    QVERIFY(budget.isSliceOver());
    QVERIFY(!budget.nextSlice(Start));
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
