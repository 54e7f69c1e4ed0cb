// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/done.h"
#include "server/api/optionvalues.h"

namespace broadcaster {

// Operations that start, stop and configure a broker (operations.h).

struct StartBroker {
    BrokerConfig config; ///< As withRestored() takes it.
    /// The port is not to be remembered: Snapshot::usualPort stays that of the configuration
    /// before.
    bool isPortForThisRun = false;

    using Answer = Done;
    static constexpr About about { "startBroker", Right::Act,
        "Starts the broker; the event stateChanged or startFailed tells how it went." };
    static constexpr FieldInfo fields[] { field<&StartBroker::config>(
                                              "config", "Configuration to run with"),
        field<&StartBroker::isPortForThisRun>(
            "portForThisRun", "Whether the port is not to be remembered") };
};

/// Accepts no more clients, closes every client with 1001, spread over BrokerConfig::drainTime, and
/// then writes the usage counts, within 5 s. A second call closes the remaining clients at once.
struct StopBroker {
    using Answer = Done;
    static constexpr About about { "stopBroker", Right::Act, "Stops the broker." };
    static constexpr NoFields fields {};
};

/// Limits and the service key hold at once, also for connected clients. A new address or port opens
/// new listeners and closes the old ones; connections stay, and when the new ones cannot be had
/// the old ones do too. A change that needsRestart() stops and starts the broker. While Stopped it
/// is kept for the next start only. The certificate is read again, and new connections are shown
/// that one.
struct Configure {
    BrokerConfig config; ///< As withRestored() takes it.

    using Answer = Done;
    static constexpr About about { "configure", Right::Act,
        "Makes the running broker match a configuration." };
    static constexpr FieldInfo fields[] { field<&Configure::config>(
        "config", "Configuration to run with") };
};

/// On failure the old ones stay.
struct ReloadCertificate {
    using Answer = Done;
    static constexpr About about { "reloadCertificate", Right::Act,
        "Reads the certificate and its key again, and nothing else." };
    static constexpr NoFields fields {};
};

} // namespace broadcaster
