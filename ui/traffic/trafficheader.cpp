// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficheader.h"

#include "ui/theme/theme.h"
#include "ui/traffic/trafficdelegate.h"

#include <QtGui/QPainter>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int HeightOverRow = 3;
constexpr int MinColumnWidth = 36;

} // namespace

TrafficHeader::TrafficHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setObjectName(u"trafficHeader"_s);
    setAccessibleName(tr("Columns"));
    setSectionsClickable(false);
    setHighlightSections(false);
    setMinimumSectionSize(MinColumnWidth);
}

QSize TrafficHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(), rowHeight() + HeightOverRow };
}

void TrafficHeader::paintEvent(QPaintEvent *event)
{
    const Theme &theme = Theme::of(palette());
    {
        QPainter painter(viewport());
        painter.fillRect(viewport()->rect(), theme.surface);
        painter.fillRect(0, height() - 1, width(), 1, theme.line);
    }
    QHeaderView::paintEvent(event);
}

void TrafficHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const Theme &theme = Theme::of(palette());
    painter->fillRect(rect, theme.surface);
    painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.line);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(theme.dim);
    const QRect free = rect.adjusted(TrafficCellPadding, 0, -TrafficCellPadding, -1);
    const QString text = model()->headerData(logicalIndex, orientation()).toString();
    const int align
        = model()->headerData(logicalIndex, orientation(), Qt::TextAlignmentRole).toInt();
    painter->drawText(
        free, align, QFontMetrics(bold).elidedText(text, Qt::ElideRight, free.width()));
}

} // namespace broadcaster
