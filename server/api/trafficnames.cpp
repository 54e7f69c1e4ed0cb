// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/trafficnames.h"

#include "server/api/check.h"

namespace broadcaster {

QByteArrayView nameOf(TrafficKind kind)
{
    switch (kind) {
    case TrafficKind::ToClient:
        return "to-client";
    case TrafficKind::ToType:
        return "to-type";
    case TrafficKind::Broadcast:
        return "broadcast";
    case TrafficKind::Ping:
        return "ping";
    case TrafficKind::Rejected:
        return "rejected";
    case TrafficKind::SystemToOne:
        return "system-to-one";
    case TrafficKind::SystemToAll:
        return "system-to-all";
    case TrafficKind::Error:
        return "error";
    }
    return unreachable(QByteArrayView("rejected"));
}

QByteArrayView nameOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Queued:
        return "queued";
    case DeliveryState::Sent:
        return "sent";
    case DeliveryState::TooSlow:
        return "too-slow";
    case DeliveryState::ConnectionLost:
        return "connection-lost";
    }
    return unreachable(QByteArrayView("sent"));
}

QByteArrayView nameOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Delivered:
        return "delivered";
    case Verdict::Mirrored:
        return "mirrored";
    case Verdict::SkippedSender:
        return "skipped-sender";
    case Verdict::SkippedOtherClient:
        return "skipped-other-client";
    case Verdict::SkippedOtherType:
        return "skipped-other-type";
    case Verdict::SkippedAdmin:
        return "skipped-admin";
    case Verdict::NotRouted:
        return "not-routed";
    }
    return unreachable(QByteArrayView("not-routed"));
}

} // namespace broadcaster
