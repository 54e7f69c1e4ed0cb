// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/outputqueue.h"

#include "server/base/tuning.h"

#include <algorithm>

namespace broadcaster {

std::string_view OutputQueue::front() const
{
    if (!m_storage)
        return {};
    return { m_storage->bytes.constData() + m_storage->sent, static_cast<size_t>(size()) };
}

void OutputQueue::append(std::string_view bytes, OutputBlock::Kind kind, quint64 message)
{
    append(kind, message, [bytes](QByteArray &out) {
        out.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    });
}

void OutputQueue::append(
    std::string_view bytes, std::span<const OutputBlock> blocks, qsizetype alreadySent)
{
    OutputStorage &storage = this->storage();
    auto rest = static_cast<quint64>(alreadySent);
    auto first = blocks.begin();
    for (; first != blocks.end() && rest >= first->size; ++first)
        rest -= first->size;
    const size_t at = storage.blocks.size();
    storage.blocks.insert(storage.blocks.end(), first, blocks.end());
    if (rest > 0) {
        storage.blocks[at].size -= static_cast<quint32>(rest);
        m_isInsideBlock = true;
    }
    storage.bytes.append(
        bytes.data() + alreadySent, static_cast<qsizetype>(bytes.size()) - alreadySent);
}

std::vector<OutputBlock> OutputQueue::cutUnsent()
{
    if (!m_storage)
        return {};
    std::vector<OutputBlock> &blocks = m_storage->blocks;
    size_t kept = m_storage->firstBlock + (m_isInsideBlock ? 1 : 0);
    while (kept < blocks.size() && blocks[kept].kind == OutputBlock::Kind::Response)
        ++kept;
    std::vector<OutputBlock> dropped(
        blocks.begin() + static_cast<std::ptrdiff_t>(kept), blocks.end());
    blocks.resize(kept);
    qsizetype left = 0;
    for (size_t i = m_storage->firstBlock; i < kept; ++i)
        left += blocks[i].size;
    // A copy, so that the memory is freed at once.
    m_storage->bytes = left > 0 ? m_storage->bytes.sliced(m_storage->sent, left) : QByteArray();
    m_storage->sent = 0;
    release();
    return dropped;
}

void OutputQueue::clear()
{
    if (m_storage)
        m_pool.giveBack(std::move(m_storage));
    m_isInsideBlock = false;
}

void OutputQueue::release()
{
    if (!m_storage)
        return;
    OutputStorage &storage = *m_storage;
    if (storage.sent == storage.bytes.size()) {
        clear();
        return;
    }
    // Only when more has been sent than is left, so that each byte is moved at most once.
    if (storage.sent >= limits::EarlyFlushBytes && storage.sent >= size()) {
        storage.bytes.remove(0, storage.sent);
        storage.sent = 0;
        const auto sentBlocks = static_cast<std::ptrdiff_t>(storage.firstBlock);
        storage.blocks.erase(storage.blocks.begin(), storage.blocks.begin() + sentBlocks);
        storage.firstBlock = 0;
    }
}

} // namespace broadcaster
