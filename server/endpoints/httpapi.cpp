// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/httpapi.h"

#include "server/api/refusals.h"
#include "server/codec/consoleprotocol.h"
#include "server/endpoints/figureroutes.h"
#include "server/endpoints/keyroutes.h"
#include "server/endpoints/landingpage.h"
#include "server/endpoints/operatoranswer.h"
#include "server/endpoints/operatorroutes.h"
#include "server/endpoints/statusanswer.h"
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
    return HttpResponse::error(
        405, u"Method not allowed"_s, u"Allowed here: %1."_s.arg(QString::fromLatin1(allowed)))
        .with("Allow", allowed);
}

HttpResponse shuttingDown()
{
    return HttpResponse::error(
        503, u"Shutting down"_s, u"The broker is about to stop. Try again later."_s)
        .retryLater();
}

/// The name of a fault of a request, for programs.
QString faultName(int status)
{
    switch (status) {
    case 403:
        return u"Host not allowed"_s;
    case 408:
        return u"Request timeout"_s;
    case 413:
        return u"Request body too large"_s;
    case 429:
        return u"Too many wrong keys"_s;
    case 431:
        return u"Request head too large"_s;
    case 501:
        return u"Not implemented"_s;
    case 503:
        return u"Service unavailable"_s;
    case 505:
        return u"HTTP version not supported"_s;
    default:
        return u"Bad request"_s;
    }
}

/// The client offers the subprotocol (RFC 6455 4.1).
bool offers(const HttpRequest &request, QByteArrayView subprotocol)
{
    const QByteArrayList offered = request.joinedHeader("Sec-WebSocket-Protocol").split(',');
    return std::any_of(offered.begin(), offered.end(),
        [&](const QByteArray &each) { return each.trimmed() == subprotocol; });
}

/// Whether this client's messages may be compressed.
bool mayCompress(CompressionUse use, const HttpRequest &request)
{
    return use == CompressionUse::All || (use == CompressionUse::Remote && !request.isLocal);
}

/// The key of a console; nothing: its caller has none.
std::optional<ConsoleKey> consoleKeyOf(const Principal &caller)
{
    switch (caller.kind) {
    case Principal::Kind::Console:
        return ConsoleKey::OfThisRun;
    case Principal::Kind::ServiceKey:
        return ConsoleKey::Service;
    case Principal::Kind::ViewerKey:
        return ConsoleKey::Viewer;
    case Principal::Kind::Anonymous:
    case Principal::Kind::ProjectKey:
        break;
    }
    return std::nullopt;
}

} // namespace

HttpApi::HttpApi(Console &console, std::unique_ptr<MetricsApi> metrics, const Gate &gate)
    : m_access(gate.access)
    , m_places(gate.places)
    , m_origins(gate.origins)
    , m_refusals(gate.refusals)
    , m_refusedClients(gate.refusedClients)
    , m_consoles(gate.consoles)
    , m_mcp(console)
    , m_metrics(std::move(metrics))
{
    const auto own = [this](const char *path, Callers callers, auto answer) {
        HttpRoute route { "GET", path, callers };
        route.answer = [this, answer](const HttpCall &call, const HttpReply &reply) {
            (this->*answer)(call, reply);
        };
        return route;
    };
    m_routes.add(own("/", Callers::Anybody, &HttpApi::page));
    m_routes.add(own("/websocket", Callers::Clients, &HttpApi::webSocket));
    m_routes.add(own("/console", Callers::Consoles, &HttpApi::console));
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
    m_compression = config.compression;
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
        return reply(
            HttpResponse { 204, {}, {} }.with("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS"));
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
                  .with("WWW-Authenticate", "Bearer"));
    else if (!match.route)
        reply(operatorMethodNotAllowed(match.allowed));
    else
        match.route->answer({ request, caller, {}, match.rest }, reply);
}

void HttpApi::answerAgent(
    const HttpRouteTable::Match &match, const HttpRequest &request, const HttpReply &reply)
{
    if (!m_mcp.isOn())
        return reply(HttpResponse::error(404, u"Not found"_s,
            u"The Model Context Protocol is off: start the broker with --mcp."_s));
    const Principal caller = m_access.callerOf(request);
    if (caller.kind != Principal::Kind::ServiceKey && caller.kind != Principal::Kind::ViewerKey)
        return reply(HttpResponse::error(401, u"Key required"_s,
            m_access.hasServiceKey() || m_access.hasViewerKey()
                ? u"Send Authorization: Bearer <service key or viewer key>."_s
                : u"The broker has no key that opens this: start it with --viewer-key-file or "
                  "--service-key-file."_s)
                         .with("WWW-Authenticate", "Bearer"));
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
    return HttpResponse::error(404, u"Not found"_s, u"There are %1."_s.arg(m_routes.paths()));
}

HttpResponse HttpApi::tooManyConnections(const QByteArray &target) const
{
    return failure(503, u"Too many connections"_s,
        u"The broker has as many connections as it may have. Try again later."_s, target)
        .retryLater();
}

HttpResponse HttpApi::refusal(int status, const QString &reason, const QByteArray &target) const
{
    return failure(status, faultName(status), reason, target);
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

void HttpApi::webSocket(const HttpCall &call, const HttpReply &reply)
{
    const HttpRequest &request = call.request;
    auto type = checkUpgrade(request);
    if (auto *refusal = std::get_if<HttpResponse>(&type))
        return reply(std::move(*refusal));
    const ConnectionQuota::Answer place = m_places.take(call.project);
    if (place == ConnectionQuota::Answer::Closed)
        return reply(shuttingDown());
    if (place == ConnectionQuota::Answer::Full)
        return reply(tooManyConnections(request.target));
    if (place != ConnectionQuota::Answer::Taken)
        return reply(HttpResponse::error(503, u"Too many connections"_s,
            u"The project has as many connections as it may have. Try again later."_s)
                         .retryLater());
    Upgrade upgrade;
    upgrade.project = call.project;
    upgrade.type = std::get<ClientType>(type);
    upgrade.webSocketKey = request.header("Sec-WebSocket-Key").trimmed();
    if (mayCompress(m_compression, request))
        upgrade.deflate = acceptDeflate(request.joinedHeader("Sec-WebSocket-Extensions"))
                              .value_or(DeflateAnswer());
    upgrade.keyId = call.caller.keyId;
    upgrade.isConsole = call.caller.kind == Principal::Kind::Console;
    upgrade.userAgent = clientText(request.header("User-Agent"));
    upgrade.origin = clientText(request.header("Origin"));
    upgrade.address = QString::fromLatin1(request.clientAddress);
    m_access.noteUse(upgrade.keyId);
    reply(std::move(upgrade));
}

void HttpApi::console(const HttpCall &call, const HttpReply &reply)
{
    if (auto refusal = checkHandshake(call.request))
        return reply(*std::move(refusal));
    const std::optional<ConsoleKey> key = consoleKeyOf(call.caller);
    if (!key)
        return reply(HttpResponse::error(
            401, u"Key required"_s, u"Send Authorization: Bearer <service key or viewer key>."_s)
                         .with("WWW-Authenticate", "Bearer"));
    if (!offers(call.request, ConsoleSubprotocol))
        return reply(HttpResponse::error(400, u"Unknown version"_s,
            u"This broker speaks the subprotocol %1 only."_s.arg(
                QLatin1StringView(ConsoleSubprotocol))));
    if (m_places.isClosed())
        return reply(shuttingDown());
    if (!m_consoles.takePlace())
        return reply(HttpResponse::error(503, u"Too many consoles"_s,
            u"The broker has as many consoles as it may have. Try again later."_s)
                         .retryLater());
    ConsoleUpgrade upgrade;
    upgrade.key = *key;
    upgrade.caller = call.caller;
    upgrade.webSocketKey = call.request.header("Sec-WebSocket-Key").trimmed();
    upgrade.address = QString::fromLatin1(call.request.clientAddress);
    reply(std::move(upgrade));
}

} // namespace broadcaster
