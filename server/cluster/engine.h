// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerid.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <functional>
#include <optional>
#include <vector>

namespace broadcaster {

/// One connected server of the engine, for figures and messages.
struct EngineState {
    QString url; ///< Without its password.
    bool isUp = false; ///< Commands are answered, and the inbox is subscribed.
    QString trouble; ///< The reason why it is not up, and the remedy. Empty while it is.
    qint64 commands = 0; ///< Sent since the start.
    qint64 reconnects = 0; ///< Connections opened after the first.
};

/// The engine that connects brokers: messages between them, and a small register that all see.
/// Everything happens on the thread that calls it; nothing blocks; every `done` is called exactly
/// once, never from inside the call, and with nothing where the engine did not answer.
class ClusterEngine {
public:
    struct Events {
        /// A batch has come to the inbox of this broker or to all brokers. Batches of one sender
        /// come in the order in which it published them, as long as one server carries them.
        std::function<void(const QByteArray &batch)> received;
        /// isUp() or a part of states() has changed.
        std::function<void()> changed;
    };

    ClusterEngine() = default;
    virtual ~ClusterEngine() = default;
    Q_DISABLE_COPY_MOVE(ClusterEngine)

    /// Connects, and stays connected, as `self`: subscribes to its inbox. Called again with another
    /// id, it takes that one's inbox instead.
    virtual void open(BrokerId self, Events events) = 0;
    /// Sends what was given, for a short time at most, and disconnects. No event comes after it.
    virtual void close() = 0;
    /// Some server answers commands and has this broker's inbox.
    [[nodiscard]] virtual bool isUp() const = 0;
    [[nodiscard]] virtual QList<EngineState> states() const = 0;
    /// Drops all connections and makes new ones: they are connected, but nothing arrives.
    virtual void reconnect() = 0;

    /// The number of subscribers that got the batch; nothing: its fate is unknown.
    using Published = std::function<void(std::optional<qint64> receivers)>;
    virtual void publish(BrokerId to, const QByteArray &batch, Published done) = 0;
    virtual void publishToAll(const QByteArray &batch) = 0;
    /// Bytes given to publish() that have not been written, in all.
    [[nodiscard]] virtual qsizetype unsentBytes() const = 0;

    // The register of brokers with clients in a project. `project` is a short text that stands for
    // its name.
    using Brokers = std::function<void(std::optional<std::vector<BrokerId>> brokers)>;
    /// Enters this broker, then reads all of them: of two that enter at the same time, at least one
    /// sees the other.
    virtual void enter(const QByteArray &project, Brokers done) = 0;
    virtual void brokersOf(const QByteArray &project, Brokers done) = 0;
    /// Takes out this broker, or another that is dead.
    virtual void remove(const QByteArray &project, BrokerId broker) = 0;

    // Leases. A lease ends limits::ClusterLease after it was last renewed. A fence stays.
    struct Renewal {
        bool wasHeld = false; ///< The lease had not ended before.
        bool isFenced = false; ///< Another broker has fenced this one: it counts as dead.
    };
    virtual void renewLease(std::function<void(std::optional<Renewal>)> done) = 0;
    virtual void giveUpLease() = 0;
    virtual void hasLease(BrokerId broker, std::function<void(std::optional<bool>)> done) = 0;
    /// Declares a broker dead for good. True: it is done, by this or an earlier call of any broker.
    virtual void fence(BrokerId broker, std::function<void(bool)> done) = 0;
};

} // namespace broadcaster
