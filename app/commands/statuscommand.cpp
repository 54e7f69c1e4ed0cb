// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/statuscommand.h"

#include "app/logoutput.h"
#include "console/brokeraddress.h"
#include "server/api/cluster.h"
#include "server/codec/typeinfo.h"

#include <QtCore/QCborArray>
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

QByteArray projectsText(const QCborArray &projects)
{
    QList<QStringList> rows;
    for (const QCborValue &project : projects)
        rows.append({ project["projectId"_L1].toString(),
            QString::number(project["clientCount"_L1].toInteger()),
            QString::number(project["messages"_L1].toInteger()),
            timeText(project["lastActivity"_L1].toInteger()) });
    std::sort(rows.begin(), rows.end());
    return tableText(
        { u"PROJECT"_s, u"CLIENTS"_s, u"MESSAGES"_s, u"LAST ACTIVITY"_s }, rows, { 1, 2 });
}

QByteArray clientsText(const QCborArray &clients)
{
    const bool isShared = std::any_of(clients.begin(), clients.end(),
        [](const QCborValue &client) { return !client["broker"_L1].toString().isEmpty(); });
    QStringList header { u"CLIENT"_s, u"TYPE"_s, u"CONNECTED"_s, u"IN"_s, u"OUT"_s, u"ADDRESS"_s,
        u"USER AGENT"_s };
    QList<QStringList> rows;
    for (const QCborValue &client : clients)
        rows.append({ client["clientId"_L1].toString(), client["type"_L1].toString(),
            timeText(client["connectedAt"_L1].toInteger()),
            QString::number(client["messagesIn"_L1].toInteger()),
            QString::number(client["messagesOut"_L1].toInteger()), client["address"_L1].toString(),
            client["userAgent"_L1].toString() });
    if (isShared) {
        constexpr qsizetype Place = 2; // Behind the type.
        header.insert(Place, u"BROKER"_s);
        for (qsizetype i = 0; i < rows.size(); ++i)
            rows[i].insert(Place, clients[i]["broker"_L1].toString());
        return tableText(header, rows, { 4, 5 });
    }
    return tableText(header, rows, { 3, 4 });
}

ClusterMessages messagesOf(const QCborValue &answer)
{
    ClusterMessages messages;
    (void)decodeFields(ClusterMessages::fields, answer["sent"_L1], &messages, {});
    return messages;
}

QString brokerText(const QCborValue &broker)
{
    const QString name = broker["name"_L1].toString();
    return name.isEmpty() ? broker["id"_L1].toString() : name;
}

QByteArray brokersText(const QCborArray &brokers)
{
    QList<QStringList> rows;
    for (const QCborValue &broker : brokers) {
        const bool isSelf = broker["isSelf"_L1].toBool();
        const ClusterMessages sent = messagesOf(broker);
        const auto figure = [&](qint64 count) { return isSelf ? u"-"_s : QString::number(count); };
        rows.append({ brokerText(broker), broker["version"_L1].toString(),
            QString::number(broker["clients"_L1].toInteger()),
            QString::number(broker["projects"_L1].toInteger()),
            isSelf ? u"this broker"_s : u"%1 s ago"_s.arg(broker["silent"_L1].toInteger() / 1000),
            figure(sent.offered), figure(sent.delivered), figure(sent.lost()),
            figure(broker["waitingBytes"_L1].toInteger()) });
    }
    return tableText({ u"BROKER"_s, u"VERSION"_s, u"CLIENTS"_s, u"PROJECTS"_s, u"LAST HEARD"_s,
                         u"SENT"_s, u"ARRIVED"_s, u"LOST"_s, u"WAITING"_s },
        rows, { 2, 3, 5, 6, 7, 8 });
}

QByteArray clusterText(const QCborValue &cluster)
{
    const ClusterMessages sent = messagesOf(cluster);
    const qint64 probe = cluster["probe"_L1].toInteger();
    QString state = u"messages arrive"_s;
    if (!cluster["isWorking"_L1].toBool())
        state = u"other brokers cannot be reached: "_s + cluster["trouble"_L1].toString();
    else if (probe >= 0)
        state += u" in %1 ms"_s.arg(static_cast<double>(probe) / 1000, 0, 'f', 1);
    QString text = u"cluster %1: %2\n"_s.arg(cluster["namespace"_L1].toString(), state);
    text += u"%1 messages to other brokers: %2 arrived, %3 under way, %4 lost, %5 unaccounted "
            "for\n"_s.arg(sent.offered)
                .arg(sent.delivered)
                .arg(sent.underWay)
                .arg(sent.lost())
                .arg(sent.unaccounted());
    for (const QCborValue &server : cluster["servers"_L1].toArray()) {
        const bool isUp = server["isUp"_L1].toBool();
        text += u"%1: %2\n"_s.arg(server["url"_L1].toString(),
            isUp ? u"connected"_s : u"not connected: "_s + server["trouble"_L1].toString());
    }
    for (const QCborValue &warning : cluster["warnings"_L1].toArray())
        text += u"warning: %1\n"_s.arg(warning.toString());
    return text.toUtf8() + '\n' + brokersText(cluster["brokers"_L1].toArray());
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
        return showProject(call().operands[0]);
    ask(u"overview"_s, {}, [this](const QCborValue &answer) {
        const QCborMap overview = answer.toMap();
        if (!console().may<ShowCluster>())
            return showOverview(overview, {}); // The broker is of an older version.
        ask(u"showCluster"_s, {}, [this, overview](const QCborValue &cluster) {
            showOverview(overview, cluster["isOn"_L1].toBool() ? cluster : QCborValue());
        });
    });
}

/// `cluster` is undefined if the broker is in none.
void StatusCommand::showOverview(const QCborMap &overview, const QCborValue &cluster)
{
    if (call().has("json")) {
        QCborMap answer = overview;
        if (cluster.isMap())
            answer.insert(u"cluster"_s, cluster);
        if (printJson(answer))
            end(EX_OK);
        return;
    }
    const ConsoleHello &broker = console().broker();
    const QCborArray projects = overview["projects"_L1].toArray();
    const QString head = u"broker %1 on %2 at %3\n%4 connections, %5 projects, database %6\n"_s
                             .arg(broker.program, broker.name, shownAddress(console().target().url))
                             .arg(overview["figures"_L1]["connections"_L1].toInteger())
                             .arg(projects.size())
                             .arg(overview["figures"_L1]["databaseConnected"_L1].toBool()
                                     ? u"connected"_s
                                     : u"away"_s);
    QByteArray text = head.toUtf8();
    if (!projects.isEmpty())
        text += '\n' + projectsText(projects);
    if (cluster.isMap())
        text += '\n' + clusterText(cluster);
    if (print(text))
        end(EX_OK);
}

void StatusCommand::showProject(const QString &name)
{
    ask(u"showProject"_s, { { u"projectId"_s, name } }, [this](const QCborValue &answer) {
        const QCborArray clients = answer["clients"_L1].toArray();
        if (answer["isPartial"_L1].toBool())
            printError(u"some broker of the cluster has not answered: its clients are missing"_s);
        const bool isPrinted = call().has("json") ? printJson(answer)
            : clients.isEmpty()                   ? print("no clients\n")
                                                  : print(clientsText(clients));
        if (isPrinted)
            end(EX_OK);
    });
}

} // namespace broadcaster
