// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/rooms/clientcloser.h"
#include "server/rooms/clusteroutbox.h"
#include "server/rooms/roomtable.h"

#include <QtCore/QSet>

#include <deque>
#include <functional>
#include <unordered_map>

namespace broadcaster {

/// The part of one room thread in a cluster: joins its rooms to those of other brokers. The first
/// client of a project waits until the brokers that share it have sent their rosters, so that it
/// learns the right count and misses nobody. Belongs to that thread.
class RoomCluster final {
public:
    /// All that it needs of its thread.
    struct Thread {
        int index;
        RoomTable &rooms;
        TimerQueue &deadlines;
        TrafficSampler &sampler;
        std::atomic<qint64> &incomingBytes; ///< Falls as records are handled.
        std::function<Turn &()> turn;
        std::function<void()> requestTurnEnd; ///< Asks for flush(), and later for a new budget.
        /// Lets a client that had to wait into its room, if it is still there.
        std::function<void(quint64 connection, Room &room)> admit;
        std::function<void(Room &room)> onEmpty; ///< Clients had to wait, but all have gone.
        ClientCloser::Close close;
        std::function<bool()> isBusy; ///< The turn's budget is spent: nothing more is delivered.
    };
    RoomCluster(ClusterPort &port, Thread thread);
    Q_DISABLE_COPY_MOVE(RoomCluster)

    /// True: the client has to wait, and is admitted later.
    [[nodiscard]] bool mustWait(Room &room, quint64 connection);
    void onJoined() { m_port.noteClients(1); }
    /// A client has left the room.
    void onLeft(Room &room);
    /// Ends a turn: hands its records over, and goes on with those that came.
    void flush();

    // See ClusterRooms.
    void entered(const ProjectId &project, const std::vector<BrokerId> &brokers);
    void receive(IncomingRecords records);
    void stopAwaiting(BrokerId broker);
    void forget(BrokerId broker);
    void sendRosters(BrokerId broker);
    void beginAnew();

private:
    /// Clients that wait for the rosters of other brokers.
    struct Entrance {
        explicit Entrance(TimerQueue &deadlines)
            : deadline(deadlines)
        {
        }
        std::vector<quint64> connections;
        TimerQueue::Handle deadline;
        bool isAnswered = false; ///< It is known which brokers share the project.
    };
    /// The end of a broker, which comes behind its records in all lanes.
    struct Farewell {
        BrokerId broker;
        size_t lanes = 0; ///< Lanes that have not come to it.
    };
    /// A record of another broker, or a farewell.
    struct Incoming {
        BrokerId from;
        QByteArray bytes {}; ///< Those of its batch, or its own.
        IncomingRecord place {};
        std::shared_ptr<Farewell> farewell {};
    };
    /// Records that wait for a project, in the order in which they came.
    using Lane = std::deque<Incoming>;

    void enter(Room &room);
    void leave(Room &room);
    void admitIfReady(const ProjectId &project);
    void admit(const ProjectId &project);
    void schedule();
    void work();
    void workOn(const ProjectId &project, Lane &lane, Clock::Time end);
    [[nodiscard]] bool isOver(Clock::Time end) const;
    [[nodiscard]] Lane &laneOf(const ProjectId &project);
    void handle(BrokerId from, const ProjectId &project, const RecordView &record);
    void takeRoster(BrokerId from, const ProjectId &project, std::string_view body);
    void forgetNow(BrokerId broker);

    ClusterPort &m_port;
    const Thread m_thread;
    QObject m_context; ///< Receives posted work.
    const SystemClock m_clock;
    ClusterOutbox m_outbox;
    ClientCloser m_closer;
    std::unordered_map<ProjectId, std::unique_ptr<Entrance>, QtHash<ProjectId>> m_entrances;
    QSet<ProjectId> m_closing; ///< Projects whose clients are being closed by beginAnew().
    std::unordered_map<ProjectId, Lane, QtHash<ProjectId>> m_lanes; ///< None is empty.
    std::deque<ProjectId> m_turns; ///< Projects that have a lane; the next to be served first.
    quint64 m_projects = 0; ///< Projects entered so far.
    bool m_isScheduled = false;
};

} // namespace broadcaster
