// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker.h"

#include "server/base/storelimits.h"
#include "server/configqueue.h"
#include "server/logging.h"
#include "server/loopback/demotraffic.h"
#include "server/loopback/operatorconnections.h"
#include "server/metering/usagemeter.h"
#include "server/net/gateway.h"
#include "server/post.h"
#include "server/rooms/workerpool.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"
#include "server/store/databaselocation.h"

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

/// At least a while, because the rooms may have taken most of the budget.
std::chrono::milliseconds flushWait(const QDeadlineTimer &end)
{
    const auto left = std::chrono::milliseconds(end.remainingTime());
    return std::clamp(left, limits::MinFlushTimeout, limits::FlushTimeout);
}

} // namespace

Broker::Broker(QObject *parent)
    : BrokerMonitor(parent)
{
    m_settingsTimer.setInterval(limits::SharedSettingsInterval);
    connect(&m_settingsTimer, &QTimer::timeout, this, [this] {
        post(m_gateway.get(), [gateway = m_gateway.get()] { gateway->access().refresh(); });
    });
    m_flushBound.setSingleShot(true);
    connect(&m_flushBound, &QTimer::timeout, this, &Broker::onFlushTooSlow);
    setUpControl();
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
    cancelRestart();
    begin(config);
}

bool Broker::isStarting(int run) const
{
    return run == m_run && m_state == State::Starting;
}

void Broker::begin(const BrokerConfig &config)
{
    const bool isNew = m_config != config;
    m_config = config;
    m_failure.reset();
    m_lostUsage = false;
    setState(State::Starting);
    if (isNew)
        Q_EMIT configChanged();
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

    const RoomEvents events {
        [this](const ProjectId &project, quint16 closeCode) {
            post(m_gateway.get(), [gateway = m_gateway.get(), project, closeCode] {
                gateway->onConnectionEnded(project, closeCode);
            });
        },
        [this](const QList<UsageCount> &counts) { m_meter->add(counts); },
        [this, run = m_run](const TrafficBatchPointer &batch, const std::function<void()> &taken) {
            post(this, [this, run, batch, taken] { onTrafficSampled(run, batch, taken); });
        },
    };
    m_rooms = std::make_unique<WorkerPool>(
        roomThreads(m_config.threads), RoomSettings::of(m_config), events);
    m_rooms->setTrafficWanted(m_trafficWanted);
    m_consoleSecret = randomSecret();
    m_gateway = std::make_unique<Gateway>(
        m_config, m_consoleSecret, *m_rooms, *m_database, *m_meter);
    m_gateway->moveToThread(m_gatewayThread.get());
    m_gatewayThread->start();
    post(m_gateway.get(), [this, gateway = m_gateway.get(), projectsRequiringKey] {
        post(this,
            [this, listening = gateway->start(projectsRequiringKey)] { onListening(listening); });
    });
}

void Broker::onListening(const Result<Listening> &listening)
{
    if (m_state != State::Starting)
        return;
    if (!listening) {
        fail(listening.error());
        return;
    }
    setListening(*listening);
    m_settingsTimer.start();
    setState(State::Listening);
    finishRestart({});
}

// Stop: the door, the rooms, the counters, the database.

void Broker::stop()
{
    cancelRestart();
    if (m_state == State::Listening && m_config.drainTime > m_config.drainTime.zero())
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
    post(m_gateway.get(), [this, gateway = m_gateway.get(), run = m_run] {
        gateway->drain();
        post(this, [this, run] {
            const auto isDraining = [this, run] { return m_draining && run == m_run; };
            if (!isDraining())
                return;
            m_rooms->drain(m_config.drainTime, this, [this, isDraining] {
                if (isDraining())
                    stopRooms();
            });
        });
    });
}

void Broker::end()
{
    if (m_state == State::Stopped || m_state == State::Stopping)
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
    if (m_state != State::Stopping)
        setState(State::Stopping);
}

void Broker::stopRooms()
{
    m_draining = false;
    m_flushEnd = QDeadlineTimer(limits::FlushBudget);
    // There may be much to write: it begins while the clients go.
    m_meter->flush(this, [](const Result<void> &) {});
    setStopping();
    post(m_gateway.get(), [this, gateway = m_gateway.get()] {
        gateway->stop();
        post(this, [this] { m_rooms->stop(this, [this] { flushUsage(); }); });
    });
}

void Broker::flushUsage()
{
    m_flushedParts = m_meter->statistics().writes;
    m_flushBound.start(flushWait(m_flushEnd));
    m_meter->flush(this, [this, run = m_run](const Result<void> &flushed) {
        if (run != m_run || !m_flushBound.isActive())
            return; // The bound was faster.
        m_flushBound.stop();
        m_lostUsage = !flushed;
        closeStore();
    });
}

/// A database that is only slow may go on, part by part, until the budget is used up.
void Broker::onFlushTooSlow()
{
    const qint64 before = std::exchange(m_flushedParts, m_meter->statistics().writes);
    if (m_flushedParts > before && !m_flushEnd.hasExpired()) {
        m_flushBound.start(flushWait(m_flushEnd));
        return;
    }
    m_lostUsage = true;
    closeStore();
}

void Broker::closeStore()
{
    setStopping();
    if (m_gatewayThread) {
        m_gatewayThread->quit();
        m_gatewayThread->wait();
    }
    if (!m_database->shutdown(limits::StoreCloseTimeout)) {
        // A job that hangs may still answer: to objects that therefore must stay.
        m_storeHangs = true;
        (void)m_gateway.release();
    }
    const UsageStatistics usage = m_meter ? m_meter->statistics() : UsageStatistics();
    m_lostUsage = m_lostUsage && usage.unwritten > 0;
    if (m_lostUsage)
        qCCritical(logUsage, "the counts of %lld messages are lost: %s", qlonglong(usage.unwritten),
            usage.lastError.isNull() ? "the database did not take them in time"
                                     : qUtf8Printable(usage.lastError));
    m_rooms.reset();
    m_gateway.reset();
    m_gatewayThread.reset();
    if (m_storeHangs)
        (void)m_meter.release();
    m_meter.reset();
    m_database.reset();
    const std::optional<Error> failure = std::exchange(m_failure, std::nullopt);
    setState(State::Stopped);
    if (failure)
        Q_EMIT failed(*failure);
    continueRestart(failure);
}

} // namespace broadcaster
