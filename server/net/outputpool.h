// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <memory>
#include <vector>

namespace broadcaster {

/// A part of a client's output that is sent as a whole or not at all.
struct OutputBlock {
    enum class Kind : quint8 {
        Response, ///< The answer to the handshake: always sent.
        Message, ///< The frame of one message.
        Control, ///< A ping, pong or close frame.
    };

    /// The number of its traffic record (TrafficRecord::number); 0: no record.
    quint64 message = 0;
    quint32 size = 0; ///< Unsent bytes.
    Kind kind = Kind::Message;
    bool isReported = false; ///< The observer of the traffic has been told that it waits.
};

/// Bytes and blocks of an OutputQueue. A pool keeps the memory from one use to the next.
struct OutputStorage {
    QByteArray bytes;
    std::vector<OutputBlock> blocks;
    size_t firstBlock = 0; ///< Blocks before this one are sent.
    qsizetype sent = 0; ///< Bytes before this one are sent.
};

/// Empty storage of one thread, so that a busy client does not ask the system for memory each turn
/// and an idle one holds none. Keeps at most limits::PooledBytes.
class OutputPool final {
public:
    [[nodiscard]] std::unique_ptr<OutputStorage> take();
    void giveBack(std::unique_ptr<OutputStorage> storage);

private:
    [[nodiscard]] static qsizetype footprint(const OutputStorage &storage);

    std::vector<std::unique_ptr<OutputStorage>> m_stored;
    qsizetype m_bytes = 0;
};

} // namespace broadcaster
