// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "server/api/project.h"
#include "server/metrics/roommetrics.h"
#include "server/net/deadlines.h"
#include "server/net/turnbudget.h"
#include "server/protocol/envelope.h"
#include "server/protocol/framewriter.h"
#include "server/rooms/farewellbatch.h"
#include "server/rooms/roomtraffic.h"
#include "server/rooms/sharedbatch.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <array>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace broadcaster {

class ClientSession;
class Room;

/// The parts of its thread that a room uses.
class RoomHost {
public:
    [[nodiscard]] virtual qint64 nowMs() = 0; ///< Read once a turn.
    [[nodiscard]] virtual EnvelopeScanner &scanner() = 0;
    [[nodiscard]] virtual TrafficSampler &traffic() = 0;
    [[nodiscard]] virtual int maxMessageRate() const = 0; ///< A client and second; 0: any.
    [[nodiscard]] virtual BufferPool &buffers() = 0; ///< For output.
    virtual void onDeparture(Room &room) = 0; ///< Wants tellDepartures() soon.
    virtual void onBatchOpened(Room &room) = 0; ///< Wants sendBatch() when the turn ends.
    virtual void onMessage(Room &room) = 0; ///< Before it is counted.
    virtual void onRejected(ScanResult why) = 0;
    virtual void onTooFast() = 0; ///< A message over the rate, which goes nowhere.

protected:
    ~RoomHost() = default;
};

/// One project while it lives: its clients, and the routing between them (docs/protocol.md,
/// routing). Belongs to one room thread; needs no lock.
class Room final : public QObject {
    Q_OBJECT

public:
    Room(ProjectId project, RoomHost &host, Deadlines &deadlines);

    [[nodiscard]] const ProjectId &project() const { return m_project; }
    [[nodiscard]] bool isEmpty() const { return m_byId.isEmpty(); }
    [[nodiscard]] qsizetype clientCount() const { return m_byId.size(); }
    [[nodiscard]] ProjectInfo info() const;
    [[nodiscard]] ProjectSummary summary() const;
    [[nodiscard]] ProjectMetrics metrics() const;
    /// The members with their rosters, in no particular order.
    [[nodiscard]] std::vector<RosterMember> roster() const;
    /// The receivers of the operator's envelope.
    [[nodiscard]] Reach reach(const Envelope &envelope);
    [[nodiscard]] ClientSession *client(const QByteArray &id) const { return m_byId.value(id); }
    [[nodiscard]] std::vector<ClientSession *> clients() const;
    [[nodiscard]] RoomTraffic &traffic() { return m_traffic; }

    /// Adds the client and greets it.
    void join(ClientSession &session);
    enum class Farewell { Tell, Silent };
    /// Removes the client. The others are told by tellDepartures(), unless the broker is stopping.
    void leave(ClientSession &session, Farewell farewell);
    /// Goes on to tell those who stay of all clients that have left. False: not done by then.
    [[nodiscard]] bool tellDepartures(std::chrono::steady_clock::time_point end);
    /// A control frame of a client. False: it comes too fast, as with messages.
    [[nodiscard]] bool admitControl(ClientSession &sender);
    /// One message of a client. REQUIRES: ScanPadding readable bytes behind it.
    void receive(ClientSession &sender, std::span<char> message, Opcode opcode);
    /// One message of the broker's own operator, which is not a client. Returns its receivers.
    Reach publish(const Envelope &envelope);
    /// Goes on to send what goes to several clients. False: not done by `end`.
    [[nodiscard]] bool sendBatch(std::chrono::steady_clock::time_point end);
    /// Nothing is added to what goes to several clients now.
    void sealBatch() { m_batch.seal(); }

    /// Messages received since takeMessageCount() was called last.
    [[nodiscard]] qint64 messageCount() const { return m_messages - m_messagesTaken; }
    void takeMessageCount() { m_messagesTaken = m_messages; }

    Deadlines::Handle idleDeadline; ///< The worker's: when it runs out, the room goes.

private:
    /// False: it comes too fast, and has been told so.
    [[nodiscard]] bool admitMessage(ClientSession &sender, std::span<char> message);
    void route(ClientSession &sender, const Envelope &envelope);
    void reject(ClientSession &sender, const Envelope &envelope, ScanResult result, Opcode opcode);
    [[nodiscard]] SharedBatch::Key keyFor(const ClientSession *sender, const Route &route) const;
    void findReceivers(const SharedBatch::Key &key);
    /// Whether the client keeps to the rate. If not, it is told so, or closed.
    [[nodiscard]] bool keepsRate(ClientSession &sender);
    void collectFarewells();
    void sendText(ClientSession &receiver, TrafficKind kind, const QByteArray &json);

    [[nodiscard]] std::vector<ClientSession *> &ofType(ClientType type)
    {
        return m_byType[static_cast<size_t>(type)];
    }
    /// The type that a message with such a key was addressed to.
    [[nodiscard]] static std::optional<ClientType> targetType(const SharedBatch::Key &key);

    struct Departure {
        ClientId client;
        ClientType type;
        qsizetype clientsLeft;
        quint64 roster; ///< The first one without the client.
    };

    ProjectId m_project;
    RoomHost &m_host;
    QHash<QByteArray, ClientSession *> m_byId;
    std::array<std::vector<ClientSession *>, ClientTypeCount> m_byType;
    ServiceGroup m_group;
    SharedBatch m_batch;
    RoomTraffic m_traffic;
    std::deque<Departure> m_departures; ///< Not in m_farewells yet.
    FarewellBatch m_farewells; ///< Being sent.
    std::vector<ClientSession *> m_receivers; ///< Receivers of the message being routed.
    size_t m_addressed = 0; ///< The first so many of them; the others are mirrored to.
    TrafficCounts m_departed; ///< Counts of clients that have left.
    qint64 m_lastActivityMs = 0;
    qint64 m_messages = 0; ///< Received since the room exists.
    qint64 m_messagesTaken = 0;
    bool m_sendRequested = false; ///< For sendBatch().
    bool m_tellsDepartures = false; ///< tellDepartures() is not done.
};

} // namespace broadcaster
