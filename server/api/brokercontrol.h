// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/ids.h"
#include "server/api/result.h"

#include <QtCore/QFuture>

namespace broadcaster {

/// What an operator can tell the broker to do. Called on the main thread; returns at once,
/// and BrokerMonitor's signals or the future tell what came of it.
class BrokerControl {
public:
    BrokerControl() = default;
    virtual ~BrokerControl() = default;
    Q_DISABLE_COPY_MOVE(BrokerControl)

    virtual void start(const BrokerConfig &config) = 0;
    /// Accepts nobody any more, closes every client with 1001, over BrokerConfig::drainTime, and
    /// then writes what is counted, within 5 s. A second call closes at once who is left.
    virtual void stop() = 0;
    /// Makes the running broker match. Limits and the service key hold at once, also for who is
    /// connected. A new address or port opens new listeners and closes the old ones; connections
    /// stay, and when the new ones cannot be had the old ones do too and the future says why.
    /// A change that needsRestart() stops and starts the broker.
    /// While Stopped it is kept for config() only.
    /// The certificate is read again, and shown to who connects from then on.
    virtual QFuture<Result<void>> configure(const BrokerConfig &config) = 0;
    /// Reads the certificate and its key again, and nothing else. On failure the old ones stay.
    virtual QFuture<Result<void>> reloadCertificate() = 0;

    /// Closes one client with 4000. Does nothing when it has gone already.
    virtual void disconnectClient(const ProjectId &project, const ClientId &client) = 0;

    /// Connects the operator to the project as an admin client over loopback, marked in its
    /// ClientInfo, whether or not the project requires a key. At most limits::MaxOperators.
    virtual void connectOperator(const ProjectId &project) = 0;
    virtual void disconnectOperator(const ProjectId &project) = 0;
    /// Sends a text on that connection, connecting first where there is none.
    virtual QFuture<Result<void>> sendAsOperator(
        const ProjectId &project, const QByteArray &envelope)
        = 0;

    /// Three simulated clients that talk in the project `demo`, over loopback connections.
    virtual void setDemoRunning(bool running) = 0;
};

} // namespace broadcaster
