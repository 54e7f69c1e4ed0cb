// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/redislink.h"

namespace broadcaster {

namespace {

using RedisCommand = RedisConnection::Command;

/// Every command that brokers use, on entries of no meaning: a server that refuses one of them is
/// not up, and says why, instead of failing later.
QList<RedisCommand> trialsOf(const QByteArray &prefix)
{
    const QByteArray text = prefix + "check";
    const QByteArray hash = prefix + "check:p";
    return { { "SET", text, "1", "PX", "1000", "GET" }, { "EXISTS", text }, { "DEL", text },
        { "HSET", hash, "1", "1" }, { "PEXPIRE", hash, "1000" }, { "HKEYS", hash },
        { "HDEL", hash, "1" }, { "PUBLISH", text, "" }, { "PING" } };
}

} // namespace

QByteArray inboxName(BrokerId broker)
{
    return "in:" + broker.text();
}

RedisLink::RedisLink(const RedisTarget &target, const QByteArray &prefix, SocketPoller &poller,
    TimerQueue &timers, const RedisConnection::Events &events)
    : m_url(target.url.withoutPassword().text())
    , m_prefix(prefix)
    , m_commands(target, poller, timers, events)
    , m_subscriber(target, poller, timers, events)
{
}

void RedisLink::open(BrokerId self)
{
    if (!std::exchange(m_isOpen, true))
        m_commands.open(trialsOf(m_prefix));
    m_subscriber.open({ { "SUBSCRIBE", m_prefix + inboxName(self) },
        { "SUBSCRIBE", m_prefix + ControlName }, { "PING" } });
}

void RedisLink::reopen()
{
    m_commands.reopen();
    m_subscriber.reopen();
}

void RedisLink::close()
{
    m_commands.close();
    m_subscriber.close();
}

EngineState RedisLink::state() const
{
    const QString trouble = m_commands.trouble();
    return { m_url, isUp(), trouble.isEmpty() ? m_subscriber.trouble() : trouble,
        m_commands.commands() + m_subscriber.commands(),
        m_commands.reconnects() + m_subscriber.reconnects() };
}

} // namespace broadcaster
