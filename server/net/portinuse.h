// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"

namespace broadcaster {

/// Adds to an error of the reason PortInUse the program that listens there, if /proc tells it, and
/// the next port that is free on that address.
[[nodiscard]] Error withPortOwner(const Error &error, const QString &address, quint16 port);

/// "nginx (process 812)"; empty if /proc does not tell. Looks at a bounded number of descriptors.
[[nodiscard]] QString portOwner(quint16 port);

} // namespace broadcaster
