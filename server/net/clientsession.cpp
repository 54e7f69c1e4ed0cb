// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/clientsession.h"

#include "server/api/limits.h"
#include "server/logging.h"
#include "server/net/upgrade.h"
#include "server/protocol/envelope.h"

#include <QtCore/QMetaMethod>

#include <algorithm>

namespace broadcaster {

namespace {

std::vector<QMetaMethod> signalsNamed(
    const QMetaObject &type, std::initializer_list<QByteArrayView> names)
{
    std::vector<QMetaMethod> found;
    for (int i = 0; i < type.methodCount(); ++i) {
        const QMetaMethod method = type.method(i);
        if (method.methodType() == QMetaMethod::Signal
            && std::find(names.begin(), names.end(), method.name()) != names.end())
            found.push_back(method);
    }
    return found;
}

/// QWebSocket passes on whatever the socket under it and its frame parser emit. Nobody listens to
/// most of that, and each connection of a signal costs an idle client more than 100 bytes.
void dropUnusedConnections(const ClientSocket &socket, const QWebSocket &webSocket)
{
    static const std::vector<QMetaMethod> unusedOfSocket = signalsNamed(
        QTcpSocket::staticMetaObject,
        { "aboutToClose", "bytesWritten", "destroyed", "errorOccurred",
            "proxyAuthenticationRequired", "readChannelFinished" });
    for (const QMetaMethod &signal : unusedOfSocket)
        QObject::disconnect(&socket, signal, &webSocket, QMetaMethod());

    const auto isParser = [](const QObject *child) {
        return child->inherits("QWebSocketDataProcessor"); // Private, so known by name only.
    };
    const QObjectList &children = webSocket.children();
    const auto parser = std::find_if(children.begin(), children.end(), isParser);
    if (parser == children.end())
        return;
    static const std::vector<QMetaMethod> unusedOfParser = signalsNamed(*(*parser)->metaObject(),
        { "binaryFrameReceived", "binaryMessageReceived", "closeReceived", "pongReceived",
            "textFrameReceived", "textMessageReceived" });
    for (const QMetaMethod &signal : unusedOfParser)
        QObject::disconnect(*parser, signal, &webSocket, QMetaMethod());
}

ClientInfo clientInfo(const Upgrade &upgrade, qint64 nowMs)
{
    ClientInfo info;
    info.id = ClientId::create();
    info.type = upgrade.type;
    info.connectedAtMs = nowMs;
    info.userAgent = upgrade.userAgent;
    info.origin = upgrade.origin;
    info.address = upgrade.address;
    info.keyId = upgrade.keyId;
    info.isOperator = upgrade.isOperator;
    return info;
}

std::string_view tooSlowReason(TooSlow why)
{
    switch (why) {
    case TooSlow::QueueFull:
        return "too slow: the queue of unsent bytes is full";
    case TooSlow::OldBytes:
        return "too slow: what waits to be read has waited too long";
    case TooSlow::TotalFull:
        return "too slow: the queues of all clients are full, and this one is the longest";
    }
    Q_UNREACHABLE();
}

} // namespace

ClientSession::ClientSession(Upgrade &&upgrade, const SocketEnvironment &environment,
    Deadlines &deadlines, qint64 nowMs, Observer &observer)
    : m_observer(observer)
    , m_project(upgrade.project)
    , m_info(clientInfo(upgrade, nowMs))
    , m_stamp(fromStamp(upgrade.type, m_info.id))
    , m_connection(upgrade.connection)
    , m_socket(std::make_unique<ClientSocket>(
          std::move(upgrade), environment, static_cast<ClientSocket::Handler &>(*this)))
    , m_closeDeadline(deadlines)
{
}

ClientSession::~ClientSession()
{
    // The QWebSocket uses the socket to the last: it goes first, and hears nothing any more.
    m_socket->disconnect();
    m_webSocket.reset();
}

void ClientSession::setWebSocket(std::unique_ptr<QWebSocket> webSocket)
{
    m_webSocket = std::move(webSocket);
    m_webSocket->setParent(nullptr);
    dropUnusedConnections(*m_socket, *m_webSocket);
}

ClientInfo ClientSession::snapshot() const
{
    const TrafficCounts &counters = m_socket->counters();
    ClientInfo info = m_info;
    info.messagesIn = counters.messagesIn;
    info.messagesOut = counters.messagesOut;
    info.bytesIn = counters.bytesIn;
    info.bytesOut = counters.bytesOut;
    info.bytesWaiting = m_socket->bytesToWrite();
    return info;
}

void ClientSession::close(quint16 code, std::string_view reason)
{
    if (!m_webSocket) {
        m_socket->drop();
        return;
    }
    if (m_closeCode == NoCloseFrame)
        m_closeCode = code;
    m_webSocket->close(static_cast<QWebSocketProtocol::CloseCode>(code),
        QString::fromUtf8(reason.data(), static_cast<qsizetype>(reason.size())));
}

void ClientSession::fail(quint16 code, std::string_view reason)
{
    m_socket->ignorePeer();
    close(code, reason);
}

void ClientSession::heartbeat()
{
    if (m_unansweredPings >= limits::MaxUnansweredPings) {
        close(NoPong, "no answer to pings");
        return;
    }
    ++m_unansweredPings;
    if (m_webSocket) // Else its handshake is stuck, and ends here after as many sweeps.
        m_webSocket->ping();
}

void ClientSession::onMessage(std::span<char> message, Opcode opcode)
{
    m_observer.onSessionMessage(*this, message, opcode);
}

void ClientSession::onFrameError(quint16 closeCode, std::string_view reason)
{
    qCInfo(logRooms, "client %s: %.*s (%d)", idText().constData(), static_cast<int>(reason.size()),
        reason.data(), closeCode);
    fail(closeCode, reason);
}

void ClientSession::onPong()
{
    m_unansweredPings = 0;
}

void ClientSession::onCloseFrame(const CloseAnswer &answer)
{
    close(answer.code, answer.reason);
}

void ClientSession::onTooSlow(TooSlow why)
{
    const std::string_view reason = tooSlowReason(why);
    qCWarning(logRooms, "client %s: closed as %.*s", idText().constData(),
        static_cast<int>(reason.size()), reason.data());
    close(ReadsTooSlowly, reason);
}

void ClientSession::onCloseStarted()
{
    if (m_socket->state() == QAbstractSocket::ClosingState)
        m_closeDeadline.arm(limits::CloseTimeout, [this] { m_socket->drop(); });
    m_observer.onSessionLeft(*this);
}

void ClientSession::onClosed()
{
    m_closeDeadline.cancel();
    m_observer.onSessionEnded(*this);
}

} // namespace broadcaster
