// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/rates/chartmath.h"
#include "inspect/rates/ratehistory.h"
#include "ui/sidebar/sparkline.h"

#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtTest/QTest>

#include <cmath>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class RateHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstReadingIsNoRate();
    void countsPerSecond();
    void lateReadingsAreEven();
    void gapsAreUnknown();
    void tooSoonIsLeftForTheNextTime();
    void newProjectsCountFromZero();
    void resetCountersBeginAnew();
    void goneProjectsFallSilentAndAreForgotten();
    void keepsTheLastSecondsOnly();
    void manyProjectsAreBounded();
    void scaleTellsSlowFromFast_data();
    void scaleTellsSlowFromFast();
    void scaleGrowsByTens_data();
    void scaleGrowsByTens();
    void sparklinesShareAScale();
    void sparklineShowsGaps();
    void sparklineOfNothing();
};

namespace {

ProjectId id(const QByteArray &name)
{
    return *ProjectId::fromUtf8(name);
}

BrokerOverview overview(const QList<std::pair<const char *, qint64>> &counters)
{
    BrokerOverview result;
    for (const auto &[name, messages] : counters) {
        ProjectSummary summary;
        summary.id = id(name);
        summary.messages = messages;
        result.projects.append(summary);
    }
    return result;
}

using Rates = QList<double>;

constexpr double Top = 10'000;
const SparklineColours Black { Qt::black, Qt::black, Qt::white };

/// The height of the dark part in the middle, in pixels.
int darkHeight(const QImage &image)
{
    int height = 0;
    for (int y = 0; y < image.height(); ++y)
        height += image.pixelColor(image.width() / 2, y).lightness() < 128 ? 1 : 0;
    return height;
}

} // namespace

void RateHistoryTest::firstReadingIsNoRate()
{
    RateHistory history;
    QCOMPARE(history.rates({}, 3), (Rates { 0, 0, 0 }));
    history.add(overview({ { "a", 5000 } }), 10'000);
    QCOMPARE(history.knownSeconds(), 0);
    QVERIFY(!history.latest({}));
}

void RateHistoryTest::countsPerSecond()
{
    RateHistory history;
    history.add(overview({ { "a", 100 }, { "b", 7 } }), 0);
    history.add(overview({ { "a", 110 }, { "b", 7 } }), 1000);
    history.add(overview({ { "a", 140 }, { "b", 12 } }), 2000);
    QCOMPARE(history.knownSeconds(), 2);
    QCOMPARE(history.rates(id("a"), 3), (Rates { 0, 10, 30 }));
    QCOMPARE(history.rates(id("b"), 2), (Rates { 0, 5 }));
    QCOMPARE(history.rates({}, 2), (Rates { 10, 35 }));
    QCOMPARE(history.rates(id("a"), 1), (Rates { 30 }));
    QCOMPARE(history.latest(id("b")).value_or(-1), 5.0);
    QVERIFY(!history.latest(id("unknown")));
    history.clear();
    QCOMPARE(history.knownSeconds(), 0);
}

void RateHistoryTest::lateReadingsAreEven()
{
    RateHistory history;
    history.add(overview({ { "a", 0 } }), 0);
    history.add(overview({ { "a", 20 } }), 2000);
    QCOMPARE(history.rates(id("a"), 3), (Rates { 0, 10, 10 }));
    history.add(overview({ { "a", 32 } }), 3200);
    QCOMPARE(history.latest(id("a")).value_or(-1), 10.0);
    QCOMPARE(history.knownSeconds(), 3);
}

void RateHistoryTest::gapsAreUnknown()
{
    RateHistory history;
    history.add(overview({ { "a", 0 }, { "b", 0 } }), 0);
    history.add(overview({ { "a", 5 }, { "b", 1 } }), 1000);
    history.add(overview({ { "a", 20'005 } }), 13'000);
    history.add(overview({ { "a", 20'012 } }), 14'000);
    QCOMPARE(history.knownSeconds(), 14);
    for (const ProjectId &project : { id("a"), id("b"), ProjectId() }) {
        const Rates rates = history.rates(project, 14);
        QVERIFY(!std::isnan(rates[0]));
        for (int second = 1; second < 13; ++second)
            QVERIFY(std::isnan(rates[second]));
        QVERIFY(!std::isnan(rates[13]));
    }
    QCOMPARE(history.latest({}).value_or(-1), 7.0);
    QCOMPARE(highestRate(history.rates({}, 14)), 7.0);
    QCOMPARE(knownRuns(history.rates({}, 14)).size(), 2);
    history.add(overview({ { "a", 30'000 } }), 20'000);
    QVERIFY(!history.latest({}));
}

void RateHistoryTest::tooSoonIsLeftForTheNextTime()
{
    RateHistory history;
    history.add(overview({ { "a", 0 } }), 0);
    history.add(overview({ { "a", 5 } }), 499);
    QCOMPARE(history.knownSeconds(), 0);
    history.add(overview({ { "a", 10 } }), 1000);
    QCOMPARE(history.rates(id("a"), 1), (Rates { 10 }));
}

void RateHistoryTest::newProjectsCountFromZero()
{
    RateHistory history;
    history.add(overview({}), 0);
    history.add(overview({}), 1000);
    history.add(overview({ { "late", 8 } }), 2000);
    QCOMPARE(history.rates(id("late"), 2), (Rates { 0, 8 }));
    QCOMPARE(history.rates({}, 2), (Rates { 0, 8 }));
}

void RateHistoryTest::resetCountersBeginAnew()
{
    RateHistory history;
    history.add(overview({ { "a", 1000 } }), 0);
    history.add(overview({ { "a", 3 } }), 1000);
    QCOMPARE(history.latest(id("a")).value_or(-1), 3.0);
    // Gone for a while, and back with a larger count than before.
    history.add(overview({}), 2000);
    history.add(overview({ { "a", 2000 } }), 3000);
    QCOMPARE(history.latest(id("a")).value_or(-1), 2000.0);
}

void RateHistoryTest::goneProjectsFallSilentAndAreForgotten()
{
    RateHistory history;
    history.add(overview({ { "a", 0 }, { "b", 0 } }), 0);
    history.add(overview({ { "a", 9 }, { "b", 0 } }), 1000);
    history.add(overview({ { "b", 0 } }), 2000);
    QCOMPARE(history.rates(id("a"), 2), (Rates { 9, 0 }));
    for (int i = 0; i < RateHistory::MaxSeconds; ++i)
        history.add(overview({ { "b", 0 } }), 3000 + 1000 * i);
    QCOMPARE(
        history.rates(id("a"), RateHistory::MaxSeconds), (Rates(RateHistory::MaxSeconds, 0.0)));
    QCOMPARE(history.latest({}).value_or(-1), 0.0);
}

void RateHistoryTest::keepsTheLastSecondsOnly()
{
    RateHistory history;
    for (int i = 0; i <= RateHistory::MaxSeconds + 10; ++i)
        history.add(overview({ { "a", qint64(i) * i } }), 1000 * i);
    QCOMPARE(history.knownSeconds(), RateHistory::MaxSeconds);
    const Rates rates = history.rates(id("a"), RateHistory::MaxSeconds);
    QCOMPARE(rates.size(), RateHistory::MaxSeconds);
    QCOMPARE(rates.first(), 2.0 * 11 - 1);
    QCOMPARE(rates.last(), 2.0 * (RateHistory::MaxSeconds + 10) - 1);
    history.add(overview({ { "a", 0 } }), 1'000'000'000);
    QCOMPARE(history.knownSeconds(), RateHistory::MaxSeconds);
}

void RateHistoryTest::manyProjectsAreBounded()
{
    RateHistory history;
    BrokerOverview many;
    for (int i = 0; i < RateHistory::MaxProjects + 1; ++i) {
        ProjectSummary summary;
        summary.id = id(QByteArray::number(i));
        many.projects.append(summary);
    }
    history.add(many, 0);
    for (ProjectSummary &summary : many.projects)
        summary.messages = 1;
    history.add(many, 1000);
    QCOMPARE(history.latest(id("0")).value_or(-1), 1.0);
    QVERIFY(!history.latest(many.projects.last().id));
    QCOMPARE(history.latest({}).value_or(-1), double(RateHistory::MaxProjects + 1));
}

void RateHistoryTest::scaleTellsSlowFromFast_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::newRow("idle") << 0.0 << 0.0 << 0.0;
    QTest::newRow("one") << 1.0 << 0.05 << 0.1;
    QTest::newRow("slow") << 6.0 << 0.2 << 0.25;
    QTest::newRow("ten") << 10.0 << 0.25 << 0.27;
    QTest::newRow("a thousand") << 1000.0 << 0.74 << 0.76;
    QTest::newRow("fast") << 5041.0 << 0.9 << 0.95;
    QTest::newRow("top") << Top << 1.0 << 1.0;
    QTest::newRow("above") << 2 * Top << 1.0 << 1.0;
}

void RateHistoryTest::scaleTellsSlowFromFast()
{
    QFETCH(const double, rate);
    QFETCH(const double, least);
    QFETCH(const double, most);
    const double share = logShare(rate, Top);
    QVERIFY2(share >= least && share <= most, qPrintable(QString::number(share)));
}

void RateHistoryTest::scaleGrowsByTens_data()
{
    QTest::addColumn<double>("highest");
    QTest::addColumn<double>("top");
    QTest::newRow("silence") << 0.0 << Top;
    QTest::newRow("usual") << 5041.0 << Top;
    QTest::newRow("all of it") << Top << Top;
    QTest::newRow("more") << Top + 1 << 10 * Top;
    QTest::newRow("far more") << 2'500'000.0 << 1000 * Top;
}

void RateHistoryTest::scaleGrowsByTens()
{
    QFETCH(const double, highest);
    QTEST(decadeAbove(highest, Top), "top");
}

void RateHistoryTest::sparklinesShareAScale()
{
    const auto height = [](double rate) {
        QImage image(61, 20, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintSparkline(painter, image.rect(), { rate, rate }, Top, Black);
        painter.end();
        return darkHeight(image);
    };
    QVERIFY(height(0) <= 2);
    QVERIFY2(height(6) >= 4 && height(6) <= 7, qPrintable(QString::number(height(6))));
    QVERIFY2(height(5041) >= 17 && height(5041) < 20, qPrintable(QString::number(height(5041))));
    QVERIFY(height(Top) >= 19);
}

void RateHistoryTest::sparklineShowsGaps()
{
    QImage image(61, 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    constexpr double Gap = RateHistory::Unknown;
    paintSparkline(painter, image.rect(), { Top, Top, Gap, Gap, Gap, Top, Top }, Top, Black);
    painter.end();
    QVERIFY(image.pixelColor(5, 15).lightness() < 128);
    QVERIFY(image.pixelColor(55, 15).lightness() < 128);
    for (int y = 0; y < image.height(); ++y)
        QCOMPARE(image.pixelColor(30, y), QColor(Qt::white));
}

void RateHistoryTest::sparklineOfNothing()
{
    QImage image(20, 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    const QImage before = image;
    QPainter painter(&image);
    paintSparkline(painter, image.rect(), {}, Top, Black);
    paintSparkline(painter, image.rect(), { 1 }, Top, Black);
    paintSparkline(painter, QRectF(), { 1, 2 }, Top, Black);
    painter.end();
    QCOMPARE(image, before);
    // The scale: 0, 10, 100, 1,000 and 10,000.
    painter.begin(&image);
    paintSparkline(painter, image.rect(), {}, Top, { Qt::black, Qt::black, Qt::black });
    painter.end();
    QCOMPARE(darkHeight(image), 5);
}

QTEST_MAIN(RateHistoryTest)
#include "tst_ratehistory.moc"
