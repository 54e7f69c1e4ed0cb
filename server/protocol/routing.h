// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/protocol/envelope.h"

namespace broadcaster {

/// Where an envelope goes (docs/protocol.md, routing).
struct Route {
    enum class Kind {
        ToClient, ///< And to every admin.
        ToType, ///< And to every admin.
        Broadcast, ///< To everyone who is not an admin.
    };
    Kind kind = Kind::Broadcast;
    std::string_view clientId; ///< ToClient only.
    std::string_view typeName; ///< ToType only; any text, known type or not.
};

[[nodiscard]] Route routeOf(const Envelope &envelope);

/// What becomes of a routed message at one client of the room, and why.
enum class Verdict {
    Delivered,
    Mirrored, ///< An admin that was not addressed itself.
    SkippedSender,
    SkippedOtherClient,
    SkippedOtherType,
    SkippedAdmin, ///< Broadcasts do not go to admins.
};

/// The routing rules as one pure function: what every faster path must agree with.
[[nodiscard]] Verdict verdictFor(const Route &route, std::string_view senderId,
    std::string_view candidateId, ClientType candidateType);

} // namespace broadcaster
