// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/base/clock.h"
#include "server/net/outputpool.h"
#include "server/protocol/bufferpool.h"

#include <deque>
#include <vector>

namespace broadcaster {

class Member;

/// `client_left` frames of clients that left a room together, made once and sent to each remaining
/// client from this one buffer: to some of them at a time, because they may be thousands.
class FarewellBatch final {
public:
    struct Departure {
        ClientId client;
        ClientType type;
        qsizetype clientsLeft;
        quint64 roster; ///< The first roster without the client.
    };

    explicit FarewellBatch(BufferPool &pool)
        : m_pool(pool)
    {
    }

    /// No frame waits to be sent.
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    /// No more frames are to be added.
    [[nodiscard]] bool isFull() const;

    /// `left` is the first roster without the client, growing from call to call; `record` the
    /// number of the message's traffic record, or 0. REQUIRES: open() was not called.
    void add(quint64 left, quint64 record, const QByteArray &json);
    /// Sets the receivers. Each gets the frames of clients that left since it joined.
    void open(std::vector<Member *> receivers);
    /// Continues the sending. False: not done at that time. REQUIRES: open()
    [[nodiscard]] bool sendUntil(const Clock &clock, Clock::Time end);
    /// The receiver leaves.
    void forget(Member &receiver);

    std::deque<Departure> waiting; ///< The room's own: departures that no frame was made of yet.

private:
    void sendTo(Member &receiver) const;

    BufferPool &m_pool;
    QByteArray m_bytes;
    std::vector<OutputBlock> m_blocks; ///< Blocks of m_bytes.
    std::vector<quint64> m_left; ///< For each block, the roster at which its client left.
    std::vector<Member *> m_receivers; ///< Null where a receiver was forgotten.
    size_t m_next = 0; ///< Index in m_receivers.
};

} // namespace broadcaster
