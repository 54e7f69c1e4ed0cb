// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/project.h"
#include "server/gateway/handshakesocket.h"
#include "server/net/clientsocket.h"
#include "server/net/deadlines.h"
#include "server/rooms/ratelimit.h"

#include <QtWebSockets/QWebSocket>

#include <memory>

namespace broadcaster {

class Room;

/// One client, from its accepted upgrade to the end of its connection: its socket, its identity,
/// and its heartbeat. Belongs to one room thread.
class ClientSession final : private ClientSocket::Handler {
public:
    /// The events of a session.
    class Observer {
    public:
        virtual void onSessionMessage(
            ClientSession &session, std::span<char> message, Opcode opcode)
            = 0;
        /// A ping or pong has come. False: it is over the client's rate, and not answered.
        [[nodiscard]] virtual bool onSessionControlFrame(ClientSession &session) = 0;
        /// See ClientSocketHandler::onDelivery().
        virtual void onSessionDelivery(
            ClientSession &session, const OutputBlock &block, DeliveryState state)
            = 0;
        virtual void onSessionLeft(ClientSession &session) = 0; ///< Out of its room, once.
        /// The connection is over: the session may be destroyed, but not from in here.
        virtual void onSessionEnded(ClientSession &session) = 0;

    protected:
        ~Observer() = default;
    };

    /// Close codes of our own (docs/protocol.md, system messages).
    enum CloseCode : quint16 {
        NoCloseFrame = 1006,
        ServerStopping = 1001,
        ByOperator = 4000,
        KeyRevoked = 4001,
        ReadsTooSlowly = 4002,
        SendsTooFast = 4003,
        NoPong = 4004,
    };

    ClientSession(Upgrade &&upgrade, const SocketEnvironment &environment, Deadlines &deadlines,
        qint64 nowMs, Observer &observer);
    ~ClientSession();
    Q_DISABLE_COPY_MOVE(ClientSession)

    [[nodiscard]] ClientSocket *socket() { return &m_socket; }
    /// For QWebSocketServer::handleConnection(). Null: it is over.
    [[nodiscard]] HandshakeSocket *handshake() { return m_handshake.get(); }
    /// `webSocket` has answered the handshake, which is all that it is for: the answer goes out
    /// first. Nothing is received yet.
    void endHandshake(std::unique_ptr<QWebSocket> webSocket);
    /// Messages may come from now on; those that came with the handshake come at once.
    void startReceiving() { m_socket.startFrames(); }

    [[nodiscard]] quint64 connection() const { return m_connection; }
    [[nodiscard]] const ProjectId &project() const { return m_project; }
    /// Identity of the client. Counts are in snapshot() only.
    [[nodiscard]] const ClientInfo &info() const { return m_info; }
    [[nodiscard]] ClientInfo snapshot() const;
    [[nodiscard]] bool acceptsOutput() const { return m_socket.acceptsOutput(); }
    [[nodiscard]] ClientType type() const { return m_info.type; }
    [[nodiscard]] const QByteArray &idText() const { return m_info.id.text(); }
    [[nodiscard]] qint64 keyId() const { return m_info.keyId; }
    /// The stamp for the sender's envelopes: see fromStamp().
    [[nodiscard]] std::string_view stamp() const
    {
        return { m_stamp.constData(), static_cast<size_t>(m_stamp.size()) };
    }
    /// The code of the first close frame, either way; NoCloseFrame without one.
    [[nodiscard]] quint16 closeCode() const { return m_closeCode; }

    /// Sends a close frame behind what waits and ends the connection within limits::CloseTimeout.
    void close(quint16 code, std::string_view reason);
    /// The same because of what the client sent: does not wait for its answer (RFC 6455 7.1.7).
    void fail(quint16 code, std::string_view reason);
    /// Ends it now.
    void drop() { m_socket.drop(); }
    /// Sends a ping, or closes with NoPong when too many went unanswered.
    void heartbeat();

    // The room's own:
    Room *room = nullptr; ///< While it is in one.
    std::unique_ptr<RateLimit> rateLimit; ///< Once it has sent something, where there is a limit.
    std::unique_ptr<RateLimit> errorLimit; ///< Once it has sent something invalid.
    size_t roomIndex = 0; ///< Its place in its room's list of its type.
    quint64 joined = 0; ///< The first roster that has it (RosterHistory).
    size_t batchIndex = 0; ///< Its place in its room's SharedBatch, if it is there.
    size_t farewellIndex = 0; ///< Its place in its room's FarewellBatch, if it is there.

private:
    void onMessage(std::span<char> message, Opcode opcode) override;
    void onFrameError(quint16 closeCode, std::string_view reason) override;
    [[nodiscard]] bool onControlFrame(Opcode opcode) override;
    void onDelivery(const OutputBlock &block, DeliveryState state) override;
    void onCloseFrame(const CloseAnswer &answer) override;
    void onTooSlow(TooSlow why) override;
    void onCloseStarted() override;
    void onClosed() override;

    Observer &m_observer;
    ProjectId m_project;
    ClientInfo m_info;
    QByteArray m_stamp;
    quint64 m_connection;
    std::unique_ptr<HandshakeSocket> m_handshake;
    ClientSocket m_socket;
    Deadlines::Handle m_closeDeadline;
    int m_unansweredPings = 0;
    quint16 m_closeCode = NoCloseFrame;
};

} // namespace broadcaster
