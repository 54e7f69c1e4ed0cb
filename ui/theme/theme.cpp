// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/theme.h"

#include "server/api/check.h"

#include <QtGui/QFontDatabase>
#include <QtGui/QFontMetrics>
#include <QtGui/QPalette>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace broadcaster {

const QColor &Theme::role(ClientType type) const
{
    switch (type) {
    case ClientType::Runtime:
        return runtime;
    case ClientType::DataAgent:
        return dataAgent;
    case ClientType::Admin:
        return admin;
    }
    return unreachable(text);
}

const Theme &Theme::light()
{
    static const Theme theme { .background = QColor(0xf4f5f7),
        .surface = QColor(0xffffff),
        .line = QColor(0xdfe2e8),
        .text = QColor(0x1d2330),
        .dim = QColor(0x5b6475),
        .faint = QColor(0x5f6779),
        .disabled = QColor(0xa9afba),
        .accent = QColor(0x2f6fde),
        .accentSoft = QColor(0xe6effc),
        .selection = QColor(0xdbe8fd),
        .ok = QColor(0x197646),
        .warning = QColor(0x8f5500),
        .bad = QColor(0xb8322a),
        .runtime = QColor(0x2560c8),
        .dataAgent = QColor(0x0b7072),
        .admin = QColor(0x7d3fc4),
        .system = QColor(0x5d6472),
        .isDark = false };
    return theme;
}

const Theme &Theme::dark()
{
    static const Theme theme { .background = QColor(0x16181d),
        .surface = QColor(0x1d2026),
        .line = QColor(0x323741),
        .text = QColor(0xe7e9ee),
        .dim = QColor(0xa3abba),
        .faint = QColor(0x939cac),
        .disabled = QColor(0x5c6472),
        .accent = QColor(0x6aa2ff),
        .accentSoft = QColor(0x23324d),
        .selection = QColor(0x223353),
        .ok = QColor(0x4cc38a),
        .warning = QColor(0xe0a13a),
        .bad = QColor(0xf0776d),
        .runtime = QColor(0x6aa2ff),
        .dataAgent = QColor(0x43c6c8),
        .admin = QColor(0xbb92f5),
        .system = QColor(0x9aa3b2),
        .isDark = true };
    return theme;
}

const Theme &Theme::of(const QPalette &palette)
{
    constexpr int MiddleLightness = 128;
    return palette.color(QPalette::Window).lightness() < MiddleLightness ? dark() : light();
}

const Theme &Theme::current()
{
    return of(QGuiApplication::palette());
}

QColor blended(const QColor &colour, const QColor &ground, double opacity)
{
    const auto mix = [opacity](int a, int b) {
        return static_cast<int>(a * opacity + b * (1 - opacity));
    };
    return { mix(colour.red(), ground.red()), mix(colour.green(), ground.green()),
        mix(colour.blue(), ground.blue()) };
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleStrategy(QFont::PreferNoShaping); // Ligatures would draw == as one sign.
    const QFont words = QApplication::font();
    // Fixed-width letters look larger than the words beside them.
    constexpr double Fit = 0.94;
    if (words.pointSizeF() > 0)
        font.setPointSizeF(words.pointSizeF() * Fit);
    else
        font.setPixelSize(static_cast<int>(words.pixelSize() * Fit));
    return font;
}

int rowHeight()
{
    constexpr int Usual = 27;
    constexpr int Padding = 10;
    return std::max(Usual, QFontMetrics(QApplication::font()).height() + Padding);
}

} // namespace broadcaster
