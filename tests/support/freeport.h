// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtNetwork/QTcpServer>

namespace broadcaster {

/// A port of this machine that was free a moment ago; 0: there is none.
[[nodiscard]] inline quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16 { 0 };
}

} // namespace broadcaster
