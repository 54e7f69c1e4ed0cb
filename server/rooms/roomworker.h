// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"
#include "server/gateway/projectdirectory.h"
#include "server/metrics/turnlatency.h"
#include "server/net/deadlines.h"
#include "server/net/socketpoller.h"
#include "server/rooms/clientcloser.h"
#include "server/rooms/clientsession.h"
#include "server/rooms/farewells.h"
#include "server/rooms/room.h"
#include "server/rooms/roomsettings.h"
#include "server/rooms/slicedqueue.h"
#include "server/rooms/threadmemory.h"

#include <QtWebSockets/QWebSocketServer>

#include <unordered_map>

namespace broadcaster {

/// Events of the rooms for the rest of the broker. Called on room threads.
struct RoomEvents {
    std::function<void(const ProjectId &project, quint16 closeCode)> connectionEnded;
    /// False: not now, the counts stay where they are.
    std::function<void(const QList<UsageCount> &counts)> usageCounted;
    /// `taken` is to be called once it has arrived, on any thread, not after the rooms' end.
    std::function<void(TrafficBatchPointer batch, std::function<void()> taken)> trafficSampled;
    /// More waits than may, and the largest project may be on another thread.
    std::function<void()> memoryOverflowed {};
};

/// One room thread: its rooms, its sessions, their sockets. Made elsewhere; from start() to
/// stop() everything happens on its own thread, reached by post().
class RoomWorker final : public QObject, private ClientSession::Observer, private RoomHost {
    Q_OBJECT

public:
    /// `index` is that of the thread, from 0.
    RoomWorker(const RoomSettings &settings, const RoomEvents &events, std::atomic<qint64> &total,
        int index);
    ~RoomWorker() override;

    void start();
    /// Holds from now on, also for who is connected.
    void configure(const RoomSettings &settings);
    void adopt(Upgrade upgrade);
    [[nodiscard]] ProjectInfo project(const ProjectId &project) const;
    [[nodiscard]] QList<ProjectInfo> projects() const;
    [[nodiscard]] ProjectDirectory::Totals totals() const;
    [[nodiscard]] RoomMetrics metrics() const;
    [[nodiscard]] QList<ProjectSummary> summaries() const;
    void setTrafficWanted(bool wanted);
    [[nodiscard]] Result<QList<DeliveryLine>> delivery(const DeliveryQuery &query) const;
    [[nodiscard]] Result<Reach> reach(const ProjectId &project, const QByteArray &envelope);
    /// Returns its receivers.
    [[nodiscard]] Result<Reach> publish(const ProjectId &project, const QByteArray &envelope);
    void publishUsage();
    void closeByKey(const ProjectId &project, qint64 keyId);
    /// Closes it with 4000. False: it is not there.
    bool closeClient(const ProjectId &project, const ClientId &client);
    /// Closes every client with 1001, spread over that time, and calls `drained` when all are
    /// closed. stop() may come before, and then it is not called.
    void drain(std::chrono::milliseconds over, std::function<void()> drained);
    /// Closes every client with 1001, waits for them at most limits::StopTimeout, gives up what
    /// belongs to this thread, and calls `stopped`.
    void stop(std::function<void()> stopped);
    [[nodiscard]] LargestProjects largestProjects() const;
    void relieve(const LargestProjects &down); ///< See ThreadMemory.

private:
    void onSessionMessage(ClientSession &session, std::span<char> message, Opcode opcode) override;
    bool onSessionControlFrame(ClientSession &session) override;
    void onSessionDelivery(
        ClientSession &session, const OutputBlock &block, DeliveryState state) override;
    void onSessionLeft(ClientSession &session) override;
    void onSessionEnded(ClientSession &session) override;
    [[nodiscard]] qint64 nowMs() override;
    [[nodiscard]] EnvelopeScanner &scanner() override { return m_scanner; }
    [[nodiscard]] TrafficSampler &traffic() override { return m_traffic; }
    [[nodiscard]] int maxMessageRate() const override { return m_settings.maxMessageRate; }
    [[nodiscard]] BufferPool &buffers() override { return m_batchBuffers; }
    void onBatchOpened(Room &room) override;
    void onDeparture(Room &room) override;
    void onMessage(Room &room) override;
    void onRejected(ScanResult why) override { ++m_counts.rejected[static_cast<size_t>(why)]; }
    void onTooFast() override { ++m_counts.tooFast; }

    /// Scans an envelope that does not come from a client. `padded` keeps the bytes the envelope
    /// points into.
    [[nodiscard]] Result<Envelope> scanGiven(const QByteArray &text, QByteArray &padded);
    void limitMemory();
    void begin(Upgrade upgrade);
    void ping(quint64 connection);
    void closeClient(quint64 connection, quint16 code, std::string_view reason);
    [[nodiscard]] std::vector<quint64> connections() const;
    void onHandshakeDone();
    void endTurn();
    void afterTurn();
    [[nodiscard]] bool sendBatches(std::chrono::steady_clock::time_point end);
    void armTrafficDeadline();
    void handOverTraffic();
    void onTrafficTaken();
    Room &roomFor(const ProjectId &project);
    void dropRoom(const ProjectId &project);
    void armIdleDeadline(Room &room);
    void armSweep();
    void finishStop();

    RoomSettings m_settings;
    const RoomEvents m_events;
    std::atomic<qint64> &m_total;
    EnvelopeScanner m_scanner;
    TrafficSampler m_traffic;
    std::vector<char> m_receiveBuffer;

    // In the order they are made on the thread; given up in the opposite order.
    std::unique_ptr<Deadlines> m_deadlines;
    std::unique_ptr<SocketPoller> m_poller;
    std::unique_ptr<ThreadMemory> m_memory;
    BufferPool m_batchBuffers;
    BufferPool m_messageBuffers;
    OutputPool m_outputPool;
    std::unique_ptr<SocketEnvironment> m_environment;
    std::unique_ptr<QWebSocketServer> m_server;
    std::unique_ptr<Deadlines::Handle> m_sweepDeadline;
    std::unique_ptr<Deadlines::Handle> m_usageDeadline;
    std::unique_ptr<Deadlines::Handle> m_trafficDeadline;
    std::unique_ptr<Deadlines::Handle> m_stopDeadline;
    QHash<ProjectId, Room *> m_rooms; ///< Children of this object.
    std::unordered_map<quint64, std::unique_ptr<ClientSession>> m_sessions; ///< By connection.

    std::vector<std::unique_ptr<ClientSession>> m_ended; ///< Destroyed when the turn ends.
    SlicedQueue<Upgrade> m_arrivals;
    SlicedQueue<quint64> m_sweep; ///< Connections that are to be pinged.
    std::unique_ptr<ClientCloser> m_closer; ///< Until the worker is destroyed.
    std::unique_ptr<Farewells> m_farewells;
    std::deque<Room *> m_batched; ///< Rooms with an open batch, each once.
    std::vector<Room *> m_counted; ///< Rooms with messages to publish, each once.
    RoomMetrics m_counts; ///< Without rooms that live, and without latency.
    TurnLatency m_latency;
    qint64 m_nowMs = 0; ///< Time of the current turn in ms; 0 until read.
    qint64 m_usageDay = 0; ///< Day of the counts in m_counted, in days since the Unix epoch.
    bool m_stopping = false;
    std::function<void()> m_stopped; ///< To be called once all sessions have ended.
};

} // namespace broadcaster
