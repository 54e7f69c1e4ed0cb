// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/clusterfeed.h"

namespace broadcaster {

ClusterFeed::ClusterFeed(Console &console, OverviewFeed &overviews, QObject *parent)
    : QObject(parent)
    , m_console(console)
{
    m_console.on<StateChanged>(this, [this] { forget(); });
    m_console.on<ConfigChanged>(this, [this] { m_isOutdated = true; });
    connect(&console, &Console::linkChanged, this, [this] { m_isOutdated = true; });
    connect(&overviews, &OverviewFeed::arrived, this, &ClusterFeed::ask);
}

void ClusterFeed::forget()
{
    if (m_console.now().state == BrokerState::Listening)
        return;
    m_isOutdated = true;
    m_now.reset();
    Q_EMIT arrived();
}

void ClusterFeed::ask()
{
    const bool isAlone = m_now && !m_now->isOn;
    if (m_isAsking || (isAlone && !m_isOutdated) || !m_console.may<ShowCluster>())
        return;
    m_isAsking = true;
    m_isOutdated = false;
    m_console.ask(ShowCluster()).then(this, [this](const Result<ClusterInfo> &cluster) {
        m_isAsking = false;
        if (!cluster || m_console.now().state != BrokerState::Listening)
            return;
        m_now = *cluster;
        Q_EMIT arrived();
    });
}

} // namespace broadcaster
