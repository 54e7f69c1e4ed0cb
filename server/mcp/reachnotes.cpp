// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/reachnotes.h"

#include "server/api/check.h"
#include "server/api/nearestname.h"
#include "server/base/tuning.h"

#include <QtCore/QMap>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// `data-agent: 2, runtime: 1`
QString typesOf(const QList<DeliveryLine> &lines)
{
    QMap<QString, int> counts;
    for (const DeliveryLine &line : lines)
        ++counts[textOf(wireName(line.type))];
    QStringList parts;
    for (auto count = counts.begin(); count != counts.end(); ++count)
        parts.append(u"%1: %2"_s.arg(count.key()).arg(count.value()));
    return parts.isEmpty() ? u"none"_s : parts.join(u", "_s);
}

QStringList nearIds(const ReachedMembers &reached)
{
    QStringList ids;
    for (const DeliveryLine &line :
        reached.lines.first(std::min<qsizetype>(reached.lines.size(), limits::MaxExplainedClients)))
        ids.append(QString::fromUtf8(line.client.text()));
    return nearestNames(QString::fromUtf8(reached.target), ids, limits::MaxNearIds);
}

QString noSuchId(const ReachedMembers &reached)
{
    const QString target = QString::fromUtf8(reached.target);
    if (reached.lines.isEmpty())
        return u"It is for the client %1, and the project had no clients."_s.arg(target);
    const QStringList near = nearIds(reached);
    return near.isEmpty()
        ? u"It is for the client %1, and no client of the project has this id or a similar one. "
          "Clients that were there, by type: %2. The tool clients lists them."_s.arg(
              target, typesOf(reached.lines))
        : u"It is for the client %1, and no client of the project has this id. Similar ids that "
          "were there: %2. Is the id misspelled?"_s.arg(target, near.join(u", "_s));
}

QString projectWith(const QList<ProjectInfo> &projects, const ReachedMembers &reached)
{
    for (const ProjectInfo &project : projects) {
        const bool isThere = project.id != reached.project
            && std::any_of(project.clients.begin(), project.clients.end(),
                [&](const ClientInfo &client) { return client.id.text() == reached.target; });
        if (isThere)
            return project.id.toString();
    }
    return {};
}

} // namespace

void noteReach(const ToolCall &call, const ReachedMembers &reached,
    const std::function<void(const QStringList &notes)> &done)
{
    if (reached.addressed > 0)
        return done({});
    if (reached.kind == TrafficKind::ToType)
        return done({ u"It is for clients of the type %1, and there was none except perhaps its "
                      "sender. Clients that were there, by type: %2. Is the type wrong?"_s.arg(
                          QString::fromUtf8(reached.target), typesOf(reached.lines)) });
    if (reached.kind == TrafficKind::Broadcast)
        return done(
            { u"It is for all clients except its sender and admins, and there was no "
              "other. Clients that were there, by type: %1."_s.arg(typesOf(reached.lines)) });
    if (reached.kind != TrafficKind::ToClient)
        return done({});
    call.console.ask<ListProjects>(
        {}, call.caller, [reached, done](const Result<QList<ProjectInfo>> &projects) {
            QStringList notes { noSuchId(reached) };
            const QString other = projects ? projectWith(*projects, reached) : QString();
            if (!other.isNull())
                notes.append(u"A client with just this id is in the project %1: messages do not "
                             "go from one project to another."_s.arg(other));
            done(notes);
        });
}

QString verdictReason(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Delivered:
        return u"The message is for this client."_s;
    case Verdict::Mirrored:
        return u"The message is for others; as an admin, this client gets a copy."_s;
    case Verdict::SkippedSender:
        return u"This client sent the message; nobody gets their own."_s;
    case Verdict::SkippedOtherClient:
        return u"The message is for another client: its to.id is not the id of this one."_s;
    case Verdict::SkippedOtherType:
        return u"The message is for clients of another type: its to.type is not that of this "
               "one."_s;
    case Verdict::SkippedAdmin:
        return u"The message is a broadcast, and these do not go to admins."_s;
    case Verdict::NotRouted:
        return u"The message went to nobody: it was a PING to the broker, or it was rejected."_s;
    }
    return unreachable(QString());
}

} // namespace broadcaster
