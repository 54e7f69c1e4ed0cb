// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker.h"

#include "server/logging.h"
#include "server/metering/usagemeter.h"
#include "server/net/gateway.h"
#include "server/post.h"
#include "server/rooms/workerpool.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"
#include "server/store/databaselocation.h"

#include <QtCore/QDateTime>
#include <QtCore/QPromise>
#include <QtNetwork/QSslConfiguration>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T>
void fulfil(QPromise<T> &promise, const T &value)
{
    promise.addResult(value);
    promise.finish();
}

template <typename T>
QFuture<T> ready(const T &value)
{
    QPromise<T> promise;
    promise.start();
    fulfil(promise, value);
    return promise.future();
}

Error stoppedError()
{
    return { ErrorCode::Stopped, u"The broker is not running."_s };
}

int roomThreads(int wanted)
{
    return std::clamp(wanted > 0 ? wanted : QThread::idealThreadCount(), 1, limits::MaxRoomThreads);
}

} // namespace

Broker::Broker(QObject *parent)
    : BrokerMonitor(parent)
{
    m_settingsTimer.setInterval(limits::SharedSettingsInterval);
    connect(&m_settingsTimer, &QTimer::timeout, this, &Broker::refreshSharedSettings);
    m_flushBound.setSingleShot(true);
    m_flushBound.setInterval(limits::FlushTimeout);
    connect(&m_flushBound, &QTimer::timeout, this, &Broker::onFlushTooSlow);
}

Broker::~Broker() = default;

void Broker::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

// Start: the database, what it says of projects, the threads, the door.

void Broker::start(const BrokerConfig &config)
{
    if (m_state != State::Stopped)
        return;
    m_config = config;
    m_failure.reset();
    m_lostUsage = false;
    setState(State::Starting);
    m_database = std::make_unique<Database>(config.database);
    m_database->open(this, [this, run = ++m_run](const Result<void> &opened) {
        if (!isStarting(run))
            return;
        if (opened)
            loadSettings();
        else
            fail(opened.error());
    });
}

void Broker::fail(const Error &error)
{
    m_failure = error;
    if (m_gateway || m_rooms)
        stopRooms();
    else
        closeStore();
}

void Broker::loadSettings()
{
    m_database->run(
        this,
        [](SqlConnection &connection) { return ApiKeyStore(connection).projectsRequiringKey(); },
        [this, run = m_run](const Result<QSet<ProjectId>> &projects) {
            if (!isStarting(run))
                return;
            if (projects)
                startThreads(*projects);
            else
                fail(projects.error());
        });
}

void Broker::startThreads(const QSet<ProjectId> &projectsRequiringKey)
{
    // A QWebSocket asks for this; asked here first, OpenSSL keeps its state for this thread. Room
    // threads may still be freeing theirs when the process ends, at the same time as OpenSSL does.
    (void)QSslConfiguration::defaultConfiguration();

    m_meter = std::make_unique<UsageMeter>(*m_database);
    m_gatewayThread = std::make_unique<QThread>();
    m_gatewayThread->setObjectName(u"gateway"_s);

    const RoomSettings settings { { m_config.maxMessageSize, m_config.maxQueueBytes },
        m_config.idleProjectTimeout, m_config.pingInterval };
    const RoomEvents events {
        [this](const ProjectId &project, quint16 closeCode) {
            post(m_gateway.get(), [gateway = m_gateway.get(), project, closeCode] {
                gateway->onConnectionEnded(project, closeCode);
            });
        },
        [this](const ProjectId &project, QDate day, qint64 messages) {
            return m_meter->add(project, day, messages);
        },
    };
    m_rooms = std::make_unique<WorkerPool>(roomThreads(m_config.threads), settings, events);
    m_gateway = std::make_unique<Gateway>(m_config, *m_rooms, *m_database, *m_meter);
    m_gateway->moveToThread(m_gatewayThread.get());
    m_gatewayThread->start();
    post(m_gateway.get(), [this, gateway = m_gateway.get(), projectsRequiringKey] {
        post(this, [this, urls = gateway->start(projectsRequiringKey)] { onListening(urls); });
    });
}

void Broker::onListening(const Result<QStringList> &urls)
{
    if (m_state != State::Starting)
        return;
    if (!urls) {
        fail(urls.error());
        return;
    }
    m_urls = *urls;
    if (m_config.database.contains(u"://"_s))
        m_settingsTimer.start();
    setState(State::Listening);
}

void Broker::refreshSharedSettings()
{
    post(m_gateway.get(), [gateway = m_gateway.get()] { gateway->access().refreshRequired(); });
}

// Stop: the door, the rooms, the counters, the database.

void Broker::stop()
{
    if (m_state == State::Stopped || m_state == State::Stopping)
        return;
    if (m_gateway)
        stopRooms();
    else
        closeStore();
}

void Broker::stopRooms()
{
    setState(State::Stopping);
    m_urls.clear();
    m_settingsTimer.stop();
    post(m_gateway.get(), [this, gateway = m_gateway.get()] {
        gateway->stop();
        post(this, [this] { m_rooms->stop(this, [this] { flushUsage(); }); });
    });
}

void Broker::flushUsage()
{
    m_flushBound.start();
    m_meter->flush(this, [this, run = m_run](const Result<void> &flushed) {
        if (run != m_run || !m_flushBound.isActive())
            return; // The bound was faster.
        m_flushBound.stop();
        m_lostUsage = !flushed;
        closeStore();
    });
}

void Broker::onFlushTooSlow()
{
    m_lostUsage = true;
    closeStore();
}

void Broker::closeStore()
{
    if (m_state != State::Stopping)
        setState(State::Stopping);
    if (m_lostUsage)
        qCCritical(logUsage,
            "the last counters could not be written: the database did not take "
            "them in time");
    if (m_gatewayThread) {
        m_gatewayThread->quit();
        m_gatewayThread->wait();
    }
    if (!m_database->shutdown(limits::StoreCloseTimeout)) {
        // A job that hangs may still answer: to objects that therefore must stay.
        m_storeHangs = true;
        (void)m_gateway.release();
        (void)m_meter.release();
    }
    m_rooms.reset();
    m_gateway.reset();
    m_gatewayThread.reset();
    m_meter.reset();
    m_database.reset();
    const std::optional<Error> failure = std::exchange(m_failure, std::nullopt);
    setState(State::Stopped);
    if (failure)
        Q_EMIT failed(*failure);
}

void Broker::disconnectClient(const ProjectId &project, const ClientId &client)
{
    if (m_rooms)
        m_rooms->closeClient(project, client, ClientSession::ByOperator, "closed by an operator");
}

QFuture<QList<ProjectInfo>> Broker::projects()
{
    if (m_state != State::Listening)
        return ready(QList<ProjectInfo>());
    auto promise = std::make_shared<QPromise<QList<ProjectInfo>>>();
    promise->start();
    m_rooms->projects(
        this, [promise](const QList<ProjectInfo> &projects) { fulfil(*promise, projects); });
    return promise->future();
}

template <typename T, typename Job>
QFuture<Result<T>> Broker::askStore(Job job)
{
    if (m_state != State::Listening)
        return ready(Result<T>(stoppedError()));
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_database->run(
        this, std::move(job), [promise](const Result<T> &result) { fulfil(*promise, result); });
    return promise->future();
}

QFuture<Result<IssuedApiKey>> Broker::issueKey(
    const ProjectId &project, const QString &description, const QString &createdBy)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return askStore<IssuedApiKey>([=](SqlConnection &connection) {
        return ApiKeyStore(connection).issue(project, description, createdBy, now);
    });
}

QFuture<Result<QList<ApiKeyInfo>>> Broker::activeKeys()
{
    return askStore<QList<ApiKeyInfo>>(
        [](SqlConnection &connection) { return ApiKeyStore(connection).activeKeys(); });
}

template <typename T, typename Call>
QFuture<Result<T>> Broker::askGateway(Call call)
{
    if (m_state != State::Listening)
        return ready(Result<T>(stoppedError()));
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    post(m_gateway.get(), [this, gateway = m_gateway.get(), call, promise]() mutable {
        call(gateway->access(), [this, promise = std::move(promise)](const Result<T> &result) {
            post(this, [promise, result] { fulfil(*promise, result); });
        });
    });
    return promise->future();
}

QFuture<Result<ApiKeyInfo>> Broker::revokeKey(const ProjectId &project)
{
    return askGateway<ApiKeyInfo>([project](AccessControl &access, auto done) {
        access.revokeKey(project, std::move(done));
    });
}

QFuture<Result<QSet<ProjectId>>> Broker::projectsRequiringKey()
{
    return askStore<QSet<ProjectId>>(
        [](SqlConnection &connection) { return ApiKeyStore(connection).projectsRequiringKey(); });
}

QFuture<Result<void>> Broker::setKeyRequired(const ProjectId &project, bool required)
{
    return askGateway<void>([project, required](AccessControl &access, auto done) {
        access.setRequired(project, required, std::move(done));
    });
}

QFuture<Result<UsageReport>> Broker::usage(const ProjectId &project)
{
    if (m_state != State::Listening)
        return ready(Result<UsageReport>(stoppedError()));
    auto promise = std::make_shared<QPromise<Result<UsageReport>>>();
    promise->start();
    m_meter->report(this, project, QDateTime::currentDateTimeUtc().date(),
        [promise](const Result<UsageReport> &report) { fulfil(*promise, report); });
    return promise->future();
}

} // namespace broadcaster
