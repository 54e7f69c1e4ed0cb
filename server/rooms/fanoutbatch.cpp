// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/fanoutbatch.h"

#include "server/base/tuning.h"
#include "server/rooms/member.h"

#include <algorithm>

namespace broadcaster {

void FanoutBatch::open(const Key &key, const std::vector<Member *> &receivers)
{
    m_key = key;
    m_isSealed = false;
    m_frames.open(receivers);
    m_receivers.assign(receivers.begin(), receivers.end());
    for (size_t i = 0; i < m_receivers.size(); ++i)
        m_receivers[i]->batchIndex = i;
}

bool FanoutBatch::sendUntil(const Clock &clock, Clock::Time end)
{
    if (!isOpen())
        return true;
    m_isSealed = true;
    const qsizetype perLook = std::clamp<qsizetype>(
        limits::BytesPerLook / size(), 1, limits::SendsPerLook);
    qsizetype untilLook = perLook;
    while (m_next < m_receivers.size()) {
        if (Member *receiver = m_receivers[m_next++])
            m_frames.sendShared(*receiver);
        if (--untilLook > 0 || m_next == m_receivers.size())
            continue;
        untilLook = perLook;
        if (clock.now() >= end)
            return false;
    }
    close();
    return true;
}

void FanoutBatch::queueAndClose()
{
    for (; m_next < m_receivers.size(); ++m_next) {
        if (Member *receiver = m_receivers[m_next])
            m_frames.send(*receiver);
    }
    close();
}

void FanoutBatch::settleOpen(Member &receiver)
{
    const size_t index = receiver.batchIndex;
    if (index < m_next || index >= m_receivers.size() || m_receivers[index] != &receiver)
        return;
    seal();
    m_receivers[index] = nullptr;
    m_frames.send(receiver);
}

void FanoutBatch::close()
{
    m_receivers.clear();
    m_frames.close();
    m_next = 0;
}

} // namespace broadcaster
