// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace broadcaster {

/// How the broker is reached.
struct Listening {
    QStringList urls; ///< BrokerMonitor::urls. Empty: nowhere, it does not run.
    QByteArray certificate; ///< DER, the only one it shows; empty where it speaks plainly.
};

} // namespace broadcaster
