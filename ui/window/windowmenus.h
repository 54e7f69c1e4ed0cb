// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"
#include "ui/base/page.h"

#include <QtCore/QObject>

class QActionGroup;
class QKeySequence;
class QMenu;
class QMenuBar;

namespace broadcaster {

class LinkActions;

/// The menu bar: actions of the window and of its pages.
class WindowMenus final : public QObject {
    Q_OBJECT

public:
    explicit WindowMenus(QMenuBar &bar);

    /// Ctrl and the number show the page. 0: the pages are numbered in the order they are added.
    /// The returned action has the shortcut for a tip.
    QAction *addPage(const char *icon, const QString &title, int number = 0);
    /// The way to the composer, by Ctrl and the number after the pages', and its toggle.
    void addComposer(QAction *go, QAction *toggle);
    void addPageActions(const QList<Page::MenuAction> &actions);
    /// The way to brokers elsewhere, and to the band of this one.
    void addLink(LinkActions &actions, bool hasBand);
    /// Adds the last items of the menus.
    void finish(bool hasTray);

    void setCurrentPage(int page);
    /// A page that is not offered has no entry and no shortcut.
    void setPageOffered(int page, bool isOffered);
    void setTheme(ThemeChoice theme);
    /// A code of Languages; empty: that of the desktop.
    void setLanguage(const QString &code);
    void setDemoRunning(bool isRunning);
    void setDemoAllowed(bool isListening, Obstacle obstacle);
    void setClosesToTray(bool closes);

Q_SIGNALS:
    void pageChosen(int page);
    void themeChosen(broadcaster::ThemeChoice theme);
    void languageChosen(const QString &code);
    void findRequested();
    void projectStepped(int by);
    void allProjectsChosen();
    void narrowToggled();
    void demoToggled(bool isWanted);
    void closesToTrayToggled(bool closes);
    void quitRequested();

private:
    [[nodiscard]] QMenu *menuOf(Page::Menu which) const;
    QAction *add(QMenu *menu, const char *icon, const QString &text, const QString &objectName,
        const QKeySequence &shortcut);
    void addProject();
    void addThemes();
    void addLanguages();
    void addHelp();

    QMenuBar &m_bar;
    QMenu *m_file;
    QMenu *m_view;
    QMenu *m_traffic;
    QMenu *m_project;
    QMenu *m_help;
    QActionGroup *m_pages;
    QActionGroup *m_themes;
    QActionGroup *m_languages;
    int m_numbers = 0; ///< The last number that was given in order.
    QAction *m_demo = nullptr;
    QAction *m_tray = nullptr;
};

} // namespace broadcaster
