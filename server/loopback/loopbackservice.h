// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/handlers.h"
#include "server/loopback/demotraffic.h"
#include "server/loopback/operatorconnections.h"

#include <functional>
#include <optional>

namespace broadcaster {

/// The program's own connections to its broker: answers what is asked about the operator's and the
/// demo's, and reports on them. Lives on the main thread.
class LoopbackService final : public QObject {
    Q_OBJECT

public:
    using Tell = std::function<void(const Event &event)>;
    explicit LoopbackService(Tell tell);

    /// The broker listens, or listens elsewhere now. Connections stay. `secret` is the console's.
    void open(const Listening &broker, const QByteArray &secret);
    /// The broker no longer listens: the demo ends. The operator's connections end with their
    /// rooms.
    void stopDemo();
    /// The broker has stopped, and all connections have ended.
    void close();

    void answer(const ConnectOperator &op, const Reply<ConnectOperator> &reply);
    void answer(const DisconnectOperator &op, const Reply<DisconnectOperator> &reply);
    void answer(const SendAsOperator &op, const Reply<SendAsOperator> &reply);
    void answer(const SetDemoRunning &op, const Reply<SetDemoRunning> &reply);

private:
    const Tell m_tell;
    std::optional<Listening> m_broker; ///< While it listens.
    OperatorConnections m_operators;
    DemoTraffic m_demo;
};

} // namespace broadcaster
