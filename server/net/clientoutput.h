// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/clientsockethandler.h"
#include "server/net/outputqueue.h"

#include <memory>
#include <vector>

namespace broadcaster {

/// The bytes that wait to be sent to one client. The handler is told of messages that wait, have
/// left, or were dropped (docs/protocol.md, delivery).
class ClientOutput final {
public:
    ClientOutput(OutputPool &pool, ClientSocketHandler &handler)
        : m_handler(handler)
        , m_queue(pool)
    {
    }

    /// For appending and reading.
    [[nodiscard]] OutputQueue &queue() { return m_queue; }
    [[nodiscard]] qsizetype size() const { return m_queue.size(); }
    [[nodiscard]] bool isEmpty() const { return m_queue.isEmpty(); }
    [[nodiscard]] std::string_view front() const { return m_queue.front(); }

    /// The stream has taken the first bytes of the queue. TLS holds the last `unsent` of them back.
    void noteTaken(qsizetype bytes, qsizetype unsent);
    /// TLS has sent all that it held back.
    void noteTlsSent();
    /// Tells the handler of all messages that have not left in their turn.
    void reportWaiting();
    /// Something is not even put where it waits.
    void noteDropped(const OutputBlock &block);
    /// The client is too slow: drops all that has not begun to be sent, and what comes from now on.
    void dropUnsent();
    /// The connection is over: drops everything.
    void lose();

private:
    void noteSent(const OutputBlock &block);

    ClientSocketHandler &m_handler;
    OutputQueue m_queue;
    /// Messages that TLS has taken, while their last record has not left whole; null: none.
    std::unique_ptr<std::vector<OutputBlock>> m_inTls;
    DeliveryState m_whyDropped = DeliveryState::ConnectionLost; ///< Whatever cannot be sent.
};

} // namespace broadcaster
