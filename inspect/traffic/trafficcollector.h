// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficstore.h"

namespace broadcaster {

/// Receives traffic: into the store that is shown or, while paused, into a waiting store of the
/// same size. Deliveries of shown messages are updated in either case.
class TrafficCollector final : public QObject {
    Q_OBJECT

public:
    explicit TrafficCollector(TrafficLimits limits, QObject *parent = nullptr);

    [[nodiscard]] TrafficStore &store() { return m_store; }
    [[nodiscard]] const TrafficStore &store() const { return m_store; }
    /// Messages since setPaused(true), as many as the limits allow.
    [[nodiscard]] qsizetype waitingCount() const { return m_waiting.count(); }
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    void take(const TrafficBatch &batch);
    /// At the end of a pause the waiting messages are appended to the shown ones.
    void setPaused(bool paused);
    void setLimits(TrafficLimits limits);
    /// Also clears the waiting messages. The cleared ones are kept aside until forgetCleared(),
    /// within limits of their own.
    void clear();
    /// The cleared messages come back, before those that have come since.
    void undoClear();
    void forgetCleared();
    [[nodiscard]] qsizetype clearedCount() const { return m_cleared.count(); }

Q_SIGNALS:
    void pausedChanged();
    void waitingChanged();

private:
    TrafficStore m_store;
    TrafficStore m_waiting;
    TrafficStore m_cleared;
    bool m_isPaused = false;
};

} // namespace broadcaster
