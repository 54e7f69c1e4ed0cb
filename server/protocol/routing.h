// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/api/traffic.h"
#include "server/protocol/envelope.h"

namespace broadcaster {

/// The target of an envelope (docs/protocol.md, routing).
struct Route {
    enum class Kind {
        ToClient, ///< One client, and every admin.
        ToType, ///< All clients of a type, and every admin.
        Broadcast, ///< Every client that is not an admin.
    };
    Kind kind = Kind::Broadcast;
    std::string_view clientId; ///< ToClient only.
    std::string_view typeName; ///< ToType only; any text, known type or not.

    /// The id or the type; empty for Broadcast.
    [[nodiscard]] std::string_view target() const
    {
        return kind == Kind::ToClient ? clientId : typeName;
    }
};

[[nodiscard]] Route routeOf(const Envelope &envelope);
[[nodiscard]] TrafficKind trafficKind(Route::Kind kind);

/// The routing rules as one pure function: every faster path must agree with it.
[[nodiscard]] Verdict verdictFor(const Route &route, std::string_view senderId,
    std::string_view candidateId, ClientType candidateType);

/// The same for a message of any kind, from the target in its record. `sender` is empty for the
/// broker's own messages. Does not know which clients were too slow.
[[nodiscard]] Verdict verdictFor(TrafficKind kind, std::string_view target, std::string_view sender,
    std::string_view candidateId, ClientType candidateType);

} // namespace broadcaster
