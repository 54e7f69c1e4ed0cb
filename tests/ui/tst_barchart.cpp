// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/barchart.h"

#include "inspect/conversations/conversationstatistics.h"
#include "inspect/rates/ratehistory.h"
#include "ui/conversations/replychart.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/usage/ratechart.h"

#include <QtCore/QLocale>
#include <QtGui/QImage>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class BarChartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void barsAreProportional();
    void zeroDaysAreEmptyAndSmallOnesAreNot();
    void todayLooksUnfinished();
    void keysMoveTheFocus_data();
    void keysMoveTheFocus();
    void hoverComesBeforeTheKeyboard();
    void saysTheChosenDay();
    void saysWhyThereIsNothing();
    void labelsDoNotOverlap_data();
    void labelsDoNotOverlap();
    void readsOnBothGrounds_data();
    void readsOnBothGrounds();
    void ratesReachTheirHeight();
    void unknownSecondsCannotBeChosen();
    void onlyBarIsDescribed();
    void lonelyFigureIsAPieceOfLine_data();
    void lonelyFigureIsAPieceOfLine();
};

namespace {

constexpr int Days = 30;

QList<DailyUsage> days(const QHash<int, qint64> &counts)
{
    QList<DailyUsage> result;
    for (int i = 0; i < Days; ++i)
        result.append({ QDate(2026, 3, 1).addDays(i), counts.value(i) });
    return result;
}

template <typename Chart>
void show(Chart &chart, QSize size = { 700, 240 })
{
    chart.resize(size);
    chart.show();
    QApplication::setActiveWindow(&chart);
    QVERIFY(QTest::qWaitForWindowActive(&chart));
}

/// Whether a pixel has the colour of the data, not that of the ground or a line.
bool isInk(const QImage &image, QPointF at)
{
    return image.pixelColor(at.toPoint()).hsvSaturation() > 60;
}

/// The number of pixels of ink in a column above the axis.
int inkHeight(const QImage &image, double x, const QRectF &plot)
{
    int height = 0;
    for (int y = static_cast<int>(plot.top()); y < static_cast<int>(plot.bottom()); ++y)
        height += isInk(image, { x, double(y) }) ? 1 : 0;
    return height;
}

} // namespace

void BarChartTest::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    applyTheme(ThemeChoice::Light);
}

void BarChartTest::barsAreProportional()
{
    BarChart chart;
    chart.setDays(days({ { 3, 1000 }, { 9, 500 }, { 20, 250 } }));
    show(chart);
    chart.clearFocus();
    const QImage image = chart.grab().toImage();
    const auto height = [&](int slot) {
        return inkHeight(image, chart.barArea(slot).center().x(), chart.slotArea(slot));
    };
    const double full = chart.slotArea(0).height();
    QVERIFY2(qAbs(height(3) - full) < 3, qPrintable(QString::number(height(3))));
    QVERIFY2(qAbs(height(9) - full / 2) < 3, qPrintable(QString::number(height(9))));
    QVERIFY2(qAbs(height(20) - full / 4) < 3, qPrintable(QString::number(height(20))));
}

void BarChartTest::zeroDaysAreEmptyAndSmallOnesAreNot()
{
    BarChart chart;
    chart.setDays(days({ { 3, 1'000'000 }, { 9, 1 } }));
    show(chart);
    chart.clearFocus();
    const QImage image = chart.grab().toImage();
    QCOMPARE(inkHeight(image, chart.slotArea(8).center().x(), chart.slotArea(8)), 0);
    QVERIFY(inkHeight(image, chart.slotArea(9).center().x(), chart.slotArea(9)) >= 1);
    QVERIFY(chart.slotArea(8).width() > 10); // It keeps its place.
}

void BarChartTest::todayLooksUnfinished()
{
    BarChart chart;
    chart.setDays(days({ { Days - 2, 100 }, { Days - 1, 100 } }));
    show(chart);
    chart.clearFocus();
    const QImage image = chart.grab().toImage();
    const QPoint over = chart.barArea(Days - 2).center().toPoint();
    const QPoint today = chart.barArea(Days - 1).center().toPoint();
    QVERIFY(image.pixelColor(today).lightness() > image.pixelColor(over).lightness() + 40);
}

void BarChartTest::keysMoveTheFocus_data()
{
    QTest::addColumn<QList<Qt::Key>>("keys");
    QTest::addColumn<int>("expected");
    using Keys = QList<Qt::Key>;
    QTest::newRow("focus is today") << Keys {} << Days - 1;
    QTest::newRow("left") << Keys { Qt::Key_Left } << Days - 2;
    QTest::newRow("right stops") << Keys { Qt::Key_Right } << Days - 1;
    QTest::newRow("home") << Keys { Qt::Key_Home } << 0;
    QTest::newRow("left stops") << Keys { Qt::Key_Home, Qt::Key_Left } << 0;
    QTest::newRow("home, right") << Keys { Qt::Key_Home, Qt::Key_Right } << 1;
    QTest::newRow("end") << Keys { Qt::Key_Home, Qt::Key_End } << Days - 1;
    QTest::newRow("week") << Keys { Qt::Key_PageUp } << Days - 8;
    QTest::newRow("week and back") << Keys { Qt::Key_PageUp, Qt::Key_PageDown } << Days - 1;
}

void BarChartTest::keysMoveTheFocus()
{
    QFETCH(QList<Qt::Key>, keys);
    BarChart chart;
    chart.setDays(days({ { 0, 10 }, { 1, 9 }, { 22, 8 } }));
    show(chart);
    chart.setFocus();
    for (const Qt::Key key : keys)
        QTest::keyClick(&chart, key);
    QTEST(chart.activeSlot(), "expected");
    const QImage focused = chart.grab().toImage();
    chart.clearFocus();
    QCOMPARE(chart.activeSlot(), -1);
    QVERIFY(chart.grab().toImage() != focused);
}

void BarChartTest::hoverComesBeforeTheKeyboard()
{
    BarChart chart;
    chart.setDays(days({ { 4, 10 } }));
    show(chart);
    chart.setFocus();
    const QImage before = chart.grab().toImage();
    QTest::mouseMove(&chart, chart.slotArea(4).center().toPoint());
    QTRY_COMPARE(chart.activeSlot(), 4);
    QVERIFY(chart.grab().toImage() != before);
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(chart.activeSlot(), 0);
    QTest::mouseClick(&chart, Qt::LeftButton, {}, chart.slotArea(6).center().toPoint());
    QTRY_COMPARE(chart.activeSlot(), 6);
}

void BarChartTest::saysTheChosenDay()
{
    BarChart chart;
    chart.setDays(days({ { Days - 2, 1 }, { Days - 1, 12345 } }));
    show(chart);
    chart.setFocus();
    QVERIFY(!chart.accessibleName().isEmpty());
    QVERIFY2(chart.accessibleDescription().contains(u"so far"_s),
        qPrintable(chart.accessibleDescription()));
    QVERIFY(chart.accessibleDescription().contains(u"12345"_s)
        || chart.accessibleDescription().contains(u"12,345"_s));
    QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(chart.accessibleDescription().endsWith(u"1 message"_s));
    QVERIFY(chart.accessibleDescription().contains(u"29 March 2026"_s));
    QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(chart.accessibleDescription().endsWith(u"0 messages"_s));
}

void BarChartTest::saysWhyThereIsNothing()
{
    BarChart chart;
    show(chart);
    chart.setMessage(u"No messages yet"_s);
    QCOMPARE(chart.accessibleDescription(), u"No messages yet"_s);
    const QImage image = chart.grab().toImage();
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.activeSlot(), -1);
    chart.setMessage(u"Something else"_s);
    QVERIFY(chart.grab().toImage() != image);
    chart.setMessage({});
    chart.setDays(days({}));
    chart.grab(); // All zero, and no message: axes only.
}

void BarChartTest::labelsDoNotOverlap_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("pointSize");
    QTest::newRow("narrow") << 260 << 9;
    QTest::newRow("usual") << 736 << 9;
    QTest::newRow("wide") << 1400 << 9;
    QTest::newRow("large letters") << 736 << 18;
}

void BarChartTest::labelsDoNotOverlap()
{
    QFETCH(int, width);
    QFETCH(int, pointSize);
    BarChart chart;
    QFont font = chart.font();
    font.setPointSize(pointSize);
    chart.setFont(font);
    chart.setDays(days({ { 0, 10 } }));
    show(chart, { width, 300 });
    chart.clearFocus();
    const QImage image = chart.grab().toImage();
    // The gap between two labels is wider than any gap between two letters.
    const QColor ground = image.pixelColor(0, image.height() - 1);
    const QRectF plot = chart.slotArea(0);
    const int wordGap = chart.fontMetrics().horizontalAdvance(u' ') + 4;
    int gap = 0;
    int labels = 0;
    bool isInside = false;
    for (int x = 0; x < image.width(); ++x) {
        bool isEmpty = true;
        for (int y = static_cast<int>(plot.bottom()) + 6; y < image.height(); ++y)
            isEmpty = isEmpty && image.pixelColor(x, y) == ground;
        gap = isEmpty ? gap + 1 : 0;
        if (!isEmpty && !isInside)
            ++labels;
        isInside = !isEmpty || (isInside && gap < wordGap);
    }
    const int room = width / (chart.fontMetrics().horizontalAdvance(u"28 Mar"_s) + wordGap);
    QVERIFY2(labels >= 2 && labels <= room, qPrintable(QString::number(labels)));
    QVERIFY2(labels >= room / 3, qPrintable(QString::number(labels)));
}

void BarChartTest::readsOnBothGrounds_data()
{
    QTest::addColumn<ThemeChoice>("choice");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
}

void BarChartTest::readsOnBothGrounds()
{
    QFETCH(ThemeChoice, choice);
    applyTheme(choice);
    BarChart chart;
    chart.setDays(days({ { 4, 10 } }));
    show(chart);
    chart.clearFocus();
    const QImage image = chart.grab().toImage();
    const QColor bar = image.pixelColor(chart.barArea(4).center().toPoint());
    const QColor ground = image.pixelColor(chart.slotArea(5).center().toPoint() + QPoint(0, 3));
    QVERIFY(qAbs(bar.lightness() - ground.lightness()) > 60);
    applyTheme(ThemeChoice::Light);
}

void BarChartTest::ratesReachTheirHeight()
{
    RateChart chart;
    QList<double> rates(RateHistory::MaxSeconds, 0.0);
    for (int i = 100; i < 200; ++i)
        rates[i] = 50;
    for (int i = 200; i < 300; ++i)
        rates[i] = 100;
    chart.setRates(rates, RateHistory::MaxSeconds);
    show(chart);
    chart.clearFocus();
    const QImage image = chart.grab().toImage();
    const auto isLine = [&](int slot, double share) {
        const QRectF area = chart.slotArea(slot);
        const QPointF at(area.center().x(), area.bottom() - area.height() * share);
        return isInk(image, at) || isInk(image, at + QPointF(0, 1))
            || isInk(image, at - QPointF(0, 1));
    };
    QVERIFY(isLine(50, 0));
    QVERIFY(!isLine(50, 0.5));
    QVERIFY(isLine(150, 0.5));
    QVERIFY(!isLine(150, 0.9));
    QVERIFY(isLine(250, 1));
    chart.setFocus();
    QVERIFY2(chart.accessibleDescription().contains(u"100"_s),
        qPrintable(chart.accessibleDescription()));
}

void BarChartTest::unknownSecondsCannotBeChosen()
{
    RateChart chart;
    chart.setRates(QList<double>(RateHistory::MaxSeconds, 1.0), 20);
    show(chart);
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(chart.activeSlot(), RateHistory::MaxSeconds - 20);
    QTest::mouseMove(&chart, chart.slotArea(10).center().toPoint());
    QTest::mouseMove(&chart, chart.slotArea(12).center().toPoint());
    QCoreApplication::processEvents();
    QCOMPARE(chart.activeSlot(), RateHistory::MaxSeconds - 20);
}

void BarChartTest::onlyBarIsDescribed()
{
    BarChart chart;
    chart.setDays(days({ { Days - 1, 1234 } }));
    show(chart);
    chart.clearFocus();
    QCOMPARE(chart.activeSlot(), -1);
    // The callout's border and words stand at the left of the bar, which has nothing else there.
    const QRectF bar = chart.barArea(Days - 1);
    const auto hasWords = [&](const QImage &image) {
        const QRect beside(QPoint(int(bar.left()) - 120, int(bar.top()) + 3), QSize(100, 30));
        int dark = 0;
        for (int y = beside.top(); y < beside.bottom(); ++y) {
            for (int x = beside.left(); x < beside.right(); ++x)
                dark += image.pixelColor(x, y).lightness() < 120 ? 1 : 0;
        }
        return dark > 30;
    };
    QVERIFY(hasWords(chart.grab().toImage()));
    chart.setDays(days({ { 2, 1 }, { Days - 1, 1234 } }));
    QVERIFY(!hasWords(chart.grab().toImage()));
}

void BarChartTest::lonelyFigureIsAPieceOfLine_data()
{
    QTest::addColumn<bool>("isReplies");
    QTest::newRow("rates") << false;
    QTest::newRow("replies") << true;
}

void BarChartTest::lonelyFigureIsAPieceOfLine()
{
    QFETCH(const bool, isReplies);
    constexpr int Slots = 30;
    constexpr int Lonely = 10;
    RateChart rates;
    ReplyChart replies;
    QList<double> figures(Slots, RateHistory::Unknown);
    figures[Lonely] = 100;
    rates.setRates(figures, Slots);
    std::vector<ReplyPeriod> periods(2);
    periods[0].startMs = Lonely * 1000;
    periods[0].times.record(100);
    periods[1].startMs = (Slots - 1) * 1000; // Keeps the place of the first one.
    replies.setPeriods(periods, 1000, (Slots - 1) * 1000);
    Chart &chart = isReplies ? static_cast<Chart &>(replies) : rates;
    show(chart);
    chart.clearFocus();
    const QImage image = chart.grab().toImage();
    const QRectF slot = chart.slotArea(Lonely);
    int top = int(slot.top());
    while (top < slot.bottom() && !isInk(image, { slot.center().x(), double(top) }))
        ++top;
    QVERIFY(top < slot.bottom());
    const auto inkWidth = [&](int y) {
        int width = 0;
        for (int x = int(slot.left()); x <= int(slot.right()); ++x)
            width += image.pixelColor(x, y).hsvSaturation() > 20 ? 1 : 0;
        return width;
    };
    // A level piece, wider than it is high, and the tinted ground below it down to the axis.
    QVERIFY2(inkWidth(top + 1) >= 10, qPrintable(QString::number(inkWidth(top + 1))));
    QCOMPARE(inkHeight(image, slot.center().x(), { 0, double(top), 1, 12 }) <= 3, true);
    QVERIFY(image.pixelColor(int(slot.center().x()), int(slot.bottom()) - 3).hsvSaturation() > 20);
    QVERIFY(image.pixelColor(int(slot.left()) - 2, int(slot.bottom()) - 3).hsvSaturation() < 20);
}

QTEST_MAIN(BarChartTest)
#include "tst_barchart.moc"
