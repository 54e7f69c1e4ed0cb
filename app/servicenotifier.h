// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>

namespace broadcaster {

/// What a service manager tells a service it starts.
struct ServiceEnvironment {
    QByteArray socket; ///< NOTIFY_SOCKET: a path, or `@name`. Empty: there is no manager.
    std::chrono::microseconds watchdog {}; ///< WATCHDOG_USEC; 0: it does not watch this process.

    [[nodiscard]] static ServiceEnvironment ofProcess();
};

/// Tells systemd how the broker does (sd_notify(3)): one datagram a message, no library. Once it is
/// told READY=1 and where a watchdog is wanted, WATCHDOG=1 follows twice as often as it must, each
/// time only when the broker has answered. Lives on the main thread.
class ServiceNotifier final : public QObject {
    Q_OBJECT

public:
    /// Calls `answered` on the main thread when every thread of the broker has been heard of.
    using Ask = std::function<void(std::function<void()> answered)>;

    ServiceNotifier(ServiceEnvironment environment, Ask ask);

    /// `listeningOn`: for who looks at the service.
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
