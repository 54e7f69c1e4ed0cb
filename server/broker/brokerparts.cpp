// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/brokerparts.h"

#include "server/base/post.h"
#include "server/base/storelimits.h"
#include "server/base/tuning.h"
#include "server/broker/liveconsole.h"
#include "server/endpoints/httpapi.h"
#include "server/gateway/gateway.h"
#include "server/rooms/workerpool.h"
#include "server/store/database.h"
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

} // namespace

BrokerParts::BrokerParts(const QString &location)
    : m_database(std::make_unique<Database>(location))
{
}

BrokerParts::~BrokerParts() = default;

void BrokerParts::makeThreads(const BrokerConfig &config, const HealthPointer &health,
    QObject *context, const TrafficSampled &sampled)
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
        [context, sampled](const TrafficBatchPointer &batch, const std::function<void()> &taken) {
            post(context, [sampled, batch, taken] { sampled(batch, taken); });
        },
    };
    m_rooms = std::make_unique<WorkerPool>(
        roomThreads(config.threads), RoomSettings::of(config), events);
    m_consoleSecret = randomSecret();
    m_console = std::make_unique<LiveConsole>(
        LiveConsole::Parts { *m_rooms, *m_database, *m_meter, health });
    m_gateway = std::make_unique<Gateway>(config, m_consoleSecret, *m_rooms, *m_database, health,
        [this, health](const RequestHandler::Gate &gate) {
            return std::make_unique<HttpApi>(*m_console,
                std::make_unique<MetricsApi>(*m_rooms, *m_database, *m_meter, *health, gate), gate);
        });
    m_console->open(*m_gateway);
    m_console->moveToThread(m_gatewayThread.get());
    m_gateway->moveToThread(m_gatewayThread.get());
    m_gatewayThread->start();
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

BrokerParts::LeftBehind BrokerParts::end(bool threadsHang)
{
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
