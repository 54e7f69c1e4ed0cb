// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/store/databasefile.h"
#include "server/store/sqlconnection.h"
#include "server/store/storejob.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QObject>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace broadcaster {

/// The part of Database on the SQL thread: owns the connection and reconnects it. The first seven
/// functions may be called from any thread, the others on the SQL thread.
class SqlWorker final : public QObject {
    Q_OBJECT

public:
    /// `location` as in DatabaseLocation::parse(); connect() reports an invalid one.
    explicit SqlWorker(const QString &location);
    ~SqlWorker() override;

    /// Takes a place in the queue, or returns the reason why there is none.
    [[nodiscard]] std::optional<Error> admit();
    /// Admits no job from now on.
    void stop() { m_stopping = true; }
    /// Lets the waiting jobs fail at once.
    void abandon() { m_abandoned = true; }
    [[nodiscard]] bool isAbandoned() const { return m_abandoned; }
    [[nodiscard]] bool isConnected() const { return m_connected; }
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    [[nodiscard]] QString trouble() const; ///< See Database::trouble().

    /// Runs an admitted job, unless nobody waits for it any more.
    template <typename Job>
    [[nodiscard]] std::invoke_result_t<Job &, SqlConnection &> serve(
        Job &job, const StoreJob &asked);
    /// Runs `job(SqlConnection &) -> Result<T>` now; connects first if necessary. Runs it a second
    /// time when the connection turns out to be lost before the job can have changed anything.
    template <typename Job>
    [[nodiscard]] std::invoke_result_t<Job &, SqlConnection &> perform(
        Job &job, QDeadlineTimer deadline = QDeadlineTimer(QDeadlineTimer::Forever));
    /// Runs `work` on this thread, unless the thread ends first.
    void later(std::chrono::milliseconds delay, std::function<void()> work);

    /// Connects if there is no connection. While connecting backs off after a failure, it does not
    /// try and repeats the failure.
    [[nodiscard]] Result<void> connect();
    /// Lets the next connect() try at once.
    void forgetFailure();
    /// Closes the connection and ends the thread.
    void end();

private:
    /// Notes that the thread is at work, for as long as it lives.
    class Busy final {
    public:
        explicit Busy(SqlWorker &worker);
        ~Busy() { m_worker.m_busySince = NotBusy; }
        Q_DISABLE_COPY_MOVE(Busy)

    private:
        SqlWorker &m_worker;
    };
    static constexpr qint64 NotBusy = -1;

    void close();
    void dropConnection();
    [[nodiscard]] Result<void> checkFile();
    [[nodiscard]] Error backOff(Error error);

    Result<DatabaseLocation> m_location;
    std::unique_ptr<SqlConnection> m_connection;
    std::optional<Error> m_failure;
    QDeadlineTimer m_nextAttempt;
    std::chrono::milliseconds m_interval;
    bool m_interrupted = false;
    bool m_hasOpened = false;
    std::atomic<int> m_waiting { 0 };
    std::atomic<bool> m_stopping { false };
    std::atomic<bool> m_abandoned { false };
    std::atomic<bool> m_connected { false };
    std::atomic<bool> m_ended { false };
    std::atomic<qint64> m_busySince { NotBusy }; ///< Start of the work in ms of the steady clock.
    DatabaseFile m_file; ///< File of the first connection.
    mutable std::mutex m_troubleMutex;
    QString m_fileTrouble; ///< Null: no trouble. Guarded by the mutex.
};

template <typename Job>
std::invoke_result_t<Job &, SqlConnection &> SqlWorker::serve(Job &job, const StoreJob &asked)
{
    m_waiting.fetch_sub(1);
    if (m_abandoned || asked.isAnswered())
        return Error { ErrorCode::Stopped, QStringLiteral("The broker stopped before this job.") };
    return perform(job, asked.deadline());
}

template <typename Job>
std::invoke_result_t<Job &, SqlConnection &> SqlWorker::perform(Job &job, QDeadlineTimer deadline)
{
    const Busy busy(*this);
    for (bool again = false;; again = true) {
        if (Result<void> intact = checkFile(); !intact)
            return intact.error();
        if (Result<void> connected = connect(); !connected)
            return connected.error();
        m_connection->beginJob(deadline);
        auto result = job(*m_connection);
        if (!m_connection->isLost())
            return result;
        const bool isRepeatable = !m_connection->mayHaveChanged() && !m_connection->hasTimedOut();
        dropConnection();
        if (result.ok() || again || !isRepeatable)
            return result;
    }
}

} // namespace broadcaster
