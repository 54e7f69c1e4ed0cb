// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/console.h"
#include "ui/base/page.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QMainWindow>

#include <memory>

class QDockWidget;
class QSplitter;
class QStackedWidget;

namespace broadcaster {

class BrokerStatus;
class Composer;
class Prompts;
class RateHistory;
class Sidebar;
class Tray;
class WindowMenus;

/// A page as it is given to the window.
struct PageEntry {
    enum class Figure { Own, MessageRate, Clients }; ///< Own: text of Page::figureChanged().

    Page *page = nullptr; ///< The window takes ownership.
    const char *icon = ""; ///< A name of themedIcon().
    QString title;
    Figure figure = Figure::Own;
    bool showsTraffic = false; ///< The page that filters apply to.
};

/// The frame: menus, sidebar, the pages, the composer's dock and the status bar. Knows its pages
/// only as Page.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// Below that width the sidebar is narrow by itself.
    static constexpr int NarrowBelow = 900;

    /// The broker, the prompts and the rates, which the window feeds, outlive it.
    MainWindow(const Console &console, Prompts &prompts, RateHistory &rates,
        const UiSettings &settings, const QList<PageEntry> &pages);
    ~MainWindow() override;

    [[nodiscard]] UiSettings settings() const;

Q_SIGNALS:
    /// The value of settings() has changed, a moment ago.
    void settingsChanged();
    /// The user wants to end the program.
    void closed();

protected:
    bool event(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;

private:
    void addPages();
    void addPage(const PageEntry &entry);
    void layOut();
    void buildDock();
    void connectMenus();
    void connectBroker();
    void connectComposer();
    void restore();

    [[nodiscard]] Page *currentPage() const;
    void choosePage(int page);
    void showPage(int page);
    void showTraffic(const QString &filter);
    void exclude(const QString &condition);
    void compose(const ProjectId &project, const QByteArray &envelope);
    void setScope(const ProjectId &project);
    void setTheme(ThemeChoice theme);
    void setNarrow(bool isNarrow);
    void fitSidebar();
    void refresh();
    void showOverview(const BrokerOverview &overview);
    void showState();
    void showShortcuts();
    void showAbout();
    void showFilterHelp();
    void quit();
    [[nodiscard]] bool mayClose();
    void noteChange();

    Console m_console;
    Prompts &m_prompts;
    RateHistory &m_rates;
    UiSettings m_settings;
    QList<PageEntry> m_pages;
    QList<QString> m_statuses; ///< Texts of the pages.
    QElapsedTimer m_clock;
    QTimer m_second;
    QTimer m_settle; ///< Delays settingsChanged().
    qint64 m_clients = 0;
    bool m_isAsking = false;
    bool m_isQuitting = false;
    bool m_isNarrowWished = false; ///< Wished by the user, whatever the width.
    int m_sidebarWidth = 0; ///< Its last width while it was wide.
    bool m_isSlim = false; ///< Too slim for a wide sidebar.

    WindowMenus *m_menus;
    Sidebar *m_sidebar;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    Composer *m_composer;
    QDockWidget *m_dock;
    BrokerStatus *m_status;
    std::unique_ptr<Tray> m_tray; ///< Null: the desktop has none.
};

} // namespace broadcaster
