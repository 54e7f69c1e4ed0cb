// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/connectionsbynetwork.h"

namespace broadcaster {

ConnectionsByNetwork::Rank ConnectionsByNetwork::rankOf(PeerNetwork network, const Numbers &numbers)
{
    return { -static_cast<qsizetype>(numbers.size()), *numbers.begin(), network };
}

void ConnectionsByNetwork::add(PeerNetwork network, quint64 connection)
{
    Numbers &numbers = m_byNetwork[network];
    if (!numbers.empty())
        m_ranks.erase(rankOf(network, numbers));
    numbers.insert(connection);
    m_ranks.insert(rankOf(network, numbers));
    ++m_size;
}

void ConnectionsByNetwork::remove(PeerNetwork network, quint64 connection)
{
    const auto found = m_byNetwork.find(network);
    if (found == m_byNetwork.end() || !found->second.contains(connection))
        return;
    m_ranks.erase(rankOf(network, found->second));
    found->second.erase(connection);
    --m_size;
    if (found->second.empty())
        m_byNetwork.erase(found);
    else
        m_ranks.insert(rankOf(network, found->second));
}

std::optional<quint64> ConnectionsByNetwork::oldestOfLargest() const
{
    if (m_ranks.empty())
        return std::nullopt;
    return std::get<1>(*m_ranks.begin());
}

bool ConnectionsByNetwork::isOutnumbered(PeerNetwork network) const
{
    const auto found = m_byNetwork.find(network);
    const qsizetype own = found == m_byNetwork.end() ? 0 : qsizetype(found->second.size());
    return !m_ranks.empty() && -std::get<0>(*m_ranks.begin()) > own + 1;
}

} // namespace broadcaster
