// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

/// The close codes of WebSocket connections, the one place for each number.
namespace broadcaster::closecode {

// RFC 6455 7.4.1
inline constexpr quint16 NormalClosure = 1000;
inline constexpr quint16 GoingAway = 1001; ///< The broker stops.
inline constexpr quint16 ProtocolError = 1002;
inline constexpr quint16 NoStatus = 1005; ///< Never sent: the close frame had no code.
inline constexpr quint16 NoCloseFrame = 1006; ///< Never sent: the connection ended without one.
inline constexpr quint16 InvalidText = 1007;
inline constexpr quint16 PolicyViolation = 1008;
inline constexpr quint16 MessageTooBig = 1009;
inline constexpr quint16 InternalError = 1011;
inline constexpr quint16 ServiceRestart = 1012; ///< The broker begins anew in its cluster.

// The broker's own (docs/protocol.md, system messages).
inline constexpr quint16 Disconnected = 4000; ///< By DisconnectClient.
inline constexpr quint16 KeyRevoked = 4001;
inline constexpr quint16 ReadsTooSlowly = 4002;
inline constexpr quint16 SendsTooFast = 4003;
inline constexpr quint16 NoPong = 4004;
inline constexpr char NoPongReason[] = "no answer to pings";

} // namespace broadcaster::closecode
