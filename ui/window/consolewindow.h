// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/rates/ratehistory.h"
#include "inspect/traffic/trafficcollector.h"
#include "ui/base/clientnamefeed.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/window/mainwindow.h"

#include <functional>
#include <memory>
#include <vector>

namespace broadcaster {

class LogModel;

/// The main window with all of its pages, and what they show: that stays when the window is made
/// anew.
class ConsoleWindow final : public QObject {
    Q_OBJECT

public:
    /// The broker, the prompts and the log outlive it.
    ConsoleWindow(Console &console, Prompts &prompts, LogModel &log, const UiSettings &settings);

    [[nodiscard]] MainWindow &window() { return *m_window; }
    /// Called with the present window, and with each that takes its place.
    void forEachWindow(std::function<void(MainWindow &window)> prepare);
    /// Another window in the place of this one, with the same messages and settings; for texts in
    /// another language. The old one ends.
    void renew();

Q_SIGNALS:
    /// The user wants texts in the language with this code; empty: that of the desktop.
    void languageChosen(const QString &code);

private:
    void make(const UiSettings &settings);

    Console &m_console;
    Prompts &m_prompts;
    LogModel &m_log;
    OverviewFeed m_overviews;
    ClientNames m_names;
    ClientNameFeed m_clients;
    RateHistory m_rates;
    TrafficCollector m_traffic { TrafficLimits() };
    ConversationWatch m_conversations;
    std::vector<std::function<void(MainWindow &window)>> m_prepare;
    std::unique_ptr<MainWindow> m_window; ///< Never null.
};

} // namespace broadcaster
