// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/httpapi.h"

#include "server/api/refusals.h"
#include "server/endpoints/figureroutes.h"
#include "server/endpoints/keyroutes.h"
#include "server/endpoints/landingpage.h"
#include "server/endpoints/operatoranswer.h"
#include "server/endpoints/operatorroutes.h"
#include "server/gateway/accesscontrol.h"
#include "server/gateway/originpolicy.h"
#include "server/gateway/refusedclients.h"
#include "server/gateway/upgradecheck.h"

#include <QtCore/QDateTime>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Callers = HttpRoute::Callers;

HttpResponse methodNotAllowed(const QByteArray &allowed)
{
    return HttpResponse::error(405, u"Allowed here: %1."_s.arg(QString::fromLatin1(allowed)))
        .with("Allow", allowed);
}

} // namespace

HttpApi::HttpApi(Console &console, std::unique_ptr<MetricsApi> metrics, const Gate &gate)
    : m_access(gate.access)
    , m_origins(gate.origins)
    , m_refusals(gate.refusals)
    , m_refusedClients(gate.refusedClients)
    , m_mcp(console)
    , m_upgrades(gate)
    , m_metrics(std::move(metrics))
{
    HttpRoute front { "GET", "/", Callers::Anybody };
    front.answer = [this](const HttpCall &call, const HttpReply &reply) { page(call, reply); };
    m_routes.add(std::move(front));
    m_routes.add(m_upgrades.routes());
    HttpRoute agents { "POST", "/mcp", Callers::Agents };
    agents.answer = [this](const HttpCall &call, const HttpReply &reply) {
        m_mcp.answer(call.request, call.caller, reply);
    };
    m_routes.add(std::move(agents));
    m_routes.add(figureRoutes(console, *m_metrics));
    m_routes.add(keyRoutes(console));
    m_routes.add(operatorRoutes(console));
}

bool HttpApi::mayBeLarge(const HttpRequest &request) const
{
    const auto match = m_routes.find(request.method, request.path());
    return match && match->route && match->route->isLarge;
}

void HttpApi::configure(const BrokerConfig &config)
{
    m_mcp.configure(config);
    m_upgrades.configure(config);
}

void HttpApi::handle(const HttpRequest &request, const QHostAddress &client, HttpReply reply)
{
    if (const auto problem = m_origins.checkHost(request)) {
        ++m_refusals.host;
        reply(refusal(403, *problem, request.target));
        return;
    }
    const bool isByAgent = m_mcp.isOn() && request.path() == "/mcp";
    if (m_mcp.isOn() && request.wantsWebSocket() && request.path() == "/websocket")
        reply = watched(request, std::move(reply));
    if (request.wantsWebSocket() || isByAgent) {
        if (auto fault = originFault(request))
            return reply(*std::move(fault));
    }
    dispatch(request,
        AccessControl::hasSecret(request) ? guarded(request, client, std::move(reply))
                                          : std::move(reply));
}

std::optional<HttpResponse> HttpApi::originFault(const HttpRequest &request)
{
    const auto problem = m_origins.checkOrigin(request, QDateTime::currentMSecsSinceEpoch());
    if (!problem)
        return std::nullopt;
    ++m_refusals.origin;
    return HttpResponse::error(403, u"Origin not allowed"_s, *problem);
}

HttpReply HttpApi::watched(const HttpRequest &request, HttpReply reply)
{
    return [this, request, reply = std::move(reply)](HttpAnswer answer) {
        if (const auto *refusal = std::get_if<HttpResponse>(&answer))
            m_refusedClients.note(request, *refusal, QDateTime::currentMSecsSinceEpoch());
        reply(std::move(answer));
    };
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
    if (request.target == "*") // RFC 9110 9.3.7
        return reply(HttpResponse { 204, {}, {} }.with("Allow", AllMethods));
    const auto match = m_routes.find(request.method, request.path());
    if (!match)
        return reply(notFound());
    if (match->callers == Callers::Operator)
        return answerOperator(*match, request, reply);
    if (match->callers == Callers::Agents)
        return answerAgent(*match, request, reply);
    if (!match->route)
        return reply(methodNotAllowed(match->allowed));
    if (match->callers == Callers::ProjectReaders || match->callers == Callers::Clients)
        return answerInProject(*match->route, request, reply);
    const Principal caller = match->callers == Callers::Consoles ? m_access.consoleOf(request)
                                                                 : m_access.callerOf(request);
    match->route->answer({ request, caller, {}, {} }, reply);
}

void HttpApi::answerOperator(
    const HttpRouteTable::Match &match, const HttpRequest &request, const HttpReply &reply) const
{
    const Principal caller = m_access.callerOf(request);
    if (request.method == "OPTIONS")
        reply(operatorOptions());
    else if (!m_access.hasServiceKey())
        reply(operatorFailure(503,
            u"No service key is configured: set SUPERATOM_SERVICE_KEY or start the broker with "
            "--service-key-file"_s));
    else if (caller.kind != Principal::Kind::ServiceKey)
        reply(operatorFailure(401, u"Unauthorized: send Authorization: Bearer <service key>"_s)
                  .askForKey());
    else if (!match.route)
        reply(operatorMethodNotAllowed(match.allowed));
    else
        match.route->answer({ request, caller, {}, match.rest }, reply);
}

void HttpApi::answerAgent(
    const HttpRouteTable::Match &match, const HttpRequest &request, const HttpReply &reply)
{
    if (!m_mcp.isOn())
        return reply(HttpResponse::error(
            404, u"The Model Context Protocol is off: start the broker with --mcp."_s));
    const Principal caller = m_access.callerOf(request);
    if (caller.kind != Principal::Kind::ServiceKey && caller.kind != Principal::Kind::ViewerKey)
        return reply(m_access.hasServiceKey() || m_access.hasViewerKey()
                ? HttpResponse::keyRequired()
                : HttpResponse::keyRequired(u"The broker has no key that opens this: start it "
                                            "with --viewer-key-file or --service-key-file."_s));
    if (!match.route)
        return reply(methodNotAllowed(match.allowed));
    match.route->answer({ request, caller, {}, {} }, reply);
}

void HttpApi::answerInProject(
    const HttpRoute &route, const HttpRequest &request, const HttpReply &reply)
{
    auto project = projectOf(request);
    if (auto *refusal = std::get_if<HttpResponse>(&project))
        return reply(std::move(*refusal));
    const ProjectId id = std::get<ProjectId>(std::move(project));
    const auto answer = [&route, request, id, reply](AccessControl::Verdict verdict) {
        if (auto *refusal = std::get_if<HttpResponse>(&verdict))
            return reply(std::move(*refusal));
        route.answer({ request, std::get<Principal>(std::move(verdict)), id, {} }, reply);
    };
    if (route.callers == Callers::Clients)
        m_access.admit(id, request, answer);
    else
        m_access.admitReader(id, request, answer);
}

HttpResponse HttpApi::notFound() const
{
    return HttpResponse::error(404, u"There are %1."_s.arg(m_routes.paths()));
}

HttpResponse HttpApi::tooManyConnections(const QByteArray &target) const
{
    return failure(503, u"Too many connections"_s, tooManyConnectionsOf(u"The broker"_s), target)
        .retryLater();
}

HttpResponse HttpApi::refusal(int status, const QString &reason, const QByteArray &target) const
{
    return failure(status, errorName(status), reason, target);
}

HttpResponse HttpApi::failure(
    int status, const QString &name, const QString &reason, const QByteArray &target) const
{
    HttpRequest request;
    request.target = target;
    const auto match = m_routes.find({}, request.path());
    if (match && match->callers == Callers::Operator)
        return operatorFailure(status, reason);
    return HttpResponse::error(status, name, reason);
}

void HttpApi::page(const HttpCall &call, const HttpReply &reply) const
{
    reply(call.request.wantsWebSocket() ? notFound() : landingPage(call.request));
}

} // namespace broadcaster
