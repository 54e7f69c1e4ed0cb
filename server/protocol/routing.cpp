// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/routing.h"

#include "server/api/check.h"

namespace broadcaster {

Route routeOf(const Envelope &envelope)
{
    if (!envelope.toId.empty())
        return { Route::Kind::ToClient, envelope.toId, {} };
    if (!envelope.toType.empty())
        return { Route::Kind::ToType, {}, envelope.toType };
    return {};
}

TrafficKind trafficKind(Route::Kind kind)
{
    switch (kind) {
    case Route::Kind::ToClient:
        return TrafficKind::ToClient;
    case Route::Kind::ToType:
        return TrafficKind::ToType;
    case Route::Kind::Broadcast:
        return TrafficKind::Broadcast;
    }
    return unreachable(TrafficKind::Rejected);
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
    return unreachable(Verdict::NotRouted);
}

Verdict verdictFor(TrafficKind kind, std::string_view target, std::string_view sender,
    std::string_view candidateId, ClientType candidateType)
{
    switch (kind) {
    case TrafficKind::ToClient:
        return verdictFor(
            { Route::Kind::ToClient, target, {} }, sender, candidateId, candidateType);
    case TrafficKind::ToType:
        return verdictFor({ Route::Kind::ToType, {}, target }, sender, candidateId, candidateType);
    case TrafficKind::Broadcast:
        return verdictFor(Route {}, sender, candidateId, candidateType);
    case TrafficKind::Ping:
    case TrafficKind::Rejected:
        return Verdict::NotRouted;
    case TrafficKind::SystemToOne:
    case TrafficKind::Error:
        return candidateId == target ? Verdict::Delivered : Verdict::SkippedOtherClient;
    case TrafficKind::SystemToAll:
        return Verdict::Delivered;
    }
    return unreachable(Verdict::NotRouted);
}

} // namespace broadcaster
