// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>

namespace broadcaster {

/// The variables that a service manager sets for a service.
struct ServiceEnvironment {
    QByteArray socket; ///< NOTIFY_SOCKET: a path, or `@name`. Empty: there is no manager.
    std::chrono::microseconds watchdog {}; ///< WATCHDOG_USEC; 0: it does not watch this process.

    [[nodiscard]] static ServiceEnvironment ofProcess();
};

/// Reports the broker's state to systemd (sd_notify(3)): one datagram per message, without a
/// library. After READY=1, and if a watchdog is wanted, WATCHDOG=1 follows twice as often as
/// required, each time only when the broker has answered. Lives on the main thread.
class ServiceNotifier final : public QObject {
    Q_OBJECT

public:
    /// Calls `answered` on the main thread when every thread of the broker has answered.
    using Ask = std::function<void(std::function<void()> answered)>;

    ServiceNotifier(ServiceEnvironment environment, Ask ask);

    /// `listeningOn` is shown in the status of the service.
    void tellReady(const QByteArray &listeningOn);
    void tellStopping() { tell("STOPPING=1"); }

private:
    void tell(const QByteArray &message);
    void watch();

    const ServiceEnvironment m_environment;
    const Ask m_ask;
    QTimer m_watchdog;
    bool m_isAsking = false;
};

} // namespace broadcaster
