// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/workerpool.h"

#include "server/base/post.h"

#include <algorithm>
#include <limits>

namespace broadcaster {

namespace {

QList<ProjectInfo> joined(const std::vector<QList<ProjectInfo>> &lists)
{
    QList<ProjectInfo> all;
    for (const QList<ProjectInfo> &list : lists)
        all += list;
    return all;
}

} // namespace

WorkerPool::WorkerPool(int threads, const RoomSettings &settings, RoomEvents events)
{
    events.memoryOverflowed = [this] { relieveMemory(); };
    for (int i = 0; i < threads; ++i) {
        Thread thread { std::make_unique<QThread>(),
            std::make_unique<RoomWorker>(settings, events, m_waitingBytes, i) };
        thread.thread->setObjectName(QStringLiteral("room-%1").arg(i + 1));
        thread.worker->moveToThread(thread.thread.get());
        thread.thread->start();
        post(thread.worker.get(), [worker = thread.worker.get()] { worker->start(); });
        m_threads.push_back(std::move(thread));
    }
}

WorkerPool::~WorkerPool()
{
    for (Thread &thread : m_threads)
        thread.thread->quit();
    for (Thread &thread : m_threads)
        thread.thread->wait();
}

/// The thread with the largest project gives up the most of it, down to the next largest.
void WorkerPool::relieveMemory()
{
    if (m_isRelieving.exchange(true))
        return;
    struct Candidate {
        RoomWorker *worker;
        qint64 LargestProjects::*kind;
        qint64 bytes;
    };
    using Candidates = std::vector<Candidate>;
    askAll<Candidates>(
        m_threads.front().worker.get(),
        [](RoomWorker &worker, const auto &answer) {
            const LargestProjects largest = worker.largestProjects();
            Candidates own;
            for (const auto kind : { &LargestProjects::queued, &LargestProjects::unfinished })
                own.push_back({ &worker, kind, largest.*kind });
            answer(own);
        },
        [this](const std::vector<Candidates> &answers) {
            m_isRelieving = false;
            Candidates all;
            for (const Candidates &own : answers)
                all.insert(all.end(), own.begin(), own.end());
            std::sort(all.begin(), all.end(),
                [](const Candidate &a, const Candidate &b) { return a.bytes > b.bytes; });
            // Spares the other kind.
            constexpr qint64 All = std::numeric_limits<qint64>::max();
            LargestProjects down { All, All };
            down.*all[0].kind = std::max<qint64>(all[1].bytes - 1, 0);
            RoomWorker *const worker = all[0].worker;
            post(worker, [worker, down] { worker->relieve(down); });
        });
}

int WorkerPool::threadOf(const ProjectId &project) const
{
    return static_cast<int>(qHash(project) % m_threads.size());
}

RoomWorker *WorkerPool::workerFor(const ProjectId &project) const
{
    return m_threads[static_cast<size_t>(threadOf(project))].worker.get();
}

void WorkerPool::adopt(Upgrade upgrade)
{
    RoomWorker *worker = workerFor(upgrade.project);
    post(worker,
        [worker, upgrade = std::move(upgrade)]() mutable { worker->adopt(std::move(upgrade)); });
}

template <typename Answer, typename Ask>
void WorkerPool::askOne(
    const ProjectId &project, QObject *context, Ask ask, std::function<void(Answer)> done)
{
    RoomWorker *worker = workerFor(project);
    post(worker, [worker, context, ask = std::move(ask), done = std::move(done)]() mutable {
        post(context, [answer = ask(*worker), done = std::move(done)] { done(answer); });
    });
}

void WorkerPool::project(
    const ProjectId &project, QObject *context, std::function<void(ProjectInfo)> done)
{
    askOne<ProjectInfo>(
        project, context, [project](RoomWorker &worker) { return worker.rooms().info(project); },
        std::move(done));
}

void WorkerPool::summary(
    const ProjectId &project, QObject *context, std::function<void(ProjectSummary)> done)
{
    askOne<ProjectSummary>(
        project, context,
        [project](RoomWorker &worker) {
            const Room *room = worker.rooms().find(project);
            ProjectSummary nothing;
            nothing.id = project;
            return room ? room->summary() : nothing;
        },
        std::move(done));
}

void WorkerPool::publishUsage(
    const ProjectId &project, QObject *context, std::function<void()> done)
{
    RoomWorker *worker = workerFor(project);
    post(worker, [worker, context, done = std::move(done)]() mutable {
        worker->publishUsage();
        post(context, std::move(done));
    });
}

void WorkerPool::closeByKey(const ProjectId &project, qint64 keyId)
{
    RoomWorker *worker = workerFor(project);
    post(worker, [worker, project, keyId] { worker->closeByKey(project, keyId); });
}

void WorkerPool::publish(const ProjectId &project, const QByteArray &envelope, QObject *context,
    std::function<void(Result<Reach>)> done)
{
    askOne<Result<Reach>>(
        project, context,
        [project, envelope](RoomWorker &worker) { return worker.publish(project, envelope); },
        std::move(done));
}

void WorkerPool::closeClient(const ProjectId &project, const ClientId &client, QObject *context,
    std::function<void(bool)> done)
{
    askOne<bool>(
        project, context,
        [project, client](RoomWorker &worker) { return worker.closeClient(project, client); },
        std::move(done));
}

template <typename Answer, typename Ask>
void WorkerPool::askAll(QObject *context, Ask ask, std::function<void(std::vector<Answer>)> done)
{
    struct Gathering { // Used on the context's thread only.
        std::vector<Answer> answers;
        size_t missing;
        std::function<void(std::vector<Answer>)> done;
    };
    auto gathering = std::make_shared<Gathering>(
        Gathering { {}, m_threads.size(), std::move(done) });
    for (const Thread &thread : m_threads) {
        RoomWorker *worker = thread.worker.get();
        post(worker, [worker, context, ask, gathering] {
            ask(*worker, [context, gathering](Answer answer) {
                post(context, [gathering, answer = std::move(answer)] {
                    gathering->answers.push_back(answer);
                    if (--gathering->missing == 0)
                        gathering->done(std::move(gathering->answers));
                });
            });
        });
    }
}

void WorkerPool::totals(QObject *context, std::function<void(RoomTable::Totals)> done)
{
    askAll<RoomTable::Totals>(
        context, [](RoomWorker &worker, const auto &answer) { answer(worker.rooms().totals()); },
        [done = std::move(done)](const std::vector<RoomTable::Totals> &answers) {
            RoomTable::Totals sum;
            for (const RoomTable::Totals &totals : answers) {
                sum.projects += totals.projects;
                sum.clients += totals.clients;
            }
            done(sum);
        });
}

void WorkerPool::metrics(QObject *context, std::function<void(RoomMetrics)> done)
{
    askAll<RoomMetrics>(
        context, [](RoomWorker &worker, const auto &answer) { worker.metrics(answer); },
        [done = std::move(done)](const std::vector<RoomMetrics> &answers) {
            RoomMetrics sum;
            for (const RoomMetrics &metrics : answers)
                sum.add(metrics);
            sum.sortBusiest();
            done(sum);
        });
}

void WorkerPool::projects(QObject *context, std::function<void(QList<ProjectInfo>)> done)
{
    askAll<QList<ProjectInfo>>(
        context, [](RoomWorker &worker, const auto &answer) { answer(worker.rooms().infos()); },
        [done = std::move(done)](const auto &answers) { done(joined(answers)); });
}

void WorkerPool::summaries(QObject *context, std::function<void(RoomTable::Summaries)> done)
{
    askAll<RoomTable::Summaries>(
        context, [](RoomWorker &worker, const auto &answer) { answer(worker.rooms().summaries()); },
        [done = std::move(done)](const std::vector<RoomTable::Summaries> &answers) {
            RoomTable::Summaries all;
            for (const RoomTable::Summaries &summaries : answers)
                all.add(summaries);
            done(all);
        });
}

void WorkerPool::attachObserver(ObserverId observer)
{
    for (const Thread &thread : m_threads) {
        RoomWorker *worker = thread.worker.get();
        post(worker, [worker, observer] { worker->attachObserver(observer); });
    }
}

void WorkerPool::detachObserver(ObserverId observer)
{
    for (const Thread &thread : m_threads) {
        RoomWorker *worker = thread.worker.get();
        post(worker, [worker, observer] { worker->detachObserver(observer); });
    }
}

void WorkerPool::delivery(const DeliveryQuery &query, QObject *context,
    std::function<void(Result<QList<DeliveryLine>>)> done)
{
    askOne<Result<QList<DeliveryLine>>>(
        query.project, context,
        [query](const RoomWorker &worker) { return worker.delivery(query); }, std::move(done));
}

void WorkerPool::explain(
    const Explain &op, QObject *context, std::function<void(Result<Explanation>)> done)
{
    askOne<Result<Explanation>>(
        op.project, context, [op](RoomWorker &worker) { return worker.explain(op); },
        std::move(done));
}

void WorkerPool::configure(
    const RoomSettings &settings, QObject *context, std::function<void()> done)
{
    askAll<bool>(
        context,
        [settings](RoomWorker &worker, const auto &answer) {
            worker.configure(settings);
            answer(true);
        },
        [done = std::move(done)](const std::vector<bool> &) { done(); });
}

void WorkerPool::drain(std::chrono::milliseconds over, QObject *context, std::function<void()> done)
{
    askAll<bool>(
        context,
        [over](RoomWorker &worker, const auto &answer) {
            worker.drain(over, [answer] { answer(true); });
        },
        [done = std::move(done)](const std::vector<bool> &) { done(); });
}

void WorkerPool::stop(QObject *context, std::function<void()> done)
{
    askAll<bool>(
        context,
        [](RoomWorker &worker, const auto &answer) { worker.stop([answer] { answer(true); }); },
        [done = std::move(done)](const std::vector<bool> &) { done(); });
}

template <typename Work>
void WorkerPool::inEachCluster(Work work)
{
    for (const Thread &thread : m_threads) {
        RoomWorker *worker = thread.worker.get();
        post(worker, [worker, work] {
            if (RoomCluster *cluster = worker->cluster())
                work(*cluster);
        });
    }
}

void WorkerPool::entered(const ProjectId &project, const std::vector<BrokerId> &brokers)
{
    RoomWorker *worker = workerFor(project);
    post(worker, [worker, project, brokers] {
        if (RoomCluster *cluster = worker->cluster())
            cluster->entered(project, brokers);
    });
}

void WorkerPool::receive(int thread, IncomingRecords records)
{
    RoomWorker *worker = m_threads[static_cast<size_t>(thread)].worker.get();
    worker->incomingBytes() += records.bytes;
    post(worker, [worker, records = std::move(records)]() mutable {
        if (RoomCluster *cluster = worker->cluster())
            cluster->receive(std::move(records));
    });
}

qint64 WorkerPool::waitingFor(int thread) const
{
    return m_threads[static_cast<size_t>(thread)].worker->incomingBytes();
}

void WorkerPool::stopAwaiting(BrokerId broker)
{
    inEachCluster([broker](RoomCluster &cluster) { cluster.stopAwaiting(broker); });
}

void WorkerPool::forget(BrokerId broker)
{
    inEachCluster([broker](RoomCluster &cluster) { cluster.forget(broker); });
}

void WorkerPool::sendRosters(BrokerId broker)
{
    inEachCluster([broker](RoomCluster &cluster) { cluster.sendRosters(broker); });
}

void WorkerPool::beginAnew()
{
    inEachCluster([](RoomCluster &cluster) { cluster.beginAnew(); });
}

} // namespace broadcaster
