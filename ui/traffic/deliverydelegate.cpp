// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliverydelegate.h"

#include "ui/base/text.h"
#include "ui/theme/theme.h"
#include "ui/traffic/deliverymodel.h"
#include "ui/traffic/outcomeglyph.h"
#include "ui/widgets/badge.h"

#include <QtGui/QPainter>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int CellSide = 16;
constexpr int DeliveryGap = 8;
constexpr qsizetype IdLength = 36;

/// A mirror is a copy that was not requested: its colour differs from a delivery's as well.
const QColor &verdictColour(Verdict verdict, DeliveryState state, const Theme &theme)
{
    const bool isMirrored = verdict == Verdict::Mirrored && state == DeliveryState::Sent;
    return isMirrored ? theme.admin : outcomeColour(outcomeOf(verdict, state), theme);
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

    const QFont fixed = fixedFont();
    const QFontMetrics fixedMetrics(fixed);
    const int wholeId = fixedMetrics.horizontalAdvance(QString(IdLength, u'0'));
    const bool fits = free.width() >= 2 * wholeId;
    const QString id = fits ? index.data(DeliveryModel::ClientRole).toString()
                            : shortId(line.client.text());
    painter->setFont(fixed);
    painter->setPen(theme.dim);
    painter->drawText(free, Qt::AlignVCenter | Qt::AlignLeft, id);
    free.setLeft(
        free.left() + (fits ? wholeId : fixedMetrics.horizontalAdvance(id)) + 2 * DeliveryGap);

    const QColor &colour = verdictColour(line.verdict, state, theme);
    const QFontMetrics metrics(option.font);
    paintOutcome(*painter, free, metrics.ascent(), outcomeOf(line.verdict, state), colour);
    free.setLeft(free.left() + metrics.ascent() + DeliveryGap);
    painter->setFont(option.font);
    painter->setPen(colour);
    painter->drawText(free, Qt::AlignVCenter | Qt::AlignLeft,
        metrics.elidedText(verdictText(line.verdict, state), Qt::ElideRight, free.width()));
}

QSize DeliveryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 0, rowHeight() };
}

} // namespace broadcaster
