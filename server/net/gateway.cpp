// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/gateway.h"

#include "server/api/limits.h"
#include "server/logging.h"
#include "server/net/descriptorlimit.h"
#include "server/net/tlscontext.h"

#include <QtCore/QDateTime>
#include <QtNetwork/QHostAddress>

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <thread>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

HttpConnection::Peer peerOf(int descriptor)
{
    sockaddr_storage address {};
    socklen_t size = sizeof address;
    if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return {};
    const quint16 port = address.ss_family == AF_INET6
        ? ntohs(reinterpret_cast<const sockaddr_in6 *>(&address)->sin6_port)
        : ntohs(reinterpret_cast<const sockaddr_in *>(&address)->sin_port);
    return { QHostAddress(reinterpret_cast<const sockaddr *>(&address)), port };
}

} // namespace

Gateway::Gateway(const BrokerConfig &config, QByteArray consoleSecret, ProjectDirectory &directory,
    Database &database, UsageMeter &meter)
    : m_config(config)
    , m_consoleSecret(std::move(consoleSecret))
    , m_directory(directory)
    , m_database(database)
    , m_meter(meter)
    , m_places(config.maxConnections, config.maxConnectionsPerProject)
    , m_origins(config)
{
}

Gateway::~Gateway() = default;

Result<Listening> Gateway::start(QSet<ProjectId> projectsRequiringKey)
{
    m_receiveBuffer.resize(static_cast<size_t>(limits::KeptBufferBytes));
    m_deadlines = std::make_unique<Deadlines>();
    m_poller = std::make_unique<SocketPoller>();
    m_poller->setBeforeFlush([this] { m_ended.clear(); });
    m_environment = std::make_unique<HttpConnection::Environment>(HttpConnection::Environment {
        *m_poller, *m_deadlines, m_receiveBuffer, m_config.handshakeTimeout });
    m_access = std::make_unique<AccessControl>(
        m_directory, m_database, m_config.serviceKey, std::exchange(m_consoleSecret, {}));
    m_access->startWith(std::move(projectsRequiringKey));
    m_api = std::make_unique<HttpApi>(
        m_directory, m_database, m_meter, *m_access, m_places, m_origins);
    m_acceptRetry = std::make_unique<Deadlines::Handle>(*m_deadlines);

    m_listeners = std::make_unique<ListenerSet>(
        [this](OwnedDescriptor descriptor) { accept(std::move(descriptor)); });
    connect(m_listeners.get(), &ListenerSet::acceptError, this, &Gateway::onAcceptError);
    Result<TlsPointer> tls = loadTls(m_config);
    Result<void> opened = tls ? m_listeners->listenOn(m_config.listenAddresses, m_config.port)
                              : Result<void>(tls.error());
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
    m_tls = std::move(tls);
    if (const auto certificate = this->certificate()) {
        const auto expires = QDateTime::fromMSecsSinceEpoch(certificate->expiresMs, Qt::UTC);
        qCInfo(logGateway, "TLS with the certificate of %s, which expires on %s",
            qUtf8Printable(certificate->subject), qUtf8Printable(expires.toString(Qt::ISODate)));
    }
}

Listening Gateway::listening() const
{
    const auto scheme = m_tls ? "wss"_L1 : "ws"_L1;
    return { m_listeners->urls(scheme), m_tls ? m_tls->der() : QByteArray() };
}

std::optional<CertificateInfo> Gateway::certificate() const
{
    return m_tls ? std::optional(m_tls->certificate()) : std::nullopt;
}

Result<Listening> Gateway::reloadCertificate()
{
    Result<TlsPointer> tls = loadTls(m_config);
    if (!tls)
        return tls.error();
    useTls(*std::move(tls));
    return listening();
}

Result<Listening> Gateway::configure(const BrokerConfig &config)
{
    Result<TlsPointer> tls = loadTls(config);
    if (!tls)
        return tls.error();
    if (const auto opened = m_listeners->listenOn(config.listenAddresses, config.port); !opened)
        return opened.error();
    m_config = config;
    m_environment->requestTimeout = config.handshakeTimeout;
    m_access->setServiceKey(config.serviceKey);
    m_origins.configure(config);
    m_places.setLimits(config.maxConnections, config.maxConnectionsPerProject);
    useTls(*std::move(tls));
    return listening();
}

void Gateway::onAcceptError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::SocketResourceError)
        pauseAccepting();
    else
        m_acceptRetry->arm(limits::AcceptRetryInterval, [this] { retryAccepting(); });
}

void Gateway::drain()
{
    m_acceptRetry->cancel();
    m_listeners.reset();
    m_api->setDraining();
}

void Gateway::stop()
{
    m_access->writeAllUses();
    m_listeners.reset();
    while (!m_connections.empty())
        m_connections.begin()->second->drop();
    m_ended.clear();
    m_acceptRetry.reset();
    m_environment.reset();
    m_poller.reset();
    m_deadlines.reset();
    TlsSession::leaveThread();
}

void Gateway::accept(OwnedDescriptor descriptor)
{
    if (handshakesAreFull()) {
        refuse(descriptor);
        return;
    }
    ++m_pendingHandshakes;
    const bool isAmongLast = isAmongTheLast(descriptor.get());
    const quint64 number = ++m_lastConnection;
    const HttpConnection::Peer peer = peerOf(descriptor.get());
    Stream stream = m_tls ? Stream(std::move(descriptor), *m_tls) : Stream(std::move(descriptor));
    auto connection = std::make_unique<HttpConnection>(std::move(stream), number, peer,
        *m_environment, static_cast<HttpConnection::Owner &>(*this));
    HttpConnection &started = *connection;
    m_connections.emplace(number, std::move(connection));
    const int most = std::max(m_config.maxConnections, limits::MinHttpConnections);
    if (static_cast<int>(m_connections.size()) > most) {
        m_places.noteRefused();
        started.markOneTooMany(); // Until its request is here it is one of those that are pending.
    }
    started.start();
    if (isAmongLast)
        pauseAccepting();
    else if (handshakesAreFull() && !m_refusesHandshakes)
        waitForHandshakes();
}

/// Keeps nothing of it: who holds connections half open would have those that are refused, too.
void Gateway::refuse(const OwnedDescriptor &descriptor)
{
    m_places.noteRefused();
    // Those who are in go first on a core that both need: there may be thousands to refuse.
    std::this_thread::yield();
    if (m_tls)
        return; // Nobody would understand an answer.
    // Closing would reset the connection, and the answer with it, if a request lay there unread.
    ::recv(descriptor.get(), m_receiveBuffer.data(), m_receiveBuffer.size(), MSG_DONTWAIT);
    const QByteArray answer = serialized(HttpApi::tooManyConnections(), BodyMode::Send, false);
    ::send(descriptor.get(), answer.constData(), static_cast<size_t>(answer.size()),
        MSG_NOSIGNAL | MSG_DONTWAIT);
}

/// A burst of clients is accepted faster than their requests come: it waits in the system's
/// backlog. Only when nothing moves there are those who never meant to say anything.
void Gateway::waitForHandshakes()
{
    m_listeners->pause();
    m_acceptRetry->arm(limits::AcceptRetryInterval, [this] {
        if (handshakesAreFull()) {
            m_refusesHandshakes = true;
            qCWarning(logGateway,
                "%d connections have not sent their request: further ones are refused until half "
                "of them are gone; --max-pending-handshakes allows more",
                m_pendingHandshakes);
        }
        retryAccepting();
    });
}

void Gateway::onFirstRequestOver()
{
    const bool wereFull = handshakesAreFull();
    --m_pendingHandshakes;
    if (m_refusesHandshakes) {
        m_refusesHandshakes = m_pendingHandshakes > m_config.maxPendingHandshakes / 2;
        if (!m_refusesHandshakes)
            qCInfo(logGateway, "connections that have not sent their request are fewer again");
    } else if (wereFull && m_listeners) {
        retryAccepting();
    }
}

void Gateway::pauseAccepting()
{
    m_listeners->pause();
    if (!std::exchange(m_saidOutOfDescriptors, true))
        qCWarning(logGateway,
            "out of file descriptors: accepting is paused until connections "
            "close; raise the limit (ulimit -n, LimitNOFILE=) to serve more");
    m_acceptRetry->arm(limits::AcceptRetryInterval, [this] { retryAccepting(); });
}

void Gateway::retryAccepting()
{
    if (descriptorsRunOut()) {
        m_acceptRetry->arm(limits::AcceptRetryInterval, [this] { retryAccepting(); });
        return;
    }
    // Said again only after real relief, not at every connection at the brink.
    if (m_saidOutOfDescriptors && !descriptorsRunOut(limits::SpareDescriptors / 4)) {
        m_saidOutOfDescriptors = false;
        qCInfo(logGateway, "there are file descriptors again: accepting goes on");
    }
    m_listeners->resume();
}

void Gateway::onRequest(HttpConnection &connection)
{
    qCDebug(logHttp, "%s %s %s", qUtf8Printable(connection.address()),
        connection.request().method.constData(), connection.request().path().constData());
    if (connection.isOneTooMany()) {
        connection.reply(HttpApi::tooManyConnections(), HttpConnection::After::Close);
        return;
    }
    const quint64 number = connection.number();
    m_api->handle(connection.request(), connection.peer().host,
        [this, number](HttpAnswer given) { answer(number, std::move(given)); });
}

void Gateway::answer(quint64 number, HttpAnswer given)
{
    const auto found = m_connections.find(number);
    auto *upgrade = std::get_if<Upgrade>(&given);
    if (found == m_connections.end()) {
        if (upgrade)
            m_places.giveBack(upgrade->project, 1006); // Went while its key was checked.
        return;
    }
    HttpConnection &connection = *found->second;
    if (!upgrade) {
        connection.reply(std::get<HttpResponse>(given));
        return;
    }
    upgrade->connection = number;
    upgrade->address = connection.address();
    HttpConnection::Remains remains = connection.takeOver();
    upgrade->stream = std::move(remains.stream);
    upgrade->earlyBytes = std::move(remains.rest);
    m_directory.adopt(std::move(*upgrade));
}

void Gateway::onConnectionEnded(HttpConnection &connection)
{
    const auto found = m_connections.find(connection.number());
    m_ended.push_back(std::move(found->second));
    m_connections.erase(found);
    m_poller->requestTurnEnd();
}

void Gateway::onConnectionEnded(const ProjectId &project, quint16 closeCode)
{
    m_places.giveBack(project, closeCode);
}

HttpResponse Gateway::refusal(int status, const QByteArray &reason, const QByteArray &target)
{
    return HttpApi::refusal(status, QString::fromUtf8(reason), target);
}

} // namespace broadcaster
