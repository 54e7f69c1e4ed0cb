// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"

namespace broadcaster {

/// The state in a few words: "Connected", "No connection since 12:01:02".
[[nodiscard]] QString linkStateText(const Link &link);
/// Why there is no connection and what to do, in sentences; null when that is not known.
[[nodiscard]] QString linkFaultText(const Link &link);
/// The window's own plan: "Next attempt in 5 s"; null: it has none.
[[nodiscard]] QString linkPlanText(const Link &link, qint64 nowMs);
/// "AB:CD:…", as openssl prints it.
[[nodiscard]] QString fingerprintText(const QByteArray &sha256);

} // namespace broadcaster
