// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/routing.h"

namespace broadcaster {

Route routeOf(const Envelope &envelope)
{
    if (!envelope.toId.empty())
        return { Route::Kind::ToClient, envelope.toId, {} };
    if (!envelope.toType.empty())
        return { Route::Kind::ToType, {}, envelope.toType };
    return {};
}

Verdict verdictFor(const Route &route, std::string_view senderId, std::string_view candidateId,
    ClientType candidateType)
{
    const bool isAdmin = candidateType == ClientType::Admin;
    // Only its own id brings a message back to its sender.
    if (route.kind == Route::Kind::ToClient && candidateId == route.clientId)
        return Verdict::Delivered;
    if (candidateId == senderId)
        return Verdict::SkippedSender;
    switch (route.kind) {
    case Route::Kind::ToClient:
        return isAdmin ? Verdict::Mirrored : Verdict::SkippedOtherClient;
    case Route::Kind::ToType:
        if (wireName(candidateType) == route.typeName)
            return Verdict::Delivered;
        return isAdmin ? Verdict::Mirrored : Verdict::SkippedOtherType;
    case Route::Kind::Broadcast:
        return isAdmin ? Verdict::SkippedAdmin : Verdict::Delivered;
    }
    Q_UNREACHABLE();
}

} // namespace broadcaster
