// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/newrowschip.h"

#include "ui/base/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ChipGap = 6; ///< Between icon and text.

} // namespace

NewRowsChip::NewRowsChip(TrafficView &view, TrafficModel &model, QWidget &foot, QWidget *parent)
    : QPushButton(parent)
    , m_view(view)
    , m_model(model)
    , m_foot(foot)
{
    setObjectName(u"newRows"_s);
    setAccessibleName(tr("New messages"));
    setFocusPolicy(Qt::TabFocus); // A click keeps the focus in the table.
    setCursor(Qt::PointingHandCursor);
    hide();
    connect(&view, &TrafficView::followingChanged, this, &NewRowsChip::noteEnd);
    connect(this, &QPushButton::clicked, this, &NewRowsChip::act);
    parent->installEventFilter(this);
    m_foot.installEventFilter(this);
    view.viewport()->installEventFilter(this);
}

void NewRowsChip::noteEnd()
{
    m_store = m_model.store();
    m_seen = m_store ? m_store->end() : 0;
    if (m_view.isFollowing())
        hide();
}

void NewRowsChip::showCount(bool isPaused, qint64 waiting)
{
    if (m_model.store() != m_store)
        noteEnd();
    m_isPaused = isPaused;
    const int rows = m_model.rowCount();
    const bool isEndSeen = m_view.isFollowing() || m_view.showsLastRow();
    const int unseen = isEndSeen ? 0 : rows - m_model.rowFrom(m_seen);
    const qint64 count = isPaused ? waiting : unseen;
    if (count > 0) {
        //: Messages that the user has not seen yet
        setText(
            isPaused ? tr("%1 waiting").arg(countText(count)) : tr("%1 new").arg(countText(count)));
        setToolTip(isPaused ? tr("Go on with the messages that have come meanwhile")
                            : tr("Go to the newest message and follow"));
        setAccessibleName(text());
        place();
        raise();
    }
    setVisible(count > 0);
}

void NewRowsChip::act()
{
    if (m_isPaused)
        Q_EMIT resumeWanted();
    m_view.setFollowing(true);
    m_view.setFocus();
}

void NewRowsChip::place()
{
    const int width = IconSide + ChipGap + fontMetrics().horizontalAdvance(text()) + 4 * LayoutStep;
    const int height = fontMetrics().height() + LayoutStep;
    const QWidget &viewport = *m_view.viewport();
    const int foot = m_view.isVisible()
        ? viewport.mapTo(parentWidget(), QPoint(0, viewport.height())).y()
        : m_foot.y();
    setGeometry((parentWidget()->width() - width) / 2, foot - height - LayoutStep, width, height);
}

bool NewRowsChip::eventFilter(QObject *watched, QEvent *event)
{
    const bool isMoved = event->type() == QEvent::Resize || event->type() == QEvent::Move;
    if (isMoved && isVisibleTo(parentWidget()))
        place();
    return QPushButton::eventFilter(watched, event);
}

void NewRowsChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF shape = QRectF(rect()).adjusted(1, 1, -1, -1);
    const bool isRaised = underMouse() || isDown();
    painter.setPen(QPen(theme.accent, hasFocus() ? 2 : 1));
    painter.setBrush(isRaised ? theme.selection : theme.accentSoft);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
    const int taken = IconSide + ChipGap + fontMetrics().horizontalAdvance(text());
    const int left = (width() - taken) / 2;
    themedIcon(m_isPaused ? "play" : "down")
        .paint(&painter, QRect(left, 0, IconSide, height()), Qt::AlignCenter);
    painter.setPen(theme.text);
    painter.drawText(QRect(left + IconSide + ChipGap, 0, taken, height()),
        Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace broadcaster
