// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sequence/sequenceview.h"

#include "ui/base/text.h"
#include "ui/sequence/sequencemodel.h"
#include "ui/sequence/sequencerows.h"
#include "ui/theme/theme.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QAccessible>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

SequenceView::SequenceView(SequenceModel &model, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
    , m_painter(std::make_unique<SequencePainter>(Theme::of(palette())))
{
    setObjectName(u"sequenceView"_s);
    setAccessibleName(tr("Sequence diagram"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    const SequenceRows &rows = model.rows();
    connect(&rows, &SequenceRows::inserted, this, &SequenceView::noteInserted);
    connect(&rows, &SequenceRows::removed, this, &SequenceView::noteRemoved);
    connect(&rows, &SequenceRows::replaced, this, [this] {
        m_isFollowing = true;
        fit();
    });
    connect(&model, &SequenceModel::lanesChanged, this, &SequenceView::fitLanes);
    connect(&model, &SequenceModel::changed, viewport(), qOverload<>(&QWidget::update));
    fitLanes();
}

SequenceView::~SequenceView() = default;

void SequenceView::noteInserted(int first, int last)
{
    const int height = (last - first + 1) * m_painter->rowHeight();
    const int value = verticalScrollBar()->value();
    const bool isAbove = first * m_painter->rowHeight() <= value && first == 0 && value > 0;
    fit();
    if (isAbove && !m_isFollowing) {
        const QScopedValueRollback adjusting(m_isAdjusting, true);
        verticalScrollBar()->setValue(value + height);
    }
}

void SequenceView::noteRemoved(int first, int last)
{
    const int height = (last - first + 1) * m_painter->rowHeight();
    const int value = verticalScrollBar()->value();
    const bool isAbove = first * m_painter->rowHeight() < value;
    if (isAbove && !m_isFollowing) {
        const QScopedValueRollback adjusting(m_isAdjusting, true);
        verticalScrollBar()->setValue(std::max(0, value - height));
    }
    fit();
}

void SequenceView::fit()
{
    const int rows = m_model.rows().count();
    const int room = viewport()->height() - m_painter->headerHeight();
    const int height = rows * m_painter->rowHeight() + m_painter->rowHeight() / 2;
    const QScopedValueRollback adjusting(m_isAdjusting, true);
    verticalScrollBar()->setSingleStep(m_painter->rowHeight());
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setRange(0, std::max(0, height - room));
    if (m_isFollowing)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    const int laneRoom = viewport()->width() - m_painter->timeWidth();
    m_laneWidth = m_painter->laneWidth(laneRoom, static_cast<int>(m_words.size()));
    const int width = m_laneWidth * static_cast<int>(m_words.size());
    horizontalScrollBar()->setSingleStep(m_laneWidth / 4);
    horizontalScrollBar()->setPageStep(laneRoom);
    horizontalScrollBar()->setRange(0, std::max(0, width - laneRoom));
    viewport()->update();
}

QList<SequenceLaneWords> SequenceView::laneWords() const
{
    QList<SequenceLaneWords> all;
    const bool hasProjects = m_model.hasProjects();
    for (int lane = 0; lane < m_model.lanes().count(); ++lane) {
        const SequenceEnd &end = m_model.lanes().at(lane);
        SequenceLaneWords words { m_model.laneLabel(lane), {}, end.isBroker() };
        if (!end.isBroker() && hasProjects)
            words.below = end.project.toString();
        else if (!words.label.saysType())
            words.below = typeName(*words.label.type);
        all.append(words);
    }
    return all;
}

void SequenceView::fitLanes()
{
    m_words = laneWords();
    fit();
}

void SequenceView::scrollToEnd()
{
    m_isFollowing = true;
    fit();
}

void SequenceView::scrollContentsBy(int, int dy)
{
    const QScrollBar *bar = verticalScrollBar();
    if (dy != 0 && !m_isAdjusting)
        m_isFollowing = bar->value() >= bar->maximum();
    m_model.deliveries().dropQueue(); // Rows out of sight need no answer.
    viewport()->update();
}

void SequenceView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Theme &theme = Theme::of(palette());
    const SequenceRows &rows = m_model.rows();
    const int header = m_painter->headerHeight();
    const int time = m_painter->timeWidth();
    const int rowHeight = m_painter->rowHeight();
    const int left = horizontalScrollBar()->value();
    const int top = verticalScrollBar()->value();
    const int count = static_cast<int>(m_words.size());
    const int laneRoom = viewport()->width() - time;
    const SequencePainter::Lanes lanes { m_words, m_laneWidth, std::min(count, left / m_laneWidth),
        std::min(count, (left + laneRoom) / m_laneWidth + 1), left, left + laneRoom };
    const int firstRow = top / rowHeight;
    const int endRow = std::min(rows.count(), (top + viewport()->height()) / rowHeight + 1);
    const int lastBottom = std::min(viewport()->height(), header + rows.count() * rowHeight - top);
    painter.fillRect(viewport()->rect(), theme.surface);

    const auto place = [&](int row) { return header + row * rowHeight - top; };
    const int chosen = m_chosen ? rows.rowOf(*m_chosen) : -1;
    if (chosen >= firstRow && chosen < endRow)
        painter.fillRect(0, place(chosen), viewport()->width(), rowHeight,
            hasFocus() ? theme.selection : theme.accentSoft);
    painter.setClipRect(time, header, laneRoom, viewport()->height() - header);
    painter.translate(time - left, 0);
    m_painter->paintLifelines(painter, lanes, header, lastBottom);
    std::vector<SequenceLine> lines;
    for (int row = firstRow; row < endRow; ++row) {
        lines.push_back(m_model.line(row));
        QColor ground = theme.surface;
        if (row == chosen)
            ground = hasFocus() ? theme.selection : theme.accentSoft;
        std::erase_if(lines.back().heads,
            [count](const SequenceLine::Head &head) { return head.lane >= count; });
        m_painter->paintLine(painter, lanes, lines.back(), place(row), ground);
    }
    painter.resetTransform();
    painter.setClipRect(0, header, time, viewport()->height() - header);
    for (int row = firstRow; row < endRow; ++row)
        m_painter->paintTime(painter, lines[static_cast<size_t>(row - firstRow)], place(row));
    painter.setClipping(false);
    painter.fillRect(0, 0, viewport()->width(), header, theme.background);
    painter.fillRect(0, header - 1, viewport()->width(), 1, theme.line);
    painter.setClipRect(time, 0, laneRoom, header - 1);
    painter.translate(time - left, 0);
    m_painter->paintHeader(painter, lanes);
}

void SequenceView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    fit();
}

void SequenceView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_painter = std::make_unique<SequencePainter>(Theme::of(palette()));
        fitLanes();
    }
}

int SequenceView::rowAt(const QPoint &point) const
{
    if (point.y() < m_painter->headerHeight())
        return -1;
    const int y = point.y() - m_painter->headerHeight() + verticalScrollBar()->value();
    const int row = y / m_painter->rowHeight();
    return row < m_model.rows().count() ? row : -1;
}

int SequenceView::laneAt(int x) const
{
    const int inside = x - m_painter->timeWidth() + horizontalScrollBar()->value();
    const int lane = inside < 0 ? -1 : inside / m_laneWidth;
    return lane < m_words.size() ? lane : -1;
}

void SequenceView::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().toPoint());
    if (row >= 0)
        choose(row);
}

void SequenceView::choose(int row)
{
    const quint64 sequence = m_model.rows().sequenceAt(row);
    const bool isOther = m_chosen != sequence;
    m_chosen = sequence;
    reveal(row);
    describe(row);
    if (isOther)
        Q_EMIT chosen(sequence);
}

void SequenceView::select(std::optional<quint64> sequence)
{
    if (m_chosen == sequence)
        return;
    m_chosen = sequence;
    const int row = sequence ? m_model.rows().rowOf(*sequence) : -1;
    if (row >= 0) {
        reveal(row);
        describe(row);
    }
    viewport()->update();
}

void SequenceView::reveal(int row)
{
    QScrollBar *bar = verticalScrollBar();
    const int y = row * m_painter->rowHeight();
    const int room = viewport()->height() - m_painter->headerHeight();
    if (y < bar->value())
        bar->setValue(y);
    else if (y + m_painter->rowHeight() > bar->value() + room)
        bar->setValue(y + m_painter->rowHeight() - room);
    // A row above the last holds the diagram still, as in the table.
    m_isFollowing = row + 1 >= m_model.rows().count();
    viewport()->update();
}

/// Tells the chosen message to a screen reader.
void SequenceView::describe(int row)
{
    setAccessibleDescription(m_model.lineText(row));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void SequenceView::keyPressEvent(QKeyEvent *event)
{
    const int count = m_model.rows().count();
    const int now = m_chosen ? m_model.rows().rowOf(*m_chosen) : -1;
    const int page = std::max(
        1, (viewport()->height() - m_painter->headerHeight()) / m_painter->rowHeight() - 1);
    const auto go = [&](int row) {
        if (count > 0)
            choose(std::clamp(row, 0, count - 1));
    };
    switch (event->key()) {
    case Qt::Key_Up:
        return go(now < 0 ? count - 1 : now - 1);
    case Qt::Key_Down:
        return go(now < 0 ? count - 1 : now + 1);
    case Qt::Key_PageUp:
        return go(now < 0 ? count - 1 : now - page);
    case Qt::Key_PageDown:
        return go(now < 0 ? count - 1 : now + page);
    case Qt::Key_Home:
        return go(0);
    case Qt::Key_End:
        return go(count - 1);
    case Qt::Key_Left:
        return horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    case Qt::Key_Right:
        return horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

QString SequenceView::tipAt(const QPoint &point)
{
    if (const int row = rowAt(point); row >= 0)
        return m_model.lineText(row);
    const int lane = laneAt(point.x());
    if (lane < 0 || point.y() >= m_painter->headerHeight())
        return {};
    const SequenceEnd &end = m_model.lanes().at(lane);
    if (end.isBroker())
        return m_words[lane].label.text;
    return clientTip(m_words[lane].label, end.id) + u'\n'
        + tr("Project %1").arg(end.project.toString());
}

bool SequenceView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<const QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace broadcaster
