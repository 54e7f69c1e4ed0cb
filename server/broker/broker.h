// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/adminstore.h"
#include "server/api/brokercontrol.h"
#include "server/api/brokermonitor.h"
#include "server/api/processhealth.h"
#include "server/broker/pendingpings.h"
#include "server/broker/stopstages.h"
#include "server/net/listening.h"

#include <QtCore/QThread>
#include <QtCore/QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace broadcaster {

class ConfigQueue;
class Database;
class DemoTraffic;
class Gateway;
class OperatorConnections;
class UsageMeter;
class WorkerPool;

/// The whole broker behind its three interfaces. Lives on the main thread, and only starts and
/// stops the working threads there: gateway, room-1..N, sql (server/DESIGN.md).
class Broker final : public BrokerMonitor, public BrokerControl, public AdminStore {
    Q_OBJECT

public:
    explicit Broker(HealthPointer health = std::make_shared<ProcessHealth>());
    ~Broker() override; ///< REQUIRES: Stopped.

    // BrokerMonitor
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QStringList urls() const override { return m_listening.urls; }
    [[nodiscard]] const BrokerConfig &config() const override { return m_config; }
    [[nodiscard]] QFuture<BrokerOverview> overview() override;
    [[nodiscard]] QFuture<QList<ProjectInfo>> projects() override;
    [[nodiscard]] QFuture<ProjectInfo> project(const ProjectId &project) override;
    void attachObserver(QObject *observer) override;
    void detachObserver(QObject *observer) override;
    [[nodiscard]] QFuture<Result<QList<DeliveryLine>>> delivery(
        const DeliveryQuery &query) override;
    [[nodiscard]] QFuture<Result<Reach>> reach(
        const ProjectId &project, const QByteArray &envelope) override;
    [[nodiscard]] OperatorState operatorState(const ProjectId &project) const override;
    [[nodiscard]] bool isDemoRunning() const override;

    // BrokerControl
    void start(const BrokerConfig &config) override;
    void stop() override;
    QFuture<Result<void>> configure(const BrokerConfig &config) override;
    QFuture<Result<void>> reloadCertificate() override;
    void disconnectClient(const ProjectId &project, const ClientId &client) override;
    void connectOperator(const ProjectId &project) override;
    void disconnectOperator(const ProjectId &project) override;
    QFuture<Result<void>> sendAsOperator(
        const ProjectId &project, const QByteArray &envelope) override;
    void setDemoRunning(bool running) override;

    // AdminStore
    QFuture<Result<IssuedApiKey>> issueKey(
        const ProjectId &project, const QString &description, const QString &createdBy) override;
    QFuture<Result<QList<ApiKeyInfo>>> activeKeys() override;
    QFuture<Result<ApiKeyInfo>> revokeKey(const ProjectId &project) override;
    QFuture<Result<QSet<ProjectId>>> projectsRequiringKey() override;
    QFuture<Result<void>> setKeyRequired(const ProjectId &project, bool required) override;
    QFuture<Result<QList<ProjectId>>> projectsWithUsage() override;
    QFuture<Result<UsageReport>> usage(const ProjectId &project) override;

    /// Calls `answered` when the gateway and all room threads have answered or ended.
    void ping(std::function<void()> answered);
    /// Some counted messages could not be written when the broker stopped.
    [[nodiscard]] bool lostUsage() const { return m_lostUsage; }
    /// Parts that did not end and may still call back: the process must not tidy up then.
    enum class LeftBehind { Nothing, StoreJob, Threads };
    [[nodiscard]] LeftBehind leftBehind() const { return m_leftBehind; }

private:
    void setState(State state);
    void setStopping();
    /// An answer to the `run`th start still counts: the broker was not stopped since.
    [[nodiscard]] bool isStarting(int run) const;
    void begin(const BrokerConfig &config);
    void end();
    void fail(const Error &error);
    void loadSettings();
    void startThreads(const QSet<ProjectId> &projectsRequiringKey);
    void onListening(const Result<Listening> &listening);
    void onTrafficSampled(
        int run, const TrafficBatchPointer &batch, const std::function<void()> &taken);
    void drain();
    void stopRooms();
    void flushUsage();
    void awaitFlush();
    void onUsageFlushed(bool isWritten);
    void closeStore();
    using ConfigDone = std::function<void(const Result<void> &result)>;
    void setUpControl();
    bool setListening(const Listening &listening); ///< True: the URLs have changed.
    void onStateChanged();
    void applyConfig(const BrokerConfig &config, const ConfigDone &done);
    void applyLive(const BrokerConfig &config, const ConfigDone &done);
    void continueRestart(const std::optional<Error> &failure);
    void finishRestart(const Result<void> &result);
    void cancelRestart();
    template <typename T, typename Ask>
    QFuture<T> answerOr(const T &otherwise, Ask ask);
    template <typename T, typename Job>
    QFuture<Result<T>> askStore(Job job);
    template <typename T, typename Call>
    QFuture<Result<T>> askGateway(Call call);

    const HealthPointer m_health;
    State m_state = State::Stopped;
    BrokerConfig m_config;
    Listening m_listening;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<UsageMeter> m_meter;
    std::unique_ptr<WorkerPool> m_rooms;
    std::unique_ptr<QThread> m_gatewayThread;
    std::unique_ptr<Gateway> m_gateway;
    std::unique_ptr<ConfigQueue> m_configurations;
    struct Restart {
        BrokerConfig config;
        ConfigDone done;
    };
    std::optional<Restart> m_restart; ///< The current restart: stopping, or starting again.
    std::unique_ptr<OperatorConnections> m_operators;
    std::unique_ptr<DemoTraffic> m_demo;
    QByteArray m_consoleSecret; ///< AccessControl's secret of this run. Never logged or shown.
    QTimer m_settingsTimer; ///< Other brokers may share the database.
    QDeadlineTimer m_flushEnd; ///< However much is written.
    std::optional<Error> m_failure; ///< Why the broker is stopping, if not on request.
    int m_run = 0, m_flushStage = 0; ///< Number of starts; a stage of its stop.
    StopStages m_stages;
    PendingPings m_pings;
    /// Observers of the traffic; attached to the rooms while there are any.
    QSet<QObject *> m_observers;
    bool m_draining = false, m_lostUsage = false;
    LeftBehind m_leftBehind = LeftBehind::Nothing;
};

} // namespace broadcaster
