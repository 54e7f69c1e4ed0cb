// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/consolewindow.h"

#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "ui/base/translation.h"
#include "ui/server/logmodel.h"
#include "ui/sidebar/sidebar.h"
#include "ui/widgets/emptystate.h"

#include <QtGui/QAccessible>
#include <QtGui/QAction>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTextEdit>
#include <QtWidgets/QToolButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

/// The whole window, used without seeing it or without a mouse.
class AccessibilityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everyControlHasAName();
    void everyPageIsReachedByTab_data();
    void everyPageIsReachedByTab();
    void smallestWindowHoldsEveryPage_data();
    void smallestWindowHoldsEveryPage();
    void emptyPagesFitInEveryLanguage_data();
    void emptyPagesFitInEveryLanguage();

private:
    static void addPages();
    MainWindow &window() { return m_console->window(); }
    void choosePage(int number)
    {
        window().findChild<QAction *>(u"actionPage%1"_s.arg(number))->trigger();
    }

    std::unique_ptr<FakeBroker> m_broker;
    ScriptedPrompts m_prompts;
    std::unique_ptr<LogModel> m_log;
    std::unique_ptr<ConsoleWindow> m_console;
};

namespace {

/// Widgets that the user acts upon; parts of other controls are named by those.
bool isControl(const QWidget &widget)
{
    const QWidget *parent = widget.parentWidget();
    if (widget.objectName().startsWith(u"qt_"_s) || qobject_cast<const QComboBox *>(parent)
        || qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QLineEdit *>(parent)
        || widget.inherits("QHeaderView") || widget.inherits("QTableCornerButton")
        || (parent && parent->inherits("QTabBar")) || widget.inherits("QComboBoxListView"))
        return false;
    return qobject_cast<const QAbstractButton *>(&widget)
        || qobject_cast<const QLineEdit *>(&widget) || qobject_cast<const QComboBox *>(&widget)
        || qobject_cast<const QAbstractSpinBox *>(&widget)
        || qobject_cast<const QAbstractItemView *>(&widget)
        || qobject_cast<const QPlainTextEdit *>(&widget)
        || qobject_cast<const QTextEdit *>(&widget);
}

int neededHeight(const QWidget &widget)
{
    return widget.hasHeightForWidth() ? widget.heightForWidth(widget.width())
                                      : widget.sizeHint().height();
}

QString pathOf(const QWidget *widget)
{
    QString path;
    for (; widget; widget = widget->parentWidget())
        path.prepend(u"/%1#%2"_s.arg(
            QLatin1StringView(widget->metaObject()->className()), widget->objectName()));
    return path;
}

} // namespace

void AccessibilityTest::init()
{
    m_broker = std::make_unique<FakeBroker>();
    m_broker->shownUrls = { u"ws://127.0.0.1:8787"_s };
    m_log = std::make_unique<LogModel>();
    m_console = std::make_unique<ConsoleWindow>(*m_broker, m_prompts, *m_log, UiSettings());
    window().show();
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void AccessibilityTest::cleanup()
{
    m_console.reset();
}

void AccessibilityTest::everyControlHasAName()
{
    m_broker->start({});
    window().findChild<QDockWidget *>(u"composerDock"_s)->show();
    for (const int page : { 1, 2, 3, 4, 5, 7 })
        choosePage(page);
    QStringList nameless;
    int controls = 0;
    for (QWidget *widget : window().findChildren<QWidget *>()) {
        if (!isControl(*widget))
            continue;
        ++controls;
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
            nameless.append(pathOf(widget));
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    QVERIFY(controls > 40);
}

void AccessibilityTest::addPages()
{
    QTest::addColumn<int>("page");
    for (const auto &[name, page] :
        std::initializer_list<std::pair<const char *, int>> { { "Traffic", 1 }, { "Clients", 2 },
            { "API keys", 3 }, { "Usage", 4 }, { "Server", 5 }, { "Conversations", 7 } })
        QTest::newRow(name) << page;
}

void AccessibilityTest::everyPageIsReachedByTab_data()
{
    addPages();
}

void AccessibilityTest::everyPageIsReachedByTab()
{
    QFETCH(int, page);
    m_broker->start({});
    choosePage(page);
    const QWidget *shown = window().findChild<QStackedWidget *>()->currentWidget();
    window().findChild<QWidget *>(u"pages"_s)->setFocus();
    QSet<const QWidget *> met;
    // Once around, without a trap. A text edit keeps Tab: Ctrl+Tab leaves it.
    constexpr int Enough = 200;
    for (int i = 0; i < Enough && QApplication::focusWidget(); ++i) {
        const bool keepsTab = qobject_cast<QPlainTextEdit *>(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab,
            keepsTab ? Qt::ControlModifier : Qt::NoModifier);
        met.insert(QApplication::focusWidget());
    }
    for (const QWidget *widget : shown->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !widget->isEnabled() || !isControl(*widget)
            || !(widget->focusPolicy() & Qt::TabFocus)
            || qobject_cast<const QRadioButton *>(widget))
            continue;
        QVERIFY2(met.contains(widget), qPrintable(pathOf(widget)));
    }
    QVERIFY(met.contains(window().findChild<QWidget *>(u"projects"_s)));
}

void AccessibilityTest::smallestWindowHoldsEveryPage_data()
{
    addPages();
}

void AccessibilityTest::smallestWindowHoldsEveryPage()
{
    QFETCH(int, page);
    m_broker->start({});
    choosePage(page);
    window().resize(window().minimumSize());
    QTRY_COMPARE(window().size(), QSize(720, 480));
    const QWidget *shown = window().findChild<QStackedWidget *>()->currentWidget();
    QVERIFY2(shown->minimumSizeHint().width() <= shown->width(),
        qPrintable(QString::number(shown->minimumSizeHint().width())));
}

void AccessibilityTest::emptyPagesFitInEveryLanguage_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isNarrow");
    for (const Language &language : languages()) {
        QTest::addRow("%s, narrow sidebar", qPrintable(language.code)) << language.code << true;
        QTest::addRow("%s, wide sidebar", qPrintable(language.code)) << language.code << false;
    }
}

/// Nothing in the smallest window is lower than its text.
void AccessibilityTest::emptyPagesFitInEveryLanguage()
{
    QFETCH(QString, code);
    QFETCH(bool, isNarrow);
    cleanup();
    const Translation translation { QLocale(code) };
    init();
    m_broker->start({});
    window().resize(window().minimumSize());
    QTRY_COMPARE(window().size(), QSize(720, 480));
    auto *sidebar = window().findChild<Sidebar *>();
    if ((sidebar->width() == Sidebar::NarrowWidth) != isNarrow)
        sidebar->findChild<QToolButton *>(u"narrowSidebar"_s)->click();
    QTRY_COMPARE(sidebar->width() == Sidebar::NarrowWidth, isNarrow);
    int looks = 0;
    for (const int page : { 1, 2, 3, 7 }) {
        choosePage(page);
        QCoreApplication::processEvents();
        for (const EmptyState *state : window().findChildren<EmptyState *>()) {
            if (!state->isVisible())
                continue;
            ++looks;
            for (const QWidget *part : state->findChildren<QWidget *>()) {
                if (part->isVisible() && !part->layout() && part->parentWidget()->layout())
                    QVERIFY2(part->height() >= neededHeight(*part), qPrintable(pathOf(part)));
            }
            QVERIFY(state->rect().contains(state->childrenRect()));
        }
    }
    QVERIFY(looks >= 3);
}

QTEST_MAIN(AccessibilityTest)
#include "tst_accessibility.moc"
