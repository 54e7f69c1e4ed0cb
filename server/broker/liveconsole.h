// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/processhealth.h"
#include "server/base/handlers.h"
#include "server/broker/keyservice.h"
#include "server/rooms/roomtable.h"

namespace broadcaster {

class ArchiveService;
class ClusterService;
class Database;
class Gateway;
class MessageArchive;
class UsageMeter;
class WorkerPool;
struct UsageStatistics;

/// Answers questions about a running broker: figures, clients, messages, usage and keys. Lives on
/// the gateway's thread, so that no answer waits for the main thread and its window.
class LiveConsole final : public LocalConsole {
    Q_OBJECT

public:
    /// The sources of the answers. They outlive the console.
    struct Parts {
        WorkerPool &rooms;
        Database &database;
        UsageMeter &meter;
        MessageArchive &archive;
        HealthPointer health;
        ClusterService *cluster; ///< Null: the broker is in no cluster.
    };
    explicit LiveConsole(Parts parts);
    /// REQUIRES: called once, before the first question.
    void open(Gateway &gateway);
    /// Whether the archive keeps messages.
    void setKeeping(bool isKeeping);

    // Traffic is reported by the Broker.
    void attachObserver(QObject *) override { }
    void detachObserver(QObject *) override { }

    void answer(const Health &op, const Reply<Health> &reply);
    void answer(const ShowProjectHealth &op, const Reply<ShowProjectHealth> &reply);
    void answer(const ShowReadiness &op, const Reply<ShowReadiness> &reply);
    void answer(const ShowCluster &op, const Reply<ShowCluster> &reply);
    void answer(const Overview &op, const Reply<Overview> &reply);
    void answer(const ListProjects &op, const Reply<ListProjects> &reply);
    void answer(const SummarizeProjects &op, const Reply<SummarizeProjects> &reply);
    void answer(const ShowProject &op, const Reply<ShowProject> &reply);
    void answer(const ShowUsage &op, const Reply<ShowUsage> &reply);
    void answer(const ListCountedProjects &op, const Reply<ListCountedProjects> &reply);
    void answer(const ShowDelivery &op, const Reply<ShowDelivery> &reply);
    void answer(const ListRefusals &op, const Reply<ListRefusals> &reply);
    void answer(const Explain &op, const Reply<Explain> &reply);
    void answer(const Publish &op, const Reply<Publish> &reply);
    void answer(const DisconnectClient &op, const Reply<DisconnectClient> &reply);

private:
    [[nodiscard]] ClusterInfo cluster() const;
    /// Names this broker as that of the clients.
    [[nodiscard]] ProjectInfo named(ProjectInfo project) const;
    /// Names the other brokers of the lines instead of their ids.
    void nameBrokers(QList<DeliveryLine> &lines) const;
    [[nodiscard]] BrokerOverview overviewOf(const RoomTable::Summaries &rooms) const;
    [[nodiscard]] BrokerFigures figures(const UsageStatistics &usage) const;

    const Parts m_parts;
    Gateway *m_gateway = nullptr;
    // Children: they move to the gateway's thread as well.
    KeyService *m_keys = nullptr;
    ArchiveService *m_kept = nullptr;
};

} // namespace broadcaster
