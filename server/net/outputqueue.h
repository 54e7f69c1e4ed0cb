// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/outputpool.h"

#include <span>
#include <string_view>
#include <utility>

namespace broadcaster {

/// Bytes that wait to be sent to one client, and their division into blocks. The queue never reads
/// the bytes: each block is described when it is appended. Holds memory only while bytes wait. Does
/// not know its limit: the socket does.
class OutputQueue final {
public:
    explicit OutputQueue(OutputPool &pool)
        : m_pool(pool)
    {
    }
    ~OutputQueue() { clear(); }
    Q_DISABLE_COPY_MOVE(OutputQueue)

    [[nodiscard]] qsizetype size() const
    {
        return m_storage ? m_storage->bytes.size() - m_storage->sent : 0;
    }
    [[nodiscard]] bool isEmpty() const { return !m_storage; }
    [[nodiscard]] std::string_view front() const;

    /// Appends one block, whose bytes `make(QByteArray &)` appends in place. Returns their number.
    /// REQUIRES: at least one byte, at most 4 GiB.
    template <typename Make>
    qsizetype append(OutputBlock::Kind kind, quint64 message, Make &&make)
    {
        OutputStorage &storage = this->storage();
        const qsizetype before = storage.bytes.size();
        std::forward<Make>(make)(storage.bytes);
        const qsizetype size = storage.bytes.size() - before;
        storage.blocks.push_back({ message, static_cast<quint32>(size), kind });
        return size;
    }
    void append(std::string_view bytes, OutputBlock::Kind kind, quint64 message = 0);
    /// Appends the bytes of several blocks, of which the first `alreadySent` bytes have been sent.
    /// REQUIRES: the sizes of the blocks add up to that of the bytes; if alreadySent is not 0,
    /// isEmpty(), and alreadySent is less than all bytes.
    void append(
        std::string_view bytes, std::span<const OutputBlock> blocks, qsizetype alreadySent = 0);

    /// Removes the first `count` bytes, which have been sent. Calls `sent(const OutputBlock &)` for
    /// each block that has been sent to its end.
    template <typename Sent>
    void consume(qsizetype count, Sent &&sent)
    {
        while (count > 0) {
            OutputBlock &block = m_storage->blocks[m_storage->firstBlock];
            const auto part = static_cast<quint32>(qMin<qsizetype>(count, block.size));
            block.size -= part;
            m_storage->sent += part;
            count -= part;
            if (block.size > 0) {
                m_isInsideBlock = true;
                break;
            }
            m_isInsideBlock = false;
            ++m_storage->firstBlock;
            sent(std::as_const(block));
        }
        release();
    }
    /// Drops every block of which no byte has been sent, except responses. Calls `dropped(const
    /// OutputBlock &)` for each of them.
    template <typename Dropped>
    void dropUnsent(Dropped &&dropped)
    {
        for (const OutputBlock &block : cutUnsent())
            dropped(block);
    }
    /// Calls `waits(const OutputBlock &)` for each block.
    template <typename Waits>
    void forEach(Waits &&waits) const
    {
        for (const OutputBlock &block : waiting())
            waits(block);
    }
    /// The same for blocks that were appended since the last call.
    template <typename Waits>
    void forEachUnreported(Waits &&waits)
    {
        const std::span<OutputBlock> blocks = waiting();
        size_t first = blocks.size();
        while (first > 0 && !blocks[first - 1].isReported)
            --first;
        for (OutputBlock &block : blocks.subspan(first)) {
            block.isReported = true;
            waits(std::as_const(block));
        }
    }
    void clear();

private:
    [[nodiscard]] OutputStorage &storage()
    {
        if (!m_storage)
            m_storage = m_pool.take();
        return *m_storage;
    }
    [[nodiscard]] std::span<OutputBlock> waiting() const
    {
        return m_storage ? std::span(m_storage->blocks).subspan(m_storage->firstBlock)
                         : std::span<OutputBlock>();
    }
    [[nodiscard]] std::vector<OutputBlock> cutUnsent();
    /// Gives back unneeded memory.
    void release();

    OutputPool &m_pool;
    std::unique_ptr<OutputStorage> m_storage; ///< Null while no bytes wait.
    bool m_isInsideBlock = false; ///< The first block has been sent in part.
};

} // namespace broadcaster
