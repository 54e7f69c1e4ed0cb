// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/figuretools.h"

#include "server/api/options.h"
#include "server/api/optionvalues.h"
#include "server/mcp/toolvalues.h"

#include <algorithm>
#include <memory>
#include <span>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ClientsArguments {
    ProjectId project {};
    ClientId client {};
    QString cursor {};
    static constexpr FieldInfo fields[] { optionalField<&ClientsArguments::project>(
                                              "projectId", "The project; none: all of them"),
        optionalField<&ClientsArguments::client>("clientId", "Only the client with this id"),
        optionalField<&ClientsArguments::cursor>("cursor", "nextCursor of the answer before") };
};

struct StatsArguments {
    ProjectId project {};
    QString cursor {};
    static constexpr FieldInfo fields[] { optionalField<&StatsArguments::project>("projectId",
                                              "A project, for its own figures and refusals"),
        optionalField<&StatsArguments::cursor>(
            "cursor", "nextCursor of the answer before, for more refused clients") };
};

void runProjects(const ToolCall &call, const ToolDone &done)
{
    const auto wanted = readArguments<PageArgument>(call.arguments);
    if (!wanted)
        return done(wanted.error());
    call.console.ask<Overview>(
        {}, call.caller, [cursor = wanted->cursor, done](const Result<BrokerOverview> &overview) {
            if (!overview)
                return done(overview.error());
            QList<ProjectSummary> projects = overview->projects;
            std::sort(projects.begin(), projects.end(),
                [](const auto &a, const auto &b) { return a.id.utf8() < b.id.utf8(); });
            const auto place = listPlace(cursor, projects.size());
            if (!place)
                return done(place.error());
            done(pageOf({ { u"total"_s, projects.size() } }, u"projects"_s, projects, *place,
                [](const ProjectSummary &project) { return jsonObject(project); }));
        });
}

/// The clients that are wanted, as rows.
Result<ToolAnswer> clientRows(const QList<ProjectInfo> &projects, const ClientsArguments &wanted)
{
    struct Member {
        const ClientInfo *client;
        const ProjectId *project;
    };
    std::vector<Member> members;
    for (const ProjectInfo &project : projects) {
        for (const ClientInfo &client : project.clients) {
            if (wanted.client.text().isEmpty() || client.id == wanted.client)
                members.push_back({ &client, &project.id });
        }
    }
    const auto place = listPlace(wanted.cursor, std::ssize(members));
    if (!place)
        return place.error();
    const auto rowOf = [](const Member &member) {
        QJsonObject row = jsonObject(*member.client);
        row.insert("projectId"_L1, member.project->toString());
        return row;
    };
    return pageOf({ { u"total"_s, qint64 { std::ssize(members) } } }, u"clients"_s,
        std::span<const Member>(members), *place, rowOf);
}

void runClients(const ToolCall &call, const ToolDone &done)
{
    const auto wanted = readArguments<ClientsArguments>(call.arguments);
    if (!wanted)
        return done(wanted.error());
    const auto show = [wanted = *wanted, done](const QList<ProjectInfo> &projects) {
        done(clientRows(projects, wanted));
    };
    if (wanted->project.isNull())
        return call.console.ask<ListProjects>(
            {}, call.caller, [show, done](const Result<QList<ProjectInfo>> &projects) {
                if (projects)
                    show(*projects);
                else
                    done(projects.error());
            });
    call.console.ask<ShowProject>(
        { wanted->project }, call.caller, [show, done](const Result<ProjectInfo> &project) {
            if (project)
                show({ *project });
            else
                done(project.error());
        });
}

/// The options that bound clients, by their names.
QJsonObject limitsOf(const BrokerConfig &config)
{
    QJsonObject values;
    for (const Option &option : optionTable()) {
        const auto number = optionNumber(config, option);
        if (number
            && (option.topic == OptionTopic::Limits || option.topic == OptionTopic::Timeouts))
            values.insert(QLatin1StringView(option.name), *number);
    }
    return values;
}

/// The parts of `stats`, one asked for after the other.
class StatsQuestion final : public std::enable_shared_from_this<StatsQuestion> {
public:
    StatsQuestion(const ToolCall &call, StatsArguments wanted, ToolDone done)
        : m_call(call)
        , m_wanted(std::move(wanted))
        , m_done(std::move(done))
    {
    }

    void askHealth()
    {
        m_data.insert("limits"_L1, limitsOf(m_call.config));
        m_data.insert("mayWrite"_L1, m_call.config.mcpWrite && m_call.caller.may(Right::Act, {}));
        ask<Health>(u"health"_s, &StatsQuestion::askReadiness);
    }

private:
    template <AnOperation Op>
    void ask(const QString &name, void (StatsQuestion::*next)())
    {
        m_call.console.ask<Op>(Op(), m_call.caller,
            [self = shared_from_this(), name, next](const Result<typename Op::Answer> &answer) {
                if (!answer)
                    return self->m_done(answer.error());
                self->m_data.insert(name, jsonObject(*answer));
                (self.get()->*next)();
            });
    }
    void askReadiness() { ask<ShowReadiness>(u"readiness"_s, &StatsQuestion::askKept); }
    void askKept() { ask<ShowKept>(u"kept"_s, &StatsQuestion::askOverview); }
    void askOverview();
    void askRefusals();

    ToolCall m_call;
    const StatsArguments m_wanted;
    const ToolDone m_done;
    QJsonObject m_data { { u"version"_s, QStringLiteral(BROADCASTER_VERSION) } };
};

void StatsQuestion::askOverview()
{
    m_call.console.ask<Overview>(
        {}, m_call.caller, [self = shared_from_this()](const Result<BrokerOverview> &overview) {
            if (!overview)
                return self->m_done(overview.error());
            ProjectSummary sum = self->m_wanted.project.isNull() ? overview->forgotten
                                                                 : ProjectSummary();
            sum.id = self->m_wanted.project;
            for (const ProjectSummary &project : overview->projects) {
                if (!self->m_wanted.project.isNull() && project.id != self->m_wanted.project)
                    continue;
                sum.clients += project.clients;
                sum.lastActivityMs = std::max(sum.lastActivityMs, project.lastActivityMs);
                sum.addCounts(project);
            }
            self->m_data.insert("traffic"_L1, jsonObject(sum));
            self->askRefusals();
        });
}

void StatsQuestion::askRefusals()
{
    m_call.console.ask<ListRefusals>(
        {}, m_call.caller, [self = shared_from_this()](const Result<RefusalReport> &report) {
            if (!report)
                return self->m_done(report.error());
            self->m_data.insert("refused"_L1, jsonObject(report->counts));
            QList<RefusedClient> clients = report->recent;
            clients.removeIf([&](const RefusedClient &client) {
                return !self->m_wanted.project.isNull()
                    && client.project != self->m_wanted.project.toString();
            });
            const auto place = listPlace(self->m_wanted.cursor, clients.size());
            if (!place)
                return self->m_done(place.error());
            self->m_done(pageOf(self->m_data, u"refusedClients"_s, clients, *place,
                [](const RefusedClient &client) { return jsonObject(client); }));
        });
}

void runStats(const ToolCall &call, const ToolDone &done)
{
    const auto wanted = readArguments<StatsArguments>(call.arguments);
    if (!wanted)
        return done(wanted.error());
    std::make_shared<StatsQuestion>(call, *wanted, done)->askHealth();
}

QJsonObject statsSchema()
{
    return withMembers({},
        { { u"version"_s, simpleSchema(u"string"_s, u"Version of the broker"_s) },
            { u"limits"_s,
                simpleSchema(u"object"_s,
                    u"Options that bound clients, in bytes, seconds or counts; 0 of "
                    "max-message-rate: unlimited"_s) },
            { u"mayWrite"_s,
                simpleSchema(u"boolean"_s, u"Whether you have the tools send and disconnect"_s) },
            { u"health"_s, outputSchema<BrokerHealth>() },
            { u"readiness"_s, outputSchema<Readiness>() },
            { u"kept"_s, outputSchema<KeptFigures>() },
            { u"traffic"_s, outputSchema<ProjectSummary>() },
            { u"refused"_s, outputSchema<RefusalCounts>() },
            { u"refusedClients"_s,
                listSchema(outputSchema<RefusedClient>(),
                    u"Clients that were not let in, the newest first"_s) } });
}

QJsonObject totalOf(const QString &name, const QJsonObject &entry, const QString &help)
{
    return withMembers({},
        { { u"total"_s, simpleSchema(u"integer"_s, u"All of them, on further pages too"_s) },
            { name, listSchema(entry, help) } });
}

} // namespace

std::vector<Tool> figureTools()
{
    const QJsonObject client = withMembers(outputSchema<ClientInfo>(),
        { { u"projectId"_s, simpleSchema(u"string"_s, u"Its project"_s) } });
    return {
        { .name = "projects",
            .title = "Projects",
            .description
            = "Lists the live projects with their figures: clients, messages, messages "
              "for nobody, dropped and rejected ones.",
            .input = inputSchema<PageArgument>(),
            .output = totalOf(u"projects"_s, outputSchema<ProjectSummary>(), u"By name"_s),
            .run = runProjects },
        { .name = "clients",
            .title = "Clients",
            .description = "Lists connected clients: id, type, project, address, messages either "
                           "way, and bytesWaiting, which grows for a client that reads too slowly. "
                           "Ids are new with every connection.",
            .input = inputSchema<ClientsArguments>(),
            .output = totalOf(u"clients"_s, client, u"In the order they connected"_s),
            .run = runClients },
        { .name = "stats",
            .title = "Figures",
            .description
            = "Figures of the broker: health, connections that ended by close code, "
              "traffic, limits, what was refused at the door, and the latest clients "
              "that were not let into their project (refusedClients), with the reason: "
              "a project that requires a key, a wrong or revoked key, a forbidden "
              "origin.",
            .input = inputSchema<StatsArguments>(),
            .output = statsSchema(),
            .run = runStats },
    };
}

} // namespace broadcaster
