// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/bufferpool.h"

#include <QtCore/QByteArray>

#include <string_view>

namespace broadcaster {

/// Bytes that wait to be sent to one client: whole frames, of which the first may be partly gone.
/// Holds memory only while something waits. Does not know its limit: the socket does.
class OutputQueue final {
public:
    explicit OutputQueue(BufferPool &pool)
        : m_pool(pool)
    {
    }

    [[nodiscard]] qsizetype size() const { return m_bytes.size() - m_sent; }
    [[nodiscard]] bool isEmpty() const { return m_sent == m_bytes.size(); }
    [[nodiscard]] std::string_view front() const
    {
        return { m_bytes.constData() + m_sent, static_cast<size_t>(size()) };
    }

    /// To append whole frames to.
    [[nodiscard]] QByteArray &tail()
    {
        if (m_bytes.isNull())
            m_bytes = m_pool.take();
        return m_bytes;
    }
    /// Appends whole frames of which the first `alreadySent` bytes have been sent.
    /// REQUIRES: isEmpty() where alreadySent is not 0.
    void append(std::string_view frames, qsizetype alreadySent = 0);
    /// The first `count` bytes have been sent.
    void consume(qsizetype count);
    /// Drops every frame of which no byte has been sent. How many messages those were.
    int dropUnsentFrames();
    void clear() { consume(size()); }

private:
    /// Where in m_bytes the first whole frame begins.
    [[nodiscard]] qsizetype firstWholeFrame() const;
    void compact();

    BufferPool &m_pool;
    QByteArray m_bytes; ///< Null while nothing waits.
    qsizetype m_sent = 0;
    qsizetype m_boundary = 0; ///< A frame boundary in m_bytes, the last one known to be <= m_sent
                              ///< or the first one after a partial frame.
};

} // namespace broadcaster
