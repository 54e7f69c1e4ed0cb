// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/adminstore.h"
#include "server/api/brokercontrol.h"
#include "server/api/brokermonitor.h"

#include <QtCore/QThread>
#include <QtCore/QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace broadcaster {

class Database;
class Gateway;
class UsageMeter;
class WorkerPool;

/// The whole broker behind its three interfaces. Lives on the main thread, does nothing there but
/// start and stop the threads that work: gateway, room-1..N, store (server/DESIGN.md).
class Broker final : public BrokerMonitor, public BrokerControl, public AdminStore {
    Q_OBJECT

public:
    explicit Broker(QObject *parent = nullptr);
    ~Broker() override; ///< REQUIRES: Stopped.

    // BrokerMonitor
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QStringList urls() const override { return m_urls; }
    [[nodiscard]] QFuture<QList<ProjectInfo>> projects() override;

    // BrokerControl
    void start(const BrokerConfig &config) override;
    void stop() override;
    void disconnectClient(const ProjectId &project, const ClientId &client) override;

    // AdminStore
    QFuture<Result<IssuedApiKey>> issueKey(
        const ProjectId &project, const QString &description, const QString &createdBy) override;
    QFuture<Result<QList<ApiKeyInfo>>> activeKeys() override;
    QFuture<Result<ApiKeyInfo>> revokeKey(const ProjectId &project) override;
    QFuture<Result<QSet<ProjectId>>> projectsRequiringKey() override;
    QFuture<Result<void>> setKeyRequired(const ProjectId &project, bool required) override;
    QFuture<Result<UsageReport>> usage(const ProjectId &project) override;

    /// Messages that were counted and could not be written when the broker stopped.
    [[nodiscard]] bool lostUsage() const { return m_lostUsage; }
    /// A job of the database did not end and may still call back: end the process without tidying.
    [[nodiscard]] bool storeHangs() const { return m_storeHangs; }

private:
    void setState(State state);
    /// An answer to the start that was the `run`th is still of interest: it was not stopped since.
    [[nodiscard]] bool isStarting(int run) const
    {
        return run == m_run && m_state == State::Starting;
    }
    void fail(const Error &error);
    void loadSettings();
    void startThreads(const QSet<ProjectId> &projectsRequiringKey);
    void onListening(const Result<QStringList> &urls);
    void refreshSharedSettings();
    void stopRooms();
    void flushUsage();
    void onFlushTooSlow();
    void closeStore();
    /// Runs a job of the store and gives its result to a future on this thread.
    template <typename T, typename Job>
    QFuture<Result<T>> askStore(Job job);
    /// The same for a call of the gateway's, which the HTTP interface makes as well.
    template <typename T, typename Call>
    QFuture<Result<T>> askGateway(Call call);

    State m_state = State::Stopped;
    BrokerConfig m_config;
    QStringList m_urls;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<UsageMeter> m_meter;
    std::unique_ptr<WorkerPool> m_rooms;
    std::unique_ptr<QThread> m_gatewayThread;
    std::unique_ptr<Gateway> m_gateway;
    QTimer m_settingsTimer; ///< Runs where other brokers may share the database.
    QTimer m_flushBound;
    std::optional<Error> m_failure; ///< Why it is stopping, when it is not on request.
    int m_run = 0; ///< How often it was started.
    bool m_lostUsage = false;
    bool m_storeHangs = false;
};

} // namespace broadcaster
