// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/clientcolour.h"

#include "inspect/clients/clientnames.h"
#include "ui/theme/theme.h"

#include <array>
#include <cstdlib>

namespace broadcaster {

QColor clientColour(int number, const Theme &theme)
{
    // Colours that follow each other differ most.
    constexpr std::array<QRgb, ClientName::Colours> Light { 0x2560c8, 0xa2470a, 0x1b7440, 0xb3267a,
        0x6b4a00, 0x0a6a78, 0x7d3fc4, 0xb3271e, 0x52650a, 0x4a4fc9 };
    constexpr std::array<QRgb, ClientName::Colours> Dark { 0x7fb0ff, 0xf0a060, 0x5fcf95, 0xf58cc4,
        0xd9bd5a, 0x4fcad6, 0xc3a0f7, 0xf58a80, 0xa9cc5c, 0xa5a8ff };
    const auto index = static_cast<size_t>(std::abs(number) % ClientName::Colours);
    return QColor::fromRgb(theme.isDark ? Dark[index] : Light[index]);
}

} // namespace broadcaster
