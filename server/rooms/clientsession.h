// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/clientsocket.h"
#include "server/net/timerqueue.h"
#include "server/rooms/member.h"

#include <memory>

namespace broadcaster {

/// One client, from its accepted upgrade to the end of its connection: its socket, its identity,
/// and its heartbeat. Belongs to one room thread.
class ClientSession final : public Member, private ClientSocket::Handler {
public:
    /// The owner of a session, which gets its events.
    class Owner {
    public:
        virtual void onSessionMessage(
            ClientSession &session, std::span<char> message, Opcode opcode)
            = 0;
        /// A ping or pong has come. False: the client is above its rate, and gets no answer.
        [[nodiscard]] virtual bool onSessionControlFrame(ClientSession &session) = 0;
        /// See ClientSocketHandler::onDelivery().
        virtual void onSessionDelivery(
            ClientSession &session, const OutputBlock &block, DeliveryState state)
            = 0;
        /// The session leaves its room; once.
        virtual void onSessionLeft(ClientSession &session) = 0;
        /// The connection is over: the session may be destroyed, but not from in here.
        virtual void onSessionEnded(ClientSession &session) = 0;

    protected:
        ~Owner() = default;
    };

    ClientSession(Upgrade &&upgrade, const SocketEnvironment &environment, TimerQueue &deadlines,
        qint64 nowMs, Owner &owner);
    ~ClientSession();

    /// Ends the handshake: its answer goes out before anything else. Nothing is received yet.
    void open(std::string_view answer) { m_socket.open(answer); }
    /// Receives messages from now on; those that came with the handshake come at once.
    void startReceiving() { m_socket.startFrames(); }

    [[nodiscard]] const ProjectId &project() const { return m_project; }
    [[nodiscard]] qint64 keyId() const { return info().keyId; }

    [[nodiscard]] const TrafficCounts &counters() const override { return m_socket.counters(); }
    [[nodiscard]] qsizetype bytesToWrite() const override { return m_socket.bytesToWrite(); }
    [[nodiscard]] bool acceptsOutput() const override { return m_socket.acceptsOutput(); }
    void send(std::string_view frames, std::span<const OutputBlock> blocks) override;
    void sendShared(std::string_view frames, std::span<const OutputBlock> blocks) override;
    void sendMade(quint64 record, FrameMaker make) override;
    void setGroup(ServiceGroup *group) override { m_socket.setGroup(group); }
    /// Ends the connection within limits::CloseTimeout.
    void close(quint16 code, std::string_view reason) override;
    /// Ends the connection now.
    void drop() { m_socket.drop(); }
    /// Sends a ping, or closes with 4004 when too many went unanswered.
    void heartbeat();

private:
    void onMessage(std::span<char> message, Opcode opcode) override;
    void onFrameError(quint16 closeCode, std::string_view reason) override;
    [[nodiscard]] bool onControlFrame(Opcode opcode) override;
    void onDelivery(const OutputBlock &block, DeliveryState state) override;
    void onCloseFrame(const CloseAnswer &answer) override;
    void onTooSlow(TooSlow why) override;
    void onCloseStarted() override;
    void onClosed() override;

    Owner &m_owner;
    ProjectId m_project;
    ClientSocket m_socket;
    TimerQueue::Handle m_closeDeadline;
    int m_unansweredPings = 0;
};

} // namespace broadcaster
