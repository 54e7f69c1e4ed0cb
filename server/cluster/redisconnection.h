// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/redisdialer.h"
#include "server/cluster/redisvalue.h"
#include "server/net/socketpoller.h"
#include "server/net/stream.h"
#include "server/net/timerqueue.h"

#include <QtCore/QByteArrayList>

#include <deque>
#include <memory>
#include <optional>

namespace broadcaster {

/// The server that a connection goes to, and how it signs in.
struct RedisTarget {
    RedisUrl url;
    QByteArray clientName; ///< Shown by CLIENT LIST. No blanks.
    std::shared_ptr<const TlsContext> tls; ///< Null unless the URL asks for TLS.
};

/// One connection to a Redis server, made anew whenever it is lost. Commands are sent at the end of
/// the poller's turn, without waiting for the answers of earlier ones. Belongs to the poller's
/// thread. Must not be destroyed from one of its calls.
class RedisConnection final : private PolledSocket {
public:
    struct Events {
        /// isUp() or trouble() has changed. May come from inside reopen().
        std::function<void()> changed;
        std::function<void(const QByteArray &payload)> message; ///< From a subscribed channel.
    };
    /// Null: no answer, or an error.
    using Answer = std::function<void(const RedisValue *value)>;
    using Command = QByteArrayList;

    RedisConnection(RedisTarget target, SocketPoller &poller, TimerQueue &timers, Events events);
    ~RedisConnection();

    /// Connects, and stays connected. The connection is up when the server has answered `trials`
    /// without an error; they are sent again on each new connection, and there is at least one.
    /// Called again, it makes a new connection at once.
    void open(QList<Command> trials);
    void reopen();
    /// Ends it for good: waiting commands get no answer. Output that was given is sent, for a
    /// short time. No event comes after it.
    void close();

    /// Calls `answer` once, never from inside this call.
    void send(std::span<const QByteArray> words, Answer answer);

    [[nodiscard]] bool isUp() const { return m_stage == Stage::Up; }
    /// The reason why it is not up, and the remedy; empty while it is up, or was never tried.
    [[nodiscard]] QString trouble() const { return isUp() ? QString() : m_trouble; }
    [[nodiscard]] qint64 commands() const { return m_commands; }
    [[nodiscard]] qint64 reconnects() const { return std::max<qint64>(m_connected - 1, 0); }
    [[nodiscard]] qsizetype unsentBytes() const { return m_output.size() + m_stream.unsentBytes(); }

private:
    /// State of the present attempt. Closing: the last output is being sent.
    enum class Stage { Closed, Resting, Resolving, Connecting, Greeting, Up, Closing };
    using Clock = TimerQueue::Clock;

    void onReadable() override;
    void onWritable() override;
    void onFlush() override;

    void dial();
    void dialNext();
    void connected();
    void greet();
    void greeted();
    void write(std::span<const QByteArray> words, Answer answer);
    void receive();
    void parse(std::span<const char> bytes);
    void take(const RedisValue &value);
    void flush();
    void loseAfterSend(int error);
    void check();
    /// Ends the present attempt, and rests before the next one.
    void lose(const QString &trouble);
    /// Ends the present attempt.
    void drop();
    void failWaiting();
    [[nodiscard]] QString faultOfStream(int error) const;

    const RedisTarget m_target;
    SocketPoller &m_poller;
    Events m_events;
    RedisDialer m_dialer;
    OwnedDescriptor m_dialing; ///< The socket while Connecting.
    Stream m_stream;
    TimerQueue::Handle m_timer; ///< For the stage.
    std::optional<RedisParser> m_parser;
    QList<Command> m_trials;
    QByteArray m_output;
    /// In the order of their commands. Null: the answer does not matter.
    std::deque<Answer> m_waiting;
    Stage m_stage = Stage::Closed;
    QString m_trouble;
    /// When bytes came or left, or commands began to wait.
    Clock::time_point m_lastProgress;
    Clock::time_point m_upSince;
    std::chrono::milliseconds m_rest { 0 }; ///< Before the next attempt.
    qint64 m_commands = 0;
    qint64 m_connected = 0; ///< Connections that came up.
    qint64 m_attempt = 0; ///< Number of the present attempt.
    bool m_isRegistered = false;
    bool m_wantsRoom = false;
};

} // namespace broadcaster
