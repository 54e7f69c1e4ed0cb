// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QString>

namespace broadcaster {

/// The URL for a client on this machine; `listening` is one of Snapshot::urls. A broker that
/// listens everywhere is reached at the loopback address.
[[nodiscard]] QString connectUrl(const QString &listening, const QString &project, ClientType type);
/// The same with the key in it, which makes the URL a secret.
[[nodiscard]] QString connectUrl(
    const QString &listening, const QString &project, ClientType type, const ApiKey &key);
/// The URL for plain requests to that address: `path` may be "/health".
[[nodiscard]] QString requestUrl(const QString &listening, const QString &path);
/// A command for a shell.
[[nodiscard]] QString curlCommand(
    const QString &listening, const QString &path, const QString &project = {});

} // namespace broadcaster
