// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/broker.h"

#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/storelimits.h"
#include "server/broker/configqueue.h"
#include "server/broker/liveconsole.h"
#include "server/endpoints/httpapi.h"
#include "server/gateway/gateway.h"
#include "server/loopback/demotraffic.h"
#include "server/loopback/operatorconnections.h"
#include "server/net/freedmemory.h"
#include "server/rooms/workerpool.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"
#include "server/store/databaselocation.h"
#include "server/usage/usagemeter.h"

#include <QtCore/QRandomGenerator>
#include <QtNetwork/QSslConfiguration>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

int roomThreads(int wanted)
{
    return std::clamp(wanted > 0 ? wanted : QThread::idealThreadCount(), 1, limits::MaxRoomThreads);
}

QByteArray randomSecret()
{
    std::array<quint32, 8> words {};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

/// At least a short time, because the rooms may have taken most of the budget.
std::chrono::milliseconds flushWait(const QDeadlineTimer &end)
{
    const auto left = std::chrono::milliseconds(end.remainingTime());
    return std::clamp(left, limits::MinFlushTimeout, limits::FlushTimeout);
}

} // namespace

Broker::Broker(HealthPointer health)
    : m_health(std::move(health))
{
    m_settingsTimer.setInterval(limits::SharedSettingsInterval);
    connect(&m_settingsTimer, &QTimer::timeout, this, [this] {
        post(m_gateway.get(), [gateway = m_gateway.get()] { gateway->access().refresh(); });
    });
    setUpControl();
    returnFreedMemory();
}

Broker::~Broker() = default;

void Broker::setState(BrokerState state)
{
    tell(
        StateChanged { state, state == BrokerState::Listening ? m_listening.urls : QStringList() });
}

void Broker::submit(Question question)
{
    static_assert(Handlers::complete<Broker, LiveConsole, KeyService>());
    if (m_handlers.has(question.operation)) {
        LocalConsole::submit(std::move(question));
    } else if (now().state != BrokerState::Listening) {
        refuse(question, stoppedError());
    } else {
        question.reply = [this, reply = std::move(question.reply)](
                             const std::shared_ptr<const void> &answer) {
            post(this, [reply, answer] { reply(answer); });
        };
        post(m_live.get(), [live = m_live.get(), question = std::move(question)]() mutable {
            live->submit(std::move(question));
        });
    }
}

void Broker::ping(std::function<void()> answered)
{
    const int ping = m_pings.add(std::move(answered));
    if (!m_gateway) {
        m_pings.answer(ping);
        return;
    }
    m_rooms->totals(this, [this, ping](RoomTable::Totals) {
        if (m_pings.contains(ping))
            post(m_gateway.get(),
                [this, ping] { post(this, [this, ping] { m_pings.answer(ping); }); });
    });
}

void Broker::onTrafficSampled(
    int run, const TrafficBatchPointer &batch, const std::function<void()> &taken)
{
    if (!m_observers.isEmpty())
        tell(TrafficArrived { batch });
    if (m_rooms && run == m_run) // Else a receiver's event loop outlived the rooms it came from.
        taken();
}

// Start: the database, its settings of projects, the threads, the gateway.

void Broker::start(const BrokerConfig &config)
{
    if (now().state != BrokerState::Stopped)
        return;
    cancelRestart();
    begin(config);
}

bool Broker::isStarting(int run) const
{
    return run == m_run && now().state == BrokerState::Starting;
}

void Broker::begin(const BrokerConfig &config)
{
    const bool isNew = m_config != config;
    m_config = config;
    m_failure.reset();
    m_lostUsage = false;
    setState(BrokerState::Starting);
    if (isNew)
        tellConfig();
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
    // A QWebSocket calls this; called here first, OpenSSL keeps its state for this thread. Room
    // threads may still be freeing theirs when the process ends, while OpenSSL frees its own.
    (void)QSslConfiguration::defaultConfiguration();

    m_meter = std::make_unique<UsageMeter>(*m_database);
    m_gatewayThread = std::make_unique<QThread>();
    m_gatewayThread->setObjectName(u"gateway"_s);

    const RoomEvents events {
        [this](const ProjectId &project, quint16 closeCode) {
            post(m_gateway.get(), [gateway = m_gateway.get(), project, closeCode] {
                gateway->onConnectionEnded(project, closeCode);
            });
        },
        [meter = m_meter.get()](const QList<UsageCount> &counts) { meter->add(counts); },
        [this, run = m_run](const TrafficBatchPointer &batch, const std::function<void()> &taken) {
            post(this, [this, run, batch, taken] { onTrafficSampled(run, batch, taken); });
        },
    };
    m_rooms = std::make_unique<WorkerPool>(
        roomThreads(m_config.threads), RoomSettings::of(m_config), events);
    for (const QObject *observer : std::as_const(m_observers))
        m_rooms->attachObserver(reinterpret_cast<ObserverId>(observer));
    m_consoleSecret = randomSecret();
    m_live = std::make_unique<LiveConsole>(
        LiveConsole::Parts { *m_rooms, *m_database, *m_meter, m_health });
    m_gateway = std::make_unique<Gateway>(m_config, m_consoleSecret, *m_rooms, *m_database,
        m_health, [this](const RequestHandler::Gate &gate) {
            return std::make_unique<HttpApi>(*m_live,
                std::make_unique<MetricsApi>(*m_rooms, *m_database, *m_meter, gate.places,
                    gate.refusals, *m_health, gate.output),
                gate);
        });
    m_live->open(*m_gateway);
    m_live->moveToThread(m_gatewayThread.get());
    m_gateway->moveToThread(m_gatewayThread.get());
    m_gatewayThread->start();
    post(m_gateway.get(), [this, gateway = m_gateway.get(), projectsRequiringKey] {
        post(this,
            [this, listening = gateway->start(projectsRequiringKey)] { onListening(listening); });
    });
}

void Broker::onListening(const Result<Listening> &listening)
{
    if (now().state != BrokerState::Starting)
        return;
    if (!listening) {
        fail(listening.error());
        return;
    }
    setListening(*listening);
    m_settingsTimer.start();
    setState(BrokerState::Listening);
    finishRestart({});
}

// Stop: the gateway, the rooms, the counters, the database.

void Broker::stop()
{
    cancelRestart();
    if (now().state == BrokerState::Listening && m_config.drainTime > m_config.drainTime.zero())
        drain();
    else if (m_draining)
        stopRooms();
    else
        end();
}

void Broker::drain()
{
    m_draining = true;
    setStopping();
    qCInfo(logBroker, "closing clients over %lld s", qlonglong(m_config.drainTime.count()));
    const int stage = m_stages.begin(
        m_config.drainTime + limits::DrainGrace, [this] { stopRooms(); });
    post(m_gateway.get(), [this, gateway = m_gateway.get(), stage] {
        gateway->drain();
        post(this, [this, stage] {
            if (!m_stages.isAt(stage))
                return;
            m_rooms->drain(m_config.drainTime, this,
                [this, stage] { m_stages.goOn(stage, [this] { stopRooms(); }); });
        });
    });
}

void Broker::end()
{
    if (now().state == BrokerState::Stopped || now().state == BrokerState::Stopping)
        return;
    if (m_gateway)
        stopRooms();
    else
        closeStore();
}

void Broker::setStopping()
{
    m_listening = {};
    m_settingsTimer.stop();
    if (now().state != BrokerState::Stopping)
        setState(BrokerState::Stopping);
}

void Broker::stopRooms()
{
    m_draining = false;
    m_flushEnd = QDeadlineTimer(limits::FlushBudget);
    // Much may have to be written, so writing begins while the clients go.
    m_meter->flush(this, [](const Result<void> &) {});
    setStopping();
    const int stage = m_stages.begin(limits::StopTimeout + limits::StopGrace, [this] {
        qCCritical(logBroker, "a thread does not end in time: it is left behind");
        m_leftBehind = LeftBehind::Threads;
        flushUsage();
    });
    post(m_gateway.get(), [this, gateway = m_gateway.get(), stage] {
        gateway->stop();
        post(this, [this, stage] {
            if (!m_stages.isAt(stage))
                return;
            m_rooms->stop(this, [this, stage] { m_stages.goOn(stage, [this] { flushUsage(); }); });
        });
    });
}

void Broker::flushUsage()
{
    m_meter->flush(this, [this](const Result<void> &flushed) {
        m_stages.goOn(m_flushStage, [this, &flushed] { onUsageFlushed(flushed.ok()); });
    });
    awaitFlush();
}

/// A slow database may continue, part by part, until the budget is used up.
void Broker::awaitFlush()
{
    const qint64 before = m_meter->statistics().writes;
    m_flushStage = m_stages.begin(flushWait(m_flushEnd), [this, before] {
        if (m_meter->statistics().writes > before && !m_flushEnd.hasExpired())
            awaitFlush();
        else
            onUsageFlushed(false);
    });
}

void Broker::onUsageFlushed(bool isWritten)
{
    m_lostUsage = !isWritten;
    closeStore();
}

void Broker::closeStore()
{
    m_stages.end();
    setStopping();
    m_pings.answerAll();
    if (m_gatewayThread && m_leftBehind != LeftBehind::Threads) {
        m_gatewayThread->quit();
        m_gatewayThread->wait();
    }
    const bool storeEnded = m_database->shutdown(limits::StoreCloseTimeout);
    if (!storeEnded && m_leftBehind == LeftBehind::Nothing)
        m_leftBehind = LeftBehind::StoreJob;
    const UsageStatistics usage = m_meter ? m_meter->statistics() : UsageStatistics();
    m_lostUsage = m_lostUsage && usage.unwritten > 0;
    if (m_lostUsage)
        qCCritical(logUsage, "the counts of %lld messages are lost: %s", qlonglong(usage.unwritten),
            usage.lastError.isNull() ? "the database did not take them in time"
                                     : qUtf8Printable(usage.lastError));
    // The threads may still answer or go on, so the objects that they use must stay.
    if (m_leftBehind != LeftBehind::Nothing) {
        (void)m_gateway.release();
        (void)m_live.release();
        (void)m_meter.release();
    }
    if (m_leftBehind == LeftBehind::Threads) {
        (void)m_rooms.release();
        (void)m_gatewayThread.release();
        (void)m_database.release();
    }
    m_rooms.reset();
    m_gateway.reset();
    m_live.reset();
    m_gatewayThread.reset();
    m_meter.reset();
    m_database.reset();
    const std::optional<Error> failure = std::exchange(m_failure, std::nullopt);
    setState(BrokerState::Stopped);
    if (failure)
        tell(StartFailed { *failure });
    continueRestart(failure);
}

} // namespace broadcaster
