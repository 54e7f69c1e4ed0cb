// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/sqlworker.h"

#include "server/base/tuning.h"
#include "server/logging.h"
#include "server/store/opendatabase.h"

#include <QtCore/QThread>
#include <QtCore/QTimer>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

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
                limits::MaxStoreJobs) };
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
    if (Result<void> opened = openDatabase(*connection); !opened)
        return backOff(opened.error());
    m_connection = std::move(connection);
    m_connected = true;
    forgetFailure();
    if (m_interrupted)
        qCInfo(logStore).noquote()
            << "The database" << m_location->describe() << "can be used again";
    m_interrupted = false;
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
