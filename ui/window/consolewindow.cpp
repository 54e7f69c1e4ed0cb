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
    const RateHistory &rates, ConversationWatch &conversations, ClientNames &names)
{
    auto *traffic = new TrafficPage(console, overviews, prompts, conversations);
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
    : m_overviews(console)
    , m_clients(console, m_names)
    , m_window(console, m_overviews, prompts, m_rates, settings,
          pagesOf(console, m_overviews, prompts, log, m_rates, m_conversations, m_names))
{
}

} // namespace broadcaster
