// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/sqlworker.h"

#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/store/opendatabase.h"

#include <QtCore/QThread>
#include <QtCore/QTimer>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds DatabaseSilence = limits::ReadyTimeout;

qint64 nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

SqlWorker::SqlWorker(const QString &location)
    : m_location(DatabaseLocation::parse(location))
    , m_interval(limits::MinReconnectInterval)
{
}

SqlWorker::~SqlWorker() = default;

std::optional<Error> SqlWorker::admit()
{
    if (m_stopping)
        return Error { ErrorCode::Stopped, u"The broker is stopping."_s };
    if (m_waiting.fetch_add(1) >= limits::MaxStoreJobs) {
        m_waiting.fetch_sub(1);
        return Error { ErrorCode::QueueFull,
            u"The database is too slow: %1 jobs wait for it; try again later."_s.arg(
                limits::MaxStoreJobs),
            ErrorReason::DatabaseTooSlow, { QString::number(limits::MaxStoreJobs) } };
    }
    return std::nullopt;
}

void SqlWorker::later(std::chrono::milliseconds delay, std::function<void()> work)
{
    QTimer::singleShot(delay, this, std::move(work));
}

Result<void> SqlWorker::connect()
{
    if (m_connection)
        return {};
    if (!m_location)
        return m_location.error();
    if (m_failure && !m_nextAttempt.hasExpired())
        return *m_failure;
    auto connection = std::make_unique<SqlConnection>(*m_location);
    // A file that disappears while the broker runs must not be replaced by an empty one.
    const Missing missing = m_hasOpened ? Missing::Refuse : Missing::Create;
    if (Result<void> opened = openDatabase(*connection, missing); !opened)
        return backOff(opened.error());
    if (!std::exchange(m_hasOpened, true))
        m_file.remember(*m_location);
    m_connection = std::move(connection);
    m_connected = true;
    forgetFailure();
    if (m_interrupted)
        qCInfo(logStore).noquote()
            << "The database" << m_location->describe() << "can be used again";
    m_interrupted = false;
    return {};
}

SqlWorker::Busy::Busy(SqlWorker &worker)
    : m_worker(worker)
{
    m_worker.m_busySince = nowMs();
}

QString SqlWorker::trouble() const
{
    const std::lock_guard lock(m_troubleMutex);
    if (!m_fileTrouble.isNull())
        return m_fileTrouble;
    const qint64 since = m_busySince;
    if (since != NotBusy && nowMs() - since > DatabaseSilence.count())
        return u"the database does not answer"_s;
    return m_connected ? QString() : u"there is no connection to the database"_s;
}

Result<void> SqlWorker::checkFile()
{
    const std::optional<DatabaseFile::Trouble> trouble = m_location ? m_file.trouble(*m_location)
                                                                    : std::nullopt;
    const QString reason = trouble ? trouble->reason : QString();
    bool isNew = false;
    {
        const std::lock_guard lock(m_troubleMutex);
        isNew = std::exchange(m_fileTrouble, reason) != reason;
    }
    if (isNew && trouble)
        qCCritical(logStore).noquote() << trouble->error.detail;
    else if (isNew)
        qCInfo(logStore).noquote()
            << "The database" << m_location->describe() << "can be used again";
    if (trouble)
        return trouble->error;
    if (m_connection && m_file.hasLostLog(*m_location)) {
        qCCritical(logStore).noquote()
            << "The write-ahead log of the database" << m_location->describe()
            << "was removed; opening the database again";
        close();
    }
    return {};
}

void SqlWorker::forgetFailure()
{
    m_failure.reset();
    m_interval = limits::MinReconnectInterval;
}

void SqlWorker::close()
{
    m_connected = false;
    m_connection.reset();
    m_file.forgetLog();
}

void SqlWorker::end()
{
    close();
    m_ended = true;
    thread()->quit();
}

void SqlWorker::dropConnection()
{
    if (!m_interrupted)
        qCWarning(logStore).noquote() << "Lost the database" << m_location->describe()
                                      << "and will connect again:" << m_connection->lastFailure();
    m_interrupted = true;
    close();
}

Error SqlWorker::backOff(Error error)
{
    m_failure = std::move(error);
    m_nextAttempt = QDeadlineTimer(m_interval);
    m_interval = std::min(m_interval * 2, limits::MaxReconnectInterval);
    return *m_failure;
}

} // namespace broadcaster
