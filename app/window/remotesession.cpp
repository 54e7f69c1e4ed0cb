// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/remotesession.h"

namespace broadcaster {

RemoteSession::RemoteSession(
    const RemoteConsole::Target &target, Prompts &prompts, const UiSettings &settings)
    : m_console(target)
    , m_reconnection(m_console)
    , m_pages(m_console, prompts, m_log, settings)
{
    m_console.on<LogWritten>(
        &m_log, [this](const LogWritten &event) { m_log.append(event.entries); });
}

} // namespace broadcaster
