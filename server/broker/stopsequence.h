// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/broker/stopstages.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QObject>

#include <chrono>
#include <functional>

namespace broadcaster {

class BrokerParts;

/// Stops the parts of a broker in their order: gateway, rooms, counters. Every stage has an end,
/// whatever hangs. Lives on the main thread.
class StopSequence final : public QObject {
public:
    struct Outcome {
        bool threadsHang = false;
        bool isWritten = true; ///< All counts are in the database.
    };
    using Done = std::function<void(const Outcome &outcome)>;

    /// Closes the clients over that time, and goes on with stop(). The parts outlive the sequence.
    void drain(BrokerParts &parts, std::chrono::milliseconds over, Done done);
    /// Closes all clients at once. Also ends a drain early.
    void stop(BrokerParts &parts, Done done);
    [[nodiscard]] bool isDraining() const { return m_isDraining; }

private:
    void stopRooms();
    void flushUsage();
    void awaitFlush();
    void onFlushed(bool isWritten);

    BrokerParts *m_parts = nullptr;
    Done m_done;
    Outcome m_outcome;
    StopStages m_stages;
    QDeadlineTimer m_flushEnd; ///< However much is written.
    int m_flushStage = 0;
    bool m_isDraining = false;
};

} // namespace broadcaster
