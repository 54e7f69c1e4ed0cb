// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QString>

namespace broadcaster {

/// Where a client of this machine connects to; `listening` is one of BrokerMonitor::urls(). A
/// broker that listens everywhere is found at the loopback address.
[[nodiscard]] QString connectUrl(const QString &listening, const QString &project, ClientType type);
/// The same place for plain requests: `path` may be "/health".
[[nodiscard]] QString requestUrl(const QString &listening, const QString &path);
/// Ready for a shell.
[[nodiscard]] QString curlCommand(
    const QString &listening, const QString &path, const QString &project = {});

} // namespace broadcaster
