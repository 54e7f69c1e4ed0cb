// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/clusterport.h"
#include "server/gateway/projectdirectory.h"
#include "server/rooms/roomworker.h"

#include <QtCore/QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace broadcaster {

/// The room threads. A project belongs for good to one of them, chosen by its name. Made and
/// destroyed on one thread; every other call may come from any. Answers come on `context`'s thread,
/// and `context` outlives the pool.
class WorkerPool final : public ProjectDirectory, public ClusterRooms {
public:
    WorkerPool(int threads, const RoomSettings &settings, RoomEvents events);
    [[nodiscard]] int threadCount() const override { return static_cast<int>(m_threads.size()); }
    ~WorkerPool() override; ///< REQUIRES: stop() has called `done`.

    std::atomic<qint64> &waitingBytes() override { return m_waitingBytes; }
    void adopt(Upgrade upgrade) override;
    void metrics(QObject *context, std::function<void(RoomMetrics)> done) override;
    void closeByKey(const ProjectId &project, qint64 keyId) override;

    /// Calls `done` when every thread applies the settings.
    void configure(const RoomSettings &settings, QObject *context, std::function<void()> done);
    void totals(QObject *context, std::function<void(RoomTable::Totals)> done);
    void summaries(QObject *context, std::function<void(RoomTable::Summaries)> done);
    void projects(QObject *context, std::function<void(QList<ProjectInfo>)> done);
    /// Creates no project: a missing project has no clients and no last activity.
    void project(const ProjectId &project, QObject *context, std::function<void(ProjectInfo)> done);
    /// The same in figures.
    void summary(
        const ProjectId &project, QObject *context, std::function<void(ProjectSummary)> done);
    /// Hands over the counts of this project, then calls `done`.
    void publishUsage(const ProjectId &project, QObject *context, std::function<void()> done);
    /// Sends the envelope to its receivers, from the broker itself. Reports the receivers, or
    /// InvalidArgument with the words a client would get.
    void publish(const ProjectId &project, const QByteArray &envelope, QObject *context,
        std::function<void(Result<Reach>)> done);
    /// Closes one client with 4000. False: the client is not there.
    void closeClient(const ProjectId &project, const ClientId &client, QObject *context,
        std::function<void(bool)> done);
    void attachObserver(ObserverId observer);
    void detachObserver(ObserverId observer);
    void delivery(const DeliveryQuery &query, QObject *context,
        std::function<void(Result<QList<DeliveryLine>>)> done);
    void explain(
        const Explain &op, QObject *context, std::function<void(Result<Explanation>)> done);
    /// Closes all clients with 1001 over that time, and then calls `done` unless stop() came first.
    void drain(std::chrono::milliseconds over, QObject *context, std::function<void()> done);
    /// Closes all clients with 1001; calls `done` when the last has gone or was given up.
    void stop(QObject *context, std::function<void()> done);

    [[nodiscard]] int threadOf(const ProjectId &project) const override;
    void entered(const ProjectId &project, const std::vector<BrokerId> &brokers) override;
    void receive(int thread, IncomingRecords records) override;
    [[nodiscard]] qint64 waitingFor(int thread) const override;
    void stopAwaiting(BrokerId broker) override;
    void forget(BrokerId broker) override;
    void sendRosters(BrokerId broker) override;
    void beginAnew() override;

private:
    struct Thread {
        std::unique_ptr<QThread> thread;
        std::unique_ptr<RoomWorker> worker;
    };
    [[nodiscard]] RoomWorker *workerFor(const ProjectId &project) const;
    /// Asks the project's worker; `done` on `context`'s thread.
    template <typename Answer, typename Ask>
    void askOne(
        const ProjectId &project, QObject *context, Ask ask, std::function<void(Answer)> done);
    /// Asks every worker; `done` on `context`'s thread with all answers.
    template <typename Answer, typename Ask>
    void askAll(QObject *context, Ask ask, std::function<void(std::vector<Answer>)> done);

    /// Calls `work(RoomCluster &)` on every thread.
    template <typename Work>
    void inEachCluster(Work work);
    void relieveMemory();

    std::atomic<qint64> m_waitingBytes { 0 }; ///< Bytes for all clients, and of HTTP answers.
    std::atomic<bool> m_isRelieving { false };
    std::vector<Thread> m_threads;
};

} // namespace broadcaster
