// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/rates/counterrate.h"

#include <QtTest/QTest>

using namespace broadcaster;

class CounterRateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isUnknownUntilThereAreTwoReadings();
    void isTheMeanOfTheLastSeconds();
    void lateReadingsCountTheirWholeTime();
    void gapsBeginAnew_data();
    void gapsBeginAnew();
    void tooSoonIsLeftOut();
    void manyReadingsKeepTheLatest();
};

void CounterRateTest::isUnknownUntilThereAreTwoReadings()
{
    CounterRate rate;
    QVERIFY(!rate.perSecond());
    rate.add(1'000, 0);
    QVERIFY(!rate.perSecond()); // Nobody knows when these came.
    rate.add(1'003, 1'000);
    QCOMPARE(rate.perSecond(), std::optional(3.0));
}

void CounterRateTest::isTheMeanOfTheLastSeconds()
{
    CounterRate rate;
    qint64 count = 0;
    qint64 now = 0;
    for (; now <= 10'000; now += 1'000)
        rate.add(count += 10, now);
    QCOMPARE(rate.perSecond(), std::optional(10.0));
    for (int second = 4; second >= 0; --second, now += 1'000) {
        rate.add(count, now);
        QCOMPARE(rate.perSecond(), std::optional(second * 2.0));
    }
}

void CounterRateTest::lateReadingsCountTheirWholeTime()
{
    CounterRate rate;
    rate.add(0, 0);
    rate.add(40, 8'000);
    QCOMPARE(rate.perSecond(), std::optional(5.0));
    rate.add(48, 16'000);
    QCOMPARE(rate.perSecond(), std::optional(1.0)); // The first reading is too old.
}

void CounterRateTest::gapsBeginAnew_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("timeMs");
    QTest::newRow("the window was hidden") << qint64 { 20'000 } << qint64 { 12'000 };
    QTest::newRow("the clock went back") << qint64 { 20'000 } << qint64 { 500 };
    QTest::newRow("another counter") << qint64 { 5 } << qint64 { 2'000 };
}

void CounterRateTest::gapsBeginAnew()
{
    QFETCH(qint64, count);
    QFETCH(qint64, timeMs);
    CounterRate rate;
    rate.add(10, 0);
    rate.add(20, 1'000);
    rate.add(count, timeMs);
    QVERIFY(!rate.perSecond());
    rate.add(count + 1, timeMs + 1'000);
    QCOMPARE(rate.perSecond(), std::optional(1.0));
}

void CounterRateTest::tooSoonIsLeftOut()
{
    CounterRate rate;
    rate.add(0, 0);
    rate.add(7, 0);
    rate.add(9, 499);
    QVERIFY(!rate.perSecond());
    rate.add(10, 1'000);
    QCOMPARE(rate.perSecond(), std::optional(10.0));
}

void CounterRateTest::manyReadingsKeepTheLatest()
{
    CounterRate rate;
    for (int i = 0; i < 100; ++i)
        rate.add(i, i * CounterRate::MinStepMs);
    QCOMPARE(rate.perSecond(), std::optional(2.0));
}

QTEST_GUILESS_MAIN(CounterRateTest)
#include "tst_counterrate.moc"
