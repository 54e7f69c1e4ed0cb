// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/clientevent.h"
#include "server/api/field.h"
#include "server/api/kept.h"

namespace broadcaster {

/// How much of the traffic is kept.
struct KeptFigures {
    qint64 messages = 0;
    qint64 most = 0; ///< BrokerConfig::keepMessages
    qint64 bytes = 0; ///< Memory of the messages.
    qint64 firstNumber = 0; ///< Number of the oldest one; 0: there is none.
    qint64 firstMs = 0; ///< Its time.
    qint64 missed = 0; ///< Messages that came too fast to be kept.
    qint64 missedChanges = 0; ///< Changes of deliveries, likewise.
    qint64 events = 0; ///< Clients that came or went.

    static constexpr FieldInfo fields[] { field<&KeptFigures::messages>("messages", "Kept ones"),
        field<&KeptFigures::most>("most", "As --keep-messages says; 0: none are kept"),
        field<&KeptFigures::bytes>("bytes", "Memory of the messages"),
        field<&KeptFigures::firstNumber>("firstNumber", "Number of the oldest one"),
        field<&KeptFigures::firstMs>(
            "firstTime", "Time of the oldest one, since the Unix epoch, in ms"),
        field<&KeptFigures::missed>("missed", "Messages that came too fast to be kept"),
        field<&KeptFigures::missedChanges>(
            "missedChanges", "Changes of deliveries that came too fast to be kept"),
        field<&KeptFigures::events>("events", "Kept comings and goings of clients") };
};

struct FoundMessages {
    QList<KeptMessage> messages; ///< The newest first.
    /// For the next question; null: there are no older messages.
    QString cursor;
    qint64 looked = 0; ///< Messages that were looked at.
    bool isComplete = true; ///< False: the time was over before all were looked at.
    KeptFigures kept;

    static constexpr FieldInfo fields[] { field<&FoundMessages::messages>(
                                              "messages", "The newest first"),
        field<&FoundMessages::cursor>("cursor", "For older ones; missing: there are none"),
        field<&FoundMessages::looked>("looked", "Messages that were looked at"),
        field<&FoundMessages::isComplete>(
            "isComplete", "Or the time was over: ask again with the cursor"),
        field<&FoundMessages::kept>("kept", "How much of the traffic is kept") };
};

/// A client that came or went, and why.
struct KeptEvent {
    qint64 number = 0; ///< From 1, in their order.
    qint64 timeMs = 0; ///< Milliseconds since the Unix epoch.
    ProjectId project;
    ClientId client;
    ClientType type = ClientType::Runtime;
    ClientEvent::Kind kind = ClientEvent::Kind::Joined;
    qint64 code = 0; ///< Code of the close frame; 1006: there was none; 0: it joined.
    QByteArray reason; ///< Reason of the close frame.

    static constexpr FieldInfo fields[] { field<&KeptEvent::number>("number", "In their order"),
        field<&KeptEvent::timeMs>("time", "Since the Unix epoch, in ms"),
        field<&KeptEvent::project>("projectId", "Its project"),
        field<&KeptEvent::client>("clientId", "Its id"),
        field<&KeptEvent::type>("type", "Its type"),
        field<&KeptEvent::kind>("kind", "It came or went"),
        field<&KeptEvent::code>("code", "Close code; 1006: without a close frame"),
        field<&KeptEvent::reason>("reason", "Reason of the close frame") };
};

struct FoundEvents {
    QList<KeptEvent> events; ///< The newest first.
    QString cursor; ///< As in FoundMessages.
    qint64 missed = 0; ///< Events that came too fast to be kept.
    static constexpr FieldInfo fields[] { field<&FoundEvents::events>("events", "The newest first"),
        field<&FoundEvents::cursor>("cursor", "For older ones; missing: there are none"),
        field<&FoundEvents::missed>("missed", "Events that came too fast to be kept") };
};

} // namespace broadcaster
