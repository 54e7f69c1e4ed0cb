// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/consolewindow.h"

#include "ui/clients/clientspage.h"
#include "ui/cluster/clusterpage.h"
#include "ui/conversations/conversationspage.h"
#include "ui/keys/keyspage.h"
#include "ui/server/serverpage.h"
#include "ui/traffic/trafficpage.h"
#include "ui/usage/usagepage.h"

namespace broadcaster {

namespace {

// Behind the composer, whose number has been the same in all versions.
constexpr int ConversationsNumber = 7;
constexpr int ClusterNumber = 8;

QList<PageEntry> pagesOf(Console &console, OverviewFeed &overviews, Prompts &prompts, LogModel &log,
    const RateHistory &rates, TrafficCollector &collector, ConversationWatch &conversations,
    ClientNames &names)
{
    auto *traffic = new TrafficPage(console, overviews, prompts, collector, conversations);
    traffic->setNames(names);
    auto *replies = new ConversationsPage(console, conversations);
    replies->setNames(names);
    auto *clients = new ClientsPage(console, prompts);
    clients->setNames(names);
    return {
        { traffic, "traffic", MainWindow::tr("Traffic"), PageEntry::Figure::MessageRate, true, 0,
            true },
        { replies, "conversations", MainWindow::tr("Conversations"), PageEntry::Figure::Own, false,
            ConversationsNumber, true },
        { clients, "clients", MainWindow::tr("Clients"), PageEntry::Figure::Clients },
        { new KeysPage(console, prompts), "keys", MainWindow::tr("API keys") },
        { new UsagePage(console, overviews, prompts, rates), "usage", MainWindow::tr("Usage") },
        { new ClusterPage(console, overviews), "cluster", MainWindow::tr("Cluster"),
            PageEntry::Figure::Own, false, ClusterNumber, false, false },
        { new ServerPage(console, overviews, prompts, log), "server", MainWindow::tr("Server") },
    };
}

} // namespace

ConsoleWindow::ConsoleWindow(
    Console &console, Prompts &prompts, LogModel &log, const UiSettings &settings)
    : m_console(console)
    , m_prompts(prompts)
    , m_log(log)
    , m_overviews(console)
    , m_clients(console, m_names)
{
    make(settings);
}

void ConsoleWindow::make(const UiSettings &settings)
{
    m_window = std::make_unique<MainWindow>(m_console, m_overviews, m_prompts, m_rates, settings,
        pagesOf(m_console, m_overviews, m_prompts, m_log, m_rates, m_traffic, m_conversations,
            m_names));
    // Queued: the window may end.
    connect(m_window.get(), &MainWindow::languageChosen, this, &ConsoleWindow::languageChosen,
        Qt::QueuedConnection);
}

void ConsoleWindow::forEachWindow(std::function<void(MainWindow &window)> prepare)
{
    prepare(*m_window);
    m_prepare.push_back(std::move(prepare));
}

void ConsoleWindow::renew()
{
    const UiSettings settings = m_window->settings();
    const bool isVisible = m_window->isVisible();
    const Qt::WindowStates state = m_window->windowState();
    m_window.reset(); // Two windows would fill the messages twice.
    make(settings);
    for (const auto &prepare : m_prepare)
        prepare(*m_window);
    m_window->setWindowState(state);
    m_window->setVisible(isVisible);
}

} // namespace broadcaster
