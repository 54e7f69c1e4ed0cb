// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/clusterthread.h"

#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/cluster/redisengine.h"
#include "server/net/tlscontext.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QSysInfo>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString nameOf(const BrokerConfig &config)
{
    return config.clusterName.isNull()
        ? u"%1:%2"_s.arg(QSysInfo::machineHostName(), QString::number(config.port))
        : config.clusterName;
}

} // namespace

Result<std::unique_ptr<ClusterThread>> ClusterThread::make(const BrokerConfig &config)
{
    if (config.clusterUrls.isEmpty())
        return std::unique_ptr<ClusterThread>();
    RedisEngineOptions options;
    options.nameSpace = config.clusterNamespace.toUtf8();
    options.clientName = nameOf(config).toUtf8();
    bool isTls = false;
    for (const QString &url : config.clusterUrls) {
        options.servers.append(RedisUrl::parse(url).value_or(RedisUrl()));
        isTls = isTls || options.servers.back().isTls;
    }
    if (isTls) {
        auto tls = TlsContext::loadAuthorities(config.clusterCa);
        if (!tls)
            return tls.error();
        options.tls = std::move(*tls);
    }
    auto service = std::make_unique<ClusterService>(
        ClusterService::Settings { config.clusterNamespace, config.clusterSecret.reveal(),
            nameOf(config), QStringLiteral(BROADCASTER_VERSION) },
        [options](SocketPoller &poller, TimerQueue &timers) {
            return std::make_unique<RedisEngine>(options, poller, timers);
        });
    return std::unique_ptr<ClusterThread>(new ClusterThread(std::move(service)));
}

ClusterThread::ClusterThread(std::unique_ptr<ClusterService> service)
    : m_service(std::move(service))
{
    m_thread.setObjectName(u"cluster"_s);
    m_service->moveToThread(&m_thread);
}

ClusterThread::~ClusterThread() = default;

void ClusterThread::start(ClusterRooms &rooms)
{
    m_thread.start();
    post(m_service.get(), [service = m_service.get(), &rooms] { service->start(rooms); });
}

bool ClusterThread::end()
{
    post(m_service.get(), [service = m_service.get(), thread = &m_thread] {
        service->stop([thread] { thread->quit(); });
    });
    return m_thread.wait(QDeadlineTimer(limits::ClusterStopTimeout));
}

} // namespace broadcaster
