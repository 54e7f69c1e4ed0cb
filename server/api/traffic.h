// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/clientevent.h"
#include "server/api/ids.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QMetaType>

#include <array>
#include <memory>
#include <vector>

namespace broadcaster {

/// What a message was to the broker (docs/protocol.md, routing and system messages).
enum class TrafficKind : quint8 {
    ToClient, ///< A client's, by `to.id`.
    ToType, ///< A client's, by `to.type`.
    Broadcast, ///< A client's, without a target.
    Ping, ///< A client's PING, to the broker itself. Its PONG is a SystemToOne.
    Rejected, ///< A client's that was not delivered because it was invalid; an Error follows it.
    SystemToOne, ///< `connected` and PONG.
    SystemToAll, ///< `client_left`
    Error, ///< `error`, to the client whose message was at fault.
};
inline constexpr int TrafficKindCount = 8;

/// Whether a message is for one client of the room, and why. See DeliveryState for what follows.
enum class Verdict : quint8 {
    Delivered, ///< It is for this client.
    Mirrored, ///< An admin that was not addressed itself.
    SkippedSender,
    SkippedOtherClient,
    SkippedOtherType,
    SkippedAdmin, ///< Broadcasts do not go to admins.
    NotRouted, ///< Pings and rejected messages go to nobody.
};

/// How far a message has come on its way to one client (docs/protocol.md, delivery).
enum class DeliveryState : quint8 {
    Queued, ///< It waits for the client, which does not keep up.
    Sent, ///< All of it was handed to the operating system.
    TooSlow, ///< It was dropped: the client was closed for reading too slowly.
    ConnectionLost, ///< It was dropped: the connection ended before all of it was sent.
};

/// A change of one message at one client, behind its record. A message that is sent in the turn in
/// which it is routed has none: it is Sent. No change follows Sent or a drop.
struct DeliveryChange {
    quint64 message = 0; ///< TrafficRecord::number
    ClientId client;
    ClientType type = ClientType::Runtime; ///< Of the client.
    DeliveryState state = DeliveryState::Queued;
    bool wasQueued = false; ///< A change to Queued came before this one.
};

/// One message and what became of it. Plain data; text and bytes are in the batch it is part of.
struct TrafficRecord {
    static constexpr size_t ClientIdSize = 36;
    static constexpr quint32 UnknownCount = 0xffff'ffff; ///< Of `addressed`, in opened files.

    quint64 number = 0; ///< Unique, growing by one on a room thread; 0: of an opened file.
    qint64 timeMs = 0; ///< Since the Unix epoch, when the broker handled it.
    quint64 roster = 0; ///< Who was in the room: for BrokerMonitor::delivery().
    quint32 project = 0; ///< Index into TrafficBatch::projects.
    /// The message as receivers got it, `from` stamped; of a Rejected one, as it was sent.
    quint32 begin = 0;
    quint32 size = 0;
    /// Its `type`, as written between the quotes, escapes included. Size 0: none, or no string.
    quint32 typeBegin = 0;
    quint32 typeSize = 0;
    /// Whom it was for, unescaped: a client id (ToClient, SystemToOne, Error), a type (ToType).
    /// Cut off at limits::TrafficTargetBytes.
    quint32 targetBegin = 0;
    quint32 targetSize = 0;
    quint32 addressed = 0; ///< Clients it was for, mirrors not counted.
    quint32 delivered = 0; ///< As many, before any change; fewer in older opened files.
    quint32 mirrored = 0; ///< Admins that got a copy.
    std::array<char, ClientIdSize> sender {}; ///< The client's id; zeros: the broker itself.
    TrafficKind kind = TrafficKind::Broadcast;
    ClientType senderType = ClientType::Runtime; ///< Not of the broker's own.
    bool hasTargetType = false;
    ClientType targetType = ClientType::Runtime; ///< Of the client or type that was addressed.
};

/// What happened on one room thread, in its order. Shared, because it is large, and never changed.
struct TrafficBatch {
    QList<ProjectId> projects;
    std::vector<TrafficRecord> records;
    QByteArray bytes; ///< What the records point into.
    std::vector<DeliveryChange> changes; ///< Of these records and earlier ones, in their order.
    std::vector<ClientEvent> events; ///< In their order.
    quint64 dropped = 0; ///< Messages that came just before these and found no room in a batch.
    quint64 droppedChanges
        = 0; ///< Changes that found none: some messages look better than they are.
    quint64 droppedEvents = 0; ///< Events that found none.
};
using TrafficBatchPointer = std::shared_ptr<const TrafficBatch>;

/// A question about one record: who was in the room then, and for whom was it?
struct DeliveryQuery {
    ProjectId project;
    quint64 roster = 0;
    TrafficKind kind = TrafficKind::Broadcast;
    QByteArray sender; ///< Empty: the broker itself.
    QByteArray target; ///< The record's target text.
};

struct DeliveryLine {
    ClientId client;
    ClientType type = ClientType::Runtime;
    Verdict verdict = Verdict::Delivered;

    friend bool operator==(const DeliveryLine &, const DeliveryLine &) = default;
};

/// What an envelope would reach if it were sent now.
struct Reach {
    qint64 addressed = 0;
    qint64 mirrored = 0;
    qint64 clients = 0; ///< In the project, the sender included.

    friend bool operator==(const Reach &, const Reach &) = default;
};

} // namespace broadcaster

Q_DECLARE_METATYPE(broadcaster::TrafficBatchPointer)
