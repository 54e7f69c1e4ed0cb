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
    return listSchema({ { u"type"_s, u"string"_s } }, u"Conclusions of the broker"_s);
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

struct ExplainArguments {
    Explain op {};
    QString cursor {};
};

/// The arguments of the operation, and the place of a page.
QJsonObject explainSchema()
{
    return withMembers(
        inputSchema<Explain>(), inputSchema<PageArgument>().value("properties"_L1).toObject());
}

Result<ExplainArguments> explainArguments(QJsonObject arguments)
{
    QJsonObject ofPage;
    if (const QJsonValue cursor = arguments.take("cursor"_L1); !cursor.isUndefined())
        ofPage.insert("cursor"_L1, cursor);
    const auto page = readArguments<PageArgument>(ofPage);
    if (!page)
        return page.error();
    const auto op = readArguments<Explain>(arguments);
    if (!op)
        return op.error();
    return ExplainArguments { *op, page->cursor };
}

void showExplained(const ToolCall &call, const ExplainArguments &wanted,
    const Explanation &explained, const ToolDone &done)
{
    const auto place = listPlace(wanted.cursor, explained.lines.size());
    if (!place)
        return done(place.error());
    const ReachedMembers reached { wanted.op.project, explained.kind, explained.target,
        explained.reach.addressed, explained.lines };
    noteReach(call, reached, [explained, place = *place, done](const QStringList &notes) {
        QJsonObject data = jsonObject(explained);
        data.remove("lines"_L1);
        data.insert("notes"_L1, QJsonArray::fromStringList(notes));
        done(pageOf(data, u"lines"_s, explained.lines, place,
            [](const DeliveryLine &line) { return jsonObject(line); }));
    });
}

void runExplain(const ToolCall &call, const ToolDone &done)
{
    const auto wanted = explainArguments(call.arguments);
    if (!wanted)
        return done(wanted.error());
    call.console.ask<Explain>(wanted->op, call.caller,
        [call, wanted = *wanted, done](const Result<Explanation> &explained) {
            if (explained)
                showExplained(call, wanted, *explained, done);
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
            = "Tells which clients an envelope would reach if it were sent now, and why, without "
              "sending it: the rule, the figures, and the verdict at each client. An "
              "envelope that the broker would reject is an error in the words that its "
              "sender would get.",
            .input = explainSchema(),
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
