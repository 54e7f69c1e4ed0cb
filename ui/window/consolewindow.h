// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/rates/ratehistory.h"
#include "ui/base/clientnamefeed.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/window/mainwindow.h"

namespace broadcaster {

class LogModel;

/// The main window with all of its pages.
class ConsoleWindow final {
public:
    /// The broker, the prompts and the log outlive it.
    ConsoleWindow(Console &console, Prompts &prompts, LogModel &log, const UiSettings &settings);

    [[nodiscard]] MainWindow &window() { return m_window; }

private:
    OverviewFeed m_overviews;
    ClientNames m_names;
    ClientNameFeed m_clients;
    RateHistory m_rates;
    ConversationWatch m_conversations;
    MainWindow m_window;
};

} // namespace broadcaster
