// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "server/api/project.h"
#include "server/api/reach.h"
#include "server/net/timerqueue.h"
#include "server/protocol/envelope.h"
#include "server/protocol/framewriter.h"
#include "server/rooms/fanoutbatch.h"
#include "server/rooms/farewellbatch.h"
#include "server/rooms/roommembers.h"
#include "server/rooms/roompeers.h"
#include "server/rooms/roomtraffic.h"
#include "server/rooms/turn.h"

#include <memory>
#include <span>

namespace broadcaster {

class Interceptor;
class Room;
struct Sender;

/// The calls that a room asks its thread for.
class RoomSchedule {
public:
    virtual void onDeparture(Room &room) = 0; ///< tellDepartures() is to be called soon.
    virtual void onBatchOpened(Room &room) = 0; ///< sendBatch() is to be called when the turn ends.

protected:
    ~RoomSchedule() = default;
};

/// One project while it lives: its clients, and the routing between them (docs/protocol.md,
/// routing). Belongs to one room thread; needs no lock.
class Room final {
public:
    Room(ProjectId project, RoomSchedule &schedule, TrafficSampler &sampler, BufferPool &buffers,
        TimerQueue &deadlines);
    Q_DISABLE_COPY_MOVE(Room)

    [[nodiscard]] const ProjectId &project() const { return m_project; }
    /// There is no client here. There may be some at other brokers.
    [[nodiscard]] bool isEmpty() const { return m_members.isEmpty(); }
    /// The clients of the project, those at other brokers included.
    [[nodiscard]] qsizetype clientCount() const
    {
        return m_members.count() + (m_peers ? m_peers->clientCount() : 0);
    }
    [[nodiscard]] ProjectInfo info() const;
    [[nodiscard]] ProjectSummary summary() const;
    /// A client did not get a message that was sent to it.
    void noteDropped() { ++m_dropped; }
    [[nodiscard]] ProjectMetrics metrics() const;
    [[nodiscard]] const RoomMembers &members() const { return m_members; }
    /// The members here and at other brokers, with the roster that each has joined with.
    [[nodiscard]] std::vector<RosterMember> roster() const;
    /// The other brokers that share the project; null: the broker is in no cluster, or the project
    /// has no clients.
    [[nodiscard]] RoomPeers *peers() const { return m_peers.get(); }
    void setPeers(std::unique_ptr<RoomPeers> peers) { m_peers = std::move(peers); }
    /// Clients of another broker have left. tellDepartures() tells those here.
    void noteDeparted(BrokerId broker, const RoomPeers::Departed &departed);
    /// Delivers a message of a client at another broker to the clients here.
    void receiveRemote(const RemoteMessage &message, Turn &turn);
    /// The interceptor sees messages before they are delivered; null: none.
    void setInterceptor(Interceptor *interceptor) { m_interceptor = interceptor; }

    /// Adds the client and greets it.
    void join(Member &member, Turn &turn);
    enum class Farewell { Tell, Silent };
    /// Removes the client. tellDepartures() tells the others, unless the broker is stopping.
    void leave(Member &member, Farewell farewell, Turn &turn);
    /// Continues to tell the remaining clients of all that have left. False: not done at `end`.
    [[nodiscard]] bool tellDepartures(Turn &turn, Clock::Time end);
    /// Counts a control frame of a client. False: the client is above its rate, as with messages.
    [[nodiscard]] bool admitControl(Member &sender, Turn &turn);
    /// Handles one message of a client. REQUIRES: ScanPadding readable bytes behind it.
    void receive(Member &sender, std::span<char> message, Opcode opcode, Turn &turn);
    /// Delivers a message that the interceptor has kept, edited or not, in the name of its sender,
    /// which may have left. A message that is invalid or a PING goes nowhere.
    ScanResult deliver(
        const ClientId &sender, ClientType type, const QByteArray &message, Turn &turn);
    /// Sends one message of an operator, which is not a client. Returns its receivers.
    Reach publish(const Envelope &envelope, Turn &turn);
    /// Continues to send frames for several clients. False: not done at `end`.
    [[nodiscard]] bool sendBatch(const Clock &clock, Clock::Time end);
    /// Adds no more frames to the batch for several clients.
    void sealBatch() { m_batch.seal(); }

    /// Messages received since the last call of takeMessageCount().
    [[nodiscard]] qint64 messageCount() const { return m_messages - m_messagesTaken; }
    void takeMessageCount() { m_messagesTaken = m_messages; }

    TimerQueue::Handle idleDeadline; ///< Owned by the worker, which removes the room at its end.

private:
    /// False: the client is above its rate, and has been told so.
    [[nodiscard]] bool admitMessage(Member &sender, std::span<char> message, Turn &turn);
    void route(const Sender &sender, const Envelope &envelope, Turn &turn);
    /// Finds the receivers here, unless the open batch has them: then returns true.
    [[nodiscard]] bool findReceivers(const FanoutBatch::Key &key);
    /// Queues one frame for the receivers, made by `make(QByteArray &)`.
    template <typename Make>
    void queue(
        const FanoutBatch::Key &key, bool continues, quint64 record, const Make &make, Turn &turn);
    void addDeparture(FarewellBatch::Departure departure);
    void reject(
        Member &sender, const Envelope &envelope, ScanResult result, Opcode opcode, Turn &turn);
    /// Whether the client keeps to the rate. Otherwise tells it so, or closes it.
    [[nodiscard]] bool keepsRate(Member &sender, Turn &turn);
    void collectFarewells(const Turn &turn);
    void sendText(Member &receiver, TrafficKind kind, const QByteArray &json, const Turn &turn);

    ProjectId m_project;
    RoomSchedule &m_schedule;
    BufferPool &m_buffers;
    RoomMembers m_members;
    std::unique_ptr<RoomPeers> m_peers;
    Interceptor *m_interceptor = nullptr;
    ServiceGroup m_group;
    FanoutBatch m_batch;
    RoomTraffic m_traffic;
    std::unique_ptr<FarewellBatch> m_farewells; ///< Null: tellDepartures() is done.
    Receivers m_receivers; ///< Receivers of the message being routed.
    TrafficCounts m_departed; ///< Counts of clients that have left.
    qint64 m_lastActivityMs = 0;
    // Counts since the room exists, as in ProjectSummary.
    qint64 m_messages = 0;
    qint64 m_messagesTaken = 0;
    qint64 m_bytes = 0;
    qint64 m_toNobody = 0;
    qint64 m_dropped = 0;
    qint64 m_rejected = 0;
    bool m_sendRequested = false; ///< For sendBatch().
};

} // namespace broadcaster
