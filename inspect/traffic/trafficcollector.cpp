// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/trafficcollector.h"

namespace broadcaster {

TrafficCollector::TrafficCollector(TrafficLimits limits, QObject *parent)
    : QObject(parent)
    , m_store(limits)
    , m_waiting(limits)
{
}

void TrafficCollector::take(const TrafficBatch &batch)
{
    if (!m_isPaused) {
        m_store.append(batch);
        return;
    }
    m_waiting.append(batch);
    m_store.apply(batch.changes); // Shown messages are updated as well.
    Q_EMIT waitingChanged();
}

void TrafficCollector::setPaused(bool paused)
{
    if (paused == m_isPaused)
        return;
    m_isPaused = paused;
    if (!paused)
        m_store.takeAll(m_waiting);
    Q_EMIT pausedChanged();
}

void TrafficCollector::setLimits(TrafficLimits limits)
{
    m_store.setLimits(limits);
    m_waiting.setLimits(limits);
}

void TrafficCollector::clear()
{
    m_store.clear();
    m_waiting.clear();
    Q_EMIT waitingChanged();
}

} // namespace broadcaster
