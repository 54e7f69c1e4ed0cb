// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtNetwork/QHostAddress>

namespace broadcaster {

/// Addresses are told apart by network: the owner of an IPv6 address has the 64 bits behind it as
/// well.
using PeerNetwork = quint64;

/// Equal for an IPv4 address and its mapped form in IPv6.
[[nodiscard]] PeerNetwork networkOf(const QHostAddress &peer);

} // namespace broadcaster
