// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/overviewfeed.h"
#include "ui/window/pagestack.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QMainWindow>

#include <memory>

namespace broadcaster {

class BrokerStatus;
class Composer;
class ComposerDock;
class OtherWindowOffer;
class Prompts;
class RateHistory;
class Sidebar;
class SidebarSplitter;
class Tray;
class WindowLink;
class WindowMenus;

/// The frame: menus, sidebar, the pages, the composer's dock and the status bar. Knows its pages
/// only as Page.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// Below that width the sidebar is narrow by itself.
    static constexpr int NarrowBelow = 900;

    /// The broker, the overviews, which the window asks for once a second, the prompts and the
    /// rates, which the window feeds, outlive it.
    MainWindow(Console &console, OverviewFeed &overviews, Prompts &prompts, RateHistory &rates,
        const UiSettings &settings, const QList<PageEntry> &pages);
    ~MainWindow() override;

    /// Shows the messages of a capture or HAR file on the page with traffic.
    void openFile(const QString &path) { m_pages->openFile(path); }
    [[nodiscard]] UiSettings settings() const;
    /// Asks the user, if something would be lost.
    [[nodiscard]] bool mayClose();
    [[nodiscard]] OtherWindowOffer &otherWindow() { return *m_otherWindow; }
    [[nodiscard]] WindowLink &link() { return *m_link; }

Q_SIGNALS:
    /// The value of settings() has changed, a moment ago.
    void settingsChanged();
    /// The user wants the window in another language; its code is among the settings already.
    void languageChosen(const QString &code);
    /// The user wants to end the program.
    void closed();

protected:
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;

private:
    void addPages();
    void connectMenus();
    void connectBroker();
    void connectComposer();
    void restore();

    void choosePage(int page);
    void showPage(int page);
    void chooseDatabase();
    void showTraffic(const QString &filter);
    void exclude(const QString &condition);
    void compose(const ProjectId &project, const QByteArray &envelope);
    void setScope(const ProjectId &project);
    void setTheme(ThemeChoice theme);
    void setLanguage(const QString &code);
    void showOverview(const BrokerOverview &overview);
    void showState();
    void showTitle();
    void showFigures(const QString &messageRate, const QString &clients);
    void quit();
    void noteChange();

    Console &m_console;
    OverviewFeed &m_overviews;
    Prompts &m_prompts;
    RateHistory &m_rates;
    UiSettings m_settings;
    QElapsedTimer m_clock;
    QTimer m_second;
    QTimer m_settle; ///< Delays settingsChanged().
    qint64 m_clients = 0;
    bool m_isQuitting = false;

    WindowMenus *m_menus;
    Sidebar *m_sidebar;
    PageStack *m_pages;
    SidebarSplitter *m_splitter;
    Composer *m_composer;
    ComposerDock *m_dock;
    BrokerStatus *m_status;
    WindowLink *m_link;
    OtherWindowOffer *m_otherWindow = nullptr;
    std::unique_ptr<Tray> m_tray; ///< Null: the desktop has none.
};

} // namespace broadcaster
