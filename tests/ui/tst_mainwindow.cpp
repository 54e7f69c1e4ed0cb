// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/mainwindow.h"

#include "inspect/rates/ratehistory.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "ui/base/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QScreen>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void pagesAreReachedByNumber();
    void pageIsOfferedWhenItSaysSo();
    void warningsOfPagesLeadThere();
    void pageIsRefreshedWhileItListens();
    void ratesAreReadWhileItIsHidden_data();
    void ratesAreReadWhileItIsHidden();
    void saysWhereItListensAndCopiesIt();
    void saysWhyItDoesNotRun();
    void leadsToTheChoiceOfADatabase();
    void saysThatTheDatabaseFails();
    void showsFiguresAndForgetsThem();
    void scopeReachesEveryPage();
    void projectsAreSteppedThrough();
    void filtersGoToTheTrafficPage();
    void messagesGoToTheComposer();
    void focusGoesToTheComposerAndBack();
    void menusHoldThePagesActions();
    void shortcutsAreUnique();
    void spacePressesButtonsFirst();
    void findGoesToThePageShown();
    void demoIsSwitched();
    void themeIsChosen();
    void shortcutsDialogListsThemAll();
    void filterHelpAndAboutOpenOnce();
    void closingAsksWhileClientsAreConnected_data();
    void closingAsksWhileClientsAreConnected();
    void closingDoesNotAskAgain();
    void closingNamesWhatIsLost();
    void firstWindowFitsTheScreen();
    void settingsComeBack();
    void settingsAreToldOnce();
    void draftIsToldSoon();
    void sidebarIsNarrowInASlimWindow();
    void narrowSidebarIsRemembered();

private:
    class FakePage;

    MainWindow &open(const UiSettings &settings = {});
    void setClients(const char *project, qint64 clients);
    template <typename Widget>
    Widget *find(const QString &name)
    {
        return m_window->findChild<Widget *>(name);
    }
    void trigger(const QString &name) { find<QAction>(name)->trigger(); }

    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<OverviewFeed> m_overviews;
    std::unique_ptr<ScriptedPrompts> m_prompts;
    std::unique_ptr<RateHistory> m_rates;
    std::unique_ptr<MainWindow> m_window;
    QList<FakePage *> m_pages;
};

class MainWindowTest::FakePage final : public Page {
public:
    FakePage(const QString &name, bool hasActions)
    {
        setObjectName(name);
        auto *layout = new QVBoxLayout(this);
        m_button = new QPushButton(u"Button"_s);
        m_button->setObjectName(name + u"Button"_s);
        layout->addWidget(m_button);
        if (hasActions) {
            m_pause = new QAction(u"Pause"_s, this);
            m_pause->setShortcut(Qt::Key_Space);
        }
    }

    void setScope(const ProjectId &project) override { scope = project; }
    void refresh() override { ++refreshes; }
    void focusFilter() override { ++finds; }
    void focusDatabase() override { ++databases; }
    void showFilter(const QString &filter) override { filters.append(filter); }
    [[nodiscard]] QList<MenuAction> menuActions() const override
    {
        return m_pause
            ? QList<MenuAction> { { Menu::Traffic, nullptr }, { Menu::Traffic, m_pause } }
            : QList<MenuAction>();
    }
    [[nodiscard]] QString unsaved() const override { return loss; }
    [[nodiscard]] QString captured() const override { return recorded; }
    void restore(const UiSettings &settings) override { restored = settings.filter; }
    void save(UiSettings &settings) const override
    {
        if (m_pause)
            settings.filter = filters.isEmpty() ? restored : filters.constLast();
    }

    [[nodiscard]] QAction *pause() const { return m_pause; }
    [[nodiscard]] QPushButton *button() const { return m_button; }

    ProjectId scope;
    int refreshes = 0;
    int finds = 0;
    int databases = 0;
    QStringList filters;
    QString restored;
    QString loss;
    QString recorded;

private:
    QPushButton *m_button;
    QAction *m_pause = nullptr;
};

namespace {

ProjectId project(const char *name)
{
    return *ProjectId::fromUtf8(name);
}

} // namespace

void MainWindowTest::init()
{
    m_broker = std::make_unique<FakeBroker>();
    m_broker->shownUrls = { u"ws://127.0.0.1:8787"_s };
    m_prompts = std::make_unique<ScriptedPrompts>();
    m_rates = std::make_unique<RateHistory>();
}

void MainWindowTest::cleanup()
{
    m_window.reset();
    m_pages.clear();
}

MainWindow &MainWindowTest::open(const UiSettings &settings)
{
    m_window.reset();
    m_overviews = std::make_unique<OverviewFeed>(*m_broker);
    m_pages = { new FakePage(u"traffic"_s, true), new FakePage(u"clients"_s, false),
        new FakePage(u"server"_s, false), new FakePage(u"conversations"_s, false) };
    const QList<PageEntry> entries {
        { m_pages[0], "traffic", u"Traffic"_s, PageEntry::Figure::MessageRate, true },
        { m_pages[1], "clients", u"Clients"_s, PageEntry::Figure::Clients },
        { m_pages[3], "conversations", u"Conversations"_s, PageEntry::Figure::Own, false, 7 },
        { m_pages[2], "server", u"Server"_s },
    };
    m_window = std::make_unique<MainWindow>(
        *m_broker, *m_overviews, *m_prompts, *m_rates, settings, entries);
    m_window->show();
    m_window->activateWindow();
    (void)QTest::qWaitForWindowActive(m_window.get());
    return *m_window;
}

void MainWindowTest::setClients(const char *name, qint64 clients)
{
    ProjectSummary summary;
    summary.id = project(name);
    summary.clients = clients;
    m_broker->shownOverview.projects.append(summary);
}

void MainWindowTest::pagesAreReachedByNumber()
{
    open();
    auto *pages = find<QListView>(u"pages"_s);
    QCOMPARE(pages->model()->rowCount(), 4);
    QVERIFY(m_pages[0]->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(m_pages[2]->isVisible());
    QCOMPARE(pages->currentIndex().row(), 3);
    QVERIFY(find<QAction>(u"actionPage3"_s)->isChecked());
    pages->setCurrentIndex(pages->model()->index(1, 0));
    QVERIFY(m_pages[1]->isVisible());
    QVERIFY(find<QAction>(u"actionPage2"_s)->isChecked());

    QTest::keyClick(m_window.get(), Qt::Key_7, Qt::ControlModifier); // A number of its own.
    QTRY_VERIFY(m_pages[3]->isVisible());
    QVERIFY(find<QAction>(u"actionPage7"_s)->isChecked());

    auto *dock = find<QDockWidget>(u"composerDock"_s);
    QVERIFY(!dock->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier); // Behind the pages.
    QTRY_VERIFY(dock->isVisible());
}

void MainWindowTest::pageIsOfferedWhenItSaysSo()
{
    open();
    auto *pages = find<QListView>(u"pages"_s);
    const int height = pages->height();
    Q_EMIT m_pages[3]->offeredChanged(false);
    QVERIFY(pages->isRowHidden(2));
    QVERIFY(pages->height() < height);
    QTest::keyClick(m_window.get(), Qt::Key_7, Qt::ControlModifier);
    QVERIFY(!m_pages[3]->isVisible());
    QVERIFY(!find<QAction>(u"actionPage7"_s)->isVisible());
    Q_EMIT m_pages[3]->offeredChanged(true);
    QCOMPARE(pages->height(), height);
    QTest::keyClick(m_window.get(), Qt::Key_7, Qt::ControlModifier);
    QTRY_VERIFY(m_pages[3]->isVisible());
    // It stays until the user leaves it.
    Q_EMIT m_pages[3]->offeredChanged(false);
    QVERIFY(m_pages[3]->isVisible());
    QVERIFY(!pages->isRowHidden(2));
    trigger(u"actionPage1"_s);
    QVERIFY(pages->isRowHidden(2));
}

void MainWindowTest::warningsOfPagesLeadThere()
{
    open();
    m_broker->start({});
    auto *status = find<ElidedLabel>(u"status"_s);
    auto *mend = find<QPushButton>(u"statusMend"_s);
    Q_EMIT m_pages[1]->warningChanged(u"Nothing works"_s);
    QCOMPARE(status->text(), u"Nothing works"_s);
    QVERIFY(mend->isVisible());
    QCOMPARE(mend->text(), u"Open the page Clients"_s);
    mend->click();
    QVERIFY(m_pages[1]->isVisible());
    // A database that fails is told when the page is content again.
    m_broker->shownOverview.lastDatabaseError = Error { ErrorCode::DatabaseOutOfSpace, u"full"_s };
    m_overviews->refresh();
    QCOMPARE(status->text(), u"Nothing works"_s);
    Q_EMIT m_pages[1]->warningChanged({});
    QTRY_VERIFY(status->text().startsWith(u"Usage cannot be written"_s));
    QCOMPARE(mend->text(), u"Open the Server page"_s);
    mend->click();
    QVERIFY(m_pages[2]->isVisible());
    m_broker->shownOverview.lastDatabaseError.reset();
    m_overviews->refresh();
    QTRY_COMPARE(status->text(), u"Listening on"_s);
    QVERIFY(!mend->isVisible());
    Q_EMIT m_pages[1]->warningChanged(u"Nothing works"_s);
    m_broker->stop();
    QCOMPARE(status->text(), u"Stopped"_s);
}

void MainWindowTest::pageIsRefreshedWhileItListens()
{
    open();
    const int before = m_pages[1]->refreshes;
    trigger(u"actionPage2"_s);
    QCOMPARE(m_pages[1]->refreshes, before + 1); // When it becomes shown,
    m_broker->start({});
    QTRY_VERIFY(m_pages[1]->refreshes >= before + 4); // and every second.
    m_window->setWindowState(Qt::WindowMinimized);
    m_window->hide();
    QCOMPARE(m_pages[2]->refreshes, 0);
}

void MainWindowTest::ratesAreReadWhileItIsHidden_data()
{
    QTest::addColumn<bool>("isMinimized");
    QTest::newRow("minimised") << true;
    QTest::newRow("in the tray") << false;
}

void MainWindowTest::ratesAreReadWhileItIsHidden()
{
    QFETCH(bool, isMinimized);
    open();
    m_broker->start({});
    if (isMinimized)
        m_window->showMinimized();
    else
        m_window->hide();
    const int known = m_rates->knownSeconds();
    QTRY_VERIFY(m_rates->knownSeconds() >= known + 2);
}

void MainWindowTest::saysWhereItListensAndCopiesIt()
{
    open();
    QCOMPARE(find<ElidedLabel>(u"status"_s)->text(), u"Stopped"_s);
    auto *url = find<QPushButton>(u"statusUrl"_s);
    QVERIFY(!url->isVisible());
    m_broker->start({});
    QCOMPARE(find<ElidedLabel>(u"status"_s)->text(), u"Listening on"_s);
    QCOMPARE(url->text(), u"ws://127.0.0.1:8787"_s);
    QVERIFY(url->isVisible());
    url->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"ws://127.0.0.1:8787"_s);
    QCOMPARE(url->text(), u"Copied"_s);
    QTRY_COMPARE(url->text(), u"ws://127.0.0.1:8787"_s);
}

void MainWindowTest::saysWhyItDoesNotRun()
{
    open();
    m_broker->setState(State::Starting);
    m_broker->setState(State::Stopped);
    m_broker->tell(StartFailed { { ErrorCode::AddressInUse, u"port 1 is in use"_s,
        ErrorReason::PortInUse, { u"port 1"_s } } });
    auto *status = find<ElidedLabel>(u"status"_s);
    QVERIFY(status->text().contains(u"ort 1 is in use"_s));
    auto *mend = find<QPushButton>(u"statusMend"_s);
    QVERIFY(mend->isVisible());
    mend->click();
    QVERIFY(m_pages[2]->isVisible()); // The Server page.
    m_broker->start({});
    QVERIFY(!mend->isVisible());
    QCOMPARE(status->text(), u"Listening on"_s);
}

void MainWindowTest::leadsToTheChoiceOfADatabase()
{
    open();
    Q_EMIT m_pages[0]->databaseWanted();
    QVERIFY(m_pages[2]->isVisible());
    QCOMPARE(m_pages[2]->databases, 1);
}

void MainWindowTest::saysThatTheDatabaseFails()
{
    open();
    const Error full { ErrorCode::DatabaseOutOfSpace, u"for the log"_s, ErrorReason::SqlFull,
        { u"/data/b.db"_s, u"database or disk is full"_s } };
    m_broker->shownOverview.lastDatabaseError = full;
    m_broker->start({});
    auto *status = find<ElidedLabel>(u"status"_s);
    QTRY_COMPARE(status->text(), u"Usage cannot be written: "_s + errorText(full));
    m_broker->shownOverview.lastDatabaseError.reset();
    QTRY_COMPARE(status->text(), u"Listening on"_s);
}

void MainWindowTest::showsFiguresAndForgetsThem()
{
    open();
    setClients("ape", 2);
    setClients("zebra", 3);
    m_broker->start({});
    auto *clients = find<QLabel>(u"statusClients"_s);
    QTRY_VERIFY(clients->isVisible());
    QVERIFY(clients->text().startsWith(u"5 "_s));
    QVERIFY(find<QLabel>(u"statusProjects"_s)->text().startsWith(u"2 "_s));
    auto *projects = find<QListView>(u"projects"_s);
    QCOMPARE(projects->model()->rowCount(), 3);
    const QAbstractItemModel *pages = find<QListView>(u"pages"_s)->model();
    QCOMPARE(pages->index(1, 0).data(Qt::AccessibleDescriptionRole).toString(), u"5"_s);
    QVERIFY(!pages->index(0, 0).data(Qt::AccessibleDescriptionRole).toString().isEmpty());
    Q_EMIT m_pages[2]->figureChanged(u"7"_s);
    QCOMPARE(pages->index(3, 0).data(Qt::AccessibleDescriptionRole).toString(), u"7"_s);

    Q_EMIT m_pages[1]->statusChanged(u"nine of ten"_s);
    auto *status = find<QLabel>(u"statusPage"_s);
    QVERIFY(!status->isVisible()); // Another page is shown.
    trigger(u"actionPage2"_s);
    QVERIFY(status->isVisible());
    QCOMPARE(status->text(), u"nine of ten"_s);

    m_broker->stop();
    QVERIFY(!clients->isVisible());
    QCOMPARE(projects->model()->rowCount(), 1);
    QVERIFY(pages->index(1, 0).data(Qt::AccessibleDescriptionRole).toString().isEmpty());
}

void MainWindowTest::scopeReachesEveryPage()
{
    open();
    setClients("ape", 2);
    m_broker->start({});
    auto *projects = find<QListView>(u"projects"_s);
    QTRY_COMPARE(projects->model()->rowCount(), 2);
    projects->setCurrentIndex(projects->model()->index(1, 0));
    for (const FakePage *page : std::as_const(m_pages))
        QCOMPARE(page->scope, project("ape"));
    QCOMPARE(m_window->windowTitle(), u"ape \u2014 Broadcaster"_s);
    // A page asks for a project without clients.
    Q_EMIT m_pages[1]->scopeRequested(project("gone"));
    for (const FakePage *page : std::as_const(m_pages))
        QCOMPARE(page->scope, project("gone"));
    QCOMPARE(projects->currentIndex().data().toString(), u"gone"_s);
    trigger(u"actionAllProjects"_s);
    QVERIFY(m_pages[1]->scope.isNull());
    QCOMPARE(m_window->windowTitle(), u"Broadcaster"_s);
}

void MainWindowTest::projectsAreSteppedThrough()
{
    open();
    setClients("ape", 2);
    setClients("bee", 2);
    m_broker->start({});
    QTRY_COMPARE(find<QListView>(u"projects"_s)->model()->rowCount(), 3);
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(m_pages[0]->scope, project("ape"));
    trigger(u"actionNextProject"_s);
    trigger(u"actionNextProject"_s); // It is the last one already.
    QCOMPARE(m_pages[0]->scope, project("bee"));
    trigger(u"actionPreviousProject"_s);
    QCOMPARE(m_pages[0]->scope, project("ape"));
}

void MainWindowTest::filtersGoToTheTrafficPage()
{
    open();
    trigger(u"actionPage2"_s);
    Q_EMIT m_pages[1]->filterRequested(u"type == \"log\""_s);
    QVERIFY(m_pages[0]->isVisible());
    QCOMPARE(m_pages[0]->filters, QStringList(u"type == \"log\""_s));
    QVERIFY(m_pages[1]->filters.isEmpty());
}

void MainWindowTest::messagesGoToTheComposer()
{
    open();
    m_broker->start({});
    auto *dock = find<QDockWidget>(u"composerDock"_s);
    Q_EMIT m_pages[0]->sendRequested(project("ape"), "{\"type\":\"ping\"}");
    QTRY_COMPARE(m_broker->sent.size(), 1);
    QCOMPARE(m_broker->sent[0].first, project("ape"));
    QVERIFY(!dock->isVisible()); // It was to be sent, not to be edited.
    Q_EMIT m_pages[0]->composeRequested(project("ape"), "{\"type\":\"ping\"}");
    QVERIFY(dock->isVisible());
}

void MainWindowTest::focusGoesToTheComposerAndBack()
{
    UiSettings settings;
    settings.composerProject = u"ape"_s;
    open(settings);
    QWidget *button = m_pages[0]->button();
    button->setFocus();
    const auto *editor = find<QWidget>(u"jsonEditor"_s);
    const auto *dock = find<QDockWidget>(u"composerDock"_s);
    for (int round = 0; round < 2; ++round) {
        QTest::keyClick(m_window->focusWidget(), Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(editor->hasFocus());
        QVERIFY(dock->isVisible());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(button->hasFocus());
        QVERIFY(dock->isVisible());
    }
    Q_EMIT m_pages[0]->composeRequested(project("ape"), "{}");
    QVERIFY(editor->hasFocus());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_4, Qt::ControlModifier);
    QTRY_VERIFY(button->hasFocus());

    find<QComboBox>(u"composerProject"_s)->clearEditText();
    QTest::keyClick(m_window->focusWidget(), Qt::Key_4, Qt::ControlModifier);
    QTRY_VERIFY(find<QComboBox>(u"composerProject"_s)->hasFocus());
}

void MainWindowTest::menusHoldThePagesActions()
{
    open();
    QMenu *traffic = m_window->menuBar()->actions().at(2)->menu();
    QVERIFY(traffic->actions().contains(m_pages[0]->pause()));
    // On every page.
    trigger(u"actionPage3"_s);
    QSignalSpy paused(m_pages[0]->pause(), &QAction::triggered);
    m_window->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QTRY_COMPARE(paused.size(), 1);
}

void MainWindowTest::shortcutsAreUnique()
{
    open();
    QHash<QString, QString> taken;
    for (const QAction *menu : m_window->menuBar()->actions()) {
        for (const QAction *action : menu->menu()->actions()) {
            QVERIFY2(action->isSeparator() || !action->text().isEmpty(), "an action has no text");
            if (action->shortcut().isEmpty())
                continue;
            const QString keys = action->shortcut().toString();
            QVERIFY2(!taken.contains(keys), qPrintable(keys + u" " + action->text()));
            taken.insert(keys, action->text());
        }
    }
    QVERIFY(taken.size() > 10);
}

void MainWindowTest::spacePressesButtonsFirst()
{
    open();
    QSignalSpy paused(m_pages[0]->pause(), &QAction::triggered);
    QSignalSpy clicked(m_pages[0]->button(), &QPushButton::clicked);
    m_pages[0]->button()->setFocus();
    QTest::keyClick(m_pages[0]->button(), Qt::Key_Space);
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(paused.size(), 0);
}

void MainWindowTest::findGoesToThePageShown()
{
    open();
    trigger(u"actionPage2"_s);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QTRY_COMPARE(m_pages[1]->finds, 1);
    QCOMPARE(m_pages[0]->finds, 0);
}

void MainWindowTest::demoIsSwitched()
{
    open();
    auto *demo = find<QAction>(u"actionDemo"_s);
    QVERIFY(!demo->isEnabled());
    m_broker->start({});
    QVERIFY(demo->isEnabled());
    demo->trigger();
    QVERIFY(m_broker->demoRunning);
    m_broker->setDemoRunning(false); // Another client did it.
    QVERIFY(!demo->isChecked());
}

void MainWindowTest::themeIsChosen()
{
    open();
    trigger(u"actionThemeDark"_s);
    QVERIFY(Theme::of(QApplication::palette()).isDark);
    QCOMPARE(m_window->settings().theme, ThemeChoice::Dark);
    trigger(u"actionThemeLight"_s);
    QVERIFY(!Theme::of(QApplication::palette()).isDark);
    // A change of the desktop does not change the user's choice.
    QEvent change(QEvent::ThemeChange);
    QCoreApplication::sendEvent(m_window.get(), &change);
    QVERIFY(!Theme::of(QApplication::palette()).isDark);

    trigger(u"actionThemeDesktop"_s);
    const QColor desktop = QApplication::palette().color(QPalette::Base);
    QApplication::setPalette(QPalette(Qt::red)); // Qt's event for a changed desktop.
    QCoreApplication::sendEvent(m_window.get(), &change);
    QCOMPARE(QApplication::palette().color(QPalette::Base), desktop);
}

void MainWindowTest::shortcutsDialogListsThemAll()
{
    open();
    trigger(u"actionShortcuts"_s);
    auto *list = find<QTreeWidget>(u"shortcuts"_s);
    QVERIFY(list->isVisible());
    QStringList shown;
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
        for (int row = 0; row < list->topLevelItem(i)->childCount(); ++row)
            shown.append(list->topLevelItem(i)->child(row)->text(1));
    }
    for (const QAction *menu : m_window->menuBar()->actions()) {
        for (const QAction *action : menu->menu()->actions()) {
            if (!action->shortcut().isEmpty())
                QVERIFY2(shown.contains(action->shortcut().toString(QKeySequence::NativeText)),
                    qPrintable(action->text()));
        }
    }
}

void MainWindowTest::filterHelpAndAboutOpenOnce()
{
    open();
    trigger(u"actionFilterHelp"_s);
    trigger(u"actionFilterHelp"_s);
    QCOMPARE(m_window->findChildren<QTextBrowser *>(u"helpText"_s).size(), 1);
    QVERIFY(find<QTextBrowser>(u"helpText"_s)->toPlainText().contains(u"payload"_s));
    trigger(u"actionAbout"_s);
    QVERIFY(
        find<QLabel>(u"aboutVersion"_s)->text().contains(QLatin1StringView(BROADCASTER_VERSION)));
    find<QPushButton>(u"copyVersions"_s)->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1StringView(qVersion())));
}

void MainWindowTest::closingAsksWhileClientsAreConnected_data()
{
    QTest::addColumn<qint64>("clients");
    QTest::addColumn<bool>("answer");
    QTest::addColumn<bool>("closes");
    QTest::newRow("nobody is there") << qint64(0) << false << true;
    QTest::newRow("close") << qint64(12) << true << true;
    QTest::newRow("stay") << qint64(12) << false << false;
}

void MainWindowTest::closingAsksWhileClientsAreConnected()
{
    QFETCH(qint64, clients);
    QFETCH(bool, answer);
    QFETCH(bool, closes);
    open();
    setClients("ape", clients);
    m_broker->start({});
    QTRY_VERIFY(find<QLabel>(u"statusClients"_s)->text().startsWith(QString::number(clients)));
    m_prompts->answer.yes = answer;
    QSignalSpy closed(m_window.get(), &MainWindow::closed);
    trigger(u"actionQuit"_s);
    QCOMPARE(closed.size(), closes ? 1 : 0);
    QCOMPARE(m_window->isVisible(), !closes);
    QCOMPARE(m_prompts->questions.size(), clients > 0 ? 1 : 0);
    if (clients > 0)
        QVERIFY(m_prompts->questions[0].title.contains(u"12"_s));
}

void MainWindowTest::closingNamesWhatIsLost()
{
    open();
    m_prompts->answer.yes = false;
    m_pages[1]->recorded = u"7 messages are not saved."_s;
    m_pages[2]->loss = u"2 changes on the Server page are not applied."_s;
    m_window->close(); // Also while the broker does not run.
    QCOMPARE(m_prompts->questions.size(), 1);
    QCOMPARE(m_prompts->questions[0].title, u"Close without applying the changes?"_s);
    QCOMPARE(m_prompts->questions[0].text, m_pages[2]->loss);
    QVERIFY(m_window->isVisible());

    setClients("ape", 12);
    m_broker->start({});
    QTRY_VERIFY(find<QLabel>(u"statusClients"_s)->text().startsWith(u"12"_s));
    m_window->close();
    QCOMPARE(m_prompts->questions.size(), 2);
    QVERIFY(m_prompts->questions[1].title.contains(u"12"_s));
    QVERIFY(m_prompts->questions[1].text.contains(u"stops too. 7 messages are not saved.\n"_s));
    QVERIFY(m_prompts->questions[1].text.endsWith(m_pages[2]->loss));
    m_prompts->answer.yes = true;
    m_window->close();
    QVERIFY(!m_window->isVisible());
}

void MainWindowTest::closingDoesNotAskAgain()
{
    open();
    setClients("ape", 1);
    m_broker->start({});
    QTRY_VERIFY(find<QLabel>(u"statusClients"_s)->isVisible());
    m_prompts->answer = { .yes = true, .dontAskAgain = true };
    m_window->close();
    QCOMPARE(m_prompts->questions.size(), 1);
    const UiSettings settings = m_window->settings();
    QVERIFY(settings.closesWithoutAsking);

    open(settings);
    QTRY_VERIFY(find<QLabel>(u"statusClients"_s)->isVisible());
    QSignalSpy closed(m_window.get(), &MainWindow::closed);
    m_window->close();
    QCOMPARE(closed.size(), 1);
    QCOMPARE(m_prompts->questions.size(), 1);
}

void MainWindowTest::firstWindowFitsTheScreen()
{
    open();
    const QSize room = m_window->screen()->availableSize();
    QVERIFY2(room.width() < 1280, "The screen of this test is small.");
    QVERIFY(m_window->width() <= room.width());
    QVERIFY(m_window->height() < room.height()); // The title bar needs room, too.
}

void MainWindowTest::settingsComeBack()
{
    open();
    m_window->resize(1111, 666);
    trigger(u"actionPage2"_s);
    trigger(u"actionThemeDark"_s);
    find<QDockWidget>(u"composerDock"_s)->show();
    m_pages[0]->showFilter(u"type == 1"_s);
    const UiSettings settings = m_window->settings();
    trigger(u"actionThemeLight"_s);

    open(settings);
    QCOMPARE(m_window->size(), QSize(1111, 666));
    QVERIFY(m_pages[1]->isVisible());
    QVERIFY(find<QDockWidget>(u"composerDock"_s)->isVisible());
    QVERIFY(Theme::of(QApplication::palette()).isDark);
    QVERIFY(find<QAction>(u"actionThemeDark"_s)->isChecked());
    QCOMPARE(m_pages[0]->restored, u"type == 1"_s);
    trigger(u"actionThemeLight"_s);

    UiSettings unknown;
    unknown.page = u"no such page"_s;
    open(unknown);
    QVERIFY(m_pages[0]->isVisible());
}

void MainWindowTest::settingsAreToldOnce()
{
    open();
    QSignalSpy changed(m_window.get(), &MainWindow::settingsChanged);
    for (int width = 1000; width < 1010; ++width)
        m_window->resize(width, 700);
    trigger(u"actionPage2"_s);
    QCOMPARE(changed.size(), 0);
    QTRY_COMPARE(changed.size(), 1);
    m_window->close(); // At once, because nothing follows.
    QCOMPARE(changed.size(), 2);
}

void MainWindowTest::draftIsToldSoon()
{
    open();
    trigger(u"actionGoToComposer"_s);
    QSignalSpy changed(m_window.get(), &MainWindow::settingsChanged);
    QTRY_COMPARE(changed.size(), 1); // The composer was opened.
    QTest::keyClicks(find<QWidget>(u"jsonEditor"_s), u"draft"_s);
    QTRY_COMPARE(changed.size(), 2);
    QVERIFY(m_window->settings().composerText.contains(u"draft"_s));
}

void MainWindowTest::sidebarIsNarrowInASlimWindow()
{
    open();
    auto *sidebar = find<QWidget>(u"sidebar"_s);
    m_window->resize(1200, 700);
    QTRY_VERIFY(sidebar->width() >= 190);
    m_window->resize(760, 520);
    QTRY_VERIFY(sidebar->width() < 60);
    QCOMPARE(m_window->width(), 760); // There is room for it,
    const auto *stack = find<QStackedWidget>(u"pageStack"_s);
    QCOMPARE(stack->x(), sidebar->width() + 1); // and the page takes the rest.
    m_window->resize(1200, 700);
    QTRY_VERIFY(sidebar->width() >= 190);
}

void MainWindowTest::narrowSidebarIsRemembered()
{
    open();
    m_window->resize(1200, 700);
    trigger(u"actionNarrowSidebar"_s);
    auto *sidebar = find<QWidget>(u"sidebar"_s);
    QTRY_VERIFY(sidebar->width() < 60);
    const UiSettings settings = m_window->settings();
    open(settings);
    QTRY_VERIFY(find<QWidget>(u"sidebar"_s)->width() < 60);
    trigger(u"actionNarrowSidebar"_s);
    QTRY_VERIFY(find<QWidget>(u"sidebar"_s)->width() >= 190);
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
