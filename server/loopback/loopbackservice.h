// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/handlers.h"
#include "server/loopback/consoleclients.h"
#include "server/loopback/demotraffic.h"

#include <functional>
#include <optional>

namespace broadcaster {

/// The program's own connections to its broker: answers what is asked about the console clients and
/// the demo's, and reports on them. Lives on the main thread.
class LoopbackService final : public QObject {
    Q_OBJECT

public:
    using Tell = std::function<void(const Event &event)>;
    explicit LoopbackService(Tell tell);

    /// The broker listens, or listens elsewhere now. Connections stay. `secret` is the console's.
    void open(const Listening &broker, const QByteArray &secret);
    /// The broker no longer listens: the demo ends. Console clients end with their rooms.
    void stopDemo();
    /// The broker has stopped, and all connections have ended.
    void close();

    void answer(const ConnectConsoleClient &op, const Reply<ConnectConsoleClient> &reply);
    void answer(const DisconnectConsoleClient &op, const Reply<DisconnectConsoleClient> &reply);
    void answer(const SendFromConsoleClient &op, const Reply<SendFromConsoleClient> &reply);
    void answer(const SetDemoRunning &op, const Reply<SetDemoRunning> &reply);

private:
    const Tell m_tell;
    std::optional<Listening> m_broker; ///< While it listens.
    ConsoleClients m_consoleClients;
    DemoTraffic m_demo;
};

} // namespace broadcaster
