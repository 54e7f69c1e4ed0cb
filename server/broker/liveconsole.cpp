// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/liveconsole.h"

#include "server/archive/archiveservice.h"
#include "server/cluster/clusterservice.h"
#include "server/gateway/gateway.h"
#include "server/rooms/workerpool.h"
#include "server/store/database.h"
#include "server/store/usagestore.h"
#include "server/usage/usagemeter.h"

#include <QtCore/QDateTime>

#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

LiveConsole::LiveConsole(Parts parts)
    : m_parts(std::move(parts))
{
}

void LiveConsole::open(Gateway &gateway)
{
    m_gateway = &gateway;
    m_keys = new KeyService(m_parts.database, gateway, this);
    m_handlers.serve(*this);
    m_handlers.serve(*m_keys);
    m_kept = new ArchiveService(m_parts.archive, this);
    m_handlers.serve(*m_kept);
}

void LiveConsole::setKeeping(bool isKeeping)
{
    m_kept->setRunning(isKeeping);
}

void LiveConsole::answer(const Health &, const Reply<Health> &reply)
{
    m_parts.rooms.totals(this, [this, reply](RoomTable::Totals totals) {
        const auto uptime = std::chrono::steady_clock::now() - m_gateway->started();
        const ClusterInfo others = cluster();
        reply(BrokerHealth { figures(m_parts.meter.statistics()),
            std::chrono::duration_cast<std::chrono::seconds>(uptime).count(), totals.projects,
            totals.clients, others.brokers.size(), others.isWorking });
    });
}

void LiveConsole::answer(const ShowProjectHealth &op, const Reply<ShowProjectHealth> &reply)
{
    m_parts.rooms.summary(op.project, this, [reply](const ProjectSummary &summary) {
        reply(ProjectHealth { summary.id, summary.clients, summary.lastActivityMs });
    });
}

/// Answered from the known state of the database, which is asked for changes all the time
/// (AccessControl).
void LiveConsole::answer(const ShowReadiness &, const Reply<ShowReadiness> &reply)
{
    const UsageStatistics usage = m_parts.meter.statistics();
    const QString trouble = m_parts.database.trouble();
    const ClusterInfo others = cluster();
    Readiness readiness;
    if (m_gateway->isDraining())
        readiness.reasons.append(u"the broker is about to stop"_s);
    else if (!trouble.isNull())
        readiness.reasons.append(trouble);
    else if (usage.lastError)
        readiness.reasons.append(u"the database cannot be written"_s);
    else if (others.isOn && !others.isWorking)
        readiness.reasons.append(u"the other brokers cannot be reached"_s);
    else
        readiness.ready = true;
    // These counts never fall again, and do not hinder the broker.
    if (usage.refused > 0)
        readiness.reasons.append(u"the database cannot store the counts of some projects"_s);
    if (usage.dropped > 0)
        readiness.reasons.append(u"messages of some projects were not counted"_s);
    if (others.isOn && !others.isWorking)
        readiness.details.append(u"the other brokers cannot be reached: "_s + others.trouble);
    for (const ProcessHealth::Problem &problem : m_parts.health->problems()) {
        readiness.warnings.append(problem.text);
        if (!problem.detail.isNull())
            readiness.details.append(problem.detail);
    }
    readiness.warnings += others.warnings;
    reply(readiness);
}

ClusterInfo LiveConsole::cluster() const
{
    return m_parts.cluster ? m_parts.cluster->info() : ClusterInfo();
}

void LiveConsole::answer(const ShowCluster &, const Reply<ShowCluster> &reply)
{
    reply(cluster());
}

ProjectInfo LiveConsole::named(ProjectInfo project) const
{
    if (m_parts.cluster) {
        for (ClientInfo &client : project.clients)
            client.broker = m_parts.cluster->name();
    }
    return project;
}

void LiveConsole::nameBrokers(QList<DeliveryLine> &lines) const
{
    if (!m_parts.cluster)
        return;
    QHash<QString, QString> names;
    for (const ClusterBroker &broker : cluster().brokers)
        names.insert(broker.id, broker.name);
    for (DeliveryLine &line : lines) {
        if (const QString name = names.value(line.broker); !name.isEmpty())
            line.broker = name;
    }
}

void LiveConsole::answer(const Overview &, const Reply<Overview> &reply)
{
    m_parts.rooms.summaries(
        this, [this, reply](const RoomTable::Summaries &rooms) { reply(overviewOf(rooms)); });
}

BrokerOverview LiveConsole::overviewOf(const RoomTable::Summaries &rooms) const
{
    const UsageStatistics usage = m_parts.meter.statistics();
    return { figures(usage), rooms.projects, rooms.forgotten, m_gateway->origins().refused(),
        m_gateway->certificate(), usage.lastError };
}

/// The database is not waited for.
BrokerFigures LiveConsole::figures(const UsageStatistics &usage) const
{
    const ConnectionQuota &places = m_gateway->places();
    return { places.open(), places.refused(), places.endedByCode(), m_parts.database.isConnected(),
        usage.unwritten, usage.failedWrites };
}

void LiveConsole::answer(const ListProjects &, const Reply<ListProjects> &reply)
{
    m_parts.rooms.projects(this, [this, reply](const QList<ProjectInfo> &projects) {
        QList<ProjectInfo> all;
        all.reserve(projects.size());
        for (const ProjectInfo &project : projects)
            all.append(named(project));
        reply(std::move(all));
    });
}

void LiveConsole::answer(const SummarizeProjects &, const Reply<SummarizeProjects> &reply)
{
    m_parts.rooms.summaries(this, [reply](const RoomTable::Summaries &rooms) {
        reply(ProjectSummaries { rooms.projects, false });
    });
}

void LiveConsole::answer(const ShowProject &op, const Reply<ShowProject> &reply)
{
    m_parts.rooms.project(
        op.project, this, [this, reply](const ProjectInfo &project) { reply(named(project)); });
}

void LiveConsole::answer(const ShowUsage &op, const Reply<ShowUsage> &reply)
{
    const auto report = [this, project = op.project, reply] {
        m_parts.meter.report(this, project, QDateTime::currentDateTimeUtc().date(), reply);
    };
    // The rooms hand their counts to the meter first, so the answer is up to date.
    if (op.project.isNull())
        report();
    else
        m_parts.rooms.publishUsage(op.project, this, report);
}

void LiveConsole::answer(const ListCountedProjects &, const Reply<ListCountedProjects> &reply)
{
    m_parts.database.run(
        this, [](SqlConnection &connection) { return UsageStore(connection).projects(); }, reply);
}

void LiveConsole::answer(const ShowDelivery &op, const Reply<ShowDelivery> &reply)
{
    m_parts.rooms.delivery(op.query, this, [this, reply](Result<QList<DeliveryLine>> lines) {
        if (lines)
            nameBrokers(*lines);
        reply(lines);
    });
}

void LiveConsole::answer(const ListRefusals &, const Reply<ListRefusals> &reply)
{
    reply(RefusalReport { m_gateway->refusals(), m_gateway->refusedClients().newestFirst() });
}

void LiveConsole::answer(const Explain &op, const Reply<Explain> &reply)
{
    m_parts.rooms.explain(op, this, [this, reply](Result<Explanation> explanation) {
        if (explanation)
            nameBrokers(explanation->lines);
        reply(explanation);
    });
}

void LiveConsole::answer(const Publish &op, const Reply<Publish> &reply)
{
    m_parts.rooms.publish(op.project, op.envelope, this, [reply](const Result<Reach> &reached) {
        if (reached)
            reply(Published { reached->addressed, reached->mirrored });
        else
            reply(reached.error());
    });
}

void LiveConsole::answer(const DisconnectClient &op, const Reply<DisconnectClient> &reply)
{
    m_parts.rooms.closeClient(op.project, op.client, this, [reply](bool wasThere) {
        if (wasThere)
            reply(Done());
        else
            reply(noSuchClient());
    });
}

} // namespace broadcaster
