// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/processhealth.h"
#include "server/net/connectionplaces.h"
#include "server/net/httpresponse.h"
#include "server/net/metricsapi.h"
#include "server/net/projectdirectory.h"
#include "server/net/upgrade.h"
#include "server/net/wrongkeyguard.h"
#include "server/protocol/requesthead.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <variant>

namespace broadcaster {

class AccessControl;
class Database;
class OperatorApi;
class OriginPolicy;
class UsageMeter;

/// A response, or an upgrade that lacks only what the connection itself knows.
using HttpAnswer = std::variant<HttpResponse, Upgrade>;
using HttpReply = std::function<void(HttpAnswer)>;

/// Every call that can be made on the port (docs/protocol.md, connecting; the operator's calls;
/// status, health, usage). Belongs to the gateway's thread. Replies at once or later, exactly once.
class HttpApi final : public QObject {
    Q_OBJECT

public:
    HttpApi(ProjectDirectory &directory, Database &database, UsageMeter &meter,
        AccessControl &access, ConnectionPlaces &places, OriginPolicy &origins,
        const ProcessHealth &health, const HttpOutputAccount &output);
    ~HttpApi() override;

    /// The answer grows with the number of clients, keys or projects.
    [[nodiscard]] static bool mayBeLarge(const HttpRequest &request);
    /// `client`: the address that the request comes from, also behind trusted proxies.
    void handle(const HttpRequest &request, const QHostAddress &client, HttpReply reply);

    /// The broker is about to stop: nobody else may connect.
    void setDraining() { m_isDraining = true; }

    [[nodiscard]] RefusalCounts &refusals() { return m_refusals; }

    /// The answer to what is no good request, in the form that calls to `target` are answered in.
    [[nodiscard]] static HttpResponse refusal(
        int status, const QString &reason, const QByteArray &target);
    [[nodiscard]] static HttpResponse tooManyConnections();

private:
    void dispatch(const HttpRequest &request, const HttpReply &reply);
    /// Replies the same, except 429 instead of the refusal of one wrong key too many.
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
    /// Goes on with the project of the request once the caller may see it, else replies.
    void withVisibleProject(const HttpRequest &request, const HttpReply &reply,
        std::function<void(const ProjectId &)> then);

    ProjectDirectory &m_directory;
    Database &m_database;
    UsageMeter &m_meter;
    AccessControl &m_access;
    ConnectionPlaces &m_places;
    OriginPolicy &m_origins;
    const ProcessHealth &m_health;
    WrongKeyGuard m_guard;
    RefusalCounts m_refusals;
    std::unique_ptr<OperatorApi> m_operator;
    std::unique_ptr<MetricsApi> m_metrics;
    QElapsedTimer m_uptime;
    bool m_isDraining = false;
};

} // namespace broadcaster
