// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/engine.h"
#include "server/cluster/redislink.h"

#include <QtCore/QObject>

namespace broadcaster {

struct RedisEngineOptions {
    QList<RedisUrl> servers; ///< At least one. Every broker has the same, in the same order.
    QByteArray nameSpace; ///< normalClusterName()
    QByteArray clientName; ///< The same form; shown by CLIENT LIST.
    std::shared_ptr<const TlsContext> tls; ///< Authorities for `rediss://`; else null.
};

/// The engine that connects brokers by one or several Redis servers. All names begin with
/// `bc:NAMESPACE:`.
///
/// A broker has its inbox on every server. A batch goes to the server that the receiver's id
/// chooses, or the next one that is up; one for all brokers goes to every server, so it may come
/// once from each. The register, leases and fences are written to all servers that are up and read
/// as their union, so that a server may be lost with its data.
class RedisEngine final : public ClusterEngine {
public:
    RedisEngine(RedisEngineOptions options, SocketPoller &poller, TimerQueue &timers);
    ~RedisEngine() override;

    void open(BrokerId self, Events events) override;
    /// Cannot be opened again.
    void close() override;
    [[nodiscard]] bool isUp() const override;
    [[nodiscard]] QList<EngineState> states() const override;
    void reconnect() override;

    void publish(BrokerId to, const QByteArray &batch, Published done) override;
    void publishToAll(const QByteArray &batch) override;
    [[nodiscard]] qsizetype unsentBytes() const override;

    void enter(const QByteArray &project, Brokers done) override;
    void brokersOf(const QByteArray &project, Brokers done) override;
    void remove(const QByteArray &project, BrokerId broker) override;

    void renewLease(std::function<void(std::optional<Renewal>)> done) override;
    void giveUpLease() override;
    void hasLease(BrokerId broker, std::function<void(std::optional<bool>)> done) override;
    void fence(BrokerId broker, std::function<void(bool)> done) override;

private:
    using Command = RedisConnection::Command;
    /// The answers to a round of commands, of each server that has answered all of them.
    using Replies = std::vector<std::vector<RedisValue>>;
    struct Round;

    void askAll(const QList<Command> &commands, std::function<void(const Replies &)> done);
    void askOne(RedisLink &link, const QList<Command> &commands, std::shared_ptr<Round> round);
    void askBrokers(const QList<Command> &commands, Brokers done);
    void tellAll(const Command &command);
    [[nodiscard]] std::vector<RedisLink *> linksTo(BrokerId broker) const;
    void publishBy(
        std::vector<RedisLink *> links, BrokerId to, const QByteArray &batch, Published done);
    void tellOfChange();

    [[nodiscard]] QByteArray name(const char *kind, const QByteArray &rest) const;
    [[nodiscard]] QByteArray leaseName(BrokerId broker) const;
    [[nodiscard]] QByteArray fenceName(BrokerId broker) const;

    const QByteArray m_prefix;
    SocketPoller &m_poller;
    QObject m_context; ///< Receives posted events.
    std::vector<std::unique_ptr<RedisLink>> m_links;
    BrokerId m_self;
    Events m_events;
    bool m_isChangePosted = false;
};

} // namespace broadcaster
