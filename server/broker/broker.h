// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/processhealth.h"
#include "server/base/handlers.h"
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
class LiveConsole;
class OperatorConnections;
class UsageMeter;
class WorkerPool;

/// The whole broker as a console. Lives on the main thread, and only starts and stops the working
/// threads there: gateway, room-1..N, sql (server/DESIGN.md). Questions to a running broker go to
/// its LiveConsole.
class Broker final : public LocalConsole {
    Q_OBJECT

public:
    explicit Broker(HealthPointer health = std::make_shared<ProcessHealth>());
    ~Broker() override; ///< REQUIRES: Stopped.

    void submit(Question question) override;
    void attachObserver(QObject *observer) override;
    void detachObserver(QObject *observer) override;
    void answer(const StartBroker &op, const Reply<StartBroker> &reply);
    void answer(const StopBroker &op, const Reply<StopBroker> &reply);
    void answer(const Configure &op, const Reply<Configure> &reply);
    void answer(const ReloadCertificate &op, const Reply<ReloadCertificate> &reply);
    void answer(const ConnectOperator &op, const Reply<ConnectOperator> &reply);
    void answer(const DisconnectOperator &op, const Reply<DisconnectOperator> &reply);
    void answer(const SendAsOperator &op, const Reply<SendAsOperator> &reply);
    void answer(const SetDemoRunning &op, const Reply<SetDemoRunning> &reply);

    // For its owner, which knows the secrets.
    void start(const BrokerConfig &config);
    void stop(); ///< As StopBroker.
    /// The configuration that the broker runs with, or ran with last, secrets included.
    [[nodiscard]] const BrokerConfig &config() const { return m_config; }
    /// Tells of a line of the program's log.
    void tellLog(const LogEntry &entry) { tell(LogWritten { { entry } }); }
    /// Calls `answered` when the gateway and all room threads have answered or ended.
    void ping(std::function<void()> answered);
    /// Some counted messages could not be written when the broker stopped.
    [[nodiscard]] bool lostUsage() const { return m_lostUsage; }
    /// Parts that did not end and may still call back: the process must not tidy up then.
    enum class LeftBehind { Nothing, StoreJob, Threads };
    [[nodiscard]] LeftBehind leftBehind() const { return m_leftBehind; }

private:
    void setState(BrokerState state);
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
    void tellConfig();
    void tellOperator(const ProjectId &project);

    const HealthPointer m_health;
    BrokerConfig m_config;
    Listening m_listening;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<UsageMeter> m_meter;
    std::unique_ptr<WorkerPool> m_rooms;
    std::unique_ptr<QThread> m_gatewayThread;
    std::unique_ptr<LiveConsole> m_live; ///< Behind the gateway, which asks it.
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
