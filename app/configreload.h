// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"
#include "server/api/console.h"

namespace broadcaster {

/// Reads the configuration files and keys again for a broker that runs, and applies what has
/// changed in them since they were last read; changes that a person has made otherwise stay. Main
/// thread.
class ConfigReload final : public QObject {
    Q_OBJECT

public:
    /// `started`: the options that the broker was started with. The broker outlives it.
    ConfigReload(Console &broker, Invocation started);

    /// Reads the certificate again, too. The log tells what has changed, what needs a restart, and
    /// what is wrong; then everything stays as it was. While the broker starts, all that waits
    /// until it listens.
    void reload();

Q_SIGNALS:
    /// The broker is about to run with this, which nobody has chosen in the window.
    void applying(const BrokerConfig &config);
    /// These options hold from now on.
    void applied(const Invocation &options);

private:
    void reloadIfWanted();
    void apply(const BrokerConfig &config, const QString &changed, const Invocation &read);

    Console &m_broker;
    Invocation m_last; ///< The options that were applied last.
    bool m_isApplying = false;
    bool m_isWanted = false; ///< Another reload, after the one under way or after the start.
};

} // namespace broadcaster
