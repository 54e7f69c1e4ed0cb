// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/console/consolesession.h"

#include "server/api/bytes.h"
#include "server/api/closecode.h"
#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/console/keptmessages.h"
#include "server/gateway/httpresponse.h"
#include "server/net/upgrade.h"

#include <QtCore/QCborMap>
#include <QtCore/QCryptographicHash>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

Upgrade upgradeOf(ConsoleUpgrade &upgrade)
{
    Upgrade plain;
    plain.stream = std::move(upgrade.stream);
    plain.connection = upgrade.connection;
    plain.earlyBytes = std::move(upgrade.earlyBytes);
    return plain;
}

/// RFC 6455 4.2.2
QByteArray handshakeResponse(const QByteArray &webSocketKey)
{
    const QByteArray text = webSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const QByteArray accept = QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64();
    return statusLine(101) + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + accept + "\r\nSec-WebSocket-Protocol: " + ConsoleSubprotocol + "\r\n\r\n";
}

} // namespace

ConsoleSession::ConsoleSession(ConsoleUpgrade &&upgrade, const SocketEnvironment &environment,
    TimerQueue &deadlines, Owner &owner)
    : m_owner(owner)
    , m_connection(upgrade.connection)
    , m_caller(upgrade.caller)
    , m_key(upgrade.key)
    , m_address(upgrade.address)
    , m_webSocketKey(upgrade.webSocketKey)
    , m_socket(upgradeOf(upgrade), environment, static_cast<ClientSocket::Handler &>(*this))
    , m_closeDeadline(deadlines)
    , m_trafficDeadline(deadlines)
{
}

ConsoleSession::~ConsoleSession() = default;

void ConsoleSession::open()
{
    m_socket.open(view(handshakeResponse(m_webSocketKey)));
}

void ConsoleSession::send(const QByteArray &frame)
{
    m_socket.sendMade(0, [&](QByteArray &out) { appendFrame(out, Opcode::Binary, view(frame)); });
}

void ConsoleSession::greet(const ConsoleHello &hello, const QList<Event> &events)
{
    send(encodeFrame(hello));
    m_isGreeted = true;
    for (const Event &event : events)
        tell(event);
    m_socket.startFrames();
}

void ConsoleSession::tell(const Event &event)
{
    const Right right = std::visit(
        []<typename One>(const One &) { return One::about.right; }, event);
    if (m_isGreeted && m_caller.may(right, {}))
        send(encodeFrame(event));
}

void ConsoleSession::answer(qint64 id, const Result<QCborValue> &answer)
{
    --m_questions;
    send(encodeFrame(id, answer));
}

void ConsoleSession::onMessage(std::span<char> message, Opcode opcode)
{
    const auto question = opcode == Opcode::Binary
        ? decodeQuestion(QByteArray(message.data(), std::ssize(message)))
        : Error { ErrorCode::InvalidArgument,
              u"This is not a frame of a console: it must be a binary frame"_s };
    if (question) {
        ask(*question);
    } else if (++m_invalidFrames > limits::MaxInvalidConsoleFrames) {
        close(closecode::PolicyViolation, "too many frames that are not those of a console");
    } else {
        send(encodeFrame(-1, question.error()));
    }
}

void ConsoleSession::reply(qint64 id, const Result<QCborValue> &answer)
{
    send(encodeFrame(id, answer));
}

void ConsoleSession::ask(const ConsoleQuestion &question)
{
    if (question.version != ConsoleVersion)
        return reply(question.id,
            Error { ErrorCode::InvalidArgument,
                u"v: this broker speaks version %1"_s.arg(ConsoleVersion) });
    if (m_questions >= limits::MaxConsoleQuestions
        || m_socket.bytesToWrite() > limits::ConsoleTrafficQueueBytes)
        return reply(question.id,
            Error { ErrorCode::QueueFull,
                u"At most %1 questions may wait for their answers, and earlier answers must be "
                u"read "
                "first"_s.arg(limits::MaxConsoleQuestions) });
    const auto own = connectionCallOf(question);
    if (!own) {
        ++m_questions;
        m_owner.onQuestion(*this, question);
    } else if (*own) {
        std::visit([&](const auto &call) { carryOut(question.id, call); }, **own);
    } else {
        reply(question.id, own->error());
    }
}

void ConsoleSession::carryOut(qint64 id, const WatchTraffic &call)
{
    auto watch = TrafficWatch::of(call, std::chrono::steady_clock::now());
    if (!watch)
        return reply(id, watch.error());
    m_watch = *std::move(watch);
    ++m_questions;
    m_owner.onWatchChanged();
    m_owner.onWatchStarted(*this, id);
}

void ConsoleSession::carryOut(qint64 id, const StopWatching &)
{
    endWatch();
    reply(id, QCborValue(QCborMap()));
}

void ConsoleSession::carryOut(qint64 id, const FetchMessage &call)
{
    if (const auto message = m_owner.kept().find(call.number))
        reply(id, QCborValue(*message));
    else
        reply(id, Error { ErrorCode::NotFound, u"The broker no longer has the whole message."_s });
}

void ConsoleSession::endWatch()
{
    m_trafficDeadline.cancel();
    if (!m_watch)
        return;
    m_watch.reset();
    m_owner.onWatchChanged();
}

void ConsoleSession::takeTraffic(const TrafficBatchPointer &batch)
{
    if (!m_watch)
        return;
    const auto now = std::chrono::steady_clock::now();
    m_watch->take(batch, m_owner.kept(), now);
    if (!m_trafficDeadline.isArmed())
        sendTraffic();
}

/// Sends what is due, and comes again while something is left.
void ConsoleSession::sendTraffic()
{
    const auto now = std::chrono::steady_clock::now();
    if (m_watch->due() <= now) {
        if (m_socket.bytesToWrite() > limits::ConsoleTrafficQueueBytes)
            m_watch->skip(now);
        else if (const TrafficBatchPointer batch = m_watch->takeDue(now))
            tell(TrafficArrived { batch });
    }
    if (m_watch && m_watch->hasMore())
        m_trafficDeadline.arm(std::chrono::ceil<std::chrono::milliseconds>(m_watch->due() - now),
            [this] { sendTraffic(); });
}

void ConsoleSession::heartbeat()
{
    if (m_unansweredPings >= limits::MaxUnansweredPings) {
        close(closecode::NoPong, closecode::NoPongReason);
        return;
    }
    ++m_unansweredPings;
    m_socket.sendControl(Opcode::Ping, {});
}

void ConsoleSession::close(quint16 code, std::string_view reason)
{
    m_socket.close(code, reason);
}

void ConsoleSession::onFrameError(quint16 closeCode, std::string_view reason)
{
    close(closeCode, reason);
}

bool ConsoleSession::onControlFrame(Opcode opcode)
{
    if (opcode == Opcode::Pong)
        m_unansweredPings = 0;
    return true;
}

void ConsoleSession::onTooSlow(TooSlow)
{
    qCWarning(
        logGateway, "console %s: closed, because it does not read", qUtf8Printable(m_address));
    close(closecode::ReadsTooSlowly, "too slow: the console does not read");
}

void ConsoleSession::onCloseStarted()
{
    endWatch();
    if (m_socket.isOpen())
        m_closeDeadline.arm(limits::CloseTimeout, [this] { m_socket.drop(); });
}

void ConsoleSession::onClosed()
{
    m_closeDeadline.cancel();
    endWatch();
    m_owner.onSessionEnded(*this);
}

} // namespace broadcaster
