// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/whytool.h"

#include "server/api/check.h"
#include "server/api/trafficnames.h"
#include "server/mcp/messagereport.h"
#include "server/mcp/reachnotes.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct WhyArguments {
    qint64 number = 0;
    ClientId client {};
    static constexpr FieldInfo fields[] { field<&WhyArguments::number>(
                                              "number", "Number of the message, from find"),
        field<&WhyArguments::client>("clientId", "Id of the client") };
};

QString stateReason(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Queued:
        return u" It still waits, because the client does not keep up with reading."_s;
    case DeliveryState::Sent:
        return u" The whole message was handed to the operating system."_s;
    case DeliveryState::TooSlow:
        return u" It was dropped: the client read too slowly and was closed with 4002."_s;
    case DeliveryState::ConnectionLost:
        return u" It was dropped: the connection ended before the whole message was sent."_s;
    }
    return unreachable(QString());
}

QString whereElse(const QList<ProjectInfo> &projects, const WhyArguments &wanted)
{
    for (const ProjectInfo &project : projects) {
        const bool isThere = std::any_of(project.clients.begin(), project.clients.end(),
            [&](const ClientInfo &client) { return client.id == wanted.client; });
        if (isThere)
            return u" It is connected now, to the project %1."_s.arg(project.id.toString());
    }
    return u" It is not connected now; the tool events may tell when it came and went."_s;
}

/// The client was not among the members of the room.
void tellAbsence(const ToolCall &call, const WhyArguments &wanted, QJsonObject data,
    const ProjectId &project, const ToolDone &done)
{
    call.console.ask<ListProjects>({}, call.caller,
        [wanted, data = std::move(data), project, done](
            const Result<QList<ProjectInfo>> &projects) mutable {
            data.insert("verdict"_L1, u"absent"_s);
            data.insert("reason"_L1,
                u"The client was not in the project %1 when the message was handled: only clients "
                "that are connected to a project get its messages.%2"_s.arg(
                    project.toString(), projects ? whereElse(*projects, wanted) : QString()));
            done(ToolAnswer { data, {}, {}, {}, {} });
        });
}

void tellWhy(const ToolCall &call, const WhyArguments &wanted, const MessageReport &report,
    const ToolDone &done)
{
    QJsonObject data { { u"message"_s, jsonObject(report.kept.message) },
        { u"clientId"_s, QString::fromUtf8(wanted.client.text()) } };
    if (!report.lines)
        return done(report.lines.error());
    const auto line = std::find_if(report.lines->begin(), report.lines->end(),
        [&](const DeliveryLine &each) { return each.client == wanted.client; });
    if (line == report.lines->end())
        return tellAbsence(call, wanted, data, report.kept.message.project, done);
    const QJsonObject described = jsonObject(*line);
    data.insert("clientType"_L1, described.value("type"_L1));
    data.insert("verdict"_L1, described.value("verdict"_L1));
    QString reason = verdictReason(line->verdict);
    if (const std::optional<DeliveryState> state = stateAt(report, *line)) {
        data.insert("state"_L1, QString::fromLatin1(nameOf(*state)));
        reason += stateReason(*state);
    }
    if (!line->broker.isEmpty()) {
        data.insert("broker"_L1, line->broker);
        reason += u" Broker %1 has the client, and knows how far the message came."_s.arg(
            line->broker);
    }
    data.insert("reason"_L1, reason);
    done(ToolAnswer { data, {}, {}, {}, {} });
}

void runWhy(const ToolCall &call, const ToolDone &done)
{
    const auto wanted = readArguments<WhyArguments>(call.arguments);
    if (!wanted)
        return done(wanted.error());
    askMessage(call, { wanted->number, 0 },
        [call, wanted = *wanted, done](const Result<MessageReport> &report) {
            if (report)
                tellWhy(call, wanted, *report, done);
            else
                done(report.error());
        });
}

} // namespace

Tool whyTool()
{
    return { .name = "why",
        .title = "Why a client got a message",
        .description = "Tells why a client got a kept message or did not: the verdict, the rule "
                       "behind it, and how far the message came.",
        .needs = Tool::Needs::KeptMessages,
        .input = inputSchema<WhyArguments>(),
        .output = withMembers({},
            { { u"message"_s, outputSchema<KeptMessage>() },
                { u"clientId"_s, simpleSchema(u"string"_s, u"The client"_s) },
                { u"clientType"_s, simpleSchema(u"string"_s, u"Its type"_s) },
                { u"verdict"_s,
                    simpleSchema(
                        u"string"_s, u"As in message; absent: the client was not there"_s) },
                { u"state"_s, simpleSchema(u"string"_s, u"How far the message came"_s) },
                { u"broker"_s,
                    simpleSchema(
                        u"string"_s, u"The client's broker, where that is another one"_s) },
                { u"reason"_s, simpleSchema(u"string"_s, u"The rule, and what happened"_s) } }),
        .run = runWhy };
}

} // namespace broadcaster
