// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/done.h"
#include "server/api/traffic.h"

namespace broadcaster {

// Operations about messages (operations.h).

/// Fails with NotFound when that is no longer known.
struct ShowDelivery {
    DeliveryQuery query;

    using Answer = QList<DeliveryLine>;
    static constexpr About about { "showDelivery", Right::Look,
        "What became of a message at each client that was there, in the order they connected." };
    static constexpr FieldInfo fields[] { field<&ShowDelivery::query>("query", "The message") };
};

/// Fails with InvalidArgument when the broker would reject the envelope, in the words that the
/// sender would get.
struct ShowReach {
    ProjectId project;
    QByteArray envelope;

    using Answer = Reach;
    static constexpr About about { "showReach", Right::Look,
        "What the operator's envelope would reach." };
    static constexpr FieldInfo fields[] { field<&ShowReach::project>("projectId", "The project"),
        field<&ShowReach::envelope>("envelope", "The text that is not sent") };
};

/// Fails with InvalidArgument in the words that a client would get.
struct Publish {
    ProjectId project;
    QByteArray envelope;

    using Answer = Published;
    static constexpr About about { "publish", Right::Act,
        "Sends an envelope to whom it is for, from the broker itself." };
    static constexpr FieldInfo fields[] { field<&Publish::project>("projectId", "The project"),
        field<&Publish::envelope>("envelope", "The text") };
};

} // namespace broadcaster
