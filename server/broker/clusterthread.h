// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/result.h"
#include "server/cluster/clusterservice.h"

#include <QtCore/QThread>

namespace broadcaster {

/// The thread of the cluster and its service, for a broker that is in one. Made and destroyed on
/// the main thread.
class ClusterThread final {
public:
    /// Null: the configuration names no cluster. Fails with CertificateUnusable.
    [[nodiscard]] static Result<std::unique_ptr<ClusterThread>> make(const BrokerConfig &config);
    ~ClusterThread(); ///< REQUIRES: end() has returned true, or start() was not called.
    Q_DISABLE_COPY_MOVE(ClusterThread)

    [[nodiscard]] ClusterService &service() { return *m_service; }
    /// Connects to the others. `rooms` outlive the thread.
    void start(ClusterRooms &rooms);
    /// Tells the others that this broker has gone. False: the thread hangs. REQUIRES: the rooms
    /// have stopped.
    [[nodiscard]] bool end();

private:
    explicit ClusterThread(std::unique_ptr<ClusterService> service);

    QThread m_thread;
    std::unique_ptr<ClusterService> m_service;
};

} // namespace broadcaster
