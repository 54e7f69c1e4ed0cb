// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/farewellbatch.h"

#include "server/api/bytes.h"
#include "server/base/tuning.h"
#include "server/protocol/framewriter.h"
#include "server/rooms/member.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

bool FarewellBatch::isFull() const
{
    return m_bytes.size() >= limits::EarlyFlushBytes;
}

void FarewellBatch::add(quint64 left, quint64 record, const QByteArray &json)
{
    if (m_bytes.isNull())
        m_bytes = m_pool.take();
    const qsizetype before = m_bytes.size();
    appendFrame(m_bytes, Opcode::Text, view(json));
    m_blocks.push_back({ record, static_cast<quint32>(m_bytes.size() - before) });
    m_left.push_back(left);
}

void FarewellBatch::open(std::vector<Member *> receivers)
{
    m_receivers = std::move(receivers);
    m_next = 0;
    for (size_t i = 0; i < m_receivers.size(); ++i)
        m_receivers[i]->farewellIndex = i;
}

bool FarewellBatch::sendUntil(const Clock &clock, Clock::Time end)
{
    while (m_next < m_receivers.size()) {
        if (Member *receiver = m_receivers[m_next++])
            sendTo(*receiver);
        if (m_next < m_receivers.size() && clock.now() >= end)
            return false;
    }
    m_receivers.clear();
    m_blocks.clear();
    m_left.clear();
    m_pool.giveBack(std::exchange(m_bytes, {}));
    return true;
}

void FarewellBatch::sendTo(Member &receiver) const
{
    const auto known = std::upper_bound(m_left.begin(), m_left.end(), receiver.joined);
    const auto first = static_cast<size_t>(known - m_left.begin());
    qsizetype offset = 0;
    for (size_t i = 0; i < first; ++i)
        offset += m_blocks[i].size;
    if (first < m_blocks.size())
        receiver.sendShared(
            { m_bytes.constData() + offset, static_cast<size_t>(m_bytes.size() - offset) },
            std::span(m_blocks).subspan(first));
}

void FarewellBatch::forget(Member &receiver)
{
    const size_t index = receiver.farewellIndex;
    if (index < m_receivers.size() && m_receivers[index] == &receiver)
        m_receivers[index] = nullptr;
}

} // namespace broadcaster
