// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"
#include "server/api/traffic.h"

namespace broadcaster {

/// The receivers of an envelope.
struct Reach {
    qint64 addressed = 0;
    qint64 mirrored = 0;
    qint64 clients = 0; ///< Clients in the project, the sender included.

    friend bool operator==(const Reach &, const Reach &) = default;
    static constexpr FieldInfo fields[] { field<&Reach::addressed>("addressed", "Clients"),
        field<&Reach::mirrored>("mirrored", "Admins that get a copy"),
        field<&Reach::clients>("clientCount", "Clients in the project") };
};

/// The fate of an envelope if it were sent now.
struct Explanation {
    TrafficKind kind = TrafficKind::Broadcast; ///< The rule: by id, by type, broadcast, or a PING.
    QByteArray target; ///< The id or the type that the envelope names.
    Reach reach;
    QList<DeliveryLine> lines; ///< Clients in the order they connected, as many as were asked for.
    static constexpr FieldInfo fields[] { field<&Explanation::kind>("kind", "The rule"),
        field<&Explanation::target>("target", "The id or the type that it names"),
        field<&Explanation::reach>("reach", "Its receivers in figures"),
        field<&Explanation::lines>("lines", "The verdict at each client") };
};

/// The receivers of an envelope that the broker itself has sent.
struct Published {
    qint64 delivered = 0; ///< Clients it was for.
    qint64 mirrored = 0; ///< Admins that got a copy.
    bool isPartial = false; ///< Some broker of the cluster has not answered.
    static constexpr FieldInfo fields[] { field<&Published::delivered>("delivered", "Clients"),
        field<&Published::mirrored>("mirrored", "Admins that got a copy"),
        field<&Published::isPartial>("isPartial", "Some broker has not answered") };
};

} // namespace broadcaster
