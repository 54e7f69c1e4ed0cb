// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/testclient.h"

namespace broadcaster {

/// The broker of a WindowSession: in the process of the window.
class InsideBroker final {
public:
    [[nodiscard]] bool start(quint16 port)
    {
        m_test.config.port = port;
        return m_test.start();
    }
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
