// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoints/httproutetable.h"
#include "server/endpoints/metricsapi.h"
#include "server/endpoints/upgraderoutes.h"
#include "server/gateway/requesthandler.h"
#include "server/gateway/wrongkeyguard.h"
#include "server/mcp/mcpendpoint.h"

#include <QtCore/QObject>

#include <memory>

namespace broadcaster {

/// All calls on the port (docs/protocol.md): finds the route of a request, identifies the caller
/// once, and lets the route answer. Belongs to the gateway's thread.
class HttpApi final : public QObject, public RequestHandler {
    Q_OBJECT

public:
    HttpApi(Console &console, std::unique_ptr<MetricsApi> metrics, const Gate &gate);

    void configure(const BrokerConfig &config) override;
    void handle(const HttpRequest &request, const QHostAddress &client, HttpReply reply) override;
    [[nodiscard]] bool mayBeLarge(const HttpRequest &request) const override;
    [[nodiscard]] HttpResponse refusal(
        int status, const QString &reason, const QByteArray &target) const override;
    [[nodiscard]] HttpResponse tooManyConnections(const QByteArray &target) const override;

private:
    void dispatch(const HttpRequest &request, const HttpReply &reply);
    /// Passes replies on, but turns the refusal of one wrong key too many into 429.
    [[nodiscard]] HttpReply guarded(
        const HttpRequest &request, const QHostAddress &client, HttpReply reply);
    void answerOperator(const HttpRouteTable::Match &match, const HttpRequest &request,
        const HttpReply &reply) const;
    void answerAgent(
        const HttpRouteTable::Match &match, const HttpRequest &request, const HttpReply &reply);
    /// The refusal of a page that may not connect; nothing: it may.
    [[nodiscard]] std::optional<HttpResponse> originFault(const HttpRequest &request);
    /// Passes replies on, and remembers those that keep a client from its project.
    [[nodiscard]] HttpReply watched(const HttpRequest &request, HttpReply reply);
    /// Answers the reader or the client of a project.
    void answerInProject(
        const HttpRoute &route, const HttpRequest &request, const HttpReply &reply);
    [[nodiscard]] HttpResponse notFound() const;
    /// The answer in the form of calls to `target`: only that of calls for everybody has the name.
    [[nodiscard]] HttpResponse failure(
        int status, const QString &name, const QString &reason, const QByteArray &target) const;
    void page(const HttpCall &call, const HttpReply &reply) const;

    AccessControl &m_access;
    OriginPolicy &m_origins;
    RefusalCounts &m_refusals;
    RefusedClients &m_refusedClients;
    McpEndpoint m_mcp;
    UpgradeRoutes m_upgrades;
    const std::unique_ptr<MetricsApi> m_metrics;
    HttpRouteTable m_routes;
    WrongKeyGuard m_guard;
};

} // namespace broadcaster
