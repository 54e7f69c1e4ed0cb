// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/console/trafficwatch.h"
#include "server/gateway/consoledoor.h"
#include "server/net/clientsocket.h"
#include "server/net/timerqueue.h"

#include <optional>

namespace broadcaster {

/// One console elsewhere: its socket, its questions, and the traffic that it watches. Belongs to
/// the consoles' thread.
class ConsoleSession final : private ClientSocket::Handler {
public:
    class Owner {
    public:
        /// The answer comes by answer().
        virtual void onQuestion(const ConsoleSession &session, const ConsoleQuestion &question) = 0;
        virtual void onWatchChanged() = 0;
        /// The answer comes by answer(), once no message can be missed.
        virtual void onWatchStarted(const ConsoleSession &session, qint64 id) = 0;
        /// The connection is over: the session may be destroyed, but not from in here.
        virtual void onSessionEnded(ConsoleSession &session) = 0;
        [[nodiscard]] virtual KeptMessages &kept() = 0;

    protected:
        ~Owner() = default;
    };

    ConsoleSession(ConsoleUpgrade &&upgrade, const SocketEnvironment &environment,
        TimerQueue &deadlines, Owner &owner);
    ~ConsoleSession();

    [[nodiscard]] quint64 connection() const { return m_connection; }
    [[nodiscard]] const Principal &caller() const { return m_caller; }
    [[nodiscard]] const QString &address() const { return m_address; }
    [[nodiscard]] bool isWatching() const { return m_watch.has_value(); }

    [[nodiscard]] ConsoleKey key() const { return m_key; }

    /// Answers the handshake. Nothing is received before greet().
    void open();
    /// The first frame, and the events that lead to the broker's state. Before it, the session gets
    /// no event.
    void greet(const ConsoleHello &hello, const QList<Event> &events);
    void tell(const Event &event);
    void answer(qint64 id, const Result<QCborValue> &answer);
    void takeTraffic(const TrafficBatchPointer &batch);
    /// Sends a ping, or closes with 4004 when too many went unanswered.
    void heartbeat();
    void close(quint16 code, std::string_view reason);
    void drop() { m_socket.drop(); }

private:
    void onMessage(std::span<char> message, Opcode opcode) override;
    void onFrameError(quint16 closeCode, std::string_view reason) override;
    [[nodiscard]] bool onControlFrame(Opcode opcode) override;
    void onCloseFrame(const CloseAnswer &answer) override { close(answer.code, answer.reason); }
    void onTooSlow(TooSlow why) override;
    void onDelivery(const OutputBlock &, DeliveryState) override { }
    void onCloseStarted() override;
    void onClosed() override;

    void send(const QByteArray &frame);
    void ask(const ConsoleQuestion &question);
    void reply(qint64 id, const Result<QCborValue> &answer);
    void carryOut(qint64 id, const WatchTraffic &call);
    void carryOut(qint64 id, const StopWatching &call);
    void carryOut(qint64 id, const FetchMessage &call);
    void endWatch();
    void sendTraffic();

    Owner &m_owner;
    const quint64 m_connection;
    const Principal m_caller;
    const ConsoleKey m_key;
    const QString m_address;
    const QByteArray m_webSocketKey;
    ClientSocket m_socket;
    TimerQueue::Handle m_closeDeadline;
    TimerQueue::Handle m_trafficDeadline;
    std::optional<TrafficWatch> m_watch;
    bool m_isGreeted = false;
    int m_questions = 0; ///< Not answered yet.
    int m_invalidFrames = 0;
    int m_unansweredPings = 0;
};

} // namespace broadcaster
