// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "server/api/project.h"
#include "server/net/deadlines.h"
#include "server/protocol/envelope.h"
#include "server/protocol/framewriter.h"
#include "server/rooms/farewellbatch.h"
#include "server/rooms/roommembers.h"
#include "server/rooms/roomtraffic.h"
#include "server/rooms/sharedbatch.h"
#include "server/rooms/turn.h"

#include <deque>
#include <span>

namespace broadcaster {

class Interceptor;
class Room;
struct Sender;

/// What a room wants of the thread that it lives on.
class RoomSchedule {
public:
    virtual void onDeparture(Room &room) = 0; ///< Wants tellDepartures() soon.
    virtual void onBatchOpened(Room &room) = 0; ///< Wants sendBatch() when the turn ends.

protected:
    ~RoomSchedule() = default;
};

/// One project while it lives: its clients, and the routing between them (docs/protocol.md,
/// routing). Belongs to one room thread; needs no lock.
class Room final {
public:
    Room(ProjectId project, RoomSchedule &schedule, TrafficSampler &sampler, BufferPool &buffers,
        Deadlines &deadlines);
    Q_DISABLE_COPY_MOVE(Room)

    [[nodiscard]] const ProjectId &project() const { return m_project; }
    [[nodiscard]] bool isEmpty() const { return m_members.isEmpty(); }
    [[nodiscard]] qsizetype clientCount() const { return m_members.count(); }
    [[nodiscard]] ProjectInfo info() const;
    [[nodiscard]] ProjectSummary summary() const;
    [[nodiscard]] ProjectMetrics metrics() const;
    /// Whom the operator's envelope would reach.
    [[nodiscard]] Reach reach(const Envelope &envelope);
    [[nodiscard]] const RoomMembers &members() const { return m_members; }
    /// Who sees messages before they are delivered; null: nobody.
    void setInterceptor(Interceptor *interceptor) { m_interceptor = interceptor; }

    /// Adds the client and greets it.
    void join(Member &member, Turn &turn);
    enum class Farewell { Tell, Silent };
    /// Removes the client. The others are told by tellDepartures(), unless the broker is stopping.
    void leave(Member &member, Farewell farewell, Turn &turn);
    /// Goes on to tell those who stay of all clients that have left. False: not done by then.
    [[nodiscard]] bool tellDepartures(Turn &turn, Clock::Time end);
    /// A control frame of a client. False: it comes too fast, as with messages.
    [[nodiscard]] bool admitControl(Member &sender, Turn &turn);
    /// One message of a client. REQUIRES: ScanPadding readable bytes behind it.
    void receive(Member &sender, std::span<char> message, Opcode opcode, Turn &turn);
    /// A message that the interceptor has kept, as it is to be now, in the name of its sender, who
    /// may have left. What is not valid, or is a PING, goes nowhere.
    ScanResult deliver(
        const ClientId &sender, ClientType type, const QByteArray &message, Turn &turn);
    /// One message of the broker's own operator, who is no client. Whom it reached.
    Reach publish(const Envelope &envelope, Turn &turn);
    /// Goes on to send what goes to several clients. False: not done by `end`.
    [[nodiscard]] bool sendBatch(const Clock &clock, Clock::Time end);
    /// Nothing is added to what goes to several clients now.
    void sealBatch() { m_batch.seal(); }

    /// Messages received since takeMessageCount() was called last.
    [[nodiscard]] qint64 messageCount() const { return m_messages - m_messagesTaken; }
    void takeMessageCount() { m_messagesTaken = m_messages; }

    Deadlines::Handle idleDeadline; ///< The worker's: when it runs out, the room goes.

private:
    /// False: it comes too fast, and has been told so.
    [[nodiscard]] bool admitMessage(Member &sender, std::span<char> message, Turn &turn);
    void route(const Sender &sender, const Envelope &envelope, Turn &turn);
    void reject(
        Member &sender, const Envelope &envelope, ScanResult result, Opcode opcode, Turn &turn);
    /// Whether the client keeps to the rate. If not, it is told so, or closed.
    [[nodiscard]] bool keepsRate(Member &sender, Turn &turn);
    void collectFarewells(const Turn &turn);
    void sendText(Member &receiver, TrafficKind kind, const QByteArray &json, const Turn &turn);

    struct Departure {
        ClientId client;
        ClientType type;
        qsizetype clientsLeft;
        quint64 roster; ///< The first one without the client.
    };

    ProjectId m_project;
    RoomSchedule &m_schedule;
    RoomMembers m_members;
    Interceptor *m_interceptor = nullptr;
    ServiceGroup m_group;
    SharedBatch m_batch;
    RoomTraffic m_traffic;
    std::deque<Departure> m_departures; ///< Not in m_farewells yet.
    FarewellBatch m_farewells; ///< Being sent.
    Receivers m_receivers; ///< Of the message being routed.
    TrafficCounts m_departed; ///< Of clients that have left.
    qint64 m_lastActivityMs = 0;
    qint64 m_messages = 0; ///< Received since the room exists.
    qint64 m_messagesTaken = 0;
    bool m_sendRequested = false; ///< For sendBatch().
    bool m_tellsDepartures = false; ///< tellDepartures() is not done.
};

} // namespace broadcaster
