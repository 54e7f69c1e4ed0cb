// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "console/reconnection.h"
#include "console/remoteconsole.h"
#include "ui/server/logmodel.h"
#include "ui/window/consolewindow.h"

namespace broadcaster {

/// The connection to one broker elsewhere, and the window with what it told.
class RemoteSession final {
public:
    RemoteSession(
        const RemoteConsole::Target &target, Prompts &prompts, const UiSettings &settings);

    [[nodiscard]] RemoteConsole &console() { return m_console; }
    [[nodiscard]] Reconnection &reconnection() { return m_reconnection; }
    [[nodiscard]] ConsoleWindow &pages() { return m_pages; }
    [[nodiscard]] MainWindow &window() { return m_pages.window(); }

private:
    RemoteConsole m_console;
    Reconnection m_reconnection;
    LogModel m_log;
    ConsoleWindow m_pages;
};

} // namespace broadcaster
