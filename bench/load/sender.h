// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/transport.h"

#include <deque>

namespace broadcaster::bench {

/// Sends the messages of all groups: as many as the window allows, or in Paced when they are due.
class Sender final {
public:
    Sender(Run &run, Transport &transport, std::deque<Group> &groups);

    /// REQUIRES: all connections are open, so that client ids are known.
    void prepare(std::deque<Connection> &connections);
    /// Fills the windows of the groups that send at once.
    void start();
    /// Fills the group's window; when its quota is reached, that of the next group.
    void fill(Group &group);
    /// Paced: sends the messages that are due; false when there are none.
    bool sendDue();

private:
    void startNext();
    void sendSmall(Group &group, quint64 count);
    void sendLarge(Group &group, quint64 count);
    void sendDue(Group &group, std::chrono::nanoseconds now);

    Run &m_run;
    Transport &m_transport;
    std::deque<Group> &m_groups;
    std::deque<MessageTemplate> m_templates;
    std::size_t m_started = 0; ///< Number of started groups.
    std::vector<char> m_beginnings; ///< Beginnings of large frames.
    quint64 m_scheduled = 0; ///< Paced: messages that were due so far.
};

} // namespace broadcaster::bench
