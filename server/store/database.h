// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/base/post.h"
#include "server/store/sqlworker.h"
#include "server/store/storejob.h"

#include <QtCore/QObject>
#include <QtCore/QThread>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace broadcaster {

/// The SQL thread and the one connection it owns, seen from other threads: jobs in, results out.
/// run() and visit() may be called from any thread, all other functions on the thread that made it.
class Database final : public QObject {
    Q_OBJECT

public:
    /// `location` is a path or a postgresql:// URL (databaselocation.h). Starts the thread; opens
    /// nothing before open() or the first job.
    explicit Database(const QString &location, QObject *parent = nullptr);
    ~Database() override; ///< Calls shutdown() with limits::StoreCloseTimeout if it was not called.

    /// Opens or creates the database and brings its schema up to date. Leaves an unusable database
    /// untouched. `done` is called on `context`'s thread. REQUIRES: as for run().
    void open(QObject *context, std::function<void(Result<void>)> done);

    /// Runs `job(SqlConnection &) -> Result<T>` on the SQL thread, then `done(Result<T>)` on
    /// `context`'s; both may be move-only. Jobs run in the order of the calls. Connects first if
    /// there is no connection; while connecting backs off, jobs fail at once. If the connection
    /// turns out to be lost before the job can have changed anything, the job is called a second
    /// time, so it must not consume its captures. More than limits::MaxStoreJobs waiting:
    /// QueueFull; after shutdown(): Stopped. No answer within limits::StoreJobTimeout:
    /// DatabaseUnavailable, and the job's changes are not committed, unless the commit was under
    /// way. REQUIRES: `context` outlives the call of `done`.
    template <typename Job, typename Done>
    void run(QObject *context, Job job, Done done);

    /// Runs `work(SqlWorker &)` on the SQL thread, in order with the jobs. For the parts of the
    /// broker that keep state there; not counted against the limit. Dropped after shutdown().
    template <typename Work>
    void visit(Work work);

    /// Whether the last attempt to connect succeeded and no loss has been seen since. Any thread.
    [[nodiscard]] bool isConnected() const { return m_worker->isConnected(); }
    /// The reason why the database cannot be used now, without secrets; null if it can be used. Any
    /// thread: the answer needs no visit to the SQL thread.
    [[nodiscard]] QString trouble() const { return m_worker->trouble(); }

    /// Takes no more jobs, finishes the waiting ones, closes the connection and ends the thread.
    /// After `bound` the jobs still waiting fail with Stopped. False: the current job does not end,
    /// and its thread still runs. REQUIRES: nobody calls run() or visit() at the same time.
    [[nodiscard]] bool shutdown(std::chrono::milliseconds bound);

private:
    void watch(std::shared_ptr<StoreJob> job);

    WaitingStoreJobs m_jobs;
    QTimer m_jobCheck; ///< Runs while jobs wait.
    bool m_hangs = false; ///< The thread does not end: it is left behind.
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<SqlWorker> m_worker; ///< Outlives the thread, so that posting stays safe.
};

template <typename Job, typename Done>
void Database::run(QObject *context, Job job, Done done)
{
    using Outcome = std::invoke_result_t<Job &, SqlConnection &>;
    if (std::optional<Error> refusal = m_worker->admit()) {
        post(context, [done = std::move(done), error = std::move(*refusal)]() mutable {
            done(Outcome(std::move(error)));
        });
        return;
    }
    auto asked = std::make_shared<AskedStoreJob<Outcome, Done>>(context, std::move(done));
    watch(asked);
    post(m_worker.get(),
        [worker = m_worker.get(), job = std::move(job), asked = std::move(asked)]() mutable {
            asked->answer(worker->serve(job, *asked));
        });
}

template <typename Work>
void Database::visit(Work work)
{
    post(m_worker.get(),
        [worker = m_worker.get(), work = std::move(work)]() mutable { work(*worker); });
}

} // namespace broadcaster
