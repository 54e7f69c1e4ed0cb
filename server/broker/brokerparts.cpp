// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/brokerparts.h"

#include "server/base/post.h"
#include "server/base/storelimits.h"
#include "server/base/tuning.h"
#include "server/broker/clusterdesk.h"
#include "server/broker/clusterthread.h"
#include "server/broker/consoledesk.h"
#include "server/broker/kepttraffic.h"
#include "server/broker/liveconsole.h"
#include "server/console/consolehub.h"
#include "server/endpoints/httpapi.h"
#include "server/gateway/gateway.h"
#include "server/rooms/workerpool.h"
#include "server/store/database.h"
#include "server/usage/usagemeter.h"

#include <QtCore/QDeadlineTimer>
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

} // namespace

BrokerParts::BrokerParts(const QString &location)
    : m_database(std::make_unique<Database>(location))
{
}

BrokerParts::~BrokerParts() = default;

Result<void> BrokerParts::makeThreads(const BrokerConfig &config, const HealthPointer &health,
    Console &broker, const TrafficSampled &sampled)
{
    auto cluster = ClusterThread::make(config);
    if (!cluster)
        return cluster.error();
    m_cluster = std::move(*cluster);
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
        [broker = &broker, sampled](
            const TrafficBatchPointer &batch, const std::function<void()> &taken) {
            post(broker, [sampled, batch, taken] { sampled(batch, taken); });
        },
        {},
        m_cluster ? &m_cluster->service() : nullptr,
    };
    m_rooms = std::make_unique<WorkerPool>(
        roomThreads(config.threads), RoomSettings::of(config), events);
    m_consoleSecret = randomSecret();
    m_kept = std::make_unique<KeptTraffic>(broker);
    m_console = std::make_unique<LiveConsole>(LiveConsole::Parts { *m_rooms, *m_database, *m_meter,
        m_kept->archive(), health, m_cluster ? &m_cluster->service() : nullptr });
    if (m_cluster)
        m_clusterDesk = std::make_unique<ClusterDesk>(*m_console, m_cluster->service());
    makeConsoles(config, broker);
    m_gateway = std::make_unique<Gateway>(config, m_consoleSecret, *m_rooms, *m_consoles,
        *m_database, health, [this, health](const RequestHandler::Gate &gate) {
            return std::make_unique<HttpApi>(*console(),
                std::make_unique<MetricsApi>(*m_rooms, *m_database, *m_meter, *health,
                    m_cluster ? &m_cluster->service() : nullptr, gate),
                gate);
        });
    m_console->open(*m_gateway);
    m_console->moveToThread(m_gatewayThread.get());
    m_gateway->moveToThread(m_gatewayThread.get());
    if (m_cluster)
        startCluster();
    m_gatewayThread->start();
    keepMessages(config);
    return {};
}

void BrokerParts::startCluster()
{
    m_clusterDesk->moveToThread(m_gatewayThread.get());
    m_cluster->service().setOnKeysChanged(
        [gateway = m_gateway.get()] { post(gateway, [gateway] { gateway->access().refresh(); }); });
    m_cluster->start(*m_rooms);
}

LocalConsole *BrokerParts::console()
{
    if (m_clusterDesk)
        return m_clusterDesk.get();
    return m_console.get();
}

void BrokerParts::listen(const QSet<ProjectId> &projectsRequiringKey, QObject *context,
    std::function<void(const Result<Listening> &)> done)
{
    post(m_gateway.get(),
        [gateway = m_gateway.get(), projectsRequiringKey, context, done = std::move(done)] {
            post(context,
                [done, listening = gateway->start(projectsRequiringKey)] { done(listening); });
        });
}

void BrokerParts::makeConsoles(const BrokerConfig &config, Console &broker)
{
    m_consoles = std::make_unique<ConsoleHub>(config,
        ConsoleHub::Events {
            [this](quint64 connection, const Principal &caller) {
                post(m_desk.get(),
                    [desk = m_desk.get(), connection, caller] { desk->open(connection, caller); });
            },
            [this](quint64 connection, const Principal &caller, const ConsoleQuestion &question) {
                post(m_desk.get(), [desk = m_desk.get(), connection, caller, question] {
                    desk->ask(connection, caller, question);
                });
            },
            [this](bool isWatched) {
                post(m_desk.get(),
                    [desk = m_desk.get(), isWatched] { desk->setWatching(isWatched); });
            },
            [this](quint64 connection, qint64 id) {
                post(m_desk.get(),
                    [desk = m_desk.get(), connection, id] { desk->answerWatch(connection, id); });
            },
        });
    m_desk = std::make_unique<ConsoleDesk>(broker, *m_consoles);
    m_consolesThread = std::make_unique<QThread>();
    m_consolesThread->setObjectName(u"consoles"_s);
    m_consoles->moveToThread(m_consolesThread.get());
    m_consolesThread->start();
    post(m_consoles.get(), [consoles = m_consoles.get()] { consoles->start(); });
}

void BrokerParts::configureConsoles(const BrokerConfig &config)
{
    post(m_consoles.get(), [consoles = m_consoles.get(), config] { consoles->configure(config); });
    keepMessages(config);
}

void BrokerParts::keepMessages(const BrokerConfig &config)
{
    m_kept->setMost(config.keepMessages);
    post(m_console.get(), [console = m_console.get(), isKeeping = config.keepMessages > 0] {
        console->setKeeping(isKeeping);
    });
}

void BrokerParts::closeConsoles()
{
    if (m_consoles)
        post(m_consoles.get(), [consoles = m_consoles.get()] { consoles->closeAll(); });
}

bool BrokerParts::endConsoles()
{
    if (!m_consolesThread)
        return true;
    m_desk->close();
    post(m_consoles.get(), [consoles = m_consoles.get(), thread = m_consolesThread.get()] {
        consoles->closeAll();
        post(consoles, [consoles, thread] { // Behind the turn that sends the close frames.
            consoles->stop();
            thread->quit();
        });
    });
    return m_consolesThread->wait(QDeadlineTimer(limits::ConsolesStopTimeout));
}

BrokerParts::LeftBehind BrokerParts::end(bool threadsHang)
{
    threadsHang = !endConsoles() || threadsHang;
    threadsHang = (m_kept && !m_kept->end()) || threadsHang;
    if (m_cluster && !threadsHang)
        threadsHang = !m_cluster->end();
    if (m_gatewayThread && !threadsHang) {
        m_gatewayThread->quit();
        m_gatewayThread->wait();
    }
    const bool storeEnded = m_database->shutdown(limits::StoreCloseTimeout);
    return threadsHang ? LeftBehind::Threads
        : storeEnded   ? LeftBehind::Nothing
                       : LeftBehind::StoreJob;
}

} // namespace broadcaster
