// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
// What the window does once it is there.
#include "inspect/filter/filter.h"
#include "inspect/rates/ratehistory.h"
#include "ui/base/text.h"
#include "ui/composer/composer.h"
#include "ui/filter/filterhelp.h"
#include "ui/help/aboutdialog.h"
#include "ui/help/helpdialog.h"
#include "ui/help/shortcutsdialog.h"
#include "ui/prompts/prompts.h"
#include "ui/sidebar/sidebar.h"
#include "ui/theme/style.h"
#include "ui/window/brokerstatus.h"
#include "ui/window/mainwindow.h"
#include "ui/window/tray.h"
#include "ui/window/windowmenus.h"

#include <QtGui/QCloseEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A key that the widget uses itself, so that no shortcut of the window may take it away.
bool isOwnKey(const QWidget *widget, const QKeyEvent &event)
{
    return event.key() == Qt::Key_Space && event.modifiers() == Qt::NoModifier
        && qobject_cast<const QAbstractButton *>(widget);
}

/// One dialog of its kind at a time, beside the window.
template <typename Dialog, typename... Arguments>
void openOnce(QWidget *window, Arguments &&...arguments)
{
    auto *dialog = window->findChild<Dialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = new Dialog(std::forward<Arguments>(arguments)..., window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace

Page *MainWindow::currentPage() const
{
    return m_pages[m_stack->currentIndex()].page;
}

/// Through the sidebar, where the user can see and choose the page, too.
void MainWindow::choosePage(int page)
{
    m_sidebar->setCurrentPage(page);
}

void MainWindow::showPage(int page)
{
    m_stack->setCurrentIndex(page);
    m_menus->setCurrentPage(page);
    m_status->setPageStatus(m_statuses[page]);
    currentPage()->refresh();
    noteChange();
}

void MainWindow::showTraffic(const QString &filter)
{
    for (int i = 0; i < m_pages.size(); ++i) {
        if (!m_pages[i].showsTraffic)
            continue;
        m_pages[i].page->showFilter(filter);
        choosePage(i);
    }
}

void MainWindow::exclude(const QString &condition)
{
    showTraffic(filterAndNot(settings().filter, condition));
}

void MainWindow::compose(const ProjectId &project, const QByteArray &envelope)
{
    m_dock->show();
    m_dock->raise();
    m_composer->compose(project, envelope);
}

void MainWindow::setScope(const ProjectId &project)
{
    setWindowTitle(
        project.isNull() ? tr("Broadcaster") : tr("%1 \u2014 Broadcaster").arg(project.toString()));
    for (const PageEntry &entry : std::as_const(m_pages))
        entry.page->setScope(project);
    m_composer->setScope(project);
}

void MainWindow::setTheme(ThemeChoice theme)
{
    m_settings.theme = theme;
    m_menus->setTheme(theme);
    applyTheme(theme);
    noteChange();
}

void MainWindow::setNarrow(bool isNarrow)
{
    m_isNarrowWished = isNarrow;
    m_sidebar->setNarrow(isNarrow);
    fitSidebar();
    noteChange();
}

void MainWindow::fitSidebar()
{
    const int width = m_sidebar->isNarrow() ? Sidebar::NarrowWidth : m_sidebarWidth;
    m_splitter->setSizes({ width, std::max(1, m_splitter->width() - width) });
}

void MainWindow::refresh()
{
    if (m_console.monitor.state() != BrokerMonitor::State::Listening || isMinimized()
        || !isVisible() || m_isAsking)
        return;
    m_isAsking = true;
    m_console.monitor.overview()
        .then(this,
            [this](const BrokerOverview &overview) {
                m_isAsking = false;
                showOverview(overview);
            })
        .onCanceled(this, [this] { m_isAsking = false; });
}

void MainWindow::showOverview(const BrokerOverview &overview)
{
    if (m_console.monitor.state() != BrokerMonitor::State::Listening)
        return; // The answer is out of date already.
    m_rates.add(overview, m_clock.elapsed());
    m_sidebar->setProjects(overview.projects);
    const double rate = m_rates.latest({});
    m_clients = 0;
    for (const ProjectSummary &project : overview.projects)
        m_clients += project.clients;
    m_status->setWarning(overview.lastDatabaseError.isEmpty()
            ? QString()
            : tr("Usage cannot be written: %1").arg(overview.lastDatabaseError));
    m_status->setFigures(overview.projects.size(), m_clients, rate);
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i].figure == PageEntry::Figure::MessageRate)
            m_sidebar->setFigure(i, rateText(rate));
        else if (m_pages[i].figure == PageEntry::Figure::Clients)
            m_sidebar->setFigure(i, countText(m_clients));
    }
    currentPage()->refresh();
}

void MainWindow::showState()
{
    const BrokerMonitor::State state = m_console.monitor.state();
    const bool isListening = state == BrokerMonitor::State::Listening;
    m_status->setState(state, m_console.monitor.urls());
    m_menus->setListening(isListening);
    if (isListening) {
        refresh();
        return;
    }
    m_clients = 0;
    m_rates.clear();
    m_sidebar->setProjects({});
    m_status->clearFigures();
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i].figure != PageEntry::Figure::Own)
            m_sidebar->setFigure(i, QString());
    }
}

void MainWindow::showShortcuts()
{
    openOnce<ShortcutsDialog>(this);
}

void MainWindow::showAbout()
{
    openOnce<AboutDialog>(this);
}

void MainWindow::showFilterHelp()
{
    openOnce<HelpDialog>(this, tr("Filter language"), filterHelpHtml());
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

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool isSlim = width() < NarrowBelow;
    if (isSlim != m_isSlim) {
        m_isSlim = isSlim;
        m_sidebar->setNarrow(isSlim || m_isNarrowWished);
        fitSidebar();
    }
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
    if (m_settings.closesWithoutAsking || m_clients == 0
        || m_console.monitor.state() != BrokerMonitor::State::Listening)
        return true;
    Prompts::Question question;
    question.title = tr("Close and disconnect %n client(s)?", nullptr, static_cast<int>(m_clients));
    question.text = tr("The broker runs inside of this program and stops with it.");
    question.yes = tr("Close");
    question.isDestructive = true;
    question.dontAskAgain = tr("Don't ask again");
    const Prompts::Answer answer = m_prompts.ask(this, question);
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
