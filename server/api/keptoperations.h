// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/keptfigures.h"
#include "server/api/limits.h"
#include "server/api/refusals.h"

namespace broadcaster {

// Operations about what a broker remembers (operations.h). Those about messages and events fail
// with NotFound while BrokerConfig::keepMessages is 0.

[[nodiscard]] inline Error nothingIsKept()
{
    return { ErrorCode::NotFound,
        QStringLiteral("The broker keeps no messages: start it with --keep-messages 100000, or "
                       "set it on the window's Server page") };
}

/// Fails with QueueFull when many are searching.
struct FindMessages {
    ProjectId project {}; ///< Null: of all projects.
    QString filter {}; ///< In the language of docs/filter.md.
    qint64 limit = limits::DefaultFoundMessages;
    QString cursor {}; ///< Cursor of the last answer; null: from the newest message on.

    using Answer = FoundMessages;
    static constexpr About about { "findMessages", Right::Look,
        "Kept messages that match a filter, the newest first." };
    static constexpr FieldInfo fields[] { optionalField<&FindMessages::project>(
                                              "projectId", "The project; none: all"),
        optionalField<&FindMessages::filter>("filter", "A filter; none: all messages"),
        optionalField<&FindMessages::limit>("limit", "Messages to list at most, up to 200"),
        optionalField<&FindMessages::cursor>("cursor", "Cursor of the answer before") };
};

/// Fails with NotFound when it is not kept any more.
struct ShowMessage {
    qint64 number = 0;
    qint64 offset = 0; ///< Byte of its text to begin with.

    using Answer = KeptMessageText;
    static constexpr About about { "showMessage", Right::Look,
        "A kept message with its text, 16 KiB at a time." };
    static constexpr FieldInfo fields[] { field<&ShowMessage::number>("number", "Its number"),
        optionalField<&ShowMessage::offset>("offset", "Byte of its text to begin with") };
};

struct FindEvents {
    ProjectId project {}; ///< Null: of all projects.
    ClientId client {}; ///< Null: of all clients.
    quint16 code = 0; ///< 0: all.
    qint64 limit = limits::DefaultFoundMessages;
    QString cursor {}; ///< As in FindMessages.

    using Answer = FoundEvents;
    static constexpr About about { "findEvents", Right::Look,
        "Clients that came or went, with close code and reason, the newest first." };
    static constexpr FieldInfo fields[] { optionalField<&FindEvents::project>(
                                              "projectId", "The project; none: all"),
        optionalField<&FindEvents::client>("clientId", "The client; none: all"),
        optionalField<&FindEvents::code>("code", "Only with this close code"),
        optionalField<&FindEvents::limit>("limit", "Events to list at most, up to 200"),
        optionalField<&FindEvents::cursor>("cursor", "Cursor of the answer before") };
};

struct ShowKept {
    using Answer = KeptFigures;
    static constexpr About about { "showKept", Right::Look, "How much of the traffic is kept." };
    static constexpr NoFields fields {};
};

struct ListRefusals {
    using Answer = RefusalReport;
    static constexpr About about { "listRefusals", Right::Look,
        "Clients and requests that were turned away, and why." };
    static constexpr NoFields fields {};
};

} // namespace broadcaster
