// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/logoutput.h"
#include "tests/support/testclient.h"

namespace broadcaster {

/// The broker of a WindowSession: in the process of the window.
class InsideBroker final {
public:
    ~InsideBroker() { closeLog(); }
    /// Reports the log, as the program does.
    void tellLog()
    {
        installLogOutput(QStringLiteral("info"));
        setLogListener(&m_test.broker,
            [broker = &m_test.broker](const LogEntry &entry) { broker->tellLog(entry); });
    }
    /// Does not return before it listens.
    [[nodiscard]] bool start(quint16 port, const QString &cluster, const QString &clusterNamespace)
    {
        m_test.config.port = port;
        if (!cluster.isNull()) {
            m_test.config.clusterUrls = QStringList { cluster };
            m_test.config.clusterNamespace = clusterNamespace;
        }
        return m_test.start();
    }
    static constexpr bool IsElsewhere = false;
    [[nodiscard]] Console &console() { return m_test.broker; }
    [[nodiscard]] QString url() const { return m_test.url(); }
    [[nodiscard]] QString filePath(const QString &name) const
    {
        return m_test.folder.filePath(name);
    }

private:
    TestBroker m_test;
};

} // namespace broadcaster
