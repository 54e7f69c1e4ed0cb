// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/redisconnection.h"

#include "server/base/post.h"
#include "server/base/redislimits.h"
#include "server/base/tuning.h"
#include "server/cluster/redistrouble.h"

#include <QtCore/QRandomGenerator>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Between half and all of it, so that many brokers do not come at once.
std::chrono::milliseconds withJitter(std::chrono::milliseconds rest)
{
    const auto half = static_cast<int>(rest.count() / 2);
    return std::chrono::milliseconds(half + QRandomGenerator::global()->bounded(half + 1));
}

} // namespace

RedisConnection::RedisConnection(
    RedisTarget target, SocketPoller &poller, TimerQueue &timers, Events events)
    : m_target(std::move(target))
    , m_poller(poller)
    , m_events(std::move(events))
    , m_dialer(m_target.url)
    , m_timer(timers)
{
}

RedisConnection::~RedisConnection()
{
    m_stage = Stage::Closed;
    drop();
}

void RedisConnection::open(QList<Command> trials)
{
    m_trials = std::move(trials);
    reopen();
}

void RedisConnection::reopen()
{
    drop();
    m_rest = {};
    dial();
    m_events.changed();
}

void RedisConnection::close()
{
    m_events = { [] {}, [](const QByteArray &) {} };
    if (m_stage != Stage::Up) {
        m_stage = Stage::Closed;
        drop();
        return;
    }
    m_stage = Stage::Closing;
    failWaiting();
    m_timer.arm(limits::RedisCloseTime, [this] { lose({}); });
    flush();
}

void RedisConnection::dial()
{
    m_stage = Stage::Resolving;
    m_timer.arm(limits::RedisConnectTimeout, [this] {
        lose(u"the name %1 was not resolved in time; look at the DNS"_s.arg(m_target.url.host));
    });
    m_dialer.resolve([this](const QString &trouble) {
        if (trouble.isEmpty())
            dialNext();
        else
            lose(trouble);
    });
}

/// Only a server that does not answer at all makes the next address worth a try.
void RedisConnection::dialNext()
{
    m_stage = Stage::Connecting;
    m_dialing = m_dialer.next();
    if (!m_dialing.isValid()) {
        lose(m_dialer.trouble());
        return;
    }
    m_isRegistered = m_poller.add(m_dialing.get(), this);
    if (!m_isRegistered) {
        lose(u"the system has no room for another socket; raise LimitNOFILE"_s);
        return;
    }
    m_poller.setInterest(m_dialing.get(), this, false, true);
    m_timer.arm(limits::RedisConnectTimeout, [this] {
        m_poller.remove(m_dialing.get(), this);
        m_isRegistered = false;
        m_dialer.setFault(ETIMEDOUT);
        dialNext();
    });
}

void RedisConnection::connected()
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_dialing.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        m_poller.remove(m_dialing.get(), this);
        m_isRegistered = false;
        m_dialer.setFault(error);
        dialNext();
        return;
    }
    m_stage = Stage::Greeting;
    m_stream = m_target.url.isTls
        ? Stream(std::move(m_dialing), *m_target.tls, m_dialer.host().toUtf8())
        : Stream(std::move(m_dialing));
    m_poller.setInterest(m_stream.descriptor(), this, true, false);
    m_wantsRoom = false;
    m_parser.emplace();
    m_timer.arm(limits::RedisConnectTimeout, [this] {
        lose(m_target.url.isTls
                ? u"the server accepts connections, but does not answer; look whether it is Redis "
                  "with TLS at that port"_s
                : u"the server accepts connections, but does not answer; look whether it is Redis "
                  "without TLS at that port"_s);
    });
    greet();
}

void RedisConnection::greet()
{
    const RedisUrl &url = m_target.url;
    if (!url.password.isNull()) {
        Command signIn { "AUTH" };
        if (!url.user.isNull())
            signIn.append(url.user.toUtf8());
        signIn.append(url.password.toUtf8());
        write(signIn, [](const RedisValue *) {});
    }
    for (qsizetype i = 0; i < m_trials.size(); ++i) {
        const bool isLast = i == m_trials.size() - 1;
        write(m_trials[i], [this, isLast](const RedisValue *value) {
            if (value && isLast && m_stage == Stage::Greeting)
                greeted();
        });
    }
    receive(); // Begins the handshake of TLS.
    flush();
}

void RedisConnection::greeted()
{
    m_stage = Stage::Up;
    ++m_connected;
    m_upSince = Clock::now();
    m_timer.arm(limits::RedisCheckInterval, [this] { check(); });
    // A user without the right to it loses only the name.
    write(Command { "CLIENT", "SETNAME", m_target.clientName }, nullptr);
    m_poller.requestFlush(this);
    m_events.changed();
}

void RedisConnection::send(std::span<const QByteArray> words, Answer answer)
{
    qsizetype size = 0;
    for (const QByteArray &word : words)
        size += word.size();
    const bool hasRoom = m_waiting.size() < limits::MaxRedisCommands
        && (m_output.isEmpty() || m_output.size() + size <= limits::MaxRedisUnsentBytes);
    if (!isUp() || !hasRoom) {
        post(&m_poller, [answer = std::move(answer)] { answer(nullptr); });
        return;
    }
    write(words, std::move(answer));
    m_poller.requestFlush(this);
}

void RedisConnection::write(std::span<const QByteArray> words, Answer answer)
{
    if (m_waiting.empty())
        m_lastProgress = Clock::now();
    appendRedisCommand(m_output, words);
    m_waiting.push_back(std::move(answer));
    ++m_commands;
}

void RedisConnection::onReadable()
{
    if (m_stage == Stage::Connecting)
        connected();
    else if (m_stream.isOpen())
        receive();
}

void RedisConnection::onWritable()
{
    if (m_stage == Stage::Connecting)
        connected();
    else
        flush();
}

void RedisConnection::onFlush()
{
    flush();
}

void RedisConnection::receive()
{
    std::array<char, limits::RedisReadBytes> buffer;
    const qint64 attempt = m_attempt;
    for (int i = 0; i < limits::RedisReadsPerTurn; ++i) {
        const ssize_t count = m_stream.receive(buffer);
        if (count < 0 && Stream::mayRetry())
            break;
        if (count <= 0) {
            lose(faultOfStream(count == 0 ? 0 : errno));
            return;
        }
        m_lastProgress = Clock::now();
        parse(std::span(buffer).first(static_cast<size_t>(count)));
        if (attempt != m_attempt)
            return;
        setBusy(i + 1 == limits::RedisReadsPerTurn);
    }
    if (m_stream.hasBufferedInput())
        m_poller.requestRead(this);
    if (m_stream.hasUnsent() || !m_output.isEmpty())
        flush(); // TLS has answered, or its handshake is over.
}

void RedisConnection::parse(std::span<const char> bytes)
{
    if (m_stage == Stage::Closing)
        return; // Read only so that the peer sees a clean end.
    const qint64 attempt = m_attempt;
    m_parser->feed(bytes);
    while (const std::optional<RedisValue> value = m_parser->next()) {
        take(*value);
        if (attempt != m_attempt || m_stage == Stage::Closing)
            return;
    }
    if (m_parser->hasFailed())
        lose(u"the server does not speak Redis' protocol; look whether it is Redis at that port"_s);
}

void RedisConnection::take(const RedisValue &value)
{
    constexpr size_t MessageParts = 3;
    if (m_events.message && value.list.size() == MessageParts && value.list[0].isText("message")) {
        m_events.message(value.list[2].text);
        return;
    }
    const bool isError = value.kind == RedisValue::Kind::Error;
    if (m_waiting.empty()) {
        // Said before a connection is closed, such as that there are too many clients.
        lose(isError ? redisTrouble(value.text)
                     : u"the server sends answers to no question; look whether it is Redis"_s);
        return;
    }
    const bool isTrouble = isError && m_waiting.front()
        && (m_stage == Stage::Greeting || isServerTrouble(value.text));
    if (isTrouble) {
        lose(redisTrouble(value.text));
        return;
    }
    const Answer answer = std::move(m_waiting.front());
    m_waiting.pop_front();
    if (answer)
        answer(isError ? nullptr : &value);
}

void RedisConnection::flush()
{
    while (m_stream.isOpen() && (!m_output.isEmpty() || m_stream.hasUnsent())) {
        const ssize_t count = m_stream.send(
            { m_output.constData(), static_cast<size_t>(m_output.size()) });
        if (count < 0 && Stream::mayRetry())
            break;
        if (count < 0) {
            loseAfterSend(errno);
            return;
        }
        m_output.remove(0, count);
        m_lastProgress = Clock::now();
    }
    if (!m_stream.isOpen())
        return;
    if (m_output.isEmpty() && m_output.capacity() > limits::KeptBufferBytes)
        m_output = QByteArray();
    const bool wantsRoom = m_stream.wantsRoom(!m_output.isEmpty());
    if (std::exchange(m_wantsRoom, wantsRoom) != wantsRoom)
        m_poller.setInterest(m_stream.descriptor(), this, true, wantsRoom);
    if (m_stage == Stage::Closing && m_output.isEmpty() && !m_stream.hasUnsent())
        m_stream.shutdownSend();
}

/// The server may have said why it has closed the connection.
void RedisConnection::loseAfterSend(int error)
{
    const qint64 attempt = m_attempt;
    std::array<char, limits::RedisReadBytes> buffer;
    const ssize_t count = m_stream.receive(buffer);
    if (count > 0)
        parse(std::span(buffer).first(static_cast<size_t>(count)));
    if (attempt == m_attempt)
        lose(faultOfStream(error));
}

/// Input counts even if it has been waiting here, because this thread was held up.
void RedisConnection::check()
{
    m_timer.arm(limits::RedisCheckInterval, [this] { check(); });
    const qint64 attempt = m_attempt;
    receive();
    if (attempt != m_attempt || m_stage != Stage::Up)
        return;
    if (m_waiting.empty())
        send(Command { "PING" }, [](const RedisValue *) {});
    else if (Clock::now() - m_lastProgress > limits::RedisAnswerTimeout)
        lose(u"the server does not answer; look whether it runs, and at the network"_s);
}

QString RedisConnection::faultOfStream(int error) const
{
    if (const QString fault = m_stream.certificateFault(); !fault.isEmpty())
        return u"the server's certificate is refused for %1 (%2); name its authority with "
               "--cluster-ca, and the server as its certificate does"_s.arg(m_dialer.host(), fault);
    if (m_stream.isPeerPlain())
        return u"the server does not speak TLS at that port; use redis:// instead of rediss://, "
               "or its port for TLS"_s;
    if (m_stage == Stage::Greeting && m_target.url.isTls)
        return u"the server breaks off the handshake of TLS; look at its log"_s;
    if (m_stage == Stage::Greeting)
        return u"the server closes the connection; look whether it is Redis, and whether it wants "
               "TLS (rediss://)"_s;
    return error == 0 ? u"the server has closed the connection; look at its log"_s
                      : u"the connection is lost (%1)"_s.arg(qt_error_string(error));
}

void RedisConnection::lose(const QString &trouble)
{
    const bool isOver = m_stage == Stage::Closing;
    const bool wasSteady = isUp() && Clock::now() - m_upSince > limits::RedisSteadyTime;
    drop();
    if (isOver) {
        m_stage = Stage::Closed;
        return;
    }
    m_trouble = trouble;
    m_rest = wasSteady ? limits::RedisFirstRetry
                       : std::clamp(m_rest * 2, limits::RedisFirstRetry, limits::RedisLastRetry);
    m_stage = Stage::Resting;
    m_timer.arm(withJitter(m_rest), [this] { dial(); });
    m_events.changed();
}

void RedisConnection::drop()
{
    ++m_attempt;
    m_timer.cancel();
    m_dialer.cancel();
    const int descriptor = m_dialing.isValid() ? m_dialing.get() : m_stream.descriptor();
    m_poller.remove(m_isRegistered ? descriptor : -1, this);
    m_isRegistered = false;
    m_dialing.reset();
    m_stream.close();
    m_output = QByteArray();
    setBusy(false);
    failWaiting();
}

void RedisConnection::failWaiting()
{
    for (Answer &answer : std::exchange(m_waiting, {})) {
        if (answer)
            post(&m_poller, [answer = std::move(answer)] { answer(nullptr); });
    }
}

} // namespace broadcaster
