// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/workerpool.h"

#include "server/post.h"

namespace broadcaster {

WorkerPool::WorkerPool(int threads, const RoomSettings &settings, const RoomEvents &events)
{
    for (int i = 0; i < threads; ++i) {
        Member member { std::make_unique<QThread>(),
            std::make_unique<RoomWorker>(settings, events) };
        member.thread->setObjectName(QStringLiteral("room-%1").arg(i + 1));
        member.worker->moveToThread(member.thread.get());
        member.thread->start();
        post(member.worker.get(), [worker = member.worker.get()] { worker->start(); });
        m_members.push_back(std::move(member));
    }
}

WorkerPool::~WorkerPool()
{
    for (Member &member : m_members)
        member.thread->quit();
    for (Member &member : m_members)
        member.thread->wait();
}

RoomWorker *WorkerPool::workerFor(const ProjectId &project) const
{
    return m_members[qHash(project) % m_members.size()].worker.get();
}

void WorkerPool::adopt(Upgrade upgrade)
{
    RoomWorker *worker = workerFor(upgrade.project);
    post(worker,
        [worker, upgrade = std::move(upgrade)]() mutable { worker->adopt(std::move(upgrade)); });
}

void WorkerPool::project(
    const ProjectId &project, QObject *context, std::function<void(ProjectInfo)> done)
{
    RoomWorker *worker = workerFor(project);
    post(worker, [worker, project, context, done = std::move(done)]() mutable {
        post(context, [info = worker->project(project), done = std::move(done)] { done(info); });
    });
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

void WorkerPool::closeClient(
    const ProjectId &project, const ClientId &client, quint16 code, const QByteArray &reason)
{
    RoomWorker *worker = workerFor(project);
    post(worker, [=] { worker->closeClient(project, client, code, reason); });
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
        Gathering { {}, m_members.size(), std::move(done) });
    for (const Member &member : m_members) {
        RoomWorker *worker = member.worker.get();
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

void WorkerPool::totals(QObject *context, std::function<void(Totals)> done)
{
    askAll<Totals>(
        context, [](RoomWorker &worker, const auto &answer) { answer(worker.totals()); },
        [done = std::move(done)](const std::vector<Totals> &answers) {
            Totals sum;
            for (const Totals &totals : answers) {
                sum.projects += totals.projects;
                sum.clients += totals.clients;
            }
            done(sum);
        });
}

void WorkerPool::projects(QObject *context, std::function<void(QList<ProjectInfo>)> done)
{
    askAll<QList<ProjectInfo>>(
        context, [](RoomWorker &worker, const auto &answer) { answer(worker.projects()); },
        [done = std::move(done)](const std::vector<QList<ProjectInfo>> &answers) {
            QList<ProjectInfo> all;
            for (const QList<ProjectInfo> &answer : answers)
                all += answer;
            done(all);
        });
}

void WorkerPool::stop(QObject *context, std::function<void()> done)
{
    askAll<bool>(
        context,
        [](RoomWorker &worker, const auto &answer) { worker.stop([answer] { answer(true); }); },
        [done = std::move(done)](const std::vector<bool> &) { done(); });
}

} // namespace broadcaster
