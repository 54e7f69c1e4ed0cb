// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <vector>

namespace broadcaster {

/// Numbers of clients that a message was for and that it has not been sent to.
struct UnsentCounts {
    quint32 queued = 0;
    quint32 tooSlow = 0;
    quint32 connectionLost = 0;

    [[nodiscard]] quint64 dropped() const { return quint64 { tooSlow } + connectionLost; }
    [[nodiscard]] quint64 total() const { return queued + dropped(); }

    friend bool operator==(const UnsentCounts &, const UnsentCounts &) = default;
};

/// The progress of one message (docs/protocol.md, delivery). Clients that it was sent to are not
/// listed. The counts are exact; the list of clients is bounded.
struct MessageDelivery {
    static constexpr size_t MaxClients = 256;

    struct Client {
        ClientId id;
        ClientType type = ClientType::Runtime;
        DeliveryState state = DeliveryState::Queued;

        friend bool operator==(const Client &, const Client &) = default;
    };

    UnsentCounts addressed;
    UnsentCounts mirrored;
    std::vector<Client> clients; ///< At most MaxClients, in the order of their first change.

    /// `isMirror`: the message was not for the client itself.
    void apply(const DeliveryChange &change, bool isMirror);
    /// The message was sent to everyone.
    [[nodiscard]] bool isEmpty() const { return addressed.total() + mirrored.total() == 0; }
    /// Clients that are counted and not listed.
    [[nodiscard]] quint64 unlisted() const
    {
        const quint64 counted = addressed.total() + mirrored.total();
        return counted > clients.size() ? counted - clients.size() : 0;
    }
    [[nodiscard]] DeliveryState stateAt(const ClientId &client) const;

    friend bool operator==(const MessageDelivery &, const MessageDelivery &) = default;
};

} // namespace broadcaster
