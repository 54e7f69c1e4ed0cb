// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/messagetools.h"

#include "server/api/trafficnames.h"
#include "server/mcp/messagereport.h"
#include "server/mcp/reachnotes.h"
#include "server/mcp/whytool.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct MessageArguments {
    qint64 number = 0;
    qint64 offset = 0;
    QString cursor {};
    static constexpr FieldInfo fields[] { field<&MessageArguments::number>(
                                              "number", "Number of the message, from find"),
        optionalField<&MessageArguments::offset>(
            "offset", "nextOffset of the answer before, for the rest of a long text"),
        optionalField<&MessageArguments::cursor>(
            "cursor", "nextCursor of the answer before, for more clients") };
};

void runFind(const ToolCall &call, const ToolDone &done)
{
    const auto op = readArguments<FindMessages>(call.arguments);
    if (!op)
        return done(op.error());
    call.console.ask<FindMessages>(*op, call.caller, [done](const Result<FoundMessages> &found) {
        if (!found)
            return done(found.error());
        QJsonObject data = jsonObject(*found);
        const QJsonArray rows = data.take("messages"_L1).toArray();
        data.remove("cursor"_L1);
        ToolAnswer answer { data, u"messages"_s, rows, {}, found->cursor };
        // A cursor names the place of the message that was shown last.
        answer.cursorAfter = [messages = found->messages](qsizetype shown) {
            return QString::number(
                messages.value(shown - 1, messages.value(0)).number - (shown > 0 ? 1 : 0));
        };
        done(answer);
    });
}

void runEvents(const ToolCall &call, const ToolDone &done)
{
    const auto op = readArguments<FindEvents>(call.arguments);
    if (!op)
        return done(op.error());
    call.console.ask<FindEvents>(*op, call.caller, [done](const Result<FoundEvents> &found) {
        if (!found)
            return done(found.error());
        QJsonObject data = jsonObject(*found);
        const QJsonArray rows = data.take("events"_L1).toArray();
        data.remove("cursor"_L1);
        ToolAnswer answer { data, u"events"_s, rows, {}, found->cursor };
        answer.cursorAfter = [events = found->events](qsizetype shown) {
            return QString::number(
                events.value(shown - 1, events.value(0)).number + (shown > 0 ? 0 : 1));
        };
        done(answer);
    });
}

/// Clients that the message is for come first.
ToolAnswer deliveryPage(const MessageReport &report, const QJsonObject &data, qsizetype place)
{
    QList<DeliveryLine> lines = *report.lines;
    std::stable_sort(lines.begin(), lines.end(),
        [](const DeliveryLine &a, const DeliveryLine &b) { return a.verdict < b.verdict; });
    return pageOf(data, u"clients"_s, lines, place, [&report](const DeliveryLine &line) {
        QJsonObject row = jsonObject(line);
        if (const std::optional<DeliveryState> state = stateAt(report, line))
            row.insert("state"_L1, QString::fromLatin1(nameOf(*state)));
        return row;
    });
}

QJsonObject verdictCounts(const QList<DeliveryLine> &lines)
{
    QJsonObject counts;
    for (const DeliveryLine &line : lines) {
        const QString name = QString::fromLatin1(nameOf(line.verdict));
        counts.insert(name, counts.value(name).toInteger() + 1);
    }
    return counts;
}

void showReport(const ToolCall &call, const MessageArguments &wanted, MessageReport report,
    const ToolDone &done)
{
    const auto place = listPlace(wanted.cursor, report.lines ? report.lines->size() : 0);
    if (!place)
        return done(place.error());
    QJsonObject data { { u"message"_s, jsonObject(report.kept.message) },
        { u"text"_s, fittingText(report.kept, wanted.offset) } };
    data.insert("missingBytes"_L1, report.kept.missing);
    if (report.kept.nextOffset > 0)
        data.insert("nextOffset"_L1, report.kept.nextOffset);
    if (!report.lines) {
        data.insert("notes"_L1, QJsonArray { report.lines.error().detail });
        return done(ToolAnswer { data, {}, {}, {}, {} });
    }
    data.insert("verdicts"_L1, verdictCounts(*report.lines));
    const KeptMessage &message = report.kept.message;
    const ReachedMembers reached { message.project, message.kind, message.target, message.addressed,
        *report.lines };
    noteReach(
        call, reached, [data, done, place = *place, report](const QStringList &notes) mutable {
            data.insert("notes"_L1, QJsonArray::fromStringList(notes));
            done(deliveryPage(report, data, place));
        });
}

void runMessage(const ToolCall &call, const ToolDone &done)
{
    const auto wanted = readArguments<MessageArguments>(call.arguments);
    if (!wanted)
        return done(wanted.error());
    askMessage(call, { wanted->number, wanted->offset },
        [call, wanted = *wanted, done](const Result<MessageReport> &report) {
            if (report)
                showReport(call, wanted, *report, done);
            else
                done(report.error());
        });
}

QJsonObject messageSchema()
{
    const QJsonObject line = withMembers(outputSchema<DeliveryLine>(),
        { { u"state"_s,
            simpleSchema(u"string"_s,
                u"How far it came: sent to the network, queued, or dropped as too-slow or "
                "connection-lost"_s) } });
    return withMembers({},
        { { u"message"_s, outputSchema<KeptMessage>() },
            { u"text"_s, simpleSchema(u"string"_s, u"The envelope, or a piece of it"_s) },
            { u"missingBytes"_s,
                simpleSchema(u"integer"_s, u"Bytes at its end that are not kept"_s) },
            { u"nextOffset"_s,
                simpleSchema(u"integer"_s, u"Argument `offset` for the rest of the text"_s) },
            { u"verdicts"_s, simpleSchema(u"object"_s, u"Clients by verdict"_s) },
            { u"notes"_s,
                listSchema({ { u"type"_s, u"string"_s } }, u"Conclusions of the broker"_s) },
            { u"clients"_s, listSchema(line, u"Receivers first"_s) } });
}

} // namespace

std::vector<Tool> messageTools()
{
    constexpr auto Kept = Tool::Needs::KeptMessages;
    return {
        { .name = "find",
            .title = "Find messages",
            .description
            = "Finds kept messages by a filter, the newest first. Examples of filters: "
              "type == \"docs\"; from.id == \"…\"; to.id == \"…\"; to.type == "
              "\"data-agent\"; kind == rejected; delivered == nobody; delivered == "
              "dropped; delivered == queued; payload.user.id == 42; size > 100KiB; "
              "time > -5m; text contains \"timeout\"; joined by && || ! and "
              "parentheses. Texts with anything but letters and digits need quotes.",
            .needs = Kept,
            .input = inputSchema<FindMessages>(),
            .output = withoutMember(outputSchema<FoundMessages>(), "cursor"_L1),
            .run = runFind },
        { .name = "message",
            .title = "Show a message",
            .description = "Shows one kept message: its text, its target, the verdict and the "
                           "state at each client, and notes, such as ids that are near to one that "
                           "nobody has.",
            .needs = Kept,
            .input = inputSchema<MessageArguments>(),
            .output = messageSchema(),
            .run = runMessage },
        whyTool(),
        { .name = "events",
            .title = "Comings and goings",
            .description
            = "Lists clients that joined and left, the newest first, with close code "
              "and reason. 1000 and 1005: the client left; 1001: the broker stopped, or the "
              "client's page was left; 1006: connection lost; 1002, 1007 and 1008: invalid "
              "text or frames; 1009: message too large; 1011: internal error; 1012: the "
              "broker began anew in its cluster; 4000: disconnected by the operator; 4001: "
              "key revoked; 4002: read too slowly; 4003: sent too fast; 4004: no answer to "
              "pings, a dead peer.",
            .needs = Kept,
            .input = inputSchema<FindEvents>(),
            .output = withoutMember(outputSchema<FoundEvents>(), "cursor"_L1),
            .run = runEvents },
    };
}

} // namespace broadcaster
