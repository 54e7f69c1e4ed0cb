// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/windowmenus.h"

#include "server/api/check.h"
#include "ui/base/translation.h"
#include "ui/help/helpdialogs.h"
#include "ui/link/linkactions.h"
#include "ui/theme/icons.h"

#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtGui/QKeySequence>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QKeySequence numbered(int number)
{
    return QKeySequence(u"Ctrl+%1"_s.arg(number));
}

} // namespace

WindowMenus::WindowMenus(QMenuBar &bar)
    : QObject(&bar)
    , m_bar(bar)
    , m_file(bar.addMenu(tr("&File")))
    , m_view(bar.addMenu(tr("&View")))
    , m_traffic(bar.addMenu(tr("&Traffic")))
    , m_project(bar.addMenu(tr("&Project")))
    , m_help(bar.addMenu(tr("&Help")))
    , m_pages(new QActionGroup(this))
    , m_themes(new QActionGroup(this))
    , m_languages(new QActionGroup(this))
{
    bar.setObjectName(u"menuBar"_s);
    QAction *find = add(
        m_traffic, "filter", tr("&Filter"), u"actionFilter"_s, QKeySequence(QKeySequence::Find));
    connect(find, &QAction::triggered, this, &WindowMenus::findRequested);
    addProject();
    addHelp();
}

QAction *WindowMenus::add(QMenu *menu, const char *icon, const QString &text,
    const QString &objectName, const QKeySequence &shortcut)
{
    QAction *action = menu->addAction(themedIcon(icon), text);
    action->setObjectName(objectName);
    action->setShortcut(shortcut);
    return action;
}

QMenu *WindowMenus::menuOf(Page::Menu which) const
{
    switch (which) {
    case Page::Menu::File:
        return m_file;
    case Page::Menu::View:
        return m_view;
    case Page::Menu::Traffic:
        return m_traffic;
    case Page::Menu::Project:
        return m_project;
    }
    return unreachable(m_view);
}

QAction *WindowMenus::addPage(const char *icon, const QString &title, int number)
{
    const int page = static_cast<int>(m_pages->actions().size());
    const int key = number > 0 ? number : ++m_numbers;
    QAction *action = add(m_view, icon, title, u"actionPage%1"_s.arg(key), numbered(key));
    action->setCheckable(true);
    m_pages->addAction(action);
    connect(action, &QAction::triggered, this, [this, page] { Q_EMIT pageChosen(page); });
    return action;
}

void WindowMenus::addComposer(QAction *go, QAction *toggle)
{
    go->setShortcut(numbered(++m_numbers));
    m_view->addSeparator();
    m_view->addAction(go);
    m_view->addAction(toggle);
}

void WindowMenus::addPageActions(const QList<Page::MenuAction> &actions)
{
    for (const Page::MenuAction &entry : actions) {
        QMenu *menu = menuOf(entry.menu);
        if (entry.action)
            menu->addAction(entry.action);
        else
            menu->addSeparator();
    }
}

void WindowMenus::addLink(LinkActions &actions, bool hasBand)
{
    m_file->addSeparator();
    m_file->addAction(&actions.connectTo());
    if (hasBand)
        m_view->addMenu(&actions.colours());
}

void WindowMenus::finish(bool hasTray)
{
    m_file->addSeparator();
    m_demo = add(m_file, "demo", tr("&Demo traffic"), u"actionDemo"_s, {});
    m_demo->setCheckable(true);
    m_demo->setToolTip(tr("Three simulated clients talk in the project demo"));
    connect(m_demo, &QAction::triggered, this, &WindowMenus::demoToggled);
    m_file->addSeparator();
    m_tray = add(
        m_file, "panel", tr("&Keep running in the tray when closed"), u"actionKeepInTray"_s, {});
    m_tray->setCheckable(true);
    m_tray->setVisible(hasTray);
    connect(m_tray, &QAction::triggered, this, &WindowMenus::closesToTrayToggled);
    QAction *quit = add(m_file, "quit", tr("&Quit"), u"actionQuit"_s, QKeySequence(u"Ctrl+Q"_s));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &WindowMenus::quitRequested);

    m_view->addSeparator();
    QAction *narrow = add(
        m_view, "left", tr("&Narrow sidebar"), u"actionNarrowSidebar"_s, QKeySequence(u"Ctrl+B"_s));
    connect(narrow, &QAction::triggered, this, &WindowMenus::narrowToggled);
    addThemes();
    addLanguages();
}

void WindowMenus::addProject()
{
    const auto step = [this](const char *icon, const QString &text, const QString &objectName,
                          const QString &shortcut, int by) {
        QAction *action = add(m_project, icon, text, objectName, QKeySequence(shortcut));
        connect(action, &QAction::triggered, this, [this, by] { Q_EMIT projectStepped(by); });
    };
    step("up", tr("&Previous project"), u"actionPreviousProject"_s, u"Alt+Up"_s, -1);
    step("down", tr("&Next project"), u"actionNextProject"_s, u"Alt+Down"_s, 1);
    QAction *all = add(m_project, "project", tr("&All projects"), u"actionAllProjects"_s,
        QKeySequence(u"Alt+Home"_s));
    connect(all, &QAction::triggered, this, &WindowMenus::allProjectsChosen);
}

void WindowMenus::addThemes()
{
    QMenu *menu = m_view->addMenu(themedIcon("theme"), tr("&Theme"));
    const auto choice = [&](const QString &text, const QString &objectName, ThemeChoice theme) {
        QAction *action = menu->addAction(text);
        action->setObjectName(objectName);
        action->setCheckable(true);
        action->setData(static_cast<int>(theme));
        m_themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, theme] { Q_EMIT themeChosen(theme); });
    };
    choice(tr("&Follow the desktop"), u"actionThemeDesktop"_s, ThemeChoice::Desktop);
    choice(tr("&Light"), u"actionThemeLight"_s, ThemeChoice::Light);
    choice(tr("&Dark"), u"actionThemeDark"_s, ThemeChoice::Dark);
}

void WindowMenus::addLanguages()
{
    QMenu *menu = m_view->addMenu(themedIcon("language"), tr("&Language"));
    const auto choice = [&](const QString &text, const QString &code) {
        QAction *action = menu->addAction(text);
        action->setObjectName(u"actionLanguage-"_s + code);
        action->setCheckable(true);
        action->setData(code);
        m_languages->addAction(action);
        connect(action, &QAction::triggered, this, [this, code] { Q_EMIT languageChosen(code); });
    };
    choice(tr("&Follow the desktop"), {});
    menu->addSeparator();
    for (const Language &language : languages())
        choice(language.name, language.code);
}

void WindowMenus::addHelp()
{
    QAction *filter = add(m_help, "help", tr("&Filter language"), u"actionFilterHelp"_s,
        QKeySequence(QKeySequence::HelpContents));
    connect(filter, &QAction::triggered, this, [this] { showFilterHelp(*m_bar.window()); });
    QAction *shortcuts = add(m_help, "keyboard", tr("&Keyboard shortcuts"), u"actionShortcuts"_s,
        QKeySequence(u"Ctrl+Shift+K"_s));
    connect(shortcuts, &QAction::triggered, this, [this] { showShortcuts(*m_bar.window()); });
    m_help->addSeparator();
    QAction *about = add(m_help, "info", tr("&About Broadcaster"), u"actionAbout"_s, {});
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, [this] { showAbout(*m_bar.window()); });
}

void WindowMenus::setCurrentPage(int page)
{
    m_pages->actions().at(page)->setChecked(true);
}

void WindowMenus::setPageOffered(int page, bool isOffered)
{
    m_pages->actions().at(page)->setVisible(isOffered);
}

void WindowMenus::setTheme(ThemeChoice theme)
{
    for (QAction *action : m_themes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(theme));
}

void WindowMenus::setLanguage(const QString &code)
{
    for (QAction *action : m_languages->actions())
        action->setChecked(action->data().toString() == code);
}

void WindowMenus::setDemoRunning(bool isRunning)
{
    m_demo->setChecked(isRunning);
}

void WindowMenus::setDemoAllowed(bool isListening, Obstacle obstacle)
{
    m_demo->setEnabled(isListening && obstacle == Obstacle::None);
}

void WindowMenus::setClosesToTray(bool closes)
{
    m_tray->setChecked(closes);
}

} // namespace broadcaster
