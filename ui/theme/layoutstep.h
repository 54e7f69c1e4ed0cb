// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

namespace broadcaster {

/// The window's grid in pixels: the distance between neighbouring widgets.
inline constexpr int LayoutStep = 8;
/// The side of an icon beside text, in pixels.
inline constexpr int IconSide = 16;

} // namespace broadcaster
