// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "console/remoteconsole.h"
#include "tests/support/brokerprocess.h"
#include "tests/support/testclient.h"

namespace broadcaster {

/// The broker of a WindowSession: in another process, over the console protocol.
class RemoteBroker final {
public:
    void tellLog() { } ///< The program does.
    /// Does not return before it listens and the console watches.
    [[nodiscard]] bool start(quint16 port, const QString &cluster, const QString &clusterNamespace)
    {
        QStringList options;
        if (!cluster.isNull())
            options << QStringLiteral("--cluster") << cluster
                    << QStringLiteral("--cluster-namespace") << clusterNamespace;
        if (!m_process.start(port, options))
            return false;
        m_console.setTarget({ m_process.consoleUrl(), m_process.serviceKey() });
        bool isWatching = false;
        QObject::connect(
            &m_console, &RemoteConsole::watching, &m_console, [&isWatching] { isWatching = true; });
        m_console.open();
        const bool isReady = QTest::qWaitFor([&] { return isWatching; }, 10'000);
        QObject::disconnect(&m_console, &RemoteConsole::watching, &m_console, nullptr);
        return isReady;
    }
    static constexpr bool IsElsewhere = true;
    [[nodiscard]] Console &console() { return m_console; }
    [[nodiscard]] QString url() const { return m_console.now().urls.constFirst(); }
    [[nodiscard]] QString filePath(const QString &name) const { return m_process.filePath(name); }

private:
    BrokerProcess m_process;
    RemoteConsole m_console { {} };
};

} // namespace broadcaster
