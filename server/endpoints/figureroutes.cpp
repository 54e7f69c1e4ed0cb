// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/figureroutes.h"

#include "server/endpoints/answershape.h"
#include "server/endpoints/statusanswer.h"
#include "server/gateway/upgradecheck.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Callers = HttpRoute::Callers;

/// Anybody may read these answers, so they do not tell where the database is.
QString publicDetail(const Error &error)
{
    switch (error.code) {
    case ErrorCode::DatabaseUnavailable:
    case ErrorCode::DatabaseLocked:
    case ErrorCode::DatabaseReadOnly:
    case ErrorCode::DatabaseForbidden:
    case ErrorCode::DatabaseUncreatable:
    case ErrorCode::DatabaseOutOfSpace:
    case ErrorCode::DatabaseRefusedValue:
    case ErrorCode::DatabaseNewer:
    case ErrorCode::DatabaseMisconfigured:
    case ErrorCode::DatabaseDamaged:
        return u"The database cannot be used; try again later."_s;
    default:
        return error.detail;
    }
}

HttpResponse unavailable(const Error &error)
{
    return HttpResponse::error(503, publicDetail(error)).retryLater();
}

HttpResponse showHealth(const HttpCall &, const Result<BrokerHealth> &answer)
{
    if (!answer)
        return unavailable(answer.error());
    const BrokerHealth &health = *answer;
    QJsonObject ended;
    for (auto it = health.figures.endedByCloseCode.begin();
         it != health.figures.endedByCloseCode.end(); ++it)
        ended.insert(QString::number(it.key()), it.value());
    QJsonObject body { { u"status"_s, u"healthy"_s }, { u"worker"_s, u"main"_s },
        { u"timestamp"_s, QDateTime::currentMSecsSinceEpoch() },
        { u"version"_s, QStringLiteral(BROADCASTER_VERSION) },
        { u"uptimeSeconds"_s, health.uptimeSeconds }, { u"projects"_s, health.projects },
        { u"clients"_s, health.clients },
        { u"connections"_s,
            QJsonObject { { u"open"_s, health.figures.connections },
                { u"refused"_s, health.figures.refused }, { u"endedByCloseCode"_s, ended } } },
        { u"database"_s,
            QJsonObject { { u"connected"_s, health.figures.databaseConnected },
                { u"unwrittenMessages"_s, health.figures.unwrittenMessages },
                { u"failedWrites"_s, health.figures.failedWrites } } } };
    if (health.brokers > 0)
        body.insert(u"cluster"_s,
            QJsonObject {
                { u"working"_s, health.isClusterWorking }, { u"brokers"_s, health.brokers } });
    return HttpResponse::json(200, body);
}

HttpResponse showProjectHealth(const HttpCall &, const Result<ProjectHealth> &answer)
{
    if (!answer)
        return unavailable(answer.error());
    return HttpResponse::json(200,
        { { u"status"_s, u"healthy"_s }, { u"projectId"_s, answer->project.toString() },
            { u"clientCount"_s, answer->clients },
            { u"lastActivity"_s,
                answer->lastActivityMs == 0 ? QJsonValue(QJsonValue::Null)
                                            : QJsonValue(answer->lastActivityMs) },
            { u"timestamp"_s, QDateTime::currentMSecsSinceEpoch() } });
}

HttpResponse showReadiness(const HttpCall &call, const Result<Readiness> &answer)
{
    if (!answer)
        return unavailable(answer.error());
    QJsonObject body { { u"ready"_s, answer->ready },
        { u"reasons"_s, QJsonArray::fromStringList(answer->reasons) } };
    if (!answer->warnings.isEmpty())
        body.insert(u"warnings"_s, QJsonArray::fromStringList(answer->warnings));
    if (!answer->details.isEmpty() && call.caller.kind == Principal::Kind::ServiceKey)
        body.insert(u"details"_s, QJsonArray::fromStringList(answer->details));
    return HttpResponse::json(answer->ready ? 200 : 503, body);
}

HttpResponse showStatus(const HttpCall &call, const Result<ProjectInfo> &answer)
{
    if (!answer)
        return unavailable(answer.error());
    return statusAnswer(*answer, QDateTime::currentMSecsSinceEpoch(),
        call.caller.kind == Principal::Kind::ServiceKey ? ClientAddresses::Shown
                                                        : ClientAddresses::Hidden);
}

HttpResponse showUsage(const HttpCall &call, const Result<UsageReport> &answer)
{
    if (!answer)
        return unavailable(answer.error());
    JsonWriter json;
    json.beginObject();
    json.name("success");
    json.boolean(true);
    json.name("data");
    json.beginObject();
    json.name("projectId");
    json.text(call.project.utf8());
    writeMembers(json, allOf<UsageReport>(), *answer);
    json.endObject();
    json.endObject();
    return HttpResponse::json(200, json.json());
}

template <AnOperation Op>
std::variant<Op, HttpResponse> readNothing(const HttpCall &)
{
    return Op();
}

template <AnOperation Op>
std::variant<Op, HttpResponse> readProject(const HttpCall &call)
{
    return Op { call.project };
}

std::variant<ShowProjectHealth, HttpResponse> readQuery(const HttpCall &call)
{
    auto project = projectOf(call.request);
    if (auto *refusal = std::get_if<HttpResponse>(&project))
        return std::move(*refusal);
    return ShowProjectHealth { std::get<ProjectId>(std::move(project)) };
}

HttpRoute healthRoute(Console &console)
{
    const auto ofBroker = operationRoute<Health>(
        console, "GET", "/health", Callers::Anybody, readNothing<Health>, showHealth);
    const auto ofProject = operationRoute<ShowProjectHealth>(
        console, "GET", "/health", Callers::Anybody, readQuery, showProjectHealth);
    HttpRoute route { "GET", "/health", Callers::Anybody };
    route.answer = [ofBroker, ofProject](const HttpCall &call, const HttpReply &reply) {
        const QByteArray name
            = queryValue(call.request.query(), "projectId").value_or(QByteArray());
        (name.isEmpty() ? ofBroker : ofProject).answer(call, reply);
    };
    return route;
}

HttpRoute metricsRoute(MetricsApi &metrics)
{
    HttpRoute route { "GET", "/metrics", Callers::Anybody };
    route.answer = [&metrics](const HttpCall &call, const HttpReply &reply) {
        // Only the operator may see names of projects.
        const bool isOperator = call.caller.kind == Principal::Kind::ServiceKey;
        if (!isOperator && !call.request.header("Authorization").isNull())
            return reply(HttpResponse::error(
                401, u"The service key is wrong; without one, the figures have no projects."_s)
                             .askForKey());
        metrics.handle(isOperator ? MetricsApi::Projects::Named : MetricsApi::Projects::Unnamed,
            [reply](HttpResponse response) { reply(std::move(response)); });
    };
    return route;
}

} // namespace

std::vector<HttpRoute> figureRoutes(Console &console, MetricsApi &metrics)
{
    return {
        healthRoute(console),
        operationRoute<ShowReadiness>(
            console, "GET", "/ready", Callers::Anybody, readNothing<ShowReadiness>, showReadiness),
        metricsRoute(metrics),
        large(operationRoute<ShowProject>(console, "GET", "/status", Callers::ProjectReaders,
            readProject<ShowProject>, showStatus)),
        operationRoute<ShowUsage>(
            console, "GET", "/usage", Callers::ProjectReaders, readProject<ShowUsage>, showUsage),
    };
}

} // namespace broadcaster
