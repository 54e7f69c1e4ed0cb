// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/trafficcollector.h"

namespace broadcaster {

TrafficCollector::TrafficCollector(TrafficLimits limits, QObject *parent)
    : QObject(parent)
    , m_store(limits)
    , m_waiting(limits)
    , m_cleared(limits)
{
}

void TrafficCollector::take(const TrafficBatch &batch)
{
    m_cleared.apply(batch.changes);
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
    m_cleared.setLimits(limits);
}

void TrafficCollector::clear()
{
    m_cleared.takeAll(m_store);
    m_cleared.takeAll(m_waiting);
    Q_EMIT waitingChanged();
}

void TrafficCollector::undoClear()
{
    m_cleared.takeAll(m_store);
    m_store.takeAll(m_cleared);
}

void TrafficCollector::forgetCleared()
{
    m_cleared.clear();
}

} // namespace broadcaster
