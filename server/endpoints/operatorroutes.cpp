// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/operatorroutes.h"

#include "server/api/trafficnames.h"
#include "server/base/tuning.h"
#include "server/endpoints/operatoranswer.h"
#include "server/protocol/jsonwriter.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Callers = HttpRoute::Callers;

QByteArray projectsJson(const QList<ProjectSummary> &projects, bool isPartial)
{
    JsonWriter json;
    json.beginObject();
    json.name("total");
    json.number(projects.size());
    json.name("projects");
    json.beginArray();
    for (const ProjectSummary &project :
        projects.first(std::min<qsizetype>(projects.size(), limits::MaxListedProjects))) {
        json.beginObject();
        json.name("projectId");
        json.text(project.id.utf8());
        json.name("clientCount");
        json.number(project.clients);
        json.name("messages");
        json.number(project.messages);
        json.name("lastActivity");
        json.number(project.lastActivityMs);
        json.endObject();
    }
    json.endArray();
    if (isPartial) {
        json.name("partial");
        json.boolean(true);
    }
    json.endObject();
    return json.json();
}

QByteArray explanationJson(const Explanation &explanation)
{
    JsonWriter json;
    json.beginObject();
    json.name("rule");
    json.text(nameOf(explanation.kind).toByteArray());
    json.name("target");
    if (explanation.target.isEmpty())
        json.null();
    else
        json.text(explanation.target);
    json.name("addressed");
    json.number(explanation.reach.addressed);
    json.name("mirrored");
    json.number(explanation.reach.mirrored);
    json.name("clientCount");
    json.number(explanation.reach.clients);
    json.name("clients");
    json.beginArray();
    for (const DeliveryLine &line : explanation.lines) {
        json.beginObject();
        json.name("id");
        json.text(line.client.text());
        json.name("type");
        json.text(wireName(line.type));
        json.name("verdict");
        json.text(nameOf(line.verdict).toByteArray());
        json.endObject();
    }
    json.endArray();
    json.endObject();
    return json.json();
}

std::variant<SummarizeProjects, HttpResponse> readProjects(const HttpCall &)
{
    return SummarizeProjects();
}

std::variant<Publish, HttpResponse> readPublish(const HttpCall &call)
{
    auto project = operatorProject(call.request);
    if (auto *refusal = std::get_if<HttpResponse>(&project))
        return std::move(*refusal);
    if (auto refusal = unlessJson(call.request))
        return *std::move(refusal);
    return Publish { std::get<ProjectId>(std::move(project)), call.request.body };
}

std::variant<Explain, HttpResponse> readExplain(const HttpCall &call)
{
    auto publish = readPublish(call);
    if (auto *refusal = std::get_if<HttpResponse>(&publish))
        return std::move(*refusal);
    Explain op;
    op.project = std::get<Publish>(publish).project;
    op.envelope = std::get<Publish>(publish).envelope;
    op.sender = ClientId::fromText(queryValue(call.request.query(), "from").value_or(QByteArray()));
    return op;
}

std::variant<DisconnectClient, HttpResponse> readClient(const HttpCall &call)
{
    auto project = operatorProject(call.request);
    if (auto *refusal = std::get_if<HttpResponse>(&project))
        return std::move(*refusal);
    return DisconnectClient { std::get<ProjectId>(std::move(project)),
        ClientId::fromText(call.rest) };
}

HttpResponse showProjects(const HttpCall &, const Result<ProjectSummaries> &answer)
{
    if (!answer)
        return operatorFailure(answer.error());
    QList<ProjectSummary> projects = answer->projects;
    std::sort(
        projects.begin(), projects.end(), [](const ProjectSummary &a, const ProjectSummary &b) {
            return a.lastActivityMs != b.lastActivityMs ? a.lastActivityMs > b.lastActivityMs
                                                        : a.id.utf8() < b.id.utf8();
        });
    return operatorSuccess(projectsJson(projects, answer->isPartial));
}

HttpResponse showPublished(const HttpCall &, const Result<Published> &answer)
{
    if (!answer)
        return operatorFailure(answer.error());
    QJsonObject data { { u"delivered"_s, answer->delivered }, { u"mirrored"_s, answer->mirrored } };
    if (answer->isPartial)
        data.insert(u"partial"_s, true);
    return operatorSuccess(200, data);
}

HttpResponse showExplanation(const HttpCall &, const Result<Explanation> &answer)
{
    return answer ? operatorSuccess(explanationJson(*answer)) : operatorFailure(answer.error());
}

HttpResponse showDisconnected(const HttpCall &, const Result<Done> &answer)
{
    if (!answer)
        return operatorFailure(answer.error());
    return operatorSuccess(200, { { u"message"_s, u"The client was disconnected"_s } });
}

} // namespace

std::vector<HttpRoute> operatorRoutes(Console &console)
{
    return {
        operationRoute<DisconnectClient>(
            console, "DELETE", "/clients/**", Callers::Operator, readClient, showDisconnected),
        large(operationRoute<SummarizeProjects>(
            console, "GET", "/projects", Callers::Operator, readProjects, showProjects)),
        operationRoute<Publish>(
            console, "POST", "/publish", Callers::Operator, readPublish, showPublished),
        large(operationRoute<Explain>(
            console, "POST", "/explain", Callers::Operator, readExplain, showExplanation)),
    };
}

} // namespace broadcaster
