// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/httpapi.h"

#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/endpoints/landingpage.h"
#include "server/endpoints/operatoranswer.h"
#include "server/endpoints/operatorapi.h"
#include "server/endpoints/statusanswer.h"
#include "server/gateway/accesscontrol.h"
#include "server/gateway/originpolicy.h"
#include "server/gateway/upgradecheck.h"
#include "server/store/database.h"
#include "server/usage/usagemeter.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MillisecondsPerSecond = 1000;

QJsonValue timeOrNull(qint64 milliseconds)
{
    return milliseconds == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(milliseconds);
}

HttpResponse methodNotAllowed(const QByteArray &allowed)
{
    return HttpResponse::error(
        405, u"Method not allowed"_s, u"Allowed here: %1."_s.arg(QString::fromLatin1(allowed)))
        .with("Allow", allowed);
}

} // namespace

HttpApi::HttpApi(ProjectDirectory &directory, Database &database, UsageMeter &meter,
    HealthPointer health, const Gate &gate)
    : m_directory(directory)
    , m_database(database)
    , m_meter(meter)
    , m_access(gate.access)
    , m_places(gate.places)
    , m_origins(gate.origins)
    , m_health(std::move(health))
    , m_refusals(gate.refusals)
    , m_operator(std::make_unique<OperatorApi>(directory, database, gate.access))
    , m_metrics(std::make_unique<MetricsApi>(
          directory, database, meter, gate.places, gate.refusals, *m_health, gate.output))
{
    m_uptime.start();
}

HttpApi::~HttpApi() = default;

bool HttpApi::mayBeLarge(const HttpRequest &request) const
{
    const QByteArray path = request.path();
    return (request.method == "GET" || request.method == "HEAD")
        && (path == "/status" || path == "/api-keys" || path == "/projects");
}

void HttpApi::handle(const HttpRequest &request, const QHostAddress &client, HttpReply reply)
{
    if (const auto problem = m_origins.checkHost(request)) {
        ++m_refusals.host;
        reply(refusal(403, *problem, request.target));
        return;
    }
    if (request.wantsWebSocket()) {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        if (const auto problem = m_origins.checkOrigin(request, now)) {
            ++m_refusals.origin;
            reply(HttpResponse::error(403, u"Origin not allowed"_s, *problem));
            return;
        }
    }
    dispatch(request,
        AccessControl::hasSecret(request) ? guarded(request, client, std::move(reply))
                                          : std::move(reply));
}

HttpReply HttpApi::guarded(const HttpRequest &request, const QHostAddress &client, HttpReply reply)
{
    return [this, request, client, reply = std::move(reply)](HttpAnswer answer) {
        const auto *response = std::get_if<HttpResponse>(&answer);
        if (!response || (response->status != 401 && response->status != 403)) {
            reply(std::move(answer));
            return;
        }
        ++m_refusals.wrongKey;
        const std::chrono::seconds wait = m_guard.note(
            request, client, std::chrono::steady_clock::now());
        if (wait == wait.zero()) {
            reply(std::move(answer));
            return;
        }
        ++m_refusals.throttled;
        reply(refusal(429,
            u"The key is wrong, and too many wrong keys came from this address: the next one is "
            "looked at in %1 s. A right key is let in at any time."_s.arg(wait.count()),
            request.target)
                  .with("Retry-After", QByteArray::number(wait.count())));
    };
}

void HttpApi::dispatch(const HttpRequest &request, const HttpReply &reply)
{
    const QByteArray path = request.path();
    if (request.target == "*") { // RFC 9110 9.3.7
        reply(HttpResponse { 204, {}, {} }.with("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS"));
        return;
    }
    if (OperatorApi::serves(path)) {
        m_operator->handle(request, [reply](HttpResponse response) { reply(std::move(response)); });
        return;
    }
    using Respond = void (HttpApi::*)(const HttpRequest &, const HttpReply &);
    const Respond route = path == "/" && !request.wantsWebSocket() ? &HttpApi::page
        : path == "/websocket"                                     ? &HttpApi::webSocket
        : path == "/health"                                        ? &HttpApi::health
        : path == "/ready"                                         ? &HttpApi::ready
        : path == "/metrics"                                       ? &HttpApi::metrics
        : path == "/status"                                        ? &HttpApi::status
        : path == "/usage"                                         ? &HttpApi::usage
                                                                   : nullptr;
    if (!route) {
        reply(HttpResponse::error(404, u"Not found"_s,
            u"There are /, /websocket, /health, /ready, /metrics, /status, /usage, /api-keys, "
            u"/clients, "
            "/projects and /publish."_s));
    } else if (request.method != "GET" && request.method != "HEAD") {
        reply(methodNotAllowed("GET, HEAD"));
    } else {
        (this->*route)(request, reply);
    }
}

HttpResponse HttpApi::tooManyConnections() const
{
    return HttpResponse::error(503, u"Too many connections"_s,
        u"The broker has as many connections as it may have. Try again later."_s)
        .retryLater();
}

HttpResponse HttpApi::refusal(int status, const QString &reason, const QByteArray &target) const
{
    HttpRequest request;
    request.target = target;
    if (OperatorApi::serves(request.path()))
        return operatorFailure(status, reason);
    const QString error = status == 403 ? u"Host not allowed"_s
        : status == 408                 ? u"Request timeout"_s
        : status == 413                 ? u"Request body too large"_s
        : status == 429                 ? u"Too many wrong keys"_s
        : status == 431                 ? u"Request head too large"_s
        : status == 503                 ? u"Service unavailable"_s
                                        : u"Bad request"_s;
    return HttpResponse::error(status, error, reason);
}

void HttpApi::page(const HttpRequest &request, const HttpReply &reply)
{
    reply(landingPage(request));
}

void HttpApi::webSocket(const HttpRequest &request, const HttpReply &reply)
{
    auto project = projectOf(request);
    if (auto *refusal = std::get_if<HttpResponse>(&project)) {
        reply(std::move(*refusal));
        return;
    }
    const ProjectId id = std::get<ProjectId>(project);
    m_access.admit(id, request, [this, id, request, reply](AccessControl::Verdict verdict) {
        if (auto *refusal = std::get_if<HttpResponse>(&verdict)) {
            reply(std::move(*refusal));
            return;
        }
        auto type = checkUpgrade(request);
        if (auto *refusal = std::get_if<HttpResponse>(&type)) {
            reply(std::move(*refusal));
            return;
        }
        if (m_isDraining) {
            reply(HttpResponse::error(
                503, u"Shutting down"_s, u"The broker is about to stop. Try again later."_s)
                      .retryLater());
            return;
        }
        const ConnectionQuota::Answer place = m_places.take(id);
        if (place != ConnectionQuota::Answer::Taken) {
            reply(place == ConnectionQuota::Answer::Full
                    ? tooManyConnections()
                    : HttpResponse::error(503, u"Too many connections"_s,
                        u"The project has as many connections as it may have. Try again later."_s)
                          .retryLater());
            return;
        }
        Upgrade upgrade;
        upgrade.project = id;
        upgrade.type = std::get<ClientType>(type);
        upgrade.webSocketKey = request.header("Sec-WebSocket-Key").trimmed();
        upgrade.keyId = std::get<qint64>(verdict);
        upgrade.isOperator = m_access.isConsole(request);
        upgrade.userAgent = clientText(request.header("User-Agent"));
        upgrade.origin = clientText(request.header("Origin"));
        upgrade.address = QString::fromLatin1(request.clientAddress);
        m_access.noteUse(upgrade.keyId);
        reply(std::move(upgrade));
    });
}

void HttpApi::health(const HttpRequest &request, const HttpReply &reply)
{
    if (queryValue(request.query(), "projectId").value_or(QByteArray()).isEmpty()) {
        brokerHealth(reply);
        return;
    }
    auto project = projectOf(request);
    if (auto *refusal = std::get_if<HttpResponse>(&project)) {
        reply(std::move(*refusal));
        return;
    }
    m_directory.project(std::get<ProjectId>(project), this, [reply](const ProjectInfo &info) {
        reply(HttpResponse::json(200,
            { { u"status"_s, u"healthy"_s }, { u"projectId"_s, info.id.toString() },
                { u"clientCount"_s, info.clients.size() },
                { u"lastActivity"_s, timeOrNull(info.lastActivityMs) },
                { u"timestamp"_s, QDateTime::currentMSecsSinceEpoch() } }));
    });
}

void HttpApi::brokerHealth(const HttpReply &reply)
{
    m_directory.totals(this, [this, reply](ProjectDirectory::Totals totals) {
        const UsageStatistics usage = m_meter.statistics();
        QJsonObject ended;
        const QMap<quint16, qint64> &byCode = m_places.endedByCode();
        for (auto it = byCode.begin(); it != byCode.end(); ++it)
            ended.insert(QString::number(it.key()), it.value());
        reply(HttpResponse::json(200,
            { { u"status"_s, u"healthy"_s }, { u"worker"_s, u"main"_s },
                { u"timestamp"_s, QDateTime::currentMSecsSinceEpoch() },
                { u"version"_s, QStringLiteral(BROADCASTER_VERSION) },
                { u"uptimeSeconds"_s, m_uptime.elapsed() / MillisecondsPerSecond },
                { u"projects"_s, totals.projects }, { u"clients"_s, totals.clients },
                { u"connections"_s,
                    QJsonObject { { u"open"_s, m_places.open() },
                        { u"refused"_s, m_places.refused() }, { u"endedByCloseCode"_s, ended } } },
                { u"database"_s,
                    QJsonObject { { u"connected"_s, m_database.isConnected() },
                        { u"unwrittenMessages"_s, usage.unwritten },
                        { u"failedWrites"_s, usage.failedWrites } } } }));
    });
}

/// Answered from the known state of the database, which is asked for changes all the time
/// (AccessControl).
void HttpApi::ready(const HttpRequest &, const HttpReply &reply)
{
    const UsageStatistics usage = m_meter.statistics();
    const QString trouble = m_database.trouble();
    bool isReady = false;
    QJsonArray reasons;
    if (m_isDraining)
        reasons.append(u"the broker is about to stop"_s);
    else if (!trouble.isNull())
        reasons.append(trouble);
    else if (!usage.lastError.isNull())
        reasons.append(u"the database cannot be written"_s);
    else
        isReady = true;
    // These counts never fall again, and do not hinder the broker.
    if (usage.refused > 0)
        reasons.append(u"the database cannot store the counts of some projects"_s);
    if (usage.dropped > 0)
        reasons.append(u"messages of some projects were not counted"_s);
    QJsonObject body { { u"ready"_s, isReady }, { u"reasons"_s, reasons } };
    if (const QStringList problems = m_health->problems(); !problems.isEmpty())
        body.insert(u"warnings"_s, QJsonArray::fromStringList(problems));
    reply(HttpResponse::json(isReady ? 200 : 503, body));
}

void HttpApi::metrics(const HttpRequest &request, const HttpReply &reply)
{
    // Only the operator may see names of projects.
    const bool isOperator = m_access.isOperator(request);
    if (!isOperator && !request.header("Authorization").isNull()) {
        reply(HttpResponse::error(401, u"Unauthorized"_s,
            u"The service key is wrong; without one, the figures have no projects."_s)
                  .with("WWW-Authenticate", "Bearer"));
        return;
    }
    m_metrics->handle(isOperator ? MetricsApi::Projects::Named : MetricsApi::Projects::Unnamed,
        [reply](HttpResponse response) { reply(std::move(response)); });
}

void HttpApi::withVisibleProject(
    const HttpRequest &request, const HttpReply &reply, std::function<void(const ProjectId &)> then)
{
    auto project = projectOf(request);
    if (auto *refusal = std::get_if<HttpResponse>(&project)) {
        reply(std::move(*refusal));
        return;
    }
    const ProjectId id = std::get<ProjectId>(project);
    if (!m_access.requiresKey(id)) {
        then(id);
        return;
    }
    m_access.admit(
        id, request, [id, reply, then = std::move(then)](AccessControl::Verdict verdict) {
            if (auto *refusal = std::get_if<HttpResponse>(&verdict))
                reply(std::move(*refusal));
            else
                then(id);
        });
}

void HttpApi::status(const HttpRequest &request, const HttpReply &reply)
{
    const auto shown = m_access.isOperator(request) ? ClientAddresses::Shown
                                                    : ClientAddresses::Hidden;
    withVisibleProject(request, reply, [this, reply, shown](const ProjectId &id) {
        m_directory.project(id, this, [reply, shown](const ProjectInfo &info) {
            reply(statusAnswer(info, QDateTime::currentMSecsSinceEpoch(), shown));
        });
    });
}

void HttpApi::usage(const HttpRequest &request, const HttpReply &reply)
{
    withVisibleProject(request, reply, [this, reply](const ProjectId &id) {
        // The rooms hand their counts to the meter first, so the answer is up to date.
        m_directory.publishUsage(id, this, [this, reply, id] {
            m_meter.report(this, id, QDateTime::currentDateTimeUtc().date(),
                [reply, id](const Result<UsageReport> &report) {
                    if (!report) {
                        reply(HttpResponse::json(503,
                            { { u"success"_s, false },
                                { u"errors"_s, QJsonArray { report.error().detail } } })
                                  .retryLater());
                        return;
                    }
                    QJsonArray days;
                    for (const DailyUsage &day : report->days)
                        days.append(QJsonObject { { u"date"_s, day.date.toString(Qt::ISODate) },
                            { u"count"_s, day.count } });
                    reply(HttpResponse::json(200,
                        { { u"success"_s, true },
                            { u"data"_s,
                                QJsonObject { { u"projectId"_s, id.toString() },
                                    { u"totalRequests"_s, report->total },
                                    { u"dailyRequests"_s, days } } } }));
                });
        });
    });
}

} // namespace broadcaster
