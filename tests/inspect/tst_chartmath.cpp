// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/rates/chartmath.h"

#include <QtCore/QLocale>
#include <QtTest/QTest>

#include <limits>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Numbers = QList<double>;

class ChartMathTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ticks_data();
    void ticks();
    void ticksOfAnything();
    void axisTexts_data();
    void axisTexts();
    void axisTextFollowsTheLocale();
    void days_data();
    void days();
    void counters_data();
    void counters();
    void strides_data();
    void strides();
};

namespace {

QDate day(int ofMonth)
{
    return { 2026, 3, ofMonth };
}

} // namespace

void ChartMathTest::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void ChartMathTest::ticks_data()
{
    QTest::addColumn<double>("highest");
    QTest::addColumn<int>("maxSteps");
    QTest::addColumn<double>("smallestStep");
    QTest::addColumn<Numbers>("expected");
    QTest::newRow("nothing") << 0.0 << 4 << 1.0 << Numbers { 0, 1 };
    QTest::newRow("one") << 1.0 << 4 << 1.0 << Numbers { 0, 1 };
    QTest::newRow("three whole") << 3.0 << 4 << 1.0 << Numbers { 0, 1, 2, 3 };
    QTest::newRow("five") << 5.0 << 4 << 1.0 << Numbers { 0, 2, 4, 6 };
    QTest::newRow("exactly the top") << 100.0 << 4 << 1.0 << Numbers { 0, 50, 100 };
    QTest::newRow("just above") << 101.0 << 4 << 1.0 << Numbers { 0, 50, 100, 150 };
    QTest::newRow("thousands") << 12345.0 << 5 << 1.0 << Numbers { 0, 5000, 10000, 15000 };
    QTest::newRow("one step") << 12345.0 << 1 << 1.0 << Numbers { 0, 20000 };
    QTest::newRow("rates") << 0.35 << 4 << 0.1 << Numbers { 0, 0.1, 0.2, 0.3, 0.4 };
    QTest::newRow("rates, nothing") << 0.0 << 4 << 0.1 << Numbers { 0, 0.1 };
}

void ChartMathTest::ticks()
{
    QFETCH(double, highest);
    QFETCH(int, maxSteps);
    QFETCH(double, smallestStep);
    QFETCH(Numbers, expected);
    const Numbers ticks = niceTicks(highest, maxSteps, smallestStep);
    QCOMPARE(ticks.size(), expected.size());
    for (qsizetype i = 0; i < ticks.size(); ++i)
        QVERIFY2(qAbs(ticks[i] - expected[i]) < 1e-9, qPrintable(QString::number(ticks[i])));
}

void ChartMathTest::ticksOfAnything()
{
    for (double highest = 0.3; highest < 1e19; highest *= 1.37) {
        for (int maxSteps = 1; maxSteps < 9; ++maxSteps) {
            const Numbers ticks = niceTicks(highest, maxSteps, 1);
            const QByteArray what = QByteArray::number(highest) + " in "
                + QByteArray::number(maxSteps);
            QVERIFY2(ticks.last() >= highest * (1 - 1e-9), what.constData());
            QVERIFY2(ticks.size() <= maxSteps + 1 && ticks.size() >= 2, what.constData());
            QVERIFY2(ticks[ticks.size() - 2] < highest, what.constData());
        }
    }
}

void ChartMathTest::axisTexts_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("0") << 0.0 << u"0"_s;
    QTest::newRow("0.1") << 0.1 << u"0.1"_s;
    QTest::newRow("3 * 0.1") << 3 * 0.1 << u"0.3"_s;
    QTest::newRow("500") << 500.0 << u"500"_s;
    QTest::newRow("999") << 999.0 << u"999"_s;
    QTest::newRow("1k") << 1000.0 << u"1k"_s;
    QTest::newRow("2.5k") << 2500.0 << u"2.5k"_s;
    QTest::newRow("200k") << 200'000.0 << u"200k"_s;
    QTest::newRow("1M") << 1e6 << u"1M"_s;
    QTest::newRow("1.5G") << 1.5e9 << u"1.5G"_s;
    QTest::newRow("20T") << 2e13 << u"20T"_s;
    QTest::newRow("10E") << 1e19 << u"10E"_s;
}

void ChartMathTest::axisTexts()
{
    QFETCH(double, value);
    QTEST(axisText(value), "expected");
}

void ChartMathTest::axisTextFollowsTheLocale()
{
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(axisText(2500), u"2,5k"_s);
    QLocale::setDefault(QLocale::c());
}

void ChartMathTest::days_data()
{
    using Days = QList<DailyUsage>;
    QTest::addColumn<Days>("given");
    QTest::addColumn<Days>("expected");
    QTest::newRow("none") << Days {} << Days { { day(1), 0 }, { day(2), 0 }, { day(3), 0 } };
    QTest::newRow("zero days between") << Days { { day(3), 7 }, { day(1), 5 } }
                                       << Days { { day(1), 5 }, { day(2), 0 }, { day(3), 7 } };
    QTest::newRow("outside") << Days { { day(4), 9 }, { day(2), 1 }, { QDate(2026, 2, 28), 9 } }
                             << Days { { day(1), 0 }, { day(2), 1 }, { day(3), 0 } };
    QTest::newRow("twice the same") << Days { { day(2), 1 }, { day(2), 2 } }
                                    << Days { { day(1), 0 }, { day(2), 3 }, { day(3), 0 } };
}

void ChartMathTest::days()
{
    QFETCH(QList<DailyUsage>, given);
    QTEST(filledDays(given, day(3), 3), "expected");
}

void ChartMathTest::counters_data()
{
    QTest::addColumn<qint64>("before");
    QTest::addColumn<qint64>("now");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("still") << qint64(5) << qint64(5) << qint64(0);
    QTest::newRow("grown") << qint64(5) << qint64(9) << qint64(4);
    QTest::newRow("anew") << qint64(5) << qint64(2) << qint64(2);
    QTest::newRow("anew from zero") << qint64(5) << qint64(0) << qint64(0);
    QTest::newRow("far") << qint64(0) << std::numeric_limits<qint64>::max()
                         << std::numeric_limits<qint64>::max();
}

void ChartMathTest::counters()
{
    QFETCH(qint64, before);
    QFETCH(qint64, now);
    QTEST(counterDifference(before, now), "expected");
}

void ChartMathTest::strides_data()
{
    QTest::addColumn<double>("slot");
    QTest::addColumn<double>("label");
    QTest::addColumn<int>("expected");
    QTest::newRow("room for all") << 50.0 << 40.0 << 1;
    QTest::newRow("exactly") << 40.0 << 40.0 << 1;
    QTest::newRow("every second") << 39.0 << 40.0 << 2;
    QTest::newRow("every seventh") << 10.0 << 61.0 << 7;
    QTest::newRow("no label") << 10.0 << 0.0 << 1;
}

void ChartMathTest::strides()
{
    QFETCH(double, slot);
    QFETCH(double, label);
    QTEST(labelStride(slot, label), "expected");
}

QTEST_GUILESS_MAIN(ChartMathTest)
#include "tst_chartmath.moc"
