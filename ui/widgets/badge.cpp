// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/badge.h"

#include "ui/theme/scaledfont.h"
#include "ui/theme/theme.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr int SidePadding = 6;
constexpr int BadgeRadius = 3;
constexpr double Tint = 0.13;

QFont badgeFont(const QFont &font)
{
    constexpr double Smaller = 0.88;
    QFont small = scaledFont(font, Smaller);
    small.setWeight(QFont::DemiBold);
    return small;
}

} // namespace

int badgeWidth(const QFont &font, const QString &text)
{
    return QFontMetrics(badgeFont(font)).horizontalAdvance(text) + 2 * SidePadding;
}

QRect paintBadge(QPainter &painter, const QRect &cell, const QFont &font, const QString &text,
    const QColor &colour, const QColor &ground)
{
    const QFont small = badgeFont(font);
    const QFontMetrics metrics(small);
    const int height = std::min(cell.height(), metrics.height() + 4);
    const QRect badge(cell.left(), cell.top() + (cell.height() - height) / 2,
        std::min(cell.width(), badgeWidth(font, text)), height);
    if (badge.width() <= 2 * SidePadding)
        return { badge.topLeft(), QSize(0, height) };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(blended(colour, ground, Tint));
    painter.drawRoundedRect(badge, BadgeRadius, BadgeRadius);
    painter.setPen(colour);
    painter.setFont(small);
    const bool fits = badgeWidth(font, text) <= cell.width();
    painter.drawText(badge, Qt::AlignCenter,
        fits ? text : metrics.elidedText(text, Qt::ElideRight, badge.width() - 2 * SidePadding));
    painter.restore();
    return badge;
}

} // namespace broadcaster
