// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/processhealth.h"
#include "server/api/result.h"
#include "server/api/traffic.h"
#include "server/net/listening.h"

#include <QtCore/QSet>
#include <QtCore/QThread>

#include <functional>
#include <memory>

namespace broadcaster {

class Console;
class ClusterDesk;
class ClusterThread;
class ConsoleDesk;
class ConsoleHub;
class Database;
class Gateway;
class KeptTraffic;
class LiveConsole;
class LocalConsole;
class UsageMeter;
class WorkerPool;

/// The parts of a broker that exist while it runs: database, counters, rooms and gateway, with
/// their threads. Made and destroyed on the main thread.
class BrokerParts final {
public:
    explicit BrokerParts(const QString &location);
    ~BrokerParts(); ///< REQUIRES: end() has left nothing behind.

    using TrafficSampled
        = std::function<void(const TrafficBatchPointer &batch, const std::function<void()> &taken)>;
    /// Makes counters, rooms, consoles and gateway. `taken` of a batch of traffic is called when
    /// the broker, the receiver, is done with it.
    /// Fails with CertificateUnusable for that of the cluster.
    [[nodiscard]] Result<void> makeThreads(const BrokerConfig &config, const HealthPointer &health,
        Console &broker, const TrafficSampled &sampled);
    /// Starts to listen; `done` on `context`'s thread.
    void listen(const QSet<ProjectId> &projectsRequiringKey, QObject *context,
        std::function<void(const Result<Listening> &)> done);

    /// Applies the options of consoles elsewhere and of kept messages.
    void configureConsoles(const BrokerConfig &config);
    /// Closes the consoles elsewhere. New ones are not kept from coming.
    void closeConsoles();

    [[nodiscard]] Database &database() { return *m_database; }
    // Null before makeThreads():
    [[nodiscard]] UsageMeter *meter() { return m_meter.get(); }
    [[nodiscard]] WorkerPool *rooms() { return m_rooms.get(); }
    [[nodiscard]] Gateway *gateway() { return m_gateway.get(); }
    [[nodiscard]] LocalConsole *console();
    /// AccessControl's secret of this run. Never logged or shown.
    [[nodiscard]] const QByteArray &consoleSecret() const { return m_consoleSecret; }

    /// Parts that did not end and may still call back: the process must not tidy up then.
    enum class LeftBehind { Nothing, StoreJob, Threads };
    /// Ends the threads. `threadsHang`: some do not answer. A part that is left behind may use all
    /// others, so they must stay then.
    [[nodiscard]] LeftBehind end(bool threadsHang);

private:
    void startCluster();
    void makeConsoles(const BrokerConfig &config, Console &broker);
    void keepMessages(const BrokerConfig &config);
    [[nodiscard]] bool endConsoles(); ///< False: its thread hangs.

    std::unique_ptr<Database> m_database;
    std::unique_ptr<UsageMeter> m_meter;
    std::unique_ptr<QThread> m_consolesThread;
    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<ConsoleHub> m_consoles; ///< Its thread posts to the desk.
    std::unique_ptr<KeptTraffic> m_kept; ///< The console asks it.
    std::unique_ptr<ClusterThread> m_cluster; ///< Null: the broker is in no cluster.
    std::unique_ptr<QThread> m_gatewayThread;
    std::unique_ptr<LiveConsole> m_console; ///< Behind the gateway, which asks it.
    std::unique_ptr<ClusterDesk> m_clusterDesk; ///< Before the console, in a cluster.
    std::unique_ptr<Gateway> m_gateway;
    std::unique_ptr<WorkerPool> m_rooms;
    QByteArray m_consoleSecret;
};

} // namespace broadcaster
