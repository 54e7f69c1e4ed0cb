// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/protocol/deflate.h"
#include "server/protocol/permessagedeflate.h"

#include <array>
#include <chrono>
#include <optional>

namespace broadcaster {

/// Compression in one direction.
struct CompressionCount {
    qint64 messages = 0; ///< Compressed or decompressed, once for all receivers.
    qint64 savedBytes = 0; ///< Bytes of messages that the network did not carry, for each receiver.
    std::chrono::nanoseconds time {}; ///< Processor time.

    void add(const CompressionCount &other);
};

struct CompressionCounts {
    CompressionCount sent;
    CompressionCount received;

    void add(const CompressionCounts &other);
};

/// Compresses and decompresses all messages of one thread. Compressors are made for the first
/// client that needs them, and serve them all, since no message refers to an earlier one.
class MessageCompression final {
public:
    explicit MessageCompression(const Clock &clock)
        : m_clock(clock)
    {
    }
    Q_DISABLE_COPY_MOVE(MessageCompression)

    /// Replaces the last bytes of `out`, from `from` on, one plain frame, by its compressed form,
    /// if that is worth it. `receivers` will get it.
    void compressLast(
        QByteArray &out, qsizetype from, Compression compression, qint64 receivers = 1);
    /// The message of a compressed payload goes to message().
    [[nodiscard]] Inflater::Result decompress(std::span<const char> compressed, qsizetype maxBytes);
    /// The message that was decompressed last. ScanPadding more bytes are behind it.
    [[nodiscard]] std::span<char> message()
    {
        return { m_message.data(), static_cast<std::size_t>(m_message.size()) };
    }
    /// The message is not needed any more.
    void dropMessage();

    [[nodiscard]] const CompressionCounts &counts() const { return m_counts; }

private:
    [[nodiscard]] Deflater &deflater(Compression compression);

    const Clock &m_clock;
    std::array<std::optional<Deflater>, CompressionForms> m_deflaters; ///< By Compression.
    std::optional<Inflater> m_inflater;
    QByteArray m_compressed; ///< Payload of the frame that is made.
    QByteArray m_message;
    CompressionCounts m_counts;
};

} // namespace broadcaster
