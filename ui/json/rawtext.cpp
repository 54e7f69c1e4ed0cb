// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/rawtext.h"

#include "ui/json/jsoncolours.h"
#include "ui/theme/theme.h"

#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <cmath>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int RawTextMargin = 8;
constexpr int LineSpacing = 2;
constexpr double MarkTint = 0.28; ///< Tint of the places that a search has found.

bool isWordCharacter(char c)
{
    return static_cast<unsigned char>(c) > ' ' && !QByteArrayView("\"{}[],:").contains(c);
}

void layOut(QTextLayout &layout)
{
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
}

} // namespace

RawText::RawText(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(u"rawText"_s);
    setAccessibleName(tr("Message as text"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always on: a bar that comes and goes would wrap the text anew.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
}

void RawText::setText(const QByteArray &text)
{
    m_text = text;
    m_anchor = m_cursor = 0;
    m_tokens = JsonTokens(m_text);
    m_marks.clear();
    wrap();
    verticalScrollBar()->setValue(0);
}

QByteArray RawText::selectedText() const
{
    const auto [begin, end] = std::minmax(m_anchor, m_cursor);
    return m_text.sliced(begin, end - begin);
}

void RawText::selectAll()
{
    m_anchor = 0;
    m_cursor = m_text.size();
    viewport()->update();
}

void RawText::copy() const
{
    const QByteArray selected = selectedText();
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(selected.isEmpty() ? m_text : selected));
}

void RawText::setMarks(std::vector<qsizetype> offsets, qsizetype size)
{
    m_marks = std::move(offsets);
    m_markSize = size;
    viewport()->update();
}

void RawText::select(qsizetype begin, qsizetype end)
{
    m_anchor = begin;
    m_cursor = end;
    ensureVisible(begin);
    viewport()->update();
}

void RawText::wrap()
{
    const qsizetype top = m_rows.count() > verticalScrollBar()->value()
        ? m_rows.begin(verticalScrollBar()->value())
        : 0;
    const double letter = QFontMetricsF(textFont()).horizontalAdvance(u'm');
    m_columns = static_cast<int>(std::floor((viewport()->width() - 2 * RawTextMargin) / letter));
    m_rows = TextRows(m_text, m_columns);
    updateScrollBar();
    verticalScrollBar()->setValue(m_rows.rowOf(top));
    viewport()->update();
}

void RawText::updateScrollBar()
{
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setRange(0, std::max(0, m_rows.count() - visibleRows()));
}

QFont RawText::textFont() const
{
    return fixedFont();
}

int RawText::lineHeight() const
{
    return QFontMetrics(textFont()).height() + LineSpacing;
}

int RawText::visibleRows() const
{
    return std::max(1, (viewport()->height() - 2 * RawTextMargin) / lineHeight());
}

void RawText::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() == event->oldSize().width())
        updateScrollBar();
    else
        wrap();
}

void RawText::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        wrap();
}

void RawText::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setFont(textFont());
    const int first = verticalScrollBar()->value();
    const int last = std::min(m_rows.count(), first + visibleRows() + 2);
    if (first >= last)
        return;
    const std::vector<JsonToken> tokens = m_tokens.between(
        m_rows.begin(first), m_rows.end(last - 1));
    for (int row = first; row < last; ++row)
        paintRow(painter, row, RawTextMargin + (row - first) * lineHeight(), tokens);
}

QList<QTextLayout::FormatRange> RawText::formats(
    const ShownRow &shown, int row, const std::vector<JsonToken> &tokens) const
{
    const Theme &theme = Theme::of(palette());
    const qsizetype rowBegin = m_rows.begin(row);
    const qsizetype rowEnd = m_rows.end(row);
    QList<QTextLayout::FormatRange> ranges;
    const auto add = [&](qsizetype begin, qsizetype end, const QTextCharFormat &format) {
        if (begin >= rowEnd || end <= rowBegin || begin >= end)
            return;
        QTextLayout::FormatRange range;
        range.start = shown.unitOf(std::max(begin, rowBegin));
        range.length = shown.unitOf(std::min(end, rowEnd)) - range.start;
        range.format = format;
        ranges.append(range);
    };
    auto token = std::upper_bound(tokens.begin(), tokens.end(), rowBegin,
        [](qsizetype at, const JsonToken &each) { return at < each.end; });
    for (; token != tokens.end() && token->begin < rowEnd; ++token) {
        QTextCharFormat format;
        format.setForeground(jsonColour(theme, token->kind));
        add(token->begin, token->end, format);
    }
    QTextCharFormat mark;
    mark.setBackground(blended(theme.warning, theme.surface, MarkTint));
    auto at = std::lower_bound(m_marks.begin(), m_marks.end(), rowBegin - m_markSize);
    for (; at != m_marks.end() && *at < rowEnd; ++at)
        add(*at, *at + m_markSize, mark);
    QTextCharFormat chosen;
    chosen.setBackground(theme.selection);
    const auto [begin, end] = std::minmax(m_anchor, m_cursor);
    add(begin, end, chosen);
    return ranges;
}

void RawText::paintRow(
    QPainter &painter, int row, int y, const std::vector<JsonToken> &tokens) const
{
    const ShownRow shown(m_text, m_rows.begin(row), m_rows.end(row));
    QTextLayout layout(shown.text, textFont());
    layout.setFormats(formats(shown, row, tokens));
    layOut(layout);
    painter.setPen(Theme::of(palette()).text);
    const QPointF place(RawTextMargin, y);
    layout.draw(&painter, place);
    if (hasFocus() && m_rows.rowOf(m_cursor) == row)
        layout.drawCursor(&painter, place, shown.unitOf(m_cursor));
}

qsizetype RawText::offsetAt(const QPoint &point) const
{
    const int line = static_cast<int>(
        std::floor(static_cast<double>(point.y() - RawTextMargin) / lineHeight()));
    const int row = std::clamp(verticalScrollBar()->value() + line, 0, m_rows.count() - 1);
    const ShownRow shown(m_text, m_rows.begin(row), m_rows.end(row));
    QTextLayout layout(shown.text, textFont());
    layOut(layout);
    const int unit = layout.lineAt(0).xToCursor(point.x() - RawTextMargin);
    return shown.offsets[static_cast<size_t>(unit)];
}

qsizetype RawText::movedByRows(int rows) const
{
    const int row = m_rows.rowOf(m_cursor);
    const int target = std::clamp(row + rows, 0, m_rows.count() - 1);
    const ShownRow from(m_text, m_rows.begin(row), m_rows.end(row));
    const ShownRow to(m_text, m_rows.begin(target), m_rows.end(target));
    const size_t unit = std::min(static_cast<size_t>(from.unitOf(m_cursor)), to.offsets.size() - 1);
    return to.offsets[unit];
}

qsizetype RawText::moved(const QKeyEvent &event) const
{
    const bool isControl = event.modifiers().testFlag(Qt::ControlModifier);
    const int row = m_rows.rowOf(m_cursor);
    switch (event.key()) {
    case Qt::Key_Left:
        return previousCharacter(m_text, m_cursor);
    case Qt::Key_Right:
        return nextCharacter(m_text, m_cursor);
    case Qt::Key_Up:
        return movedByRows(-1);
    case Qt::Key_Down:
        return movedByRows(1);
    case Qt::Key_PageUp:
        return movedByRows(-visibleRows());
    case Qt::Key_PageDown:
        return movedByRows(visibleRows());
    case Qt::Key_Home:
        return isControl ? 0 : m_rows.begin(row);
    case Qt::Key_End:
        return isControl ? m_text.size() : m_rows.end(row);
    default:
        return -1;
    }
}

void RawText::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const qsizetype offset = moved(*event);
    if (offset < 0)
        return event->ignore();
    moveTo(offset, event->modifiers().testFlag(Qt::ShiftModifier));
}

void RawText::moveTo(qsizetype offset, bool keepAnchor)
{
    m_cursor = offset;
    if (!keepAnchor)
        m_anchor = offset;
    ensureVisible(offset);
    viewport()->update();
}

void RawText::ensureVisible(qsizetype offset)
{
    const int row = m_rows.rowOf(offset);
    const int top = verticalScrollBar()->value();
    if (row < top)
        verticalScrollBar()->setValue(row);
    else if (row >= top + visibleRows())
        verticalScrollBar()->setValue(row - visibleRows() + 1);
}

void RawText::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(offsetAt(event->pos()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void RawText::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        moveTo(offsetAt(event->pos()), true);
}

void RawText::mouseDoubleClickEvent(QMouseEvent *event)
{
    qsizetype begin = offsetAt(event->pos());
    qsizetype end = begin;
    while (begin > 0 && isWordCharacter(m_text[begin - 1]))
        --begin;
    while (end < m_text.size() && isWordCharacter(m_text[end]))
        ++end;
    select(begin, end);
}

void RawText::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy"), QKeySequence::Copy, this, &RawText::copy);
    menu.addAction(tr("Select all"), QKeySequence::SelectAll, this, &RawText::selectAll);
    menu.exec(event->globalPos());
}

} // namespace broadcaster
