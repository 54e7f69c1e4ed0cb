// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/statuscommand.h"

#include "console/brokeraddress.h"

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
    QList<QStringList> rows;
    for (const QCborValue &client : clients)
        rows.append({ client["clientId"_L1].toString(), client["type"_L1].toString(),
            timeText(client["connectedAt"_L1].toInteger()),
            QString::number(client["messagesIn"_L1].toInteger()),
            QString::number(client["messagesOut"_L1].toInteger()), client["address"_L1].toString(),
            client["userAgent"_L1].toString() });
    return tableText({ u"CLIENT"_s, u"TYPE"_s, u"CONNECTED"_s, u"IN"_s, u"OUT"_s, u"ADDRESS"_s,
                         u"USER AGENT"_s },
        rows, { 3, 4 });
}

} // namespace

const CommandInfo &StatusCommand::info()
{
    static const CommandInfo Info { "status", "[PROJECT]",
        "Shows the live projects, or the clients of one.",
        "Without a project: the broker, its connections, and a line for each live project. With "
        "one: a line\n"
        "for each of its clients, in the order they connected.",
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
        if (call().has("json")) {
            if (printJson(answer))
                end(EX_OK);
            return;
        }
        const ConsoleHello &broker = console().broker();
        const QCborArray projects = answer["projects"_L1].toArray();
        const QString head = u"broker %1 on %2 at %3\n%4 connections, %5 projects, database %6\n"_s
                                 .arg(broker.program, broker.name,
                                     shownAddress(console().target().url))
                                 .arg(answer["figures"_L1]["connections"_L1].toInteger())
                                 .arg(projects.size())
                                 .arg(answer["figures"_L1]["databaseConnected"_L1].toBool()
                                         ? u"connected"_s
                                         : u"away"_s);
        QByteArray text = head.toUtf8();
        if (!projects.isEmpty())
            text += '\n' + projectsText(projects);
        if (print(text))
            end(EX_OK);
    });
}

void StatusCommand::showProject(const QString &name)
{
    ask(u"showProject"_s, { { u"projectId"_s, name } }, [this](const QCborValue &answer) {
        const QCborArray clients = answer["clients"_L1].toArray();
        const bool isPrinted = call().has("json") ? printJson(answer)
            : clients.isEmpty()                   ? print("no clients\n")
                                                  : print(clientsText(clients));
        if (isPrinted)
            end(EX_OK);
    });
}

} // namespace broadcaster
