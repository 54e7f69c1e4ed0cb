// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/outcomeglyph.h"

#include "ui/theme/theme.h"

#include <QtGui/QPainter>

namespace broadcaster {

namespace {

constexpr double PenWidth = 1.7;

} // namespace

const QColor &outcomeColour(Outcome outcome, const Theme &theme)
{
    switch (outcome) {
    case Outcome::Delivered:
        return theme.ok;
    case Outcome::Partly:
    case Outcome::Waiting:
        return theme.warning;
    case Outcome::Nobody:
    case Outcome::Rejected:
        return theme.bad;
    case Outcome::None:
        break;
    }
    return theme.dim;
}

Outcome outcomeOf(Verdict verdict, DeliveryState state)
{
    switch (verdict) {
    case Verdict::Delivered:
    case Verdict::Mirrored:
        if (state == DeliveryState::Queued)
            return Outcome::Waiting;
        return state == DeliveryState::Sent ? Outcome::Delivered : Outcome::Nobody;
    case Verdict::SkippedSender:
    case Verdict::SkippedOtherClient:
    case Verdict::SkippedOtherType:
    case Verdict::SkippedAdmin:
    case Verdict::NotRouted:
        break;
    }
    return Outcome::None;
}

void paintOutcome(
    QPainter &painter, const QRect &rect, int size, Outcome outcome, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, PenWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.translate(rect.left(), rect.top() + (rect.height() - size) / 2.0);
    painter.scale(size / 12.0, size / 12.0); // The shapes are drawn on a grid of 12 by 12.
    switch (outcome) {
    case Outcome::Delivered: {
        const QPointF tick[] = { { 2, 6.5 }, { 5, 9.5 }, { 10, 3 } };
        painter.drawPolyline(tick, 3);
        break;
    }
    case Outcome::Partly:
        painter.drawEllipse(QPointF(6, 6), 4.2, 4.2);
        painter.setBrush(colour);
        painter.drawChord(QRectF(1.8, 1.8, 8.4, 8.4), 90 * 16, 180 * 16);
        break;
    case Outcome::Waiting: {
        const QPointF hands[] = { { 6, 3.4 }, { 6, 6.3 }, { 8, 7.5 } };
        painter.drawEllipse(QPointF(6, 6), 4.6, 4.6);
        painter.drawPolyline(hands, 3);
        break;
    }
    case Outcome::Nobody:
        painter.drawLine(QPointF(2.5, 2.5), QPointF(9.5, 9.5));
        painter.drawLine(QPointF(9.5, 2.5), QPointF(2.5, 9.5));
        break;
    case Outcome::Rejected:
        painter.drawEllipse(QPointF(6, 6), 4.5, 4.5);
        painter.drawLine(QPointF(3, 9), QPointF(9, 3));
        break;
    case Outcome::None:
        painter.drawLine(QPointF(3, 6), QPointF(9, 6));
        break;
    }
    painter.restore();
}

} // namespace broadcaster
