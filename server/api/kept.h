// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"
#include "server/api/traffic.h"

#include <QtCore/QList>

#include <optional>

namespace broadcaster {

// Traffic that a broker with BrokerConfig::keepMessages remembers.

/// A message that is kept. Texts of clients need not be UTF-8.
struct KeptMessage {
    qint64 number = 0; ///< From 1, in the order in which the broker handled the messages.
    qint64 timeMs = 0; ///< Milliseconds since the Unix epoch.
    ProjectId project;
    TrafficKind kind = TrafficKind::Broadcast;
    std::optional<ErrorReason> fault; ///< The reason of a Rejected one.
    ClientId sender; ///< Null: the broker itself.
    std::optional<ClientType> senderType; ///< Nothing: the broker itself.
    QByteArray target; ///< The id or the type that it names.
    QByteArray type; ///< Its `type`, without escapes; the beginning of a long one.
    qint64 size = 0; ///< Bytes of the whole message.
    qint64 addressed = 0; ///< Clients that it was for.
    qint64 mirrored = 0; ///< Admins that got a copy.
    qint64 queued = 0; ///< Clients that it waits for.
    qint64 tooSlow = 0; ///< Clients that did not get it, because they read too slowly.
    qint64 connectionLost = 0; ///< Clients that did not get it, because their connection ended.
    QByteArray preview; ///< The beginning of its payload, in one line.

    static constexpr FieldInfo fields[] { field<&KeptMessage::number>(
                                              "number", "Names it in other questions"),
        field<&KeptMessage::timeMs>("time", "Since the Unix epoch, in ms"),
        field<&KeptMessage::project>("projectId", "Its project"),
        field<&KeptMessage::kind>("kind",
            "By id, by type, broadcast, ping, rejected, or the "
            "broker's own"),
        field<&KeptMessage::fault>("fault", "Why it was rejected"),
        field<&KeptMessage::sender>("from", "Id of its sender; missing: the broker itself"),
        field<&KeptMessage::senderType>("fromType", "Type of its sender"),
        field<&KeptMessage::target>("target", "The id or the type that it names"),
        field<&KeptMessage::type>("type", "Its type"),
        field<&KeptMessage::size>("size", "Bytes of the whole message"),
        field<&KeptMessage::addressed>("addressed", "Clients that it was for; 0: nobody was there"),
        field<&KeptMessage::mirrored>("mirrored", "Admins that got a copy"),
        field<&KeptMessage::queued>("queued", "Clients that have not taken it yet"),
        field<&KeptMessage::tooSlow>("tooSlow", "Clients that lost it: they read too slowly"),
        field<&KeptMessage::connectionLost>(
            "connectionLost", "Clients that lost it: their connection ended"),
        field<&KeptMessage::preview>("preview", "The beginning of its payload") };
};

/// A client that has not got a message, and how far the message has come.
struct UnsentLine {
    ClientId client;
    ClientType type = ClientType::Runtime;
    DeliveryState state = DeliveryState::Queued;

    static constexpr FieldInfo fields[] { field<&UnsentLine::client>("clientId", "Its id"),
        field<&UnsentLine::type>("type", "Its type"),
        field<&UnsentLine::state>("state", "How far the message has come") };
};

/// One message with a piece of its text.
struct KeptMessageText {
    KeptMessage message;
    QByteArray text; ///< The envelope as on the wire, from the offset that was asked for.
    qint64 nextOffset = 0; ///< Offset of the rest of the text; 0: there is no more.
    qint64 missing = 0; ///< Bytes at the end that are not kept.
    QList<UnsentLine> unsent;
    DeliveryQuery query; ///< For ShowDelivery.

    static constexpr FieldInfo fields[] { field<&KeptMessageText::message>(
                                              "message", "Without its text"),
        field<&KeptMessageText::text>("text", "The envelope, or a piece of it"),
        field<&KeptMessageText::nextOffset>(
            "nextOffset", "Offset of the rest of the text; 0: no more"),
        field<&KeptMessageText::missing>("missing", "Bytes at its end that are not kept"),
        field<&KeptMessageText::unsent>("unsent", "Clients that have not got it"),
        field<&KeptMessageText::query>("query", "Asks for its delivery") };
};

} // namespace broadcaster
