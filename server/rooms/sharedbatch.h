// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/outputqueue.h"
#include "server/protocol/bufferpool.h"
#include "server/protocol/routing.h"

#include <QtCore/QByteArray>

#include <vector>

namespace broadcaster {

class ClientSession;

/// Frames of a turn that go to the same clients, made once and sent to each from this one buffer.
/// While it is open nothing else may be queued for its receivers: close it first.
class SharedBatch final {
public:
    /// What decides who receives: equal keys mean equal receivers while nobody joins or leaves.
    struct Key {
        const ClientSession *sender = nullptr;
        Route::Kind kind = Route::Kind::Broadcast;
        ClientSession *target = nullptr; ///< ToClient; null: nobody has that id.
        int type = -1; ///< ToType; -1: a type nobody has.

        friend bool operator==(const Key &, const Key &) = default;
    };

    explicit SharedBatch(BufferPool &pool)
        : m_pool(pool)
    {
    }

    [[nodiscard]] bool isOpen() const { return !m_bytes.isEmpty(); }
    [[nodiscard]] bool matches(const Key &key) const { return isOpen() && m_key == key; }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }
    [[nodiscard]] qsizetype receiverCount() const
    {
        return static_cast<qsizetype>(m_receivers.size());
    }

    /// REQUIRES: !isOpen()
    void open(const Key &key, const std::vector<ClientSession *> &receivers);
    /// Appends one frame, whose bytes `make(QByteArray &)` appends. Returns their number.
    /// `record` is the number of the message's traffic record; 0: none.
    template <typename Make>
    qsizetype append(quint64 record, Make &&make)
    {
        const qsizetype before = m_bytes.size();
        std::forward<Make>(make)(m_bytes);
        const qsizetype size = m_bytes.size() - before;
        m_blocks.push_back({ record, static_cast<quint32>(size) });
        return size;
    }

    /// The turn ends: every receiver's send reads from this buffer. Closes the batch.
    void sendAndClose();
    /// Something else comes in between: the frames go behind what waits at each receiver.
    void queueAndClose();

private:
    void close();

    BufferPool &m_pool;
    Key m_key;
    std::vector<ClientSession *> m_receivers;
    QByteArray m_bytes; ///< Holds memory only while it is open.
    std::vector<OutputBlock> m_blocks; ///< The frames in m_bytes.
};

} // namespace broadcaster
