// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/peernetwork.h"

#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

namespace broadcaster {

/// Connections by the network of their peer. When there are too many, the network that has the most
/// gives up its oldest one, so that nobody else has to wait. Each call costs the logarithm of the
/// count.
class ConnectionsByNetwork final {
public:
    /// Numbers grow with time: the older of two connections has the smaller number.
    void add(PeerNetwork network, quint64 connection);
    /// Does nothing if the connection is not there.
    void remove(PeerNetwork network, quint64 connection);

    [[nodiscard]] qsizetype size() const { return m_size; }
    /// The oldest connection of the network that has the most; among equal networks, the oldest
    /// one.
    [[nodiscard]] std::optional<quint64> oldestOfLargest() const;
    /// Some network would have more than this one even if this one had one more.
    [[nodiscard]] bool isOutnumbered(PeerNetwork network) const;

private:
    /// Negative count, oldest connection, network: in the order in which they have to give way.
    using Rank = std::tuple<qsizetype, quint64, PeerNetwork>;
    using Numbers = std::set<quint64>;

    [[nodiscard]] static Rank rankOf(PeerNetwork network, const Numbers &numbers);

    std::unordered_map<PeerNetwork, Numbers> m_byNetwork;
    std::set<Rank> m_ranks;
    qsizetype m_size = 0;
};

} // namespace broadcaster
