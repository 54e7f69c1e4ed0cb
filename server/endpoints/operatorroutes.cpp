// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/operatorroutes.h"

#include "server/base/tuning.h"
#include "server/endpoints/answershape.h"
#include "server/endpoints/operatoranswer.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Callers = HttpRoute::Callers;

constexpr auto ProjectShape = allExcept<ProjectSummary>(
    { "bytes", "toNobody", "dropped", "rejected" });
constexpr auto PublishedShape = allExcept<Published>({ "isPartial" });
constexpr auto ExplanationShape
    = allExcept<Explanation>({ "target", "reach", "lines" }).renamed("kind", "rule");
constexpr auto LineShape = allExcept<DeliveryLine>({ "broker" }).renamed("clientId", "id");

QByteArray projectsJson(const QList<ProjectSummary> &projects, bool isPartial)
{
    JsonWriter json;
    json.beginObject();
    json.name("total");
    json.number(projects.size());
    json.name("projects");
    json.beginArray();
    for (const ProjectSummary &project :
        projects.first(std::min<qsizetype>(projects.size(), limits::MaxListedProjects)))
        writeObject(json, ProjectShape, project);
    json.endArray();
    writePartial(json, isPartial);
    json.endObject();
    return json.json();
}

QByteArray publishedJson(const Published &published)
{
    JsonWriter json;
    json.beginObject();
    writeMembers(json, PublishedShape, published);
    writePartial(json, published.isPartial);
    json.endObject();
    return json.json();
}

QByteArray explanationJson(const Explanation &explanation)
{
    JsonWriter json;
    json.beginObject();
    writeMembers(json, ExplanationShape, explanation);
    json.name("target");
    if (explanation.target.isEmpty())
        json.null();
    else
        json.text(explanation.target);
    writeMembers(json, allOf<Reach>(), explanation.reach);
    json.name("clients");
    json.beginArray();
    for (const DeliveryLine &line : explanation.lines)
        writeObject(json, LineShape, line);
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
    return operatorSuccess(200, projectsJson(projects, answer->isPartial));
}

HttpResponse showPublished(const HttpCall &, const Result<Published> &answer)
{
    return answer ? operatorSuccess(200, publishedJson(*answer)) : operatorFailure(answer.error());
}

HttpResponse showExplanation(const HttpCall &, const Result<Explanation> &answer)
{
    return answer ? operatorSuccess(200, explanationJson(*answer))
                  : operatorFailure(answer.error());
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
