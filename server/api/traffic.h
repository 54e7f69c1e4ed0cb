// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/clientevent.h"
#include "server/api/errorreason.h"
#include "server/api/field.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QMetaType>

#include <array>
#include <memory>
#include <vector>

namespace broadcaster {

/// The kind of a message (docs/protocol.md, routing and system messages).
enum class TrafficKind : quint8 {
    ToClient, ///< From a client, by `to.id`.
    ToType, ///< From a client, by `to.type`.
    Broadcast, ///< From a client, without a target.
    Ping, ///< PING of a client to the broker itself. Its PONG is a SystemToOne.
    Rejected, ///< From a client, not delivered because it was invalid; an Error follows it.
    SystemToOne, ///< `connected` and PONG.
    SystemToAll, ///< `client_left`
    Error, ///< `error`, to the client whose message was at fault.
};
inline constexpr int TrafficKindCount = 8;

/// Whether a message is for one client of the room, and why. DeliveryState says how far it came.
enum class Verdict : quint8 {
    Delivered, ///< The message is for this client.
    Mirrored, ///< An admin that was not addressed itself.
    SkippedSender,
    SkippedOtherClient,
    SkippedOtherType,
    SkippedAdmin, ///< Broadcasts do not go to admins.
    NotRouted, ///< Pings and rejected messages go to nobody.
};

/// How far a message has come on its way to one client (docs/protocol.md, delivery).
enum class DeliveryState : quint8 {
    Queued, ///< The message waits, because the client does not keep up.
    Sent, ///< The whole message was handed to the operating system.
    TooSlow, ///< Dropped: the client was closed for reading too slowly.
    ConnectionLost, ///< Dropped: the connection ended before the whole message was sent.
};

/// A change of one message at one client, after its record. A message that is sent in the turn in
/// which it is routed has no change: it is Sent. No change follows Sent or a drop.
struct DeliveryChange {
    quint64 message = 0; ///< TrafficRecord::number
    ClientId client;
    ClientType type = ClientType::Runtime; ///< Type of the client.
    DeliveryState state = DeliveryState::Queued;
    bool wasQueued = false; ///< A change to Queued came before this one.
};

/// One message and its delivery. Plain data; text and bytes are in the batch that holds the record.
struct TrafficRecord {
    static constexpr size_t ClientIdSize = 36;
    /// Value of `addressed` in opened files that do not tell it.
    static constexpr quint32 UnknownCount = 0xffff'ffff;

    quint64 number = 0; ///< Unique, growing by one on a room thread; 0: from an opened file.
    qint64 timeMs = 0; ///< Milliseconds since the Unix epoch, when the broker handled the message.
    /// Number of the room's members at that time, for ShowDelivery.
    quint64 roster = 0;
    quint32 project = 0; ///< Index into TrafficBatch::projects.
    /// The message as receivers got it, `from` stamped; a Rejected one as it was sent.
    quint32 begin = 0;
    quint32 size = 0;
    quint32 missing = 0; ///< Bytes of the message behind these: only its beginning is here.
    /// The text of its `type` between the quotes, escapes included. Size 0: missing, or not a
    /// string.
    quint32 typeBegin = 0;
    quint32 typeSize = 0;
    /// The target, unescaped: a client id (ToClient, SystemToOne, Error), a type (ToType). Cut off
    /// at limits::TrafficTargetBytes.
    quint32 targetBegin = 0;
    quint32 targetSize = 0;
    quint32 addressed = 0; ///< Clients that were addressed, mirrors not counted.
    quint32 delivered = 0; ///< Equal to `addressed` before any change; less in older opened files.
    quint32 mirrored = 0; ///< Admins that got a copy.
    std::array<char, ClientIdSize> sender {}; ///< Id of the client; zeros: the broker itself.
    TrafficKind kind = TrafficKind::Broadcast;
    /// Type of the client; not set for the broker's own messages.
    ClientType senderType = ClientType::Runtime;
    ErrorReason reason = ErrorReason::None; ///< Reason of a Rejected one; None: not known.
    bool hasTargetType = false;
    /// Type of the client or clients that were addressed.
    ClientType targetType = ClientType::Runtime;
};

/// Traffic of one or several room threads, each in its order. Shared, because it is large, and
/// never changed.
struct TrafficBatch {
    QList<ProjectId> projects;
    std::vector<TrafficRecord> records;
    QByteArray bytes; ///< The bytes that the records point into.
    /// Changes of these records and of earlier ones, in their order.
    std::vector<DeliveryChange> changes;
    std::vector<ClientEvent> events; ///< In their order.
    quint64 dropped = 0; ///< Messages that came just before these and found no room in a batch.
    quint64 droppedChanges
        = 0; ///< Changes that found no room: some messages look better than they are.
    quint64 droppedEvents = 0; ///< Events that found none.
    /// A console elsewhere had no connection before these: nothing is known of the time between, in
    /// milliseconds since the Unix epoch. 0: it had one.
    qint64 unseenFromMs = 0;
    qint64 unseenToMs = 0;
};
using TrafficBatchPointer = std::shared_ptr<const TrafficBatch>;

/// Identifies a record, to ask for the clients in its room and the verdict for each.
struct DeliveryQuery {
    ProjectId project;
    quint64 roster = 0;
    TrafficKind kind = TrafficKind::Broadcast;
    QByteArray sender; ///< Empty: the broker itself.
    QByteArray target; ///< The record's target text.
    static constexpr FieldInfo fields[] { field<&DeliveryQuery::project>(
                                              "projectId", "Its project"),
        field<&DeliveryQuery::roster>("roster", "Number of the members of the room"),
        field<&DeliveryQuery::kind>("kind", "Its rule"),
        optionalField<&DeliveryQuery::sender>("sender", "Id of the client that sent it"),
        optionalField<&DeliveryQuery::target>("target", "The id or the type that it names") };
};

struct DeliveryLine {
    ClientId client;
    ClientType type = ClientType::Runtime;
    Verdict verdict = Verdict::Delivered;
    /// Name of the broker that has the client, or its id: how far the message came is known there.
    /// Empty: the broker that answers has the client.
    QString broker {};

    friend bool operator==(const DeliveryLine &, const DeliveryLine &) = default;
    static constexpr FieldInfo fields[] { field<&DeliveryLine::client>("clientId", "Its id"),
        field<&DeliveryLine::type>("type", "Its type"),
        field<&DeliveryLine::verdict>("verdict", "Whether the message is for it, and why"),
        field<&DeliveryLine::broker>("broker", "Name of its broker, where that is another one") };
};

} // namespace broadcaster

Q_DECLARE_METATYPE(broadcaster::TrafficBatchPointer)
