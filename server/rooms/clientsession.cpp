// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/clientsession.h"

#include "server/api/check.h"
#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/net/upgrade.h"

namespace broadcaster {

namespace {

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
    info.isConsole = upgrade.isConsole;
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
    return unreachable(std::string_view("too slow"));
}

} // namespace

ClientSession::ClientSession(Upgrade &&upgrade, const SocketEnvironment &environment,
    TimerQueue &deadlines, qint64 nowMs, Owner &owner)
    : Member(clientInfo(upgrade, nowMs), upgrade.connection, upgrade.deflate.compression)
    , m_owner(owner)
    , m_project(upgrade.project)
    , m_socket(std::move(upgrade), environment, static_cast<ClientSocket::Handler &>(*this))
    , m_closeDeadline(deadlines)
{
}

ClientSession::~ClientSession() = default;

void ClientSession::send(std::string_view frames, std::span<const OutputBlock> blocks)
{
    m_socket.send(frames, blocks);
}

void ClientSession::sendShared(std::string_view frames, std::span<const OutputBlock> blocks)
{
    m_socket.sendShared(frames, blocks);
}

void ClientSession::sendMade(quint64 record, FrameMaker make)
{
    if (compression() == Compression::None) {
        m_socket.sendMade(record, make);
        return;
    }
    m_socket.sendMade(record, [&](QByteArray &out) {
        const qsizetype before = out.size();
        make(out);
        m_socket.compressLast(out, before);
    });
}

void ClientSession::close(quint16 code, std::string_view reason)
{
    if (m_socket.isHandshakeDone())
        noteClose(code, reason);
    m_socket.close(code, reason);
}

void ClientSession::heartbeat()
{
    if (m_unansweredPings >= limits::MaxUnansweredPings) {
        close(closecode::NoPong, closecode::NoPongReason);
        return;
    }
    ++m_unansweredPings;
    m_socket.sendControl(Opcode::Ping, {});
}

void ClientSession::onMessage(std::span<char> message, Opcode opcode)
{
    m_owner.onSessionMessage(*this, message, opcode);
}

void ClientSession::onFrameError(quint16 closeCode, std::string_view reason)
{
    qCInfo(logRooms, "client %s: %.*s (%d)", idText().constData(), static_cast<int>(reason.size()),
        reason.data(), closeCode);
    close(closeCode, reason);
}

bool ClientSession::onControlFrame(Opcode opcode)
{
    if (opcode == Opcode::Pong)
        m_unansweredPings = 0;
    return m_owner.onSessionControlFrame(*this);
}

void ClientSession::onDelivery(const OutputBlock &block, DeliveryState state)
{
    m_owner.onSessionDelivery(*this, block, state);
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
    close(closecode::ReadsTooSlowly, reason);
}

void ClientSession::onCloseStarted()
{
    if (m_socket.isOpen())
        m_closeDeadline.arm(limits::CloseTimeout, [this] { m_socket.drop(); });
    m_owner.onSessionLeft(*this);
}

void ClientSession::onClosed()
{
    m_closeDeadline.cancel();
    m_owner.onSessionEnded(*this);
}

} // namespace broadcaster
