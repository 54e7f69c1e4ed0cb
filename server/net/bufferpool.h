// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"

#include <QtCore/QByteArray>

#include <vector>

namespace broadcaster {

/// Empty buffers that keep their memory from one turn to the next, so that a busy client does not
/// ask the system for it each time and an idle one holds none. Belongs to one thread.
class BufferPool final {
public:
    [[nodiscard]] QByteArray take()
    {
        if (m_buffers.empty())
            return {};
        QByteArray buffer = std::move(m_buffers.back());
        m_buffers.pop_back();
        return buffer;
    }

    /// Those too large to keep, or too many, are freed.
    void giveBack(QByteArray buffer)
    {
        if (buffer.capacity() > limits::KeptBufferBytes
            || m_buffers.size() >= static_cast<size_t>(limits::PooledBuffers))
            return;
        buffer.resize(0);
        m_buffers.push_back(std::move(buffer));
    }

private:
    std::vector<QByteArray> m_buffers;
};

} // namespace broadcaster
