// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/overviewfeed.h"

namespace broadcaster {

OverviewFeed::OverviewFeed(Console &console)
    : m_console(console)
{
    m_console.on<StateChanged>(this, [this] { refresh(); });
    m_console.on<ConfigChanged>(this, [this] { refresh(); });
}

bool OverviewFeed::isListening() const
{
    return m_console.now().state == BrokerState::Listening;
}

void OverviewFeed::refresh()
{
    if (m_isAsking || !isListening())
        return;
    m_isAsking = true;
    m_console.ask(Overview()).then(this, [this](const Result<BrokerOverview> &overview) {
        m_isAsking = false;
        if (overview && isListening()) // Otherwise the answer is out of date already.
            Q_EMIT arrived(*overview);
    });
}

} // namespace broadcaster
