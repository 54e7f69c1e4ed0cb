// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/handlers.h"
#include "server/broker/brokerparts.h"
#include "server/broker/pendingpings.h"
#include "server/broker/stopsequence.h"
#include "server/broker/trafficmerge.h"
#include "server/broker/trafficobservers.h"
#include "server/net/listening.h"

#include <QtCore/QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace broadcaster {

class ConfigQueue;
class LoopbackService;

/// The whole broker as a console. Lives on the main thread, and only starts and stops the working
/// threads there: gateway, room-1..N, sql (server/DESIGN.md). Questions to a running broker go to
/// its LiveConsole, those about the program's own connections to the LoopbackService.
class Broker final : public LocalConsole {
    Q_OBJECT

public:
    explicit Broker(HealthPointer health = std::make_shared<ProcessHealth>());
    ~Broker() override; ///< REQUIRES: Stopped.

    void submit(Question question) override;
    void attachObserver(QObject *observer) override { m_observers.attach(observer); }
    void detachObserver(QObject *observer) override { m_observers.detach(observer); }
    void answer(const StartBroker &op, const Reply<StartBroker> &reply);
    void answer(const StopBroker &op, const Reply<StopBroker> &reply);
    void answer(const Configure &op, const Reply<Configure> &reply);
    void answer(const ReloadCertificate &op, const Reply<ReloadCertificate> &reply);

    // For its owner, which knows the secrets.
    void start(const BrokerConfig &config);
    void stop(); ///< As StopBroker.
    /// Opens the console to programs of the same user, and changes with every start. REQUIRES:
    /// Listening
    [[nodiscard]] const QByteArray &consoleSecret() const;
    [[nodiscard]] const Listening &listening() const { return m_listening; }
    /// The configuration that the broker runs with, or ran with last, secrets included.
    [[nodiscard]] const BrokerConfig &config() const { return m_config; }
    /// Tells of a line of the program's log.
    void tellLog(const LogEntry &entry) { tell(LogWritten { { entry } }); }
    /// Calls `answered` when the gateway and all room threads have answered or ended.
    void ping(std::function<void()> answered);
    /// Some counted messages could not be written when the broker stopped.
    [[nodiscard]] bool lostUsage() const { return m_lostUsage; }
    [[nodiscard]] BrokerParts::LeftBehind leftBehind() const { return m_leftBehind; }

private:
    using ConfigDone = std::function<void(const Result<void> &result)>;

    void setState(BrokerState state);
    void onStateChanged();
    void setStopping();
    bool setListening(const Listening &listening); ///< True: the URLs have changed.
    /// An answer to the `run`th start still counts: the broker was not stopped since.
    [[nodiscard]] bool isStarting(int run) const;
    void begin(const BrokerConfig &config);
    /// Makes it the configuration. True: it is another one.
    bool takeConfig(const BrokerConfig &config);
    void end();
    void fail(const Error &error);
    void loadSettings();
    void startThreads(const QSet<ProjectId> &projectsRequiringKey);
    void onListening(const Result<Listening> &listening);
    void onTrafficSampled(
        int run, const TrafficBatchPointer &batch, const std::function<void()> &taken);
    void onStopped(const StopSequence::Outcome &outcome);
    void apply(const BrokerConfig &config, const ConfigDone &done);
    void applyLive(const BrokerConfig &config, const ConfigDone &done);
    void continueRestart(const std::optional<Error> &failure);
    void finishRestart(const Result<void> &result);
    void cancelRestart();
    void tellConfig();

    const HealthPointer m_health;
    BrokerConfig m_config;
    std::optional<quint16> m_usualPort; ///< As in ConfigChanged.
    Listening m_listening;
    std::unique_ptr<BrokerParts> m_parts; ///< Null while Stopped.
    StopSequence m_stop;
    const std::unique_ptr<ConfigQueue> m_configurations;
    struct Restart {
        BrokerConfig config;
        ConfigDone done;
    };
    std::optional<Restart> m_restart; ///< The current restart: stopping, or starting again.
    const std::unique_ptr<LoopbackService> m_loopback;
    QTimer m_settingsTimer; ///< Other brokers may share the database.
    std::optional<Error> m_failure; ///< Why the broker is stopping, if not on request.
    int m_run = 0; ///< Number of starts.
    PendingPings m_pings;
    TrafficObservers m_observers;
    TrafficMerge m_merge;
    bool m_lostUsage = false;
    BrokerParts::LeftBehind m_leftBehind = BrokerParts::LeftBehind::Nothing;
};

} // namespace broadcaster
