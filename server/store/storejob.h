// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/base/post.h"
#include "server/base/storelimits.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QObject>

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

namespace broadcaster {

/// A job that is answered once: by the SQL thread, or when its time is over.
class StoreJob {
public:
    StoreJob() = default;
    virtual ~StoreJob() = default;
    Q_DISABLE_COPY_MOVE(StoreJob)

    [[nodiscard]] QDeadlineTimer deadline() const { return m_deadline; }
    [[nodiscard]] bool isAnswered() const { return m_isAnswered; }
    /// Tells the caller that the database does not answer, unless the job is answered. Any thread.
    virtual void expire() = 0;

protected:
    /// True for one caller only.
    [[nodiscard]] bool mayAnswer() { return !m_isAnswered.exchange(true); }

private:
    const QDeadlineTimer m_deadline { limits::StoreJobTimeout };
    std::atomic<bool> m_isAnswered { false };
};

/// Calls `done(Outcome)` on the thread of `context`.
template <typename Outcome, typename Done>
class AskedStoreJob final : public StoreJob {
public:
    AskedStoreJob(QObject *context, Done done)
        : m_context(context)
        , m_done(std::move(done))
    {
    }

    void answer(Outcome outcome)
    {
        if (mayAnswer())
            post(m_context, [done = std::move(m_done), outcome = std::move(outcome)]() mutable {
                done(std::move(outcome));
            });
    }
    void expire() override
    {
        answer(Error { ErrorCode::DatabaseUnavailable,
            QStringLiteral("The database does not answer; try again later."),
            ErrorReason::DatabaseSilent });
    }

private:
    QObject *m_context;
    Done m_done;
};

/// The jobs that wait for an answer, in the order of their deadlines. Any thread.
class WaitingStoreJobs final {
public:
    /// True: call expire() from now on, until it returns false.
    [[nodiscard]] bool add(std::shared_ptr<StoreJob> job)
    {
        const std::lock_guard lock(m_mutex);
        dropAnswered();
        m_jobs.push_back(std::move(job));
        return !std::exchange(m_isWatched, true);
    }
    /// Ends the jobs whose time is over. False: no other jobs wait.
    [[nodiscard]] bool expire()
    {
        const std::lock_guard lock(m_mutex);
        dropAnswered();
        while (!m_jobs.empty() && m_jobs.front()->deadline().hasExpired()) {
            m_jobs.front()->expire();
            m_jobs.pop_front();
        }
        m_isWatched = !m_jobs.empty();
        return m_isWatched;
    }

private:
    void dropAnswered()
    {
        while (!m_jobs.empty() && m_jobs.front()->isAnswered())
            m_jobs.pop_front();
    }

    std::mutex m_mutex;
    bool m_isWatched = false;
    std::deque<std::shared_ptr<StoreJob>> m_jobs;
};

} // namespace broadcaster
