// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/rowcolour.h"

#include "ui/theme/theme.h"

#include <array>

namespace broadcaster {

namespace {

struct RowColourValues {
    const char *key;
    QColor light;
    QColor dark;
};

const RowColourValues &valuesOf(RowColour colour)
{
    static const std::array<RowColourValues, RowColourCount> table { {
        { "red", QColor(0xd6453d), QColor(0xf0776d) },
        { "orange", QColor(0xd9741a), QColor(0xf0954a) },
        { "yellow", QColor(0xc79a00), QColor(0xe0bd3a) },
        { "green", QColor(0x2f9e62), QColor(0x4cc38a) },
        { "teal", QColor(0x14898b), QColor(0x43c6c8) },
        { "blue", QColor(0x2f6fde), QColor(0x6aa2ff) },
        { "violet", QColor(0x8a4fd0), QColor(0xbb92f5) },
        { "grey", QColor(0x6b7280), QColor(0x9aa3b2) },
    } };
    return table[static_cast<size_t>(colour)];
}

} // namespace

const char *rowColourKey(RowColour colour)
{
    return valuesOf(colour).key;
}

std::optional<RowColour> rowColourOf(const QString &key)
{
    for (int i = 0; i < RowColourCount; ++i) {
        const auto colour = static_cast<RowColour>(i);
        if (key == QLatin1StringView(rowColourKey(colour)))
            return colour;
    }
    return std::nullopt;
}

const QColor &rowColour(RowColour colour, const Theme &theme)
{
    return theme.isDark ? valuesOf(colour).dark : valuesOf(colour).light;
}

QColor rowGround(RowColour colour, const Theme &theme)
{
    // Stronger tints would bring quiet text below 4.5:1.
    constexpr double LightTint = 0.11;
    constexpr double DarkTint = 0.13;
    return blended(rowColour(colour, theme), theme.surface, theme.isDark ? DarkTint : LightTint);
}

} // namespace broadcaster
