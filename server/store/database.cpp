// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/database.h"

#include "server/base/logging.h"
#include "server/base/tuning.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Database::Database(const QString &location, QObject *parent)
    : QObject(parent)
    , m_thread(std::make_unique<QThread>())
    , m_worker(std::make_unique<SqlWorker>(location))
{
    m_thread->setObjectName(u"sql"_s);
    m_worker->moveToThread(m_thread.get());
    m_thread->start();
    m_jobCheck.setInterval(limits::StoreJobCheckInterval);
    connect(&m_jobCheck, &QTimer::timeout, this, [this] {
        if (!m_jobs.expire())
            m_jobCheck.stop();
    });
}

Database::~Database()
{
    if (!m_hangs && shutdown(limits::StoreCloseTimeout))
        return;
    qCCritical(logStore) << "The database does not answer; leaving its thread behind";
    (void)m_worker.release();
    (void)m_thread.release();
}

void Database::open(QObject *context, std::function<void(Result<void>)> done)
{
    visit([context, done = std::move(done)](SqlWorker &worker) mutable {
        worker.forgetFailure();
        post(context, [done = std::move(done), opened = worker.connect()]() mutable {
            done(std::move(opened));
        });
    });
}

void Database::watch(std::shared_ptr<StoreJob> job)
{
    if (m_jobs.add(std::move(job)))
        post(this, [this] { m_jobCheck.start(); });
}

bool Database::shutdown(std::chrono::milliseconds bound)
{
    if (m_thread->isFinished())
        return true;
    m_worker->stop();
    post(m_worker.get(), [worker = m_worker.get()] { worker->end(); });
    bool ended = m_thread->wait(QDeadlineTimer(bound));
    if (!ended) {
        m_worker->abandon();
        ended = m_thread->wait(QDeadlineTimer(limits::AbandonGrace));
    }
    // Tells a race detector, too, that everything on that thread came before the code below.
    m_hangs = !ended || !m_worker->hasEnded();
    return !m_hangs;
}

} // namespace broadcaster
