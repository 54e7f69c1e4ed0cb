// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/consolewindow.h"

#include "tests/support/fakebroker.h"
#include "tests/support/largesttext.h"
#include "tests/support/scriptedprompts.h"
#include "tests/support/trafficbatches.h"
#include "ui/base/translation.h"
#include "ui/composer/composer.h"
#include "ui/json/jsoneditor.h"
#include "ui/server/logmodel.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/window/pagestack.h"

#include <QtCore/QPointer>
#include <QtGui/QAction>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PageCount = 8; ///< The last one is that of a cluster.

/// The widgets whose focus lets an action have its key, as Qt decides it. Null in the list: any
/// widget of the window.
void addReach(const QAction &action, Qt::ShortcutContext context, QList<const QWidget *> &reach)
{
    for (QObject *object : action.associatedObjects()) {
        const auto *menu = qobject_cast<const QMenu *>(object);
        const auto *widget = qobject_cast<const QWidget *>(object);
        if (menu && menu->menuAction()->isVisible() && menu->menuAction()->isEnabled())
            addReach(*menu->menuAction(), context, reach);
        else if (!menu && widget && widget->isVisible() && widget->isEnabled())
            reach.append(context >= Qt::WindowShortcut && context != Qt::WidgetWithChildrenShortcut
                    ? nullptr
                    : widget);
    }
}

bool hasFocusIn(const QWidget *area, const QWidget *focus, const QAction &action)
{
    return area == nullptr || area == focus
        || (action.shortcutContext() == Qt::WidgetWithChildrenShortcut
            && area->isAncestorOf(focus));
}

bool mayAct(const QAction &action, const QWidget *focus)
{
    QList<const QWidget *> reach;
    addReach(action, action.shortcutContext(), reach);
    return std::any_of(reach.begin(), reach.end(),
        [&](const QWidget *area) { return hasFocusIn(area, focus, action); });
}

} // namespace

/// The window with all of its pages, on a fake broker.
class ConsoleWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keysAreUnique_data();
    void keysAreUnique();
    void tableHasNoScrollBar_data();
    void tableHasNoScrollBar();
    void noTableHasAScrollBar_data();
    void noTableHasAScrollBar();
    void saysOnceWhyItDoesNotRun();
    void pagesFollowTheirKeys();
    void pagesFitTheSmallestWindow_data();
    void pagesFitTheSmallestWindow();
    void anotherLanguageLosesNothing();
    void renewedWindowUndoesClearing();
    void theSameLanguageChangesNothing();

private:
    [[nodiscard]] MainWindow &window() { return m_console->window(); }
    void go(int page)
    {
        QTest::keyClick(&window(), static_cast<Qt::Key>(Qt::Key_0 + page), Qt::ControlModifier);
    }
    template <typename T>
    [[nodiscard]] T *find(const QString &name)
    {
        return window().findChild<T *>(name);
    }

    std::unique_ptr<FakeBroker> m_broker;
    ScriptedPrompts m_prompts;
    LogModel m_log;
    std::unique_ptr<ConsoleWindow> m_console;
};

void ConsoleWindowTest::init()
{
    m_broker = std::make_unique<FakeBroker>();
    m_broker->shownUrls = { u"ws://127.0.0.1:8787"_s };
    m_broker->shownCluster.isOn = m_broker->shownCluster.isWorking = true;
    m_broker->shownCluster.servers = { { u"redis://127.0.0.1:6379"_s, true, {}, 1, 0 } };
    m_console = std::make_unique<ConsoleWindow>(*m_broker, m_prompts, m_log, UiSettings());
    window().resize(1400, 900);
    window().show();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void ConsoleWindowTest::cleanup()
{
    m_console.reset();
    m_broker.reset();
}

void ConsoleWindowTest::keysAreUnique_data()
{
    QTest::addColumn<int>("page");
    for (int page = 1; page <= PageCount; ++page)
        QTest::addRow("Ctrl+%d", page) << page;
}

/// Two actions on a key are ambiguous to Qt, which then runs neither.
void ConsoleWindowTest::keysAreUnique()
{
    QFETCH(int, page);
    m_broker->start({});
    m_broker->tell(TrafficArrived { numberedBatch(0, 20) });
    QTRY_COMPARE(find<TrafficView>(u"trafficView"_s)->model()->rowCount(), 20);
    find<TrafficView>(u"trafficView"_s)->select(5);
    go(page);
    QHash<QKeySequence, QList<const QAction *>> taken;
    for (const QAction *action : window().findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            if (action->isEnabled())
                taken[keys].append(action);
        }
    }
    QVERIFY(taken.size() > 30);
    int focusable = 0;
    for (const QWidget *focus : window().findChildren<QWidget *>()) {
        if (!focus->isVisible() || focus->focusPolicy() == Qt::NoFocus)
            continue;
        ++focusable;
        for (auto keys = taken.cbegin(); keys != taken.cend(); ++keys) {
            QStringList names;
            for (const QAction *action : *keys) {
                if (mayAct(*action, focus))
                    names.append(action->objectName() + u'/' + action->text());
            }
            QVERIFY2(names.size() <= 1,
                qPrintable(keys.key().toString() + u" in "_s + focus->objectName() + u": "_s
                    + names.join(u", "_s)));
        }
    }
    QVERIFY(focusable > 5);
}

void ConsoleWindowTest::tableHasNoScrollBar_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("hasComposer");
    for (const int width : { 1000, 1280, 1600 })
        QTest::addRow("%d", width) << width << false;
    for (const int width : { 1280, 1600 })
        QTest::addRow("%d beside the composer", width) << width << true;
}

void ConsoleWindowTest::tableHasNoScrollBar()
{
    QFETCH(int, width);
    QFETCH(bool, hasComposer);
    m_broker->start({});
    m_broker->tell(TrafficArrived { numberedBatch(0, 20) });
    window().resize(width, 650);
    auto *view = find<TrafficView>(u"trafficView"_s);
    QTRY_VERIFY(view->isVisible());
    if (hasComposer) {
        go(6);
        QTRY_VERIFY(find<QWidget>(u"composer"_s)->isVisible());
    }
    QTRY_COMPARE(view->horizontalScrollBar()->maximum(), 0);
    view->select(5); // The details open beside a wide table.
    QTRY_VERIFY(find<QWidget>(u"detailPane"_s)->isVisible());
    QTRY_COMPARE(view->horizontalScrollBar()->maximum(), 0);
    for (int column = 0; column < view->model()->columnCount(); ++column)
        QVERIFY2(view->isColumnHidden(column) || view->columnWidth(column) > 36,
            qPrintable(QString::number(column)));
    for (const int column : { TrafficModel::From, TrafficModel::To, TrafficModel::Type,
             TrafficModel::Delivered, TrafficModel::Reply, TrafficModel::Preview })
        QVERIFY(!view->isColumnHidden(column));
}

void ConsoleWindowTest::noTableHasAScrollBar_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("code");
    for (const Language &language : languages()) {
        for (const int width : { 1000, 1280, 1600 })
            QTest::addRow("%s, %d", qPrintable(language.code), width) << width << language.code;
    }
}

/// With rows and without: a scroll bar at the right takes room as well.
void ConsoleWindowTest::noTableHasAScrollBar()
{
    QFETCH(int, width);
    QFETCH(QString, code);
    cleanup();
    const Translation translation { QLocale(code) };
    init();
    m_broker->start({});
    ApiKeyInfo key;
    key.project = *ProjectId::fromUtf8("checkout-staging");
    key.keyPrefix = u"sa_live_0001"_s;
    key.description = u"Staging of Mia, until the end of the year"_s;
    window().resize(width, 650);
    QSet<QString> seen;
    for (const bool hasRows : { false, true }) {
        m_broker->shownKeys = hasRows ? QList { key } : QList<ApiKeyInfo>();
        for (const int page : { 1, 2, 3, 4, 5, 7, 8 }) {
            go(page);
            const QWidget *shown = find<PageStack>(u"pageStack"_s)->currentWidget();
            QCoreApplication::processEvents();
            for (const QTableView *table : shown->findChildren<QTableView *>()) {
                const QScrollBar *bar = table->horizontalScrollBar();
                QTRY_VERIFY2(!table->isVisible() || bar->maximum() == 0,
                    qPrintable(u"%1 by %2"_s.arg(table->objectName()).arg(bar->maximum())));
                if (table->isVisible())
                    seen.insert(table->objectName());
            }
        }
    }
    QVERIFY2(seen.contains(u"keyTable"_s), qPrintable(QStringList(seen.values()).join(u' ')));
}

void ConsoleWindowTest::saysOnceWhyItDoesNotRun()
{
    m_broker->setState(BrokerState::Starting);
    m_broker->setState(BrokerState::Stopped);
    m_broker->tell(StartFailed { { ErrorCode::AddressInUse, u"port 1 is in use"_s,
        ErrorReason::PortInUse, { u"port 1"_s, {}, u"8788"_s } } });
    const auto saying = [this] {
        int count = 0;
        for (const QLabel *label : window().findChildren<QLabel *>())
            count += label->isVisible() && label->text().contains(u"ort 1 is in use"_s) ? 1 : 0;
        for (const auto *label : window().findChildren<ElidedLabel *>())
            count += label->isVisible() && label->text().contains(u"ort 1 is in use"_s) ? 1 : 0;
        return count;
    };
    for (const bool isRenewed : { false, true }) {
        if (isRenewed)
            m_console->renew();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        for (const int page : { 1, 2, 3, 4, 5, 7 }) {
            go(page);
            QTRY_COMPARE(saying(), 1);
        }
        QVERIFY(find<QWidget>(u"statusMend"_s)->isVisible());
        go(1);
        QCOMPARE(find<ElidedLabel>(u"status"_s)->text(), u"Not started"_s);
        const Page *traffic = find<PageStack>(u"pageStack"_s)->currentPage();
        QVERIFY(traffic->findChild<QPushButton *>(u"useOtherPort"_s)->isVisible());
        go(3);
        QVERIFY(find<ElidedLabel>(u"status"_s)->text().contains(u"ort 1 is in use"_s));
        go(5);
        QCOMPARE(find<QLabel>(u"brokerState"_s)->text(), u"The broker could not start"_s);
        QTRY_VERIFY(find<QPushButton>(u"startOnAnyPort"_s)->isVisible());
    }
}

void ConsoleWindowTest::pagesFollowTheirKeys()
{
    m_broker->start({});
    const auto *pages = find<PageStack>(u"pageStack"_s);
    QSet<const QWidget *> seen;
    for (const int page : { 1, 2, 3, 4, 5, 7, 8 }) {
        go(page);
        seen.insert(pages->currentWidget());
        QCOMPARE(seen.size(), page > 5 ? page - 1 : page);
    }
    const QWidget *last = pages->currentWidget();
    go(2);
    QVERIFY(pages->currentWidget() != last);
}

void ConsoleWindowTest::pagesFitTheSmallestWindow_data()
{
    QTest::addColumn<QString>("code");
    for (const Language &language : languages())
        QTest::newRow(qPrintable(language.code)) << language.code;
}

void ConsoleWindowTest::pagesFitTheSmallestWindow()
{
    QFETCH(QString, code);
    cleanup();
    const Translation translation { QLocale(code) };
    init();
    m_broker->start({});
    window().resize(window().minimumSize());
    for (const int page : { 1, 2, 3, 4, 5, 7, 8 }) {
        go(page);
        const QWidget *shown = find<PageStack>(u"pageStack"_s)->currentWidget();
        const auto right = [&] { return shown->mapTo(&window(), QPoint(shown->width(), 0)).x(); };
        QTRY_VERIFY2(right() <= window().width(),
            qPrintable(u"%1 ends at %2"_s.arg(shown->objectName(), QString::number(right()))));
    }
}

void ConsoleWindowTest::anotherLanguageLosesNothing()
{
    m_broker->start({});
    m_broker->tell(TrafficArrived { numberedBatch(0, 20) });
    go(1);
    QTRY_COMPARE(find<TrafficView>(u"trafficView"_s)->model()->rowCount(), 20);
    int prepared = 0;
    m_console->forEachWindow([&prepared](const MainWindow &) { ++prepared; });
    QCOMPARE(prepared, 1);
    auto *composer = find<Composer>(u"composer"_s);
    composer->compose({}, "{}");
    find<JsonEditor>(u"jsonEditor"_s)->setJson("replaced");
    const QByteArray large = largestText();
    composer->compose({}, large);
    const QPointer<MainWindow> before = &window();
    const QSize size = window().size();
    Translation translation { QLocale(u"en"_s) };
    QString wanted;
    connect(m_console.get(), &ConsoleWindow::languageChosen, this, [&](const QString &code) {
        wanted = code;
        translation.setLocale(QLocale(code));
        m_console->renew();
    });
    find<QAction>(u"actionLanguage-fr"_s)->trigger();
    QTRY_COMPARE(wanted, u"fr"_s);
    QVERIFY(!before);
    QCOMPARE(prepared, 2);
    QVERIFY(window().isVisible());
    QCOMPARE(window().size(), size);
    QCOMPARE(window().settings().language, u"fr"_s);
    QVERIFY(find<QAction>(u"actionLanguage-fr"_s)->isChecked());
    QCOMPARE(find<QAction>(u"actionQuit"_s)->text(), u"&Quitter"_s);
    QTRY_COMPARE(find<TrafficView>(u"trafficView"_s)->model()->rowCount(), 20);
    m_broker->tell(TrafficArrived { numberedBatch(20, 5) });
    QTRY_COMPARE(find<TrafficView>(u"trafficView"_s)->model()->rowCount(), 25);
    QCOMPARE(find<JsonEditor>(u"jsonEditor"_s)->json(), large);
    find<QPushButton>(u"composerHistory"_s)->menu()->actions().constFirst()->trigger();
    QCOMPARE(find<JsonEditor>(u"jsonEditor"_s)->json(), "replaced"_ba);
}

void ConsoleWindowTest::renewedWindowUndoesClearing()
{
    m_broker->start({});
    m_broker->tell(TrafficArrived { numberedBatch(0, 20) });
    go(1);
    QTRY_COMPARE(find<TrafficView>(u"trafficView"_s)->model()->rowCount(), 20);
    find<QAction>(u"clear"_s)->trigger();
    QTRY_COMPARE(find<TrafficView>(u"trafficView"_s)->model()->rowCount(), 0);
    m_console->renew();
    QTRY_VERIFY(find<QPushButton>(u"undoClear"_s)->isVisible());
    find<QPushButton>(u"undoClear"_s)->click();
    QTRY_COMPARE(find<TrafficView>(u"trafficView"_s)->model()->rowCount(), 20);
}

void ConsoleWindowTest::theSameLanguageChangesNothing()
{
    const QPointer<MainWindow> before = &window();
    QSignalSpy chosen(m_console.get(), &ConsoleWindow::languageChosen);
    find<QAction>(u"actionLanguage-"_s)->trigger();
    QCoreApplication::processEvents();
    QVERIFY(before);
    QCOMPARE(chosen.size(), 0);
    QVERIFY(find<QAction>(u"actionLanguage-"_s)->isChecked());
}

QTEST_MAIN(ConsoleWindowTest)
#include "tst_consolewindow.moc"
