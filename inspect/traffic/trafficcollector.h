// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficstore.h"

namespace broadcaster {

/// Where traffic goes: into the store that is shown or, while paused, into one of the same size
/// that waits. How far shown messages have come is told in either case.
class TrafficCollector final : public QObject {
    Q_OBJECT

public:
    explicit TrafficCollector(TrafficLimits limits, QObject *parent = nullptr);

    [[nodiscard]] TrafficStore &store() { return m_store; }
    [[nodiscard]] const TrafficStore &store() const { return m_store; }
    /// What has come since setPaused(true); only so much of it as the limits allow.
    [[nodiscard]] qsizetype waitingCount() const { return m_waiting.count(); }
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    void take(const TrafficBatch &batch);
    /// What waited goes behind what was shown when the pause ends.
    void setPaused(bool paused);
    void setLimits(TrafficLimits limits);
    void clear(); ///< What waits, too.

Q_SIGNALS:
    void pausedChanged();
    void waitingChanged();

private:
    TrafficStore m_store;
    TrafficStore m_waiting;
    bool m_isPaused = false;
};

} // namespace broadcaster
