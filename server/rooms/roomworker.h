// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/messageoperations.h"
#include "server/gateway/handshakes.h"
#include "server/metrics/turnlatency.h"
#include "server/net/socketpoller.h"
#include "server/net/timerqueue.h"
#include "server/rooms/farewells.h"
#include "server/rooms/metricssurveys.h"
#include "server/rooms/roomcluster.h"
#include "server/rooms/roomsettings.h"
#include "server/rooms/roomtable.h"
#include "server/rooms/sessiontable.h"
#include "server/rooms/threadmemory.h"
#include "server/rooms/trafficfeed.h"
#include "server/rooms/usagetally.h"

namespace broadcaster {

/// Events of the rooms for the rest of the broker. Called on room threads.
struct RoomEvents {
    std::function<void(const ProjectId &project, quint16 closeCode)> connectionEnded;
    std::function<void(const QList<UsageCount> &counts)> usageCounted;
    /// Call `taken` once the batch has arrived, on any thread, but not after the rooms' end.
    std::function<void(TrafficBatchPointer batch, std::function<void()> taken)> trafficSampled;
    /// The limit of waiting bytes is exceeded, and the largest project may be on another thread.
    std::function<void()> memoryOverflowed {};
    ClusterPort *cluster = nullptr; ///< The way to other brokers; null: there are none.
};

/// One room thread: joins its rooms, its sessions and their sockets, and ends its turns. Made
/// elsewhere; from start() to stop() everything happens on its own thread, reached by post().
class RoomWorker final : public QObject, private ClientSession::Owner, private RoomSchedule {
    Q_OBJECT

public:
    /// `index` is that of the thread, from 0.
    RoomWorker(const RoomSettings &settings, const RoomEvents &events, std::atomic<qint64> &total,
        int index);
    ~RoomWorker() override;

    void start();
    /// Applies the settings from now on, also to connected clients.
    void configure(const RoomSettings &settings);
    void adopt(Upgrade upgrade) { m_arrivals.push(std::move(upgrade)); }
    [[nodiscard]] const RoomTable &rooms() const { return m_rooms; }
    /// Calls `answer` later.
    void metrics(MetricsSurveys::Answer answer);
    void attachObserver(ObserverId observer);
    void detachObserver(ObserverId observer) { m_traffic.sampler().detach(observer); }
    [[nodiscard]] Result<QList<DeliveryLine>> delivery(const DeliveryQuery &query) const;
    [[nodiscard]] Result<Explanation> explain(const Explain &op);
    /// Returns its receivers.
    [[nodiscard]] Result<Reach> publish(const ProjectId &project, const QByteArray &envelope);
    void publishUsage();
    void closeByKey(const ProjectId &project, qint64 keyId);
    /// Closes the client with 4000. False: it is not there.
    bool closeClient(const ProjectId &project, const ClientId &client);
    /// Closes every client with 1001, spread over that time, and calls `drained` when all are
    /// closed. stop() may come before, and then it is not called.
    void drain(std::chrono::milliseconds over, std::function<void()> drained);
    /// Closes every client with 1001, waits for them at most limits::StopTimeout, frees the objects
    /// of this thread, and calls `stopped`.
    void stop(std::function<void()> stopped);
    /// Records from other brokers that are on their way to cluster(). Callable from any thread.
    [[nodiscard]] std::atomic<qint64> &incomingBytes() { return m_incomingBytes; }
    /// Null: the broker is in no cluster, or the thread has stopped.
    [[nodiscard]] RoomCluster *cluster() const { return m_cluster.get(); }
    [[nodiscard]] LargestProjects largestProjects() const;
    void relieve(const LargestProjects &down); ///< See ThreadMemory.

private:
    void onSessionMessage(ClientSession &session, std::span<char> message, Opcode opcode) override;
    bool onSessionControlFrame(ClientSession &session) override;
    void onSessionDelivery(
        ClientSession &session, const OutputBlock &block, DeliveryState state) override;
    void onSessionLeft(ClientSession &session) override;
    void onSessionEnded(ClientSession &session) override;
    void onBatchOpened(Room &room) override;
    void onDeparture(Room &room) override;

    /// The turn that is under way, with its time.
    [[nodiscard]] Turn &turn()
    {
        if (m_turn->nowMs == 0)
            beginTurn();
        return *m_turn;
    }
    void beginTurn();
    void limitMemory();
    void begin(Upgrade upgrade);
    void admit(ClientSession &session, Room &room);
    void makeCluster(ClusterPort &port);
    void endTurn();
    void afterTurn();
    [[nodiscard]] bool sendBatches(Clock::Time end);
    Room &roomFor(const ProjectId &project);
    void dropRoom(const ProjectId &project);
    void armIdleDeadline(Room &room);
    void finishStop();

    RoomSettings m_settings;
    const RoomEvents m_events;
    std::atomic<qint64> &m_total;
    const int m_index;
    const SystemClock m_clock;
    EnvelopeScanner m_scanner;
    TrafficFeed m_traffic;
    std::vector<char> m_receiveBuffer;

    // In the order in which the thread makes them; freed in the opposite order.
    std::unique_ptr<TimerQueue> m_deadlines;
    std::unique_ptr<SocketPoller> m_poller;
    std::unique_ptr<ThreadMemory> m_memory;
    MessageCompression m_compression;
    BufferPool m_batchBuffers;
    BufferPool m_messageBuffers;
    OutputPool m_outputPool;
    std::unique_ptr<SocketEnvironment> m_environment;
    std::unique_ptr<Handshakes> m_handshakes;
    std::unique_ptr<UsageTally> m_usage;
    std::unique_ptr<Turn> m_turn; ///< Its time is 0 until it is read.
    std::unique_ptr<TimerQueue::Handle> m_stopDeadline;
    RoomTable m_rooms;
    std::unique_ptr<SessionTable> m_sessions; ///< Lives until the worker is destroyed.

    SlicedQueue<Upgrade> m_arrivals;
    std::unique_ptr<Farewells> m_farewells;
    std::atomic<qint64> m_incomingBytes { 0 };
    std::unique_ptr<RoomCluster> m_cluster;
    std::deque<Room *> m_batched; ///< Rooms with an open batch, each once.
    RoomMetrics m_counts; ///< Without rooms that live; the latency is that of the last metrics().
    TurnLatency m_latency;
    MetricsSurveys m_surveys;
    bool m_stopping = false;
    std::function<void()> m_stopped; ///< Called once all sessions have ended.
};

} // namespace broadcaster
