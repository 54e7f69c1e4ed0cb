// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/mainwindow.h"

#include "ui/base/errortext.h"
#include "ui/composer/composer.h"
#include "ui/sidebar/sidebar.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/window/brokerstatus.h"
#include "ui/window/tray.h"
#include "ui/window/windowmenus.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QSize SmallestSize(720, 480);
constexpr QSize UsualSize(1280, 800);
constexpr auto SettleTime = 500ms;
constexpr QLatin1StringView SidebarLayout("sidebar");
constexpr QLatin1StringView NarrowLayout("narrowSidebar");

} // namespace

MainWindow::MainWindow(const Console &console, Prompts &prompts, RateHistory &rates,
    const UiSettings &settings, const QList<PageEntry> &pages)
    : m_console(console)
    , m_prompts(prompts)
    , m_rates(rates)
    , m_settings(settings)
    , m_pages(pages)
    , m_menus(new WindowMenus(*menuBar()))
    , m_sidebar(new Sidebar(rates, this))
    , m_splitter(new QSplitter(this))
    , m_stack(new QStackedWidget(this))
    , m_composer(new Composer(console))
    , m_dock(new QDockWidget(tr("Composer"), this))
    , m_status(new BrokerStatus(this))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(applicationIcon());
    setMinimumSize(SmallestSize);
    resize(UsualSize);
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_tray = std::make_unique<Tray>(console, *this);
    layOut();
    addPages();
    buildDock();
    for (const PageEntry &entry : std::as_const(m_pages))
        m_menus->addPageActions(entry.page->menuActions());
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

void MainWindow::layOut()
{
    m_splitter->setObjectName(u"windowSplitter"_s);
    m_stack->setObjectName(u"pageStack"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(1, 1);
    setCentralWidget(m_splitter);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        if (!m_sidebar->isNarrow())
            m_sidebarWidth = m_sidebar->width();
        noteChange();
    });
    connect(m_status, &BrokerStatus::serverPageRequested, this,
        [this] { choosePage(static_cast<int>(m_pages.size()) - 1); });
}

void MainWindow::addPages()
{
    for (const PageEntry &entry : std::as_const(m_pages))
        addPage(entry);
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::scopeChosen, this, &MainWindow::setScope);
    connect(
        m_sidebar, &Sidebar::narrowToggled, this, [this] { setNarrow(!m_sidebar->isNarrow()); });
}

void MainWindow::addPage(const PageEntry &entry)
{
    const int number = m_stack->addWidget(entry.page);
    m_statuses.append(QString());
    entry.page->setWindowTitle(entry.title);
    const QAction *action = m_menus->addPage(entry.icon, entry.title);
    m_sidebar->addPage(entry.icon, entry.title,
        tr("%1 (%2)").arg(entry.title, action->shortcut().toString(QKeySequence::NativeText)));
    connect(entry.page, &Page::filterRequested, this, &MainWindow::showTraffic);
    connect(entry.page, &Page::composeRequested, this, &MainWindow::compose);
    connect(entry.page, &Page::sendRequested, m_composer, &Composer::sendNow);
    connect(entry.page, &Page::figureChanged, this,
        [this, number](const QString &figure) { m_sidebar->setFigure(number, figure); });
    connect(entry.page, &Page::statusChanged, this, [this, number](const QString &status) {
        m_statuses[number] = status;
        if (number == m_stack->currentIndex())
            m_status->setPageStatus(status);
    });
}

void MainWindow::buildDock()
{
    m_dock->setObjectName(u"composerDock"_s);
    m_dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    m_dock->setAllowedAreas(Qt::RightDockWidgetArea | Qt::BottomDockWidgetArea);
    m_dock->setWidget(m_composer);
    addDockWidget(Qt::RightDockWidgetArea, m_dock);
    m_dock->hide();
    QAction *toggle = m_dock->toggleViewAction();
    toggle->setText(tr("&Composer"));
    toggle->setObjectName(u"actionComposer"_s);
    toggle->setIcon(themedIcon("compose"));
    m_menus->addToggle(toggle);
    connect(m_dock, &QDockWidget::visibilityChanged, this, &MainWindow::noteChange);
    connect(m_dock, &QDockWidget::dockLocationChanged, this, &MainWindow::noteChange);
    for (QAbstractButton *button : m_dock->findChildren<QAbstractButton *>()) {
        if (button->parent() == m_dock && button->accessibleName().isEmpty())
            button->setAccessibleName(tr("Close the composer"));
    }
}

void MainWindow::connectMenus()
{
    connect(m_menus, &WindowMenus::pageChosen, this, &MainWindow::choosePage);
    connect(m_menus, &WindowMenus::themeChosen, this, &MainWindow::setTheme);
    connect(m_menus, &WindowMenus::findRequested, this, [this] { currentPage()->focusFilter(); });
    connect(m_menus, &WindowMenus::projectStepped, m_sidebar, &Sidebar::stepProject);
    connect(m_menus, &WindowMenus::allProjectsChosen, this, [this] { m_sidebar->setScope({}); });
    connect(m_menus, &WindowMenus::narrowToggled, m_sidebar, &Sidebar::narrowToggled);
    connect(m_menus, &WindowMenus::demoToggled, this,
        [this](bool isWanted) { m_console.control.setDemoRunning(isWanted); });
    connect(m_menus, &WindowMenus::closesToTrayToggled, this, [this](bool closes) {
        m_settings.closesToTray = closes;
        noteChange();
    });
    connect(m_menus, &WindowMenus::filterHelpRequested, this, &MainWindow::showFilterHelp);
    connect(m_menus, &WindowMenus::shortcutsRequested, this, &MainWindow::showShortcuts);
    connect(m_menus, &WindowMenus::aboutRequested, this, &MainWindow::showAbout);
    connect(m_menus, &WindowMenus::quitRequested, this, &MainWindow::quit);
    if (m_tray)
        connect(m_tray.get(), &Tray::quitRequested, this, &MainWindow::quit);
}

void MainWindow::connectComposer()
{
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
    connect(&m_console.monitor, &BrokerMonitor::stateChanged, this, &MainWindow::showState);
    connect(&m_console.monitor, &BrokerMonitor::configChanged, this, &MainWindow::showState);
    connect(&m_console.monitor, &BrokerMonitor::failed, this,
        [this](const Error &error) { m_status->setError(errorText(error)); });
    connect(&m_console.monitor, &BrokerMonitor::demoChanged, this,
        [this] { m_menus->setDemoRunning(m_console.monitor.isDemoRunning()); });
    m_settle.setSingleShot(true);
    m_settle.setInterval(SettleTime);
    connect(&m_settle, &QTimer::timeout, this, &MainWindow::settingsChanged);
    m_clock.start();
    connect(&m_second, &QTimer::timeout, this, &MainWindow::refresh);
    m_second.start(1s);
    m_menus->setDemoRunning(m_console.monitor.isDemoRunning());
    showState();
}

void MainWindow::restore()
{
    m_composer->restore(m_settings);
    int page = 0;
    for (int i = 0; i < m_pages.size(); ++i) {
        m_pages[i].page->restore(m_settings);
        if (m_pages[i].page->objectName() == m_settings.page)
            page = i;
    }
    restoreGeometry(m_settings.windowGeometry);
    restoreState(m_settings.windowState);
    bool hasWidth = false;
    m_sidebarWidth = m_settings.layouts.value(SidebarLayout).toInt(&hasWidth);
    if (!hasWidth)
        m_sidebarWidth = Sidebar::UsualWidth;
    m_isNarrowWished = m_settings.layouts.contains(NarrowLayout);
    m_isSlim = width() < NarrowBelow;
    m_sidebar->setNarrow(m_isNarrowWished || m_isSlim);
    fitSidebar();
    m_menus->setClosesToTray(m_settings.closesToTray);
    m_menus->setTheme(m_settings.theme);
    applyTheme(m_settings.theme);
    setScope({});
    choosePage(page);
}

UiSettings MainWindow::settings() const
{
    UiSettings settings = m_settings;
    settings.windowGeometry = saveGeometry();
    settings.windowState = saveState();
    settings.layouts.insert(SidebarLayout, QByteArray::number(m_sidebarWidth));
    settings.layouts.remove(NarrowLayout);
    if (m_isNarrowWished)
        settings.layouts.insert(NarrowLayout, "1");
    settings.page = currentPage()->objectName();
    for (const PageEntry &entry : m_pages)
        entry.page->save(settings);
    m_composer->save(settings);
    return settings;
}

} // namespace broadcaster
