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
    void clear(); ///< Also clears the waiting messages.

Q_SIGNALS:
    void pausedChanged();
    void waitingChanged();

private:
    TrafficStore m_store;
    TrafficStore m_waiting;
    bool m_isPaused = false;
};

} // namespace broadcaster
