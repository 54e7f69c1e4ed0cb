// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

/// The bits of a frame's first two bytes (RFC 6455 5.2).
namespace broadcaster::frameheader {

inline constexpr quint8 FinalBit = 0x80;
inline constexpr quint8 ReservedBits = 0x70;
inline constexpr quint8 CompressedBit = 0x40; ///< One of them (RFC 7692 6).
inline constexpr quint8 OpcodeBits = 0x0f;
inline constexpr quint8 ControlBit = 0x08; ///< A bit of the opcode.

inline constexpr quint8 MaskBit = 0x80;
inline constexpr quint8 SizeBits = 0x7f;
inline constexpr quint8 MaxShortSize = 125; ///< Also the largest payload of a control frame.
inline constexpr quint8 Size16 = 126; ///< Two bytes of size follow.
inline constexpr quint8 Size64 = 127; ///< Eight bytes of size follow.

inline constexpr int MaskSize = 4;

} // namespace broadcaster::frameheader
