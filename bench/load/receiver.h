// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/sender.h"

namespace broadcaster::bench {

/// Reads the broker's messages, checks every message's number against its own count, answers
/// requests (Rpc) and lets senders go on.
class Receiver final {
public:
    Receiver(Run &run, Transport &transport, Sender &sender);

    void sendRequest(Connection &connection);
    void read(Connection &connection);
    /// Fills the windows that moved while this turn's sockets were read.
    void finishTurn();

private:
    [[nodiscard]] bool readResponse(Connection &connection, std::string_view &bytes);
    [[nodiscard]] bool readFrame(
        Connection &connection, std::string_view &bytes, std::chrono::nanoseconds now);
    void beginFrame(Connection &connection, Opcode opcode, std::string_view payload);
    void greet(Connection &connection, std::string_view payload);
    void beginMessage(Connection &connection, std::string_view payload);
    void endMessage(Connection &connection, std::chrono::nanoseconds now);
    void confirm(Group &group, quint64 number);

    Run &m_run;
    Transport &m_transport;
    Sender &m_sender;
    const std::string m_key;
    const std::string m_accept;
    std::vector<char> m_buffer;
    std::vector<Group *> m_moved;
};

} // namespace broadcaster::bench
