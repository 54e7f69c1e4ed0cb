// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/mainwindow.h"

#include "inspect/filter/filter.h"
#include "inspect/rates/ratehistory.h"
#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/composer/composer.h"
#include "ui/prompts/prompts.h"
#include "ui/sidebar/sidebar.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/window/brokerstatus.h"
#include "ui/window/closequestion.h"
#include "ui/window/composerdock.h"
#include "ui/window/otherwindowoffer.h"
#include "ui/window/pagesigns.h"
#include "ui/window/sidebarsplitter.h"
#include "ui/window/tray.h"
#include "ui/window/windowlink.h"
#include "ui/window/windowmenus.h"

#include <QtGui/QCloseEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QStatusBar>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QSize SmallestSize(720, 480);
constexpr QSize UsualSize(1280, 800);
constexpr int TitleBarHeight = 40; ///< Room for it; the desktop tells its height later.
constexpr auto SettleTime = 500ms;

/// The usual size, as far as the screen has room.
QSize firstSize(const QScreen &screen)
{
    return UsualSize.boundedTo(screen.availableSize() - QSize(0, TitleBarHeight));
}

/// A key that the widget uses itself, so that no shortcut of the window may take it away.
bool isOwnKey(const QWidget *widget, const QKeyEvent &event)
{
    return event.key() == Qt::Key_Space && event.modifiers() == Qt::NoModifier
        && qobject_cast<const QAbstractButton *>(widget);
}

} // namespace

MainWindow::MainWindow(Console &console, OverviewFeed &overviews, Prompts &prompts,
    RateHistory &rates, const UiSettings &settings, const QList<PageEntry> &pages)
    : m_console(console)
    , m_overviews(overviews)
    , m_prompts(prompts)
    , m_rates(rates)
    , m_settings(settings)
    , m_menus(new WindowMenus(*menuBar()))
    , m_sidebar(new Sidebar(rates, this))
    , m_pages(new PageStack(pages))
    , m_splitter(new SidebarSplitter(m_sidebar, m_pages, this))
    , m_composer(new Composer(console, overviews, prompts))
    , m_dock(new ComposerDock(*m_composer, *this))
    , m_status(new BrokerStatus(this))
    , m_link(new WindowLink(console, *m_pages, *m_dock, *this))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(applicationIcon());
    setMinimumSize(SmallestSize);
    resize(firstSize(*screen()));
    if (QSystemTrayIcon::isSystemTrayAvailable() && m_console.link().isInside())
        m_tray = std::make_unique<Tray>(console, *this);
    setCentralWidget(m_link->around(m_splitter));
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    addPages();
    m_otherWindow = new OtherWindowOffer(*this);
    m_menus->addComposer(m_dock->goAction(), m_dock->toggleViewAction());
    for (const PageEntry &entry : m_pages->pages())
        m_menus->addPageActions(entry.page->menuActions());
    m_menus->addLink(m_link->actions(), !m_console.link().isInside());
    m_menus->finish(m_tray != nullptr);
    connectMenus();
    connectComposer();
    restore();
    connectBroker();
}

MainWindow::~MainWindow()
{
    hide(); // While the window is whole: docks and pages report that they are hidden.
}

void MainWindow::addPages()
{
    for (const PageEntry &entry : m_pages->pages()) {
        const QAction *action = m_menus->addPage(entry.icon, entry.title, entry.number);
        m_sidebar->addPage(entry.icon, entry.title,
            tr("%1 (%2)").arg(entry.title, action->shortcut().toString(QKeySequence::NativeText)));
        connect(entry.page, &Page::filterRequested, this, &MainWindow::showTraffic);
        connect(entry.page, &Page::databaseWanted, this, &MainWindow::chooseDatabase);
        connect(entry.page, &Page::composeRequested, this, &MainWindow::compose);
        connect(entry.page, &Page::sendRequested, m_composer, &Composer::sendNow);
        connect(entry.page, &Page::projectPointedAt, m_composer, &Composer::pointAt);
        connect(entry.page, &Page::scopeRequested, m_sidebar, &Sidebar::setScope);
    }
    showPageSigns(m_pages->pages(), *m_sidebar, *m_menus, *m_status);
    connect(m_pages, &PageStack::statusChanged, this, [this](const QString &status) {
        m_status->setPageStatus(status);
        m_status->setErrorSaid(m_pages->currentPage()->saysWhyNotStarted());
    });
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::scopeChosen, this, &MainWindow::setScope);
    connect(m_splitter, &SidebarSplitter::changed, this, &MainWindow::noteChange);
    connect(m_status, &BrokerStatus::serverPageRequested, this,
        [this] { choosePage(m_pages->count() - 1); });
    connect(m_status, &BrokerStatus::pageRequested, this, &MainWindow::choosePage);
}

void MainWindow::connectMenus()
{
    connect(m_menus, &WindowMenus::pageChosen, this, &MainWindow::choosePage);
    connect(m_menus, &WindowMenus::themeChosen, this, &MainWindow::setTheme);
    connect(m_menus, &WindowMenus::languageChosen, this, &MainWindow::setLanguage);
    connect(m_menus, &WindowMenus::findRequested, this,
        [this] { m_pages->currentPage()->focusFilter(); });
    connect(m_menus, &WindowMenus::projectStepped, m_sidebar, &Sidebar::stepProject);
    connect(m_menus, &WindowMenus::allProjectsChosen, this, [this] { m_sidebar->setScope({}); });
    connect(m_menus, &WindowMenus::narrowToggled, m_splitter, &SidebarSplitter::toggleNarrow);
    connect(m_menus, &WindowMenus::demoToggled, this,
        [this](bool isWanted) { m_console.ask(SetDemoRunning { isWanted }); });
    connect(m_menus, &WindowMenus::closesToTrayToggled, this, [this](bool closes) {
        m_settings.closesToTray = closes;
        noteChange();
    });
    connect(m_menus, &WindowMenus::quitRequested, this, &MainWindow::quit);
    if (m_tray)
        connect(m_tray.get(), &Tray::quitRequested, this, &MainWindow::quit);
}

void MainWindow::connectComposer()
{
    connect(m_dock, &ComposerDock::changed, this, &MainWindow::noteChange);
    connect(m_composer, &Composer::edited, this, &MainWindow::noteChange);
    connect(m_composer, &Composer::filterRequested, this, &MainWindow::showTraffic);
    connect(m_composer, &Composer::excludeRequested, this, &MainWindow::exclude);
    connect(m_composer, &Composer::reported, this, [this](const QString &words) {
        constexpr int Long = 4000;
        if (!m_dock->isVisible())
            statusBar()->showMessage(words, Long);
    });
}

void MainWindow::connectBroker()
{
    m_console.on<StateChanged>(this, [this] { showState(); });
    m_console.on<ConfigChanged>(this, [this] { showState(); });
    m_console.on<StartFailed>(this, [this] { showState(); });
    m_console.on<DemoChanged>(
        this, [this] { m_menus->setDemoRunning(m_console.now().isDemoRunning); });
    connect(m_link, &WindowLink::changed, this, &MainWindow::showState);
    connect(&m_overviews, &OverviewFeed::arrived, this, &MainWindow::showOverview);
    m_settle.setSingleShot(true);
    m_settle.setInterval(SettleTime);
    connect(&m_settle, &QTimer::timeout, this, &MainWindow::settingsChanged);
    m_clock.start();
    // Also while nobody looks, or the rates of that time would be unknown.
    connect(&m_second, &QTimer::timeout, &m_overviews, &OverviewFeed::refresh);
    m_second.start(1s);
    m_menus->setDemoRunning(m_console.now().isDemoRunning);
    showState();
}

void MainWindow::restore()
{
    m_composer->restore(m_settings);
    const int page = m_pages->restore(m_settings);
    restoreGeometry(m_settings.windowGeometry);
    restoreState(m_settings.windowState);
    m_splitter->restore(m_settings, width() < NarrowBelow);
    m_menus->setClosesToTray(m_settings.closesToTray);
    m_menus->setTheme(m_settings.theme);
    m_menus->setLanguage(m_settings.language);
    applyTheme(m_settings.theme);
    setScope({});
    choosePage(page);
}

UiSettings MainWindow::settings() const
{
    UiSettings settings = m_settings;
    settings.windowGeometry = saveGeometry();
    settings.windowState = saveState();
    m_splitter->save(settings);
    m_pages->save(settings);
    m_composer->save(settings);
    return settings;
}

/// Through the sidebar, where the user can see and choose the page, too.
void MainWindow::choosePage(int page)
{
    m_sidebar->setCurrentPage(page);
}

void MainWindow::showPage(int page)
{
    m_menus->setCurrentPage(page);
    m_pages->showPage(page);
    noteChange();
}

void MainWindow::chooseDatabase()
{
    choosePage(m_pages->count() - 1);
    m_pages->currentPage()->focusDatabase();
}

void MainWindow::showTraffic(const QString &filter)
{
    choosePage(m_pages->showFilter(filter));
}

void MainWindow::exclude(const QString &condition)
{
    showTraffic(filterAndNot(settings().filter, condition));
}

void MainWindow::compose(const ProjectId &project, const QByteArray &envelope)
{
    m_dock->showInFront();
    m_composer->compose(project, envelope);
}

void MainWindow::setScope(const ProjectId &project)
{
    m_pages->setScope(project);
    m_composer->setScope(project);
    showTitle();
}

void MainWindow::showTitle()
{
    const ProjectId &project = m_sidebar->scope();
    setWindowTitle(project.isNull() ? m_link->title()
                                    : tr("%1 \u2014 %2").arg(project.toString(), m_link->title()));
}

void MainWindow::setTheme(ThemeChoice theme)
{
    m_settings.theme = theme;
    m_menus->setTheme(theme);
    applyTheme(theme);
    noteChange();
}

/// The window is made anew for it.
void MainWindow::setLanguage(const QString &code)
{
    const QStringList losses = m_pages->unsaved();
    if (code != m_settings.language
        && (losses.isEmpty() || m_prompts.ask(this, languageQuestion(losses)).yes)) {
        m_settings.language = code;
        Q_EMIT settingsChanged();
        Q_EMIT languageChosen(code);
    }
    m_menus->setLanguage(m_settings.language);
}

void MainWindow::showOverview(const BrokerOverview &overview)
{
    m_rates.add(overview, m_clock.elapsed());
    m_sidebar->setProjects(overview.projects);
    const std::optional<double> rate = m_rates.latest({});
    m_clients = 0;
    for (const ProjectSummary &project : overview.projects)
        m_clients += project.clients;
    m_status->setWarning(overview.lastDatabaseError
            ? tr("Usage cannot be written: %1").arg(errorText(*overview.lastDatabaseError))
            : QString());
    m_status->setFigures(overview.projects.size(), m_clients, rate);
    showFigures(rateText(rate), countText(m_clients));
    if (isVisible() && !isMinimized())
        m_pages->currentPage()->refresh();
}

void MainWindow::showState()
{
    const bool isListening = m_console.now().state == BrokerState::Listening;
    m_status->setLink(m_console.link());
    m_status->setErrorSaid(m_pages->currentPage()->saysWhyNotStarted());
    m_status->setState(m_console.now());
    m_menus->setDemoAllowed(isListening, m_console.obstacleTo<SetDemoRunning>());
    showTitle();
    const bool isLinked = m_console.link().isUp();
    if (isListening && isLinked)
        return;
    m_status->clearFigures();
    showFigures({}, {});
    if (!isLinked)
        return; // Projects stay, to choose among their messages.
    m_clients = 0;
    m_rates.clear();
    m_sidebar->setProjects({});
}

void MainWindow::showFigures(const QString &messageRate, const QString &clients)
{
    for (int i = 0; i < m_pages->pages().size(); ++i) {
        const PageEntry::Figure figure = m_pages->pages()[i].figure;
        if (figure != PageEntry::Figure::Own)
            m_sidebar->setFigure(i, figure == PageEntry::Figure::Clients ? clients : messageRate);
    }
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && m_settings.theme == ThemeChoice::Desktop)
        applyTheme(ThemeChoice::Desktop);
    if (event->type() == QEvent::ShortcutOverride
        && isOwnKey(focusWidget(), *static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QMainWindow::event(event);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_overviews.refresh();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_splitter->setWindowSlim(width() < NarrowBelow);
    noteChange();
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QMainWindow::moveEvent(event);
    noteChange();
}

void MainWindow::quit()
{
    m_isQuitting = true;
    close();
    m_isQuitting = false;
}

bool MainWindow::mayClose()
{
    const bool disconnects = m_clients > 0 && m_console.link().isInside()
        && m_console.now().state == BrokerState::Listening;
    const QStringList losses = m_pages->unsaved();
    if (m_settings.closesWithoutAsking || (!disconnects && losses.isEmpty()))
        return true;
    const Prompts::Answer answer = m_prompts.ask(
        this, closeQuestion(disconnects ? m_clients : 0, m_pages->captured(), losses));
    if (answer.yes && answer.dontAskAgain)
        m_settings.closesWithoutAsking = true;
    return answer.yes;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_tray && m_settings.closesToTray && !m_isQuitting) {
        hide();
        event->ignore();
        return;
    }
    if (!mayClose()) {
        event->ignore();
        return;
    }
    m_settle.stop();
    Q_EMIT settingsChanged();
    event->accept();
    Q_EMIT closed();
}

void MainWindow::noteChange()
{
    m_settle.start();
}

} // namespace broadcaster
