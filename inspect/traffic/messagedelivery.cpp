// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/messagedelivery.h"

#include <algorithm>

namespace broadcaster {

void MessageDelivery::apply(const DeliveryChange &change, bool isMirror)
{
    UnsentCounts &counts = isMirror ? mirrored : addressed;
    if (change.wasQueued && counts.queued > 0)
        --counts.queued;
    switch (change.state) {
    case DeliveryState::Queued:
        ++counts.queued;
        break;
    case DeliveryState::TooSlow:
        ++counts.tooSlow;
        break;
    case DeliveryState::ConnectionLost:
        ++counts.connectionLost;
        break;
    case DeliveryState::Sent:
        break;
    }
    const auto known = std::find_if(clients.begin(), clients.end(),
        [&](const Client &client) { return client.id == change.client; });
    if (known == clients.end()) {
        if (change.state != DeliveryState::Sent && clients.size() < MaxClients)
            clients.push_back({ change.client, change.type, change.state });
    } else if (change.state == DeliveryState::Sent) {
        clients.erase(known);
    } else {
        known->state = change.state;
    }
}

DeliveryState MessageDelivery::stateAt(const ClientId &client) const
{
    const auto known = std::find_if(
        clients.begin(), clients.end(), [&](const Client &one) { return one.id == client; });
    return known == clients.end() ? DeliveryState::Sent : known->state;
}

} // namespace broadcaster
