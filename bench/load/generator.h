// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/receiver.h"
#include "bench/load/report.h"

namespace broadcaster::bench {

/// One run: connects all clients, warms up, measures, waits for messages under way. One thread,
/// which polls while messages flow so that waking up does not count as the broker's latency.
class Generator final {
public:
    explicit Generator(const Options &options);

    /// Returns when the run is over; the result is the line to print.
    [[nodiscard]] QJsonObject run();
    [[nodiscard]] std::size_t connectionCount() const { return m_connections.size(); }

private:
    void addGroups();
    void addIdle();
    Connection &add(Group *group, Role role, std::string_view type, std::string project);
    void openMore();
    void turn();
    void handle(Connection &connection, quint32 events);
    void settle(const Connection &connection);
    void advance();
    void startTraffic();
    void startMeasuring(std::chrono::nanoseconds length);
    void enter(Phase phase, std::chrono::nanoseconds length);
    /// All of --messages arrived; idle: SIGTERM came.
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] bool isDrained() const;
    [[nodiscard]] Snapshot snapshot() const;

    Run m_run;
    std::deque<Group> m_groups;
    std::deque<Connection> m_connections;
    Transport m_transport;
    Sender m_sender;
    Receiver m_receiver;
    std::size_t m_begun = 0; ///< Connections that were begun.
    std::size_t m_settled = 0; ///< Connections that are open or given up.
    std::chrono::nanoseconds m_deadline; ///< End of the phase.
    Snapshots m_snapshots;
};

} // namespace broadcaster::bench
