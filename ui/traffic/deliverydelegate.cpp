// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliverydelegate.h"

#include "ui/base/text.h"
#include "ui/theme/theme.h"
#include "ui/traffic/deliverymodel.h"
#include "ui/traffic/outcomeglyph.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/clientmark.h"

#include <QtGui/QPainter>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int CellSide = 16;
constexpr int DeliveryGap = 8;
constexpr qsizetype IdLength = 36;
constexpr int NameCharacters = 20;

/// A mirror is a copy that was not requested: its colour differs from a delivery's as well.
const QColor &verdictColour(Verdict verdict, DeliveryState state, const Theme &theme)
{
    const bool isMirrored = verdict == Verdict::Mirrored && state == DeliveryState::Sent;
    return isMirrored ? theme.admin : outcomeColour(outcomeOf(verdict, state), theme);
}

/// The name, in a column of its own; returns its right end.
int paintName(QPainter &painter, const QRect &free, const QFont &font, const ClientLabel &label,
    const Theme &theme)
{
    if (!label.isNamed())
        return free.left();
    const int width = std::min(free.width() / 2,
        QFontMetrics(font).averageCharWidth() * NameCharacters + clientMarkWidth(font));
    QRect place = free;
    place.setWidth(width);
    paintClient(painter, place, font, label, theme);
    return place.right() + 1 + DeliveryGap;
}

/// The whole id where it fits; beside a name nothing else.
int paintId(QPainter &painter, const QRect &free, const ClientLabel &label, QByteArrayView id,
    const Theme &theme)
{
    const QFont fixed = fixedFont();
    const QFontMetrics metrics(fixed);
    const int whole = metrics.horizontalAdvance(QString(IdLength, u'0'));
    const bool fits = free.width() >= 2 * whole;
    if (!fits && label.isNamed())
        return free.left();
    const QString text = fits ? QString::fromUtf8(id) : label.text;
    painter.setFont(fixed);
    painter.setPen(theme.dim);
    painter.drawText(free, Qt::AlignVCenter | Qt::AlignLeft, text);
    return free.left() + (fits ? whole : metrics.horizontalAdvance(text)) + 2 * DeliveryGap;
}

} // namespace

void DeliveryDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &model = static_cast<const DeliveryModel &>(*index.model());
    const auto &[line, state] = model.lines().at(index.row());
    const Theme &theme = Theme::of(option.palette);
    const bool isSelected = (option.state & QStyle::State_Selected) != 0;
    const QColor &ground = isSelected ? theme.selection : theme.surface;
    if (isSelected)
        painter->fillRect(option.rect, ground);

    QRect free = option.rect.adjusted(CellSide, 0, -CellSide, 0);
    paintBadge(*painter, free, option.font, typeName(line.type), theme.role(line.type), ground);
    free.setLeft(
        free.left() + badgeWidth(option.font, typeName(ClientType::DataAgent)) + DeliveryGap);

    const ClientLabel label = model.label(model.lines().at(index.row()));
    free.setLeft(paintName(*painter, free, option.font, label, theme));
    free.setLeft(paintId(*painter, free, label, line.client.text(), theme));

    const bool isKnown = !isPassedOn(line);
    const QColor &colour = isKnown ? verdictColour(line.verdict, state, theme) : theme.dim;
    const Outcome outcome = isKnown ? outcomeOf(line.verdict, state) : Outcome::None;
    const QFontMetrics metrics(option.font);
    paintOutcome(*painter, free, metrics.ascent(), outcome, colour);
    free.setLeft(free.left() + metrics.ascent() + DeliveryGap);
    painter->setFont(option.font);
    painter->setPen(colour);
    painter->drawText(free, Qt::AlignVCenter | Qt::AlignLeft,
        metrics.elidedText(verdictText(line, state), Qt::ElideRight, free.width()));
}

QSize DeliveryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 0, rowHeight() };
}

} // namespace broadcaster
