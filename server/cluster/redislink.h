// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/engine.h"
#include "server/cluster/redisconnection.h"

namespace broadcaster {

/// One of the Redis servers that connect brokers: a connection for commands, and one for messages.
/// Belongs to the poller's thread.
class RedisLink final {
public:
    /// `prefix` is the beginning of all names.
    RedisLink(const RedisTarget &target, const QByteArray &prefix, SocketPoller &poller,
        TimerQueue &timers, const RedisConnection::Events &events);

    void open(BrokerId self);
    void reopen();
    void close();

    [[nodiscard]] RedisConnection &commands() { return m_commands; }
    [[nodiscard]] const RedisConnection &commands() const { return m_commands; }
    /// Commands are answered, and messages come.
    [[nodiscard]] bool isUp() const { return m_commands.isUp() && m_subscriber.isUp(); }
    [[nodiscard]] EngineState state() const;

private:
    const QString m_url;
    const QByteArray m_prefix;
    RedisConnection m_commands;
    RedisConnection m_subscriber;
    bool m_isOpen = false;
};

// Names in Redis, behind their prefix
[[nodiscard]] QByteArray inboxName(BrokerId broker);
inline constexpr char ControlName[] = "ctl"; ///< Channel of all brokers.

} // namespace broadcaster
