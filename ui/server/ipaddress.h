// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringView>

namespace broadcaster {

/// Whether the text is written like an IPv4 or IPv6 address (RFC 4291, 2.2; a zone as in
/// `fe80::1%eth0` is allowed). Whether this machine has it, only the broker can tell.
[[nodiscard]] bool isIpAddress(QStringView text);

} // namespace broadcaster
