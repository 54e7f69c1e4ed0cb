// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/ids.h"
#include "server/api/result.h"

#include <QtCore/QFuture>

namespace broadcaster {

/// The commands of an operator to the broker. Called on the main thread. Each returns at once;
/// BrokerMonitor's signals or the future report the result.
class BrokerControl {
public:
    BrokerControl() = default;
    virtual ~BrokerControl() = default;
    Q_DISABLE_COPY_MOVE(BrokerControl)

    virtual void start(const BrokerConfig &config) = 0;
    /// Accepts no more clients, closes every client with 1001, spread over BrokerConfig::drainTime,
    /// and then writes the usage counts, within 5 s. A second call closes the remaining clients at
    /// once.
    virtual void stop() = 0;
    /// Makes the running broker match. Limits and the service key take effect at once, also for
    /// connected clients. A new address or port opens new listeners and closes the old ones;
    /// connections stay. If the new listeners cannot be opened, the old ones stay too, and the
    /// future says why. A change that needsRestart() stops and starts the broker. While Stopped the
    /// broker only keeps the configuration for config(). The certificate is read again, and is used
    /// for connections from then on.
    virtual QFuture<Result<void>> configure(const BrokerConfig &config) = 0;
    /// Reads the certificate and its key again, and nothing else. On failure the old ones stay.
    virtual QFuture<Result<void>> reloadCertificate() = 0;

    /// Closes one client with 4000. Does nothing when the client has gone already.
    virtual void disconnectClient(const ProjectId &project, const ClientId &client) = 0;

    /// Connects the operator to the project as an admin client over loopback, marked in its
    /// ClientInfo, whether or not the project requires a key. At most limits::MaxOperators.
    virtual void connectOperator(const ProjectId &project) = 0;
    virtual void disconnectOperator(const ProjectId &project) = 0;
    /// Sends a text on the operator's connection. Connects first if there is no connection.
    virtual QFuture<Result<void>> sendAsOperator(
        const ProjectId &project, const QByteArray &envelope)
        = 0;

    /// Three simulated clients that talk in the project `demo`, over loopback connections.
    virtual void setDemoRunning(bool running) = 0;
};

} // namespace broadcaster
