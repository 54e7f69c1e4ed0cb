// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/gateway.h"

#include "server/api/closecode.h"
#include "server/api/utc.h"
#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/gateway/acceptor.h"
#include "server/gateway/httpconnections.h"
#include "server/net/tlscontext.h"

#include <QtCore/QDateTime>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Wrong service keys are answered as fast as right ones, so only the key's length keeps it from
/// being guessed.
void warnOfWeakKey(const char *name, const Secret &key)
{
    if (!key.isEmpty() && key.reveal().size() < limits::WeakServiceKeyBytes)
        qCWarning(logGateway,
            "the %s key is short enough to be guessed: give one of at least %d random characters",
            name, static_cast<int>(limits::WeakServiceKeyBytes));
}

} // namespace

Gateway::Gateway(const BrokerConfig &config, QByteArray consoleSecret, ProjectDirectory &directory,
    ConsoleDoor &consoles, Database &database, HealthPointer health,
    RequestHandler::Factory makeHandler)
    : m_config(config)
    , m_consoleSecret(std::move(consoleSecret))
    , m_directory(directory)
    , m_consoles(consoles)
    , m_database(database)
    , m_health(std::move(health))
    , m_makeHandler(std::move(makeHandler))
    , m_places(config.maxConnections, config.maxConnectionsPerProject)
    , m_origins(config)
    , m_proxies(config.trustedProxies)
    , m_account(directory.waitingBytes(), config.maxTotalQueueBytes)
{
}

Gateway::~Gateway() = default;

Result<Listening> Gateway::start(QSet<ProjectId> projectsRequiringKey)
{
    m_receiveBuffer.resize(static_cast<size_t>(limits::KeptBufferBytes));
    m_deadlines = std::make_unique<TimerQueue>();
    m_poller = std::make_unique<SocketPoller>();
    m_poller->setBeforeFlush([this] {
        m_connections->clearEnded();
        m_acceptor->clearEnded();
    });
    m_access = std::make_unique<AccessControl>(
        m_directory, m_database, m_config.serviceKey.reveal(), std::exchange(m_consoleSecret, {}));
    m_access->startWith(std::move(projectsRequiringKey));
    m_access->setViewerKey(m_config.viewerKey.reveal());
    warnOfWeakKey("service", m_config.serviceKey);
    warnOfWeakKey("viewer", m_config.viewerKey);
    m_started = std::chrono::steady_clock::now();
    m_handler = m_makeHandler({ *m_access, m_places, m_origins, m_refusals, m_refusedClients,
        m_account, m_consoles, [this] { return certificate(); }, m_started });
    m_handler->configure(m_config);
    m_environment = std::make_unique<HttpEnvironment>(
        HttpEnvironment { *m_poller, *m_deadlines, m_account, m_refusals, m_receiveBuffer,
            m_config.handshakeTimeout, m_config.slowReaderTimeout, m_config.keepAliveTimeout });
    m_connections = std::make_unique<HttpConnections>(
        *m_environment, m_places, static_cast<HttpConnection::Owner &>(*this));
    m_connections->configure(m_config);
    m_acceptor = std::make_unique<Acceptor>(*m_poller, *m_deadlines, m_proxies, *m_connections);

    Result<TlsPointer> tls = loadTls(m_config);
    Result<void> opened = tls ? m_acceptor->configure(m_config) : Result<void>(tls.error());
    if (!opened) {
        stop();
        return opened.error();
    }
    useTls(*std::move(tls));
    return listening();
}

Result<Gateway::TlsPointer> Gateway::loadTls(const BrokerConfig &config)
{
    if (config.tlsCertificate.isEmpty())
        return TlsPointer();
    return TlsContext::load(config.tlsCertificate, config.tlsKey);
}

void Gateway::useTls(TlsPointer tls)
{
    m_connections->setTls(tls.get());
    m_tls = std::move(tls);
    m_health->setProblem(ProcessHealth::Part::CertificateInUse, {});
    if (const auto certificate = this->certificate()) {
        const auto expires = QDateTime::fromMSecsSinceEpoch(certificate->expiresMs, Utc);
        qCInfo(logGateway, "TLS with the certificate of %s, which expires on %s",
            qUtf8Printable(certificate->subject), qUtf8Printable(expires.toString(Qt::ISODate)));
    }
}

Listening Gateway::listening() const
{
    const auto scheme = m_tls ? "wss"_L1 : "ws"_L1;
    return { m_acceptor->urls(scheme), m_tls ? m_tls->der() : QByteArray() };
}

std::optional<CertificateInfo> Gateway::certificate() const
{
    return m_tls ? std::optional(m_tls->certificate()) : std::nullopt;
}

Result<Listening> Gateway::reloadCertificate()
{
    Result<TlsPointer> tls = loadTls(m_config);
    if (!tls) {
        m_health->setProblem(ProcessHealth::Part::CertificateInUse,
            { u"the certificate stays as it was: its files cannot be used"_s,
                u"the certificate stays as it was: %1"_s.arg(tls.error().detail) });
        return tls.error();
    }
    useTls(*std::move(tls));
    return listening();
}

Result<Listening> Gateway::configure(const BrokerConfig &config)
{
    Result<TlsPointer> tls = loadTls(config);
    if (!tls)
        return tls.error();
    if (const auto opened = m_acceptor->configure(config); !opened)
        return opened.error();
    if (config.serviceKey != m_config.serviceKey)
        warnOfWeakKey("service", config.serviceKey);
    if (config.viewerKey != m_config.viewerKey)
        warnOfWeakKey("viewer", config.viewerKey);
    m_config = config;
    m_environment->requestTimeout = config.handshakeTimeout;
    m_environment->keepAliveTimeout = config.keepAliveTimeout;
    m_environment->slowReaderTimeout = config.slowReaderTimeout;
    m_connections->configure(config);
    m_account.setLimit(config.maxTotalQueueBytes);
    m_access->setServiceKey(config.serviceKey.reveal());
    m_access->setViewerKey(config.viewerKey.reveal());
    m_handler->configure(config);
    m_origins.configure(config);
    m_proxies.configure(config.trustedProxies);
    m_places.setLimits(config.maxConnections, config.maxConnectionsPerProject);
    useTls(*std::move(tls));
    return listening();
}

void Gateway::drain()
{
    m_acceptor->close();
    m_connections->dropWaiting();
    m_places.close();
}

void Gateway::stop()
{
    m_access->writeAllUses();
    m_acceptor.reset();
    if (m_connections)
        m_connections->dropAll(); // Each of them calls back.
    m_connections.reset();
    m_environment.reset();
    m_poller.reset();
    m_deadlines.reset();
    TlsSession::leaveThread();
}

void Gateway::onRequest(HttpConnection &connection)
{
    HttpRequest request = connection.request();
    const QHostAddress client = m_proxies.identifyClient(
        request, connection.peer().host, connection.peer().port);
    connection.setClient(networkOf(client));
    qCDebug(logHttp, "%s %s %s", request.clientAddress.constData(), request.method.constData(),
        request.path().constData());
    if (connection.isOneTooMany()) {
        connection.reply(
            m_handler->tooManyConnections(request.target), HttpConnection::After::Close);
        return;
    }
    if (m_handler->mayBeLarge(connection.request()) && !connection.reserveLargeAnswer())
        return;
    const quint64 number = connection.number();
    const quint64 requestNumber = connection.requestNumber();
    m_handler->handle(request, client, [this, number, requestNumber](HttpAnswer given) {
        answer(number, requestNumber, std::move(given));
    });
}

void Gateway::forget(const HttpAnswer &answer)
{
    if (const auto *upgrade = std::get_if<Upgrade>(&answer))
        m_places.giveBack(upgrade->project, closecode::NoCloseFrame);
    else if (std::holds_alternative<ConsoleUpgrade>(answer))
        m_consoles.giveBackPlace();
}

void Gateway::answer(quint64 number, quint64 request, HttpAnswer given)
{
    HttpConnection *connection = m_connections ? m_connections->find(number) : nullptr;
    if (!connection || !connection->isAnswering(request))
        // The connection ended while its key was checked, or its request was refused as too slow.
        forget(given);
    else if (auto *client = std::get_if<Upgrade>(&given))
        adopt(*connection, std::move(*client));
    else if (auto *console = std::get_if<ConsoleUpgrade>(&given))
        adopt(*connection, std::move(*console));
    else
        connection->reply(std::get<HttpResponse>(given));
}

void Gateway::adopt(HttpConnection &connection, Upgrade &&upgrade)
{
    upgrade.connection = connection.number();
    HttpConnection::Remains remains = connection.takeOver();
    upgrade.stream = std::move(remains.stream);
    upgrade.earlyBytes = std::move(remains.rest);
    m_directory.adopt(std::move(upgrade));
}

void Gateway::adopt(HttpConnection &connection, ConsoleUpgrade &&upgrade)
{
    upgrade.connection = connection.number();
    HttpConnection::Remains remains = connection.takeOver();
    upgrade.stream = std::move(remains.stream);
    upgrade.earlyBytes = std::move(remains.rest);
    m_consoles.adopt(std::move(upgrade));
}

void Gateway::onFirstRequestOver(HttpConnection &connection)
{
    m_connections->onFirstRequestOver(connection);
}

void Gateway::onConnectionEnded(HttpConnection &connection)
{
    m_connections->onConnectionEnded(connection);
}

void Gateway::onConnectionEnded(const ProjectId &project, quint16 closeCode)
{
    m_places.giveBack(project, closeCode);
}

HttpResponse Gateway::refusal(int status, const QByteArray &reason, const QByteArray &target)
{
    return m_handler->refusal(status, QString::fromUtf8(reason), target);
}

} // namespace broadcaster
