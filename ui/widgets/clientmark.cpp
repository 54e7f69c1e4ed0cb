// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/clientmark.h"

#include "ui/base/text.h"
#include "ui/theme/clientcolour.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

namespace broadcaster {

namespace {

constexpr int MarkGap = 6;
constexpr int TypeGap = 8;

int markSize(const QFontMetrics &metrics)
{
    return metrics.xHeight() + 2;
}

} // namespace

int clientMarkWidth(const QFont &font)
{
    return markSize(QFontMetrics(font)) + MarkGap;
}

void paintClientMark(
    QPainter &painter, const QRectF &place, std::optional<ClientType> type, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    if (type == ClientType::DataAgent) {
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1);
    } else if (type == ClientType::Admin) {
        const QPointF middle = place.center();
        painter.drawPolygon(
            QPolygonF { { middle.x(), place.top() - 1 }, { place.right() + 1, middle.y() },
                { middle.x(), place.bottom() + 1 }, { place.left() - 1, middle.y() } });
    } else {
        painter.drawEllipse(place);
    }
    painter.restore();
}

QRect paintClient(QPainter &painter, const QRect &cell, const QFont &font, const ClientLabel &label,
    const Theme &theme)
{
    const QFontMetrics metrics(font);
    const int size = markSize(metrics);
    QRect free = cell;
    if (label.isNamed()) {
        const QRectF place(free.left(), free.top() + (free.height() - size) / 2.0, size, size);
        paintClientMark(painter, place, label.type, clientColour(label.colour, theme));
        free.setLeft(free.left() + size + MarkGap);
    }
    if (free.width() <= 0)
        return free;
    // Names of clients of a kind often differ at their end.
    const QString shown = metrics.elidedText(label.text, Qt::ElideMiddle, free.width());
    const int baseline = free.top() + (free.height() - metrics.height()) / 2 + metrics.ascent();
    painter.setFont(font);
    painter.setPen(label.isNamed() ? theme.text : theme.dim);
    painter.drawText(free.left(), baseline, shown);
    free.setLeft(free.left() + metrics.horizontalAdvance(shown) + TypeGap);
    return free;
}

void paintClientAndType(QPainter &painter, const QRect &cell, const QFont &font,
    const ClientLabel &label, const Theme &theme, const QColor &ground)
{
    const QRect free = paintClient(painter, cell, font, label, theme);
    if (label.saysType())
        return;
    const QString type = typeName(*label.type);
    if (badgeWidth(font, type) <= free.width())
        paintBadge(painter, free, font, type, theme.role(*label.type), ground);
}

} // namespace broadcaster
