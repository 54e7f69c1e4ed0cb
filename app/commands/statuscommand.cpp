// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/statuscommand.h"

#include "app/commands/terminaltext.h"
#include "app/logoutput.h"
#include "console/brokeraddress.h"
#include "server/api/cluster.h"
#include "server/codec/typeinfo.h"

#include <QtCore/QCborMap>
#include <QtCore/QDateTime>

#include <sysexits.h>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString timeText(qint64 ms)
{
    return ms == 0 ? u"never"_s
                   : QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QByteArray projectsText(const QList<ProjectSummary> &projects)
{
    QList<QStringList> rows;
    for (const ProjectSummary &project : projects)
        rows.append({ project.id.toString(), QString::number(project.clients),
            QString::number(project.messages), timeText(project.lastActivityMs) });
    std::sort(rows.begin(), rows.end());
    return tableText(
        { u"PROJECT"_s, u"CLIENTS"_s, u"MESSAGES"_s, u"LAST ACTIVITY"_s }, rows, { 1, 2 });
}

QByteArray clientsText(const QList<ClientInfo> &clients)
{
    const bool isShared = std::any_of(clients.begin(), clients.end(),
        [](const ClientInfo &client) { return !client.broker.isEmpty(); });
    QStringList header { u"CLIENT"_s, u"TYPE"_s, u"CONNECTED"_s, u"IN"_s, u"OUT"_s, u"ADDRESS"_s,
        u"USER AGENT"_s };
    QList<QStringList> rows;
    for (const ClientInfo &client : clients)
        rows.append({ QString::fromLatin1(client.id.text()), typeText(client.type),
            timeText(client.connectedAtMs), QString::number(client.messagesIn),
            QString::number(client.messagesOut), client.address, client.userAgent });
    if (isShared) {
        constexpr qsizetype Place = 2; // Behind the type.
        header.insert(Place, u"BROKER"_s);
        for (qsizetype i = 0; i < rows.size(); ++i)
            rows[i].insert(Place, clients[i].broker);
        return tableText(header, rows, { 4, 5 });
    }
    return tableText(header, rows, { 3, 4 });
}

QByteArray brokersText(const QList<ClusterBroker> &brokers)
{
    QList<QStringList> rows;
    for (const ClusterBroker &broker : brokers) {
        const auto figure = [&](qint64 count) {
            return broker.isSelf ? u"-"_s : QString::number(count);
        };
        rows.append({ broker.name.isEmpty() ? broker.id : broker.name, broker.version,
            QString::number(broker.clients), QString::number(broker.projects),
            broker.isSelf ? u"this broker"_s : u"%1 s ago"_s.arg(broker.silentMs / 1000),
            figure(broker.sent.offered), figure(broker.sent.delivered), figure(broker.sent.lost()),
            figure(broker.waitingBytes) });
    }
    return tableText({ u"BROKER"_s, u"VERSION"_s, u"CLIENTS"_s, u"PROJECTS"_s, u"LAST HEARD"_s,
                         u"SENT"_s, u"ARRIVED"_s, u"LOST"_s, u"WAITING"_s },
        rows, { 2, 3, 5, 6, 7, 8 });
}

QByteArray clusterText(const ClusterInfo &cluster)
{
    QString state = u"messages arrive"_s;
    if (!cluster.isWorking)
        state = u"other brokers cannot be reached: "_s + cluster.trouble;
    else if (cluster.probeMicroseconds)
        state += u" in %1 ms"_s.arg(
            static_cast<double>(*cluster.probeMicroseconds) / 1000, 0, 'f', 1);
    QString text = u"cluster %1: %2\n"_s.arg(cluster.space, terminalText(state));
    text += u"%1 messages to other brokers: %2 arrived, %3 under way, %4 lost, %5 unaccounted "
            "for\n"_s.arg(cluster.sent.offered)
                .arg(cluster.sent.delivered)
                .arg(cluster.sent.underWay)
                .arg(cluster.sent.lost())
                .arg(cluster.sent.unaccounted());
    for (const ClusterServer &server : cluster.servers)
        text += u"%1: %2\n"_s.arg(server.url,
            server.isUp ? u"connected"_s : u"not connected: "_s + terminalText(server.trouble));
    for (const QString &warning : cluster.warnings)
        text += u"warning: %1\n"_s.arg(terminalText(warning));
    return text.toUtf8() + '\n' + brokersText(cluster.brokers);
}

} // namespace

const CommandInfo &StatusCommand::info()
{
    static const CommandInfo Info { "status", "[PROJECT]",
        "Shows the live projects, or the clients of one.",
        "Without a project: the broker, its connections, a line for each live project, and the "
        "cluster\n"
        "with a line for each of its brokers, if the broker is in one. With a project: a line for "
        "each of its\n"
        "clients, in the order they connected.",
        {} };
    return Info;
}

std::optional<CommandRun::Problem> StatusCommand::prepare()
{
    if (call().operands.size() > 1)
        return Problem { EX_USAGE, u"name at most one project"_s };
    return std::nullopt;
}

void StatusCommand::begin()
{
    if (!call().operands.isEmpty())
        showProject();
    else if (call().has("json"))
        printOverview();
    else
        ask<Overview>({}, [this](const BrokerOverview &overview) {
            if (!console().may<ShowCluster>()) // The broker is of an older version.
                return showOverview(overview, {});
            ask<ShowCluster>({},
                [this, overview](const ClusterInfo &cluster) { showOverview(overview, cluster); });
        });
}

void StatusCommand::showOverview(const BrokerOverview &overview, const ClusterInfo &cluster)
{
    const ConsoleHello &broker = console().broker();
    const QString head = u"broker %1 on %2 at %3\n%4 connections, %5 projects, database %6\n"_s
                             .arg(terminalText(broker.program), terminalText(broker.name),
                                 shownAddress(console().target().url))
                             .arg(overview.figures.connections)
                             .arg(overview.projects.size())
                             .arg(overview.figures.databaseConnected ? u"connected"_s : u"away"_s);
    QByteArray text = head.toUtf8();
    if (!overview.projects.isEmpty())
        text += '\n' + projectsText(overview.projects);
    if (cluster.isOn)
        text += '\n' + clusterText(cluster);
    endIf(print(text));
}

/// With the cluster as a member of its own, if the broker is in one.
void StatusCommand::printOverview()
{
    askAsItComes(Overview(), [this](const QCborValue &overview) {
        if (!console().may<ShowCluster>())
            return endIf(printJson(overview));
        askAsItComes(ShowCluster(), [this, overview](const QCborValue &cluster) {
            ClusterInfo known;
            (void)decodeFields(ClusterInfo::fields, cluster, &known, {});
            QCborMap all = overview.toMap();
            if (known.isOn)
                all.insert(u"cluster"_s, cluster);
            endIf(printJson(all));
        });
    });
}

void StatusCommand::showProject()
{
    const std::optional<ProjectId> project = projectOf(call().operands[0]);
    if (!project)
        return;
    show(ShowProject { *project }, [](const ProjectInfo &info) {
        if (info.isPartial)
            printError(u"some broker of the cluster has not answered: its clients are missing"_s);
        return info.clients.isEmpty() ? QByteArray("no clients\n") : clientsText(info.clients);
    });
}

} // namespace broadcaster
