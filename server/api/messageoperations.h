// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/done.h"
#include "server/api/limits.h"
#include "server/api/reach.h"

namespace broadcaster {

// Operations about messages (operations.h).

/// Fails with NotFound when that is no longer known.
struct ShowDelivery {
    DeliveryQuery query;

    using Answer = QList<DeliveryLine>;
    static constexpr About about { "showDelivery", Right::Look,
        "The fate of a message at each client that was there, in the order they connected." };
    static constexpr FieldInfo fields[] { field<&ShowDelivery::query>("query", "The message") };
};

/// Fails with InvalidArgument when the broker would reject the envelope, in the words that the
/// sender would get.
struct Explain {
    ProjectId project;
    QByteArray envelope;
    /// Id of the client that would send it; null: the broker itself. Fails with NotFound when the
    /// client is not there.
    ClientId sender {};
    qint64 lines = limits::MaxExplainedClients; ///< Clients to list at most; 0: figures only.
    /// The console client of the project would send it, if there is one and `sender` is null.
    bool fromConsoleClient = false;

    using Answer = Explanation;
    static constexpr About about { "explain", Right::Look,
        "The rule for an envelope that is not sent, and its verdict at each client." };
    static constexpr FieldInfo fields[] { field<&Explain::project>("projectId", "The project"),
        field<&Explain::envelope>("envelope", "The text that is not sent"),
        optionalField<&Explain::sender>("from", "Id of the client that would send it"),
        optionalField<&Explain::lines>("lines", "Clients to list at most"),
        optionalField<&Explain::fromConsoleClient>(
            "fromConsoleClient", "Whether the console client would send it") };
};

/// Fails with InvalidArgument in the words that a client would get.
struct Publish {
    ProjectId project;
    QByteArray envelope;

    using Answer = Published;
    static constexpr About about { "publish", Right::Act,
        "Sends an envelope from the broker itself, to the clients it is for." };
    static constexpr FieldInfo fields[] { field<&Publish::project>("projectId", "The project"),
        field<&Publish::envelope>("envelope", "The text") };
};

} // namespace broadcaster
