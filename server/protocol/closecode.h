// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

/// Close codes of RFC 6455 7.4.1 for violations of the protocol.
namespace broadcaster::closecode {

inline constexpr quint16 NormalClosure = 1000;
inline constexpr quint16 ProtocolError = 1002;
inline constexpr quint16 InvalidText = 1007;
inline constexpr quint16 PolicyViolation = 1008;
inline constexpr quint16 MessageTooBig = 1009;

} // namespace broadcaster::closecode
