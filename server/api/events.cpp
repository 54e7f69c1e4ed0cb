// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/events.h"

namespace broadcaster {

namespace {

/// Events that say nothing lasting.
void take(Snapshot &, const auto &) { }

void take(Snapshot &now, const StateChanged &event)
{
    now.state = event.state;
    now.urls = event.urls;
    now.startFailure.reset();
}

void take(Snapshot &now, const StartFailed &event)
{
    now.startFailure = event.error;
}

void take(Snapshot &now, const ConfigChanged &event)
{
    now.config = event.config;
    now.urls = event.urls;
    now.usualPort = event.usualPort;
}

void take(Snapshot &now, const ConsoleClientChanged &event)
{
    if (event.state == ConsoleClientState::Disconnected)
        now.consoleClients.remove(event.project);
    else
        now.consoleClients.insert(event.project, event.state);
}

void take(Snapshot &now, const DemoChanged &event)
{
    now.isDemoRunning = event.isRunning;
}

} // namespace

void Snapshot::add(const Event &event)
{
    std::visit([this](const auto &one) { take(*this, one); }, event);
}

} // namespace broadcaster
