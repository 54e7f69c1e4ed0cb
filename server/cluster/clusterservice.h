// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"
#include "server/cluster/clusterprojects.h"
#include "server/cluster/clusterpublisher.h"
#include "server/cluster/clustersurveys.h"
#include "server/cluster/presence.h"
#include "server/net/socketpoller.h"

#include <QtCore/QTimer>

namespace broadcaster {

/// A broker's part in a cluster: carries the records of its rooms to other brokers, gives theirs to
/// the rooms, and watches which brokers live. Lives on a thread of its own.
class ClusterService final : public QObject, public ClusterPort {
    Q_OBJECT

public:
    struct Settings {
        QString space; ///< The namespace.
        QByteArray secret; ///< Empty: batches are not signed.
        QString name;
        QString version;
    };
    using MakeEngine = std::function<std::unique_ptr<ClusterEngine>(
        SocketPoller &poller, TimerQueue &deadlines)>;

    /// Made elsewhere; start() and all that follows happens on its own thread.
    ClusterService(Settings settings, MakeEngine makeEngine);
    ~ClusterService() override;

    /// `rooms` outlive the service's thread.
    void start(ClusterRooms &rooms);
    /// Tells the others that this broker has gone, then calls `stopped`. REQUIRES: the rooms have
    /// stopped.
    void stop(std::function<void()> stopped);

    // Callable from any thread:
    void enter(const ProjectId &project) override;
    void leave(const ProjectId &project) override;
    void noteClients(int change) override { m_clients += change; }
    void send(OutgoingRecords records) override;
    std::shared_ptr<const std::atomic<qint64>> waitingFor(BrokerId to) override;
    [[nodiscard]] const QString &name() const { return m_settings.name; }
    /// As of the last tick. Never waits.
    [[nodiscard]] ClusterInfo info() const;
    /// Keys or requirements have changed in the database: the other brokers look there at once.
    void tellKeysChanged();
    /// Asks all brokers that have clients in the project, or every broker where it is null; the
    /// text is the caller's own. Calls `done` on the thread of `context`, which outlives the
    /// service, after limits::ClusterAnswerTimeout at the latest.
    void ask(const ProjectId &project, const QByteArray &question, QObject *context,
        ClusterSurveys::Done done);

    // Called on the cluster's thread. Set before start():
    void setOnKeysChanged(std::function<void()> changed) { m_keysChanged = std::move(changed); }
    /// Answers the questions of others; `reply` may be called once, on any thread.
    using Reply = std::function<void(const QByteArray &answer)>;
    using Answerer = std::function<void(const QByteArray &question, const Reply &reply)>;
    void setAnswerer(Answerer answerer) { m_answerer = std::move(answerer); }

private:
    /// All that talks to the engine; there from start() to stop().
    struct Parts;

    /// Does the work on the cluster's thread, unless it has stopped.
    template <typename Work>
    void onThread(Work work);
    void tick();
    void resync(ClusterPeer &peer, Clock::Time now);
    void runActions();
    void act(const PresenceAction &action);
    void open();
    void onEngineChanged();
    void answer(BrokerId to, quint64 survey, const QByteArray &question);
    /// Null: the broker has gone.
    [[nodiscard]] ClusterPeer *peerFor(BrokerId broker);
    void loseBroker(BrokerId broker, const char *why);
    void beginAnew();
    void updateInfo();

    const Settings m_settings;
    const MakeEngine m_makeEngine;
    const BatchSecret m_secret;
    std::function<void()> m_keysChanged;
    Answerer m_answerer;
    ClusterRooms *m_rooms = nullptr;
    BrokerId m_self;
    ClusterPeers m_peers;
    std::unique_ptr<Parts> m_parts;
    bool m_isUp = false; ///< As Presence knows it.
    qint64 m_connections = 0; ///< Connections to the engine so far, or more.
    quint64 m_life = 0; ///< OutgoingRecords::life of the present id.
    std::atomic<qint64> m_clients { 0 };

    mutable std::mutex m_mutex; ///< Guards m_info.
    ClusterInfo m_info;
};

} // namespace broadcaster
