// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/actiontools.h"

#include "server/mcp/reachnotes.h"
#include "server/mcp/toolvalues.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject notesSchema()
{
    return listSchema({ { u"type"_s, u"string"_s } }, u"What the broker makes of it"_s);
}

/// A tool that is one operation.
template <AnOperation Op>
void runOperation(const ToolCall &call, const ToolDone &done)
{
    auto op = readArguments<Op>(call.arguments);
    if (!op)
        return done(op.error());
    call.console.ask<Op>(
        *std::move(op), call.caller, [done](const Result<typename Op::Answer> &answer) {
            if (answer)
                done(ToolAnswer { jsonObject(*answer), {}, {}, {}, {} });
            else
                done(answer.error());
        });
}

void showExplained(const ToolCall &call, const ProjectId &project, const Explanation &explained,
    const ToolDone &done)
{
    const ReachedMembers reached { project, explained.kind, explained.target,
        explained.reach.addressed, explained.lines };
    noteReach(call, reached, [explained, done](const QStringList &notes) {
        QJsonObject data = jsonObject(explained);
        data.remove("lines"_L1);
        data.insert("notes"_L1, QJsonArray::fromStringList(notes));
        ToolAnswer answer = pageOf(data, u"lines"_s, explained.lines, 0,
            [](const DeliveryLine &line) { return jsonObject(line); });
        answer.cursorAfter = [](qsizetype) { return QString(); }; // The figures tell the rest.
        done(answer);
    });
}

void runExplain(const ToolCall &call, const ToolDone &done)
{
    const auto op = readArguments<Explain>(call.arguments);
    if (!op)
        return done(op.error());
    call.console.ask<Explain>(*op, call.caller,
        [call, project = op->project, done](const Result<Explanation> &explained) {
            if (explained)
                showExplained(call, project, *explained, done);
            else
                done(explained.error());
        });
}

} // namespace

std::vector<Tool> actionTools()
{
    return {
        { .name = "explain",
            .title = "Explain an envelope",
            .description
            = "Tells whom an envelope would reach if it were sent now, and why, without "
              "sending it: the rule, the figures, and the verdict at each client. An "
              "envelope that the broker would reject is an error in the words that its "
              "sender would get.",
            .input = inputSchema<Explain>(),
            .output = withMembers(outputSchema<Explanation>(), { { u"notes"_s, notesSchema() } }),
            .run = runExplain },
        { .name = "send",
            .title = "Send an envelope",
            .description = "Sends an envelope to the clients of a project that it is for, from the "
                           "broker itself.",
            .needs = Tool::Needs::Write,
            .input = inputSchema<Publish>(),
            .output = outputSchema<Published>(),
            .run = runOperation<Publish> },
        { .name = "disconnect",
            .title = "Disconnect a client",
            .description = "Closes the connection of one client with 4000. Most clients connect "
                           "again, with a new id.",
            .needs = Tool::Needs::Write,
            .isDestructive = true,
            .input = inputSchema<DisconnectClient>(),
            .output = outputSchema<Done>(),
            .run = runOperation<DisconnectClient> },
    };
}

} // namespace broadcaster
