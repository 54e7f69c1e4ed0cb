// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/processhealth.h"
#include "server/endpoints/metricsapi.h"
#include "server/gateway/connectionquota.h"
#include "server/gateway/projectdirectory.h"
#include "server/gateway/requesthandler.h"
#include "server/gateway/wrongkeyguard.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace broadcaster {

class AccessControl;
class Database;
class OperatorApi;
class OriginPolicy;
class UsageMeter;

/// All calls on the port (docs/protocol.md, connecting; the operator's calls; status, health,
/// usage). Belongs to the gateway's thread. Replies at once or later, exactly once.
class HttpApi final : public QObject, public RequestHandler {
    Q_OBJECT

public:
    HttpApi(ProjectDirectory &directory, Database &database, UsageMeter &meter,
        HealthPointer health, const Gate &gate);
    ~HttpApi() override;

    void handle(const HttpRequest &request, const QHostAddress &client, HttpReply reply) override;
    [[nodiscard]] bool mayBeLarge(const HttpRequest &request) const override;
    [[nodiscard]] HttpResponse refusal(
        int status, const QString &reason, const QByteArray &target) const override;
    [[nodiscard]] HttpResponse tooManyConnections() const override;
    void setDraining() override { m_isDraining = true; }

private:
    void dispatch(const HttpRequest &request, const HttpReply &reply);
    /// Passes replies on, but turns the refusal of one wrong key too many into 429.
    [[nodiscard]] HttpReply guarded(
        const HttpRequest &request, const QHostAddress &client, HttpReply reply);
    void page(const HttpRequest &request, const HttpReply &reply);
    void webSocket(const HttpRequest &request, const HttpReply &reply);
    void health(const HttpRequest &request, const HttpReply &reply);
    void brokerHealth(const HttpReply &reply);
    void ready(const HttpRequest &request, const HttpReply &reply);
    void metrics(const HttpRequest &request, const HttpReply &reply);
    void status(const HttpRequest &request, const HttpReply &reply);
    void usage(const HttpRequest &request, const HttpReply &reply);
    /// Continues with the project of the request if the caller may see it, else replies.
    void withVisibleProject(const HttpRequest &request, const HttpReply &reply,
        std::function<void(const ProjectId &)> then);

    ProjectDirectory &m_directory;
    Database &m_database;
    UsageMeter &m_meter;
    AccessControl &m_access;
    ConnectionQuota &m_places;
    OriginPolicy &m_origins;
    const HealthPointer m_health;
    WrongKeyGuard m_guard;
    RefusalCounts &m_refusals;
    std::unique_ptr<OperatorApi> m_operator;
    std::unique_ptr<MetricsApi> m_metrics;
    QElapsedTimer m_uptime;
    bool m_isDraining = false;
};

} // namespace broadcaster
