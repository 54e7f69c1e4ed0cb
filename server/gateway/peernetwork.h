// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtNetwork/QHostAddress>

namespace broadcaster {

/// Addresses are told apart as far as their network is: whoever has one address of IPv6 has the
/// 64 bits behind it as well.
using PeerNetwork = quint64;

/// The same for an IPv4 address and its mapped form of IPv6.
[[nodiscard]] PeerNetwork networkOf(const QHostAddress &peer);

} // namespace broadcaster
