// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/tuning.h"

#include <QtCore/QByteArray>

#include <vector>

namespace broadcaster {

/// Empty buffers that keep their memory from one use to the next, so that a busy client does not
/// ask the system for it each time and an idle one holds none. Belongs to one thread.
class BufferPool final {
public:
    /// The one given back last, still warm in the cache, unless it has no room for `bytes`.
    [[nodiscard]] QByteArray take(qsizetype bytes = 0)
    {
        if (m_buffers.empty() || m_buffers.back().capacity() < bytes) {
            QByteArray buffer;
            if (bytes > 0)
                buffer.reserve(bytes);
            return buffer;
        }
        QByteArray buffer = std::move(m_buffers.back());
        m_buffers.pop_back();
        m_bytes -= buffer.capacity();
        return buffer;
    }

    /// Keeps the buffer; frees the oldest buffers when the pool holds too much.
    void giveBack(QByteArray buffer)
    {
        if (buffer.capacity() == 0 || buffer.capacity() > limits::PooledBytes)
            return;
        m_bytes += buffer.capacity();
        auto kept = m_buffers.begin();
        for (; m_bytes > limits::PooledBytes; ++kept)
            m_bytes -= kept->capacity();
        m_buffers.erase(m_buffers.begin(), kept);
        buffer.resize(0);
        m_buffers.push_back(std::move(buffer));
    }

private:
    std::vector<QByteArray> m_buffers;
    qsizetype m_bytes = 0; ///< Sum of their capacities.
};

} // namespace broadcaster
