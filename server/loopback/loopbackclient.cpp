// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/loopback/loopbackclient.h"

#include "server/base/tuning.h"
#include "server/codec/refusalstatus.h"
#include "server/gateway/accesscontrol.h"
#include "server/net/hostaddress.h"

#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString latin1(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

LoopbackClient::LoopbackClient(QObject *parent)
    : QObject(parent)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setMaxAllowedIncomingFrameSize(limits::MaxLoopbackMessageSize);
    m_socket.setMaxAllowedIncomingMessageSize(limits::MaxLoopbackMessageSize);
    m_bound.setSingleShot(true);
    connect(&m_bound, &QTimer::timeout, this, [this] {
        if (m_error.isEmpty())
            m_error = u"the broker did not answer in time"_s;
        m_socket.abort();
        onEnded();
    });
    // Trusts no authority, so that Qt asks about every certificate.
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({});
    m_socket.setSslConfiguration(tls);
    connect(&m_socket, &QWebSocket::sslErrors, this, &LoopbackClient::checkCertificate);
    connect(&m_socket, &QWebSocket::connected, this, &LoopbackClient::onConnected);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { Q_EMIT received(text.toUtf8()); });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto failed = &QWebSocket::errorOccurred;
#else
    const auto failed = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif
    connect(&m_socket, failed, this, [this] {
        if (m_error.isEmpty())
            m_error = m_socket.errorString();
    });
    // Queued: it may end while it is being opened, and never from within a call of the owner.
    connect(
        &m_socket, &QWebSocket::stateChanged, this,
        [this](QAbstractSocket::SocketState state) {
            if (state == QAbstractSocket::UnconnectedState)
                onEnded();
        },
        Qt::QueuedConnection);
}

void LoopbackClient::open(const Listening &broker, const Identity &identity)
{
    m_certificate = broker.certificate;
    QUrl url = loopbackUrl(broker.urls);
    url.setPath(u"/websocket"_s);
    url.setQuery(u"projectId=%1&type=%2"_s.arg(
        QString::fromLatin1(identity.project.utf8().toPercentEncoding()),
        latin1(wireName(identity.type))));
    QNetworkRequest request(url);
    request.setRawHeader("User-Agent", identity.userAgent);
    if (!identity.consoleSecret.isEmpty())
        request.setRawHeader(ConsoleHeader, identity.consoleSecret);
    m_bound.start(limits::LoopbackConnectTimeout);
    m_socket.open(request);
}

// Ignores signers and names: the certificate is the broker's own or it is not.
void LoopbackClient::checkCertificate()
{
    // QWebSocket does not offer the certificate of its socket.
    const auto *socket = m_socket.findChild<QSslSocket *>();
    if (socket && !m_certificate.isEmpty() && socket->peerCertificate().toDer() == m_certificate)
        m_socket.ignoreSslErrors();
    else
        m_error = u"the port shows another certificate than the broker's"_s;
}

void LoopbackClient::onConnected()
{
    m_bound.stop();
    m_isConnected = true;
    Q_EMIT connected();
}

void LoopbackClient::onEnded()
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_bound.stop();
    LoopbackEnd end;
    end.wasConnected = std::exchange(m_isConnected, false);
    end.closeCode = static_cast<quint16>(m_socket.closeCode());
    end.reason = end.wasConnected ? m_socket.closeReason() : m_error;
    end.httpStatus = end.wasConnected ? 0 : refusalStatus(m_error);
    Q_EMIT ended(end);
}

void LoopbackClient::closeAndDelete()
{
    blockSignals(true);
    if (!std::exchange(m_isConnected, false)) {
        m_socket.abort();
        deleteLater();
        return;
    }
    connect(&m_socket, &QWebSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_bound, &QTimer::timeout, this, &QObject::deleteLater);
    m_bound.start(limits::CloseTimeout);
    m_socket.close();
}

QUrl loopbackUrl(const QStringList &urls)
{
    const auto asReached = [](const QString &text) {
        QUrl url(text);
        const QHostAddress host = parseHostAddress(url.host());
        if (host == QHostAddress(QHostAddress::AnyIPv4))
            url.setHost(u"127.0.0.1"_s);
        else if (host == QHostAddress(QHostAddress::AnyIPv6))
            url.setHost(u"::1"_s);
        return url;
    };
    for (const QString &text : urls) {
        const QUrl url = asReached(text);
        if (parseHostAddress(url.host()).isLoopback())
            return url;
    }
    return urls.isEmpty() ? QUrl() : asReached(urls.constFirst());
}

} // namespace broadcaster
