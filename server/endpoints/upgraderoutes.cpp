// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/upgraderoutes.h"

#include "server/codec/consoleprotocol.h"
#include "server/endpoints/statusanswer.h"
#include "server/gateway/accesscontrol.h"
#include "server/gateway/connectionquota.h"
#include "server/gateway/upgradecheck.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Callers = HttpRoute::Callers;

HttpResponse shuttingDown()
{
    return HttpResponse::error(
        503, u"Shutting down"_s, u"The broker is about to stop. Try again later."_s)
        .retryLater();
}

HttpResponse noPlace(const QString &owner)
{
    return HttpResponse::error(503, u"Too many connections"_s, tooManyConnectionsOf(owner))
        .retryLater();
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

UpgradeRoutes::UpgradeRoutes(const RequestHandler::Gate &gate)
    : m_access(gate.access)
    , m_places(gate.places)
    , m_consoles(gate.consoles)
{
}

void UpgradeRoutes::configure(const BrokerConfig &config)
{
    m_compression = config.compression;
}

std::vector<HttpRoute> UpgradeRoutes::routes()
{
    HttpRoute clients { "GET", "/websocket", Callers::Clients };
    clients.answer = [this](
                         const HttpCall &call, const HttpReply &reply) { webSocket(call, reply); };
    HttpRoute consoles { "GET", "/console", Callers::Consoles };
    consoles.answer = [this](
                          const HttpCall &call, const HttpReply &reply) { console(call, reply); };
    return { std::move(clients), std::move(consoles) };
}

void UpgradeRoutes::webSocket(const HttpCall &call, const HttpReply &reply) const
{
    const HttpRequest &request = call.request;
    auto type = checkUpgrade(request);
    if (auto *refusal = std::get_if<HttpResponse>(&type))
        return reply(std::move(*refusal));
    const ConnectionQuota::Answer place = m_places.take(call.project);
    if (place == ConnectionQuota::Answer::Closed)
        return reply(shuttingDown());
    if (place == ConnectionQuota::Answer::Full)
        return reply(noPlace(u"The broker"_s));
    if (place != ConnectionQuota::Answer::Taken)
        return reply(noPlace(u"The project"_s));
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

void UpgradeRoutes::console(const HttpCall &call, const HttpReply &reply) const
{
    if (auto refusal = checkHandshake(call.request))
        return reply(*std::move(refusal));
    const std::optional<ConsoleKey> key = consoleKeyOf(call.caller);
    if (!key)
        return reply(HttpResponse::keyRequired());
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

QString tooManyConnectionsOf(const QString &owner)
{
    return owner + u" has as many connections as it may have. Try again later."_s;
}

} // namespace broadcaster
