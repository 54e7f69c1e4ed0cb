// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/httpoutputaccount.h"

#include "server/base/tuning.h"
namespace broadcaster {

bool HttpOutputAccount::beginLarge(PeerNetwork network)
{
    if (m_large >= limits::MaxLargeAnswers
        || m_largeByNetwork.value(network) >= limits::MaxLargeAnswersPerAddress)
        return false;
    ++m_large;
    ++m_largeByNetwork[network];
    return true;
}

void HttpOutputAccount::endLarge(PeerNetwork network)
{
    --m_large;
    const auto found = m_largeByNetwork.find(network);
    if (--*found == 0)
        m_largeByNetwork.erase(found);
}

} // namespace broadcaster
