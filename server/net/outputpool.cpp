// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/outputpool.h"

#include "server/base/tuning.h"

namespace broadcaster {

std::unique_ptr<OutputStorage> OutputPool::take()
{
    if (m_stored.empty())
        return std::make_unique<OutputStorage>();
    // The storage given back last is still warm in the cache.
    std::unique_ptr<OutputStorage> storage = std::move(m_stored.back());
    m_stored.pop_back();
    m_bytes -= footprint(*storage);
    return storage;
}

void OutputPool::giveBack(std::unique_ptr<OutputStorage> storage)
{
    storage->bytes.resize(0);
    storage->blocks.clear();
    storage->firstBlock = 0;
    storage->sent = 0;
    const qsizetype bytes = footprint(*storage);
    if (m_bytes + bytes > limits::PooledBytes)
        return;
    m_bytes += bytes;
    m_stored.push_back(std::move(storage));
}

qsizetype OutputPool::footprint(const OutputStorage &storage)
{
    return storage.bytes.capacity()
        + static_cast<qsizetype>(storage.blocks.capacity() * sizeof(OutputBlock));
}

} // namespace broadcaster
