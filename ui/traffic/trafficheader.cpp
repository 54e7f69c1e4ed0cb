// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficheader.h"

#include "ui/theme/theme.h"
#include "ui/traffic/trafficdelegate.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>

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
    setSectionsMovable(true);
    setSectionsClickable(false);
    setHighlightSections(false);
    setStretchLastSection(true);
    setMinimumSectionSize(MinColumnWidth);
    setContextMenuPolicy(Qt::DefaultContextMenu);
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

void TrafficHeader::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    for (int column = 0; column < count(); ++column) {
        QAction *action = menu.addAction(model()->headerData(column, orientation()).toString());
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(column));
        // One column stays, or there would be no header left to bring the others back with.
        action->setEnabled(isSectionHidden(column) || count() - hiddenSectionCount() > 1);
        connect(action, &QAction::triggered, this,
            [this, column](bool shown) { Q_EMIT columnWanted(column, shown); });
    }
    menu.addSeparator();
    menu.addAction(tr("Reset columns"), this, &TrafficHeader::resetWanted);
    menu.exec(event->globalPos());
}

} // namespace broadcaster
