// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/processhealth.h"
#include "server/api/refusals.h"
#include "server/gateway/accesscontrol.h"
#include "server/gateway/connectionquota.h"
#include "server/gateway/httpconnection.h"
#include "server/gateway/httpoutputaccount.h"
#include "server/gateway/originpolicy.h"
#include "server/gateway/refusedclients.h"
#include "server/gateway/requesthandler.h"
#include "server/gateway/trustedproxies.h"
#include "server/net/listening.h"
#include "server/net/socketpoller.h"
#include "server/net/timerqueue.h"

#include <QtCore/QObject>
#include <QtCore/QSet>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace broadcaster {

class Acceptor;
class Database;
class HttpConnections;
class TlsContext;

/// Listens, reads request heads, answers plain HTTP and hands valid upgrades to the rooms. Made
/// elsewhere; from start() to stop() everything happens on its own thread, reached by post().
class Gateway final : public QObject, private HttpConnection::Owner {
    Q_OBJECT

public:
    /// `consoleSecret`: see AccessControl.
    Gateway(const BrokerConfig &config, QByteArray consoleSecret, ProjectDirectory &directory,
        ConsoleDoor &consoles, Database &database, HealthPointer health,
        RequestHandler::Factory makeHandler);
    ~Gateway() override;

    /// Listens on every address or on none.
    [[nodiscard]] Result<Listening> start(QSet<ProjectId> projectsRequiringKey);
    /// Listens where the configuration says, with the certificate as its files are now, and applies
    /// the limits. On failure nothing changes. REQUIRES: started, and not stopped.
    [[nodiscard]] Result<Listening> configure(const BrokerConfig &config);
    /// Reads the certificate files for new connections; on failure keeps the old certificate.
    [[nodiscard]] Result<Listening> reloadCertificate();
    /// Stops listening. HTTP connections stay, but cannot become WebSockets. REQUIRES: started.
    void drain();
    /// Stops listening, ends every HTTP connection and frees the objects of this thread. Also after
    /// start() has failed.
    void stop();

    /// A connection that was handed over has ended.
    void onConnectionEnded(const ProjectId &project, quint16 closeCode);
    /// For calls about keys from elsewhere. REQUIRES: started.
    [[nodiscard]] AccessControl &access() { return *m_access; }
    [[nodiscard]] const ConnectionQuota &places() const { return m_places; }
    [[nodiscard]] std::optional<CertificateInfo> certificate() const;
    [[nodiscard]] const OriginPolicy &origins() const { return m_origins; }
    [[nodiscard]] const RefusalCounts &refusals() const { return m_refusals; }
    [[nodiscard]] const RefusedClients &refusedClients() const { return m_refusedClients; }
    /// From drain() on.
    [[nodiscard]] bool isDraining() const { return m_places.isClosed(); }
    /// The moment of start().
    [[nodiscard]] std::chrono::steady_clock::time_point started() const { return m_started; }

private:
    void onRequest(HttpConnection &connection) override;
    void onFirstRequestOver(HttpConnection &connection) override;
    [[nodiscard]] HttpResponse refusal(
        int status, const QByteArray &reason, const QByteArray &target) override;
    void onConnectionEnded(HttpConnection &connection) override;

    using TlsPointer = std::unique_ptr<const TlsContext>;

    [[nodiscard]] static Result<TlsPointer> loadTls(const BrokerConfig &config);
    void useTls(TlsPointer tls);
    [[nodiscard]] Listening listening() const;
    void answer(quint64 connection, quint64 request, HttpAnswer answer);
    /// Gives back the place of an upgrade whose connection has ended.
    void forget(const HttpAnswer &answer);
    void adopt(HttpConnection &connection, Upgrade &&upgrade);
    void adopt(HttpConnection &connection, ConsoleUpgrade &&upgrade);

    BrokerConfig m_config;
    QByteArray m_consoleSecret; ///< Kept until start().
    ProjectDirectory &m_directory;
    ConsoleDoor &m_consoles;
    Database &m_database;
    const HealthPointer m_health;
    const RequestHandler::Factory m_makeHandler;
    RefusalCounts m_refusals;
    RefusedClients m_refusedClients;
    ConnectionQuota m_places;
    OriginPolicy m_origins;
    TrustedProxies m_proxies;
    HttpOutputAccount m_account;
    TlsPointer m_tls; ///< Null: without TLS.

    // Lives until the gateway is destroyed: jobs of the store may still answer to it.
    std::unique_ptr<AccessControl> m_access;
    std::unique_ptr<RequestHandler> m_handler;

    // In the order in which the thread makes them; stop() frees them in the opposite order.
    std::vector<char> m_receiveBuffer;
    std::unique_ptr<TimerQueue> m_deadlines;
    std::unique_ptr<SocketPoller> m_poller;
    std::unique_ptr<HttpEnvironment> m_environment;
    std::unique_ptr<HttpConnections> m_connections;
    std::unique_ptr<Acceptor> m_acceptor;

    std::chrono::steady_clock::time_point m_started;
};

} // namespace broadcaster
