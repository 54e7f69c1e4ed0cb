// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/style.h"

#include "ui/help/helpdialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtGui/QTextCursor>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionSlider>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeWidget>

#include <cmath>
#include <functional>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class StyleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setsThePalette();
    void desktopIsAskedAnew();
    void wordsAreLegible_data();
    void wordsAreLegible();
    void controlsFollowTheTheme_data();
    void controlsFollowTheTheme();
    void controlsInARowAreEquallyHigh();
    void focusIsSeen();
    void wrongInputIsSeen();
    void scrollBarIsAllHandle();
    void menuShowsShortcutsAndChecks();
    void iconOnTheAccentColourIsSeen();
    void toolButtonIsBalanced();
    void menuOfAnIconHasNoArrow();
    void sortedTitleStaysInItsColumn();
    void codeHasNoLigatures();
};

namespace {

bool shows(const QImage &image, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

QImage imageOf(QWidget &widget)
{
    return widget.grab().toImage();
}

/// WCAG 2.1, relative luminance.
double luminance(const QColor &colour)
{
    const auto part = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF())
        + 0.0722 * part(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

void StyleTest::setsThePalette()
{
    for (const bool isDark : { false, true }) {
        applyTheme(isDark ? ThemeChoice::Dark : ThemeChoice::Light);
        const Theme &theme = isDark ? Theme::dark() : Theme::light();
        QCOMPARE(&Theme::current(), &theme);
        QCOMPARE(QApplication::palette().color(QPalette::Base), theme.surface);
        QCOMPARE(QApplication::palette().color(QPalette::Inactive, QPalette::Highlight),
            theme.selection);
        QCOMPARE(QApplication::palette().color(QPalette::Disabled, QPalette::Text), theme.disabled);
    }
}

void StyleTest::desktopIsAskedAnew()
{
    applyTheme(ThemeChoice::Dark);
    QApplication::setPalette(QPalette());
    const bool isDesktopDark = Theme::of(QApplication::palette()).isDark;
    applyTheme(isDesktopDark ? ThemeChoice::Light : ThemeChoice::Dark);
    applyTheme(ThemeChoice::Desktop); // Not the theme that was just set here.
    QCOMPARE(Theme::of(QApplication::palette()).isDark, isDesktopDark);
    QCOMPARE(QApplication::palette().color(QPalette::Base),
        (isDesktopDark ? Theme::dark() : Theme::light()).surface);
}

void StyleTest::wordsAreLegible_data()
{
    QTest::addColumn<QColor>("word");
    QTest::addColumn<QColor>("ground");
    for (const Theme *theme : { &Theme::light(), &Theme::dark() }) {
        const std::pair<const char *, QColor> words[] { { "text", theme->text },
            { "dim", theme->dim }, { "faint", theme->faint }, { "ok", theme->ok },
            { "warning", theme->warning }, { "bad", theme->bad }, { "runtime", theme->runtime },
            { "data-agent", theme->dataAgent }, { "admin", theme->admin },
            { "system", theme->system } };
        const std::pair<const char *, QColor> grounds[] { { "surface", theme->surface },
            { "background", theme->background } };
        for (const auto &[word, colour] : words) {
            for (const auto &[ground, behind] : grounds)
                QTest::addRow("%s: %s on %s", theme->isDark ? "dark" : "light", word, ground)
                    << colour << behind;
        }
    }
}

void StyleTest::wordsAreLegible()
{
    QFETCH(QColor, word);
    QFETCH(QColor, ground);
    // WCAG 2.1, level AA.
    QVERIFY2(contrast(word, ground) >= 4.5, qPrintable(QString::number(contrast(word, ground))));
}

using MakeWidget = std::function<QWidget *()>;
Q_DECLARE_METATYPE(MakeWidget)

void StyleTest::controlsFollowTheTheme_data()
{
    QTest::addColumn<MakeWidget>("make");
    QTest::newRow("button") << MakeWidget([] { return new QPushButton(u"Send"_s); });
    QTest::newRow("line edit") << MakeWidget([] { return new QLineEdit(u"type"_s); });
    QTest::newRow("combo box") << MakeWidget([] { return new QComboBox; });
    QTest::newRow("spin box") << MakeWidget([] { return new QSpinBox; });
    QTest::newRow("check box") << MakeWidget([] { return new QCheckBox(u"Key"_s); });
    QTest::newRow("radio button") << MakeWidget([] { return new QRadioButton(u"Key"_s); });
    QTest::newRow("progress") << MakeWidget([] { return new QProgressBar; });
    QTest::newRow("status bar") << MakeWidget([] { return new QStatusBar; });
    QTest::newRow("tabs") << MakeWidget([] {
        auto *tabs = new QTabBar;
        tabs->addTab(u"Tree"_s);
        tabs->addTab(u"Raw"_s);
        return tabs;
    });
    QTest::newRow("tree") << MakeWidget([] {
        auto *tree = new QTreeWidget;
        auto *item = new QTreeWidgetItem(tree, { u"payload"_s });
        new QTreeWidgetItem(item, { u"a"_s });
        return tree;
    });
    QTest::newRow("splitter") << MakeWidget([] {
        auto *splitter = new QSplitter;
        splitter->addWidget(new QWidget);
        splitter->addWidget(new QWidget);
        return splitter;
    });
}

void StyleTest::controlsFollowTheTheme()
{
    QFETCH(MakeWidget, make);
    applyTheme(ThemeChoice::Light);
    const std::unique_ptr<QWidget> widget(make());
    widget->resize(200, 60);
    const QImage light = imageOf(*widget);
    applyTheme(ThemeChoice::Dark);
    // Qt tells the widgets in its own time.
    QTRY_COMPARE(widget->palette().color(QPalette::Window), Theme::dark().background);
    const QImage dark = imageOf(*widget);
    // No widget stayed bright: no colour of the old theme was kept or comes from somewhere else.
    qint64 lightSum = 0;
    qint64 darkSum = 0;
    for (int y = 0; y < light.height(); ++y) {
        for (int x = 0; x < light.width(); ++x) {
            lightSum += light.pixelColor(x, y).lightness();
            darkSum += dark.pixelColor(x, y).lightness();
        }
    }
    const qint64 pixels = qint64(light.width()) * light.height();
    QVERIFY2(lightSum / pixels > 190, qPrintable(QString::number(lightSum / pixels)));
    QVERIFY2(darkSum / pixels < 80, qPrintable(QString::number(darkSum / pixels)));
    applyTheme(ThemeChoice::Light);
    QTRY_COMPARE(imageOf(*widget), light);
}

void StyleTest::controlsInARowAreEquallyHigh()
{
    applyTheme(ThemeChoice::Light);
    QLineEdit edit;
    QPushButton button(u"Export"_s);
    QComboBox box;
    QSpinBox spin;
    const int height = button.sizeHint().height();
    QVERIFY(height >= 30);
    QCOMPARE(edit.sizeHint().height(), height);
    QCOMPARE(box.sizeHint().height(), height);
    QCOMPARE(spin.sizeHint().height(), height);
}

void StyleTest::focusIsSeen()
{
    applyTheme(ThemeChoice::Light);
    QWidget window;
    auto *edit = new QLineEdit(&window);
    auto *button = new QPushButton(u"Pause"_s, &window);
    button->move(0, 40);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    button->setFocus(Qt::TabFocusReason);
    QVERIFY(shows(imageOf(*button), Theme::light().accent));
    QVERIFY(!shows(imageOf(*edit), Theme::light().accent));
    edit->setFocus(Qt::TabFocusReason);
    QVERIFY(shows(imageOf(*edit), Theme::light().accent));
    QVERIFY(!shows(imageOf(*button), Theme::light().accent));
}

void StyleTest::wrongInputIsSeen()
{
    applyTheme(ThemeChoice::Light);
    QLineEdit edit(u"99999"_s);
    QVERIFY(!shows(imageOf(edit), Theme::light().bad));
    edit.setProperty(InvalidProperty, true);
    QVERIFY(shows(imageOf(edit), Theme::light().bad));
}

void StyleTest::scrollBarIsAllHandle()
{
    applyTheme(ThemeChoice::Light);
    QScrollBar bar(Qt::Vertical);
    bar.setRange(0, 1'000'000);
    bar.setPageStep(10);
    bar.resize(bar.sizeHint().width(), 200);
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.subControls = QStyle::SC_All;
    option.orientation = Qt::Vertical;
    option.minimum = 0;
    option.maximum = bar.maximum();
    option.pageStep = bar.pageStep();
    const auto handle = [&] {
        return bar.style()->subControlRect(
            QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, &bar);
    };
    QCOMPARE(handle().top(), 0);
    QVERIFY(handle().height() >= 32); // The mouse can catch it, however much there is to scroll.
    option.sliderPosition = option.maximum;
    QCOMPARE(handle().bottom(), 199);

    QTest::mousePress(&bar, Qt::LeftButton, {}, QPoint(5, 10));
    QTest::mouseMove(&bar, QPoint(5, 500));
    QTest::mouseRelease(&bar, Qt::LeftButton, {}, QPoint(5, 500));
    QCOMPARE(bar.value(), bar.maximum());
}

void StyleTest::menuShowsShortcutsAndChecks()
{
    applyTheme(ThemeChoice::Light);
    QMenu menu;
    QAction *plain = menu.addAction(u"Follow"_s);
    const int width = menu.sizeHint().width();
    plain->setShortcut(QKeySequence(u"Ctrl+Shift+F"_s));
    QVERIFY(menu.sizeHint().width() > width + 40);
    plain->setCheckable(true);
    menu.ensurePolished();
    menu.resize(menu.sizeHint());
    QVERIFY(!shows(imageOf(menu), Theme::light().accent));
    plain->setChecked(true);
    QVERIFY(shows(imageOf(menu), Theme::light().accent));
}

void StyleTest::iconOnTheAccentColourIsSeen()
{
    for (const ThemeChoice choice : { ThemeChoice::Light, ThemeChoice::Dark }) {
        applyTheme(choice);
        QDialog dialog;
        QPushButton button(themedIcon("copy"), {}, &dialog);
        button.setDefault(true);
        dialog.show();
        const QImage image = imageOf(button);
        const Theme &theme = Theme::current();
        QVERIFY(shows(image, theme.accent)); // Its ground.
        double best = 1;
        for (int y = 4; y < image.height() - 4; ++y) {
            for (int x = 4; x < image.width() - 4; ++x)
                best = std::max(best, contrast(image.pixelColor(x, y), theme.accent));
        }
        QVERIFY2(best >= 4.5, qPrintable(QString::number(best)));
    }
}

void StyleTest::toolButtonIsBalanced()
{
    applyTheme(ThemeChoice::Light);
    QToolButton button;
    button.setText(u"HHHH"_s);
    button.setIcon(themedIcon("pause"));
    button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button.resize(button.sizeHint());
    const QImage image = imageOf(button);
    const auto isEmpty = [&image](int x) {
        for (int y = 4; y < image.height() - 4; ++y) {
            if (image.pixelColor(x, y) != image.pixelColor(4, 4))
                return false;
        }
        return true;
    };
    int left = 4;
    while (isEmpty(left))
        ++left;
    int right = 4;
    while (isEmpty(image.width() - 1 - right))
        ++right;
    QVERIFY2(std::abs(left - right) <= 3, qPrintable(u"%1 and %2"_s.arg(left).arg(right)));
}

void StyleTest::menuOfAnIconHasNoArrow()
{
    applyTheme(ThemeChoice::Light);
    QToolButton button;
    button.setIcon(themedIcon("more"));
    button.setPopupMode(QToolButton::InstantPopup);
    button.resize(28, 28);
    const QImage plain = imageOf(button);
    QMenu menu;
    menu.addAction(u"Copy"_s);
    button.setMenu(&menu);
    QCOMPARE(imageOf(button), plain);
}

void StyleTest::sortedTitleStaysInItsColumn()
{
    applyTheme(ThemeChoice::Light);
    QTableWidget table(1, 2);
    auto *title = new QTableWidgetItem(u"Rate"_s);
    title->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table.setHorizontalHeaderItem(0, title);
    QHeaderView &header = *table.horizontalHeader();
    header.resizeSection(0, 120);
    table.resize(400, 200);
    const auto words = [&header] { // The right part of the title, without the line below.
        const QImage image = imageOf(header);
        return image.copy(95, 2, 24, image.height() - 4);
    };
    const QImage unsorted = words();
    const QImage whole = imageOf(header);
    header.setSortIndicator(0, Qt::DescendingOrder);
    header.setSortIndicatorShown(true);
    QCOMPARE(words(), unsorted);
    QVERIFY(imageOf(header) != whole);
}

void StyleTest::codeHasNoLigatures()
{
    QVERIFY(fixedFont().styleStrategy() & QFont::PreferNoShaping);
    HelpDialog dialog(u"Help"_s, u"<p>words <code>a == b</code></p>"_s, nullptr);
    const auto *text = dialog.findChild<QTextBrowser *>(u"helpText"_s);
    QTextCursor cursor = text->document()->find(u"=="_s);
    QVERIFY(cursor.charFormat().font().styleStrategy() & QFont::PreferNoShaping);
}

QTEST_MAIN(StyleTest)
#include "tst_style.moc"
