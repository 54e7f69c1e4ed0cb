// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sequence/sequencepainter.h"

#include "ui/base/text.h"
#include "ui/theme/clientcolour.h"
#include "ui/theme/scaledfont.h"
#include "ui/theme/theme.h"
#include "ui/widgets/clientmark.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdlib>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int LanePadding = 8;
constexpr int TimePadding = 12;
constexpr int ArrowSize = 6;
constexpr int CrossSize = 4;
constexpr int LoopWidth = 26;
constexpr double SmallScale = 0.88;
constexpr double LinePen = 1.4;

} // namespace

SequencePainter::SequencePainter(const Theme &theme)
    : m_theme(theme)
    , m_words(QApplication::font())
    , m_fixed(fixedFont())
    , m_small(scaledFont(m_words, SmallScale))
    , m_wordMetrics(m_words)
    , m_fixedMetrics(m_fixed)
    , m_smallMetrics(m_small)
    , m_rowHeight(m_wordMetrics.height() + 2 * LanePadding + 2)
    , m_headerHeight(m_wordMetrics.height() + m_smallMetrics.height() + 2 * LanePadding)
    , m_timeWidth(m_fixedMetrics.horizontalAdvance(u"00:00:00.000"_s) + 2 * TimePadding)
{
}

int SequencePainter::laneWidth(int room, int lanes) const
{
    const int least = m_wordMetrics.averageCharWidth() * 20;
    const int most = m_wordMetrics.averageCharWidth() * 44;
    return std::clamp(room / std::max(1, lanes), least, most);
}

void SequencePainter::paintHeader(QPainter &painter, const Lanes &lanes) const
{
    for (int lane = lanes.first; lane < lanes.end; ++lane) {
        const SequenceLaneWords &words = lanes.words[lane];
        const int room = lanes.width - 2 * LanePadding;
        const int mark = words.label.isNamed() ? clientMarkWidth(m_words) : 0;
        const QString name = words.isBroker || words.label.isNamed() ? words.label.text
                                                                     : clientText(words.label);
        const int width = std::min(room, m_wordMetrics.horizontalAdvance(name) + mark);
        const QRect first(
            middle(lanes, lane) - width / 2, LanePadding, width + 1, m_wordMetrics.height());
        ClientLabel label = words.label;
        label.text = name;
        QFont font = m_words;
        if (words.isBroker)
            font.setItalic(true);
        paintClient(painter, first, font, label, m_theme);
        painter.setFont(m_small);
        painter.setPen(m_theme.dim);
        const QRect second(
            lanes.width * lane + LanePadding, first.bottom() + 1, room, m_smallMetrics.height());
        painter.drawText(
            second, Qt::AlignCenter, m_smallMetrics.elidedText(words.below, Qt::ElideRight, room));
    }
}

void SequencePainter::paintLifelines(
    QPainter &painter, const Lanes &lanes, int top, int bottom) const
{
    painter.setPen(m_theme.line);
    for (int lane = lanes.first; lane < lanes.end; ++lane)
        painter.drawLine(middle(lanes, lane), top, middle(lanes, lane), bottom);
}

void SequencePainter::paintTime(QPainter &painter, const SequenceLine &line, int top) const
{
    const int baseline = top + m_rowHeight - LanePadding;
    painter.setFont(m_fixed);
    painter.setPen(m_theme.dim);
    painter.drawText(TimePadding, baseline, line.time);
    if (line.gap.isEmpty())
        return;
    painter.setFont(m_small);
    painter.setPen(m_theme.faint);
    painter.drawText(TimePadding, top + m_smallMetrics.ascent() + 1,
        m_smallMetrics.elidedText(line.gap, Qt::ElideRight, m_timeWidth - TimePadding));
}

QColor SequencePainter::colourOf(const Lanes &lanes, const SequenceLine &line) const
{
    if (line.fate == SequenceMessage::Fate::Nobody || line.isError)
        return m_theme.bad;
    const ClientLabel &sender = lanes.words[line.from].label;
    return sender.isNamed() ? clientColour(sender.colour, m_theme) : m_theme.system;
}

void SequencePainter::paintLine(QPainter &painter, const Lanes &lanes, const SequenceLine &line,
    int top, const QColor &ground) const
{
    if (line.from == SequenceLanes::None || line.from >= lanes.words.size())
        return;
    const int y = top + m_rowHeight - LanePadding - 2;
    const QPoint from(middle(lanes, line.from), y);
    const QColor colour = colourOf(lanes, line);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, LinePen, line.isReply ? Qt::DashLine : Qt::SolidLine));
    int left = from.x();
    int right = from.x();
    for (const SequenceLine::Head &head : line.heads) {
        left = std::min(left, middle(lanes, head.lane));
        right = std::max(right, middle(lanes, head.lane));
    }
    if (left != right)
        painter.drawLine(left, y, right, y);
    painter.setPen(QPen(colour, LinePen));
    painter.setBrush(colour);
    painter.drawEllipse(from, 2, 2);
    for (const SequenceLine::Head &head : line.heads) {
        const QPoint tip(middle(lanes, head.lane), y);
        if (head.lane == line.from) { // To itself.
            painter.setBrush(Qt::NoBrush);
            painter.drawArc(tip.x() - LoopWidth / 2, y - CrossSize, LoopWidth, 2 * CrossSize,
                -90 * 16, 180 * 16);
            paintHead(painter, line, head, tip, -1);
        } else {
            paintHead(painter, line, head, tip, tip.x() > from.x() ? 1 : -1);
        }
    }
    if (line.heads.empty())
        paintStub(painter, line, from, lanes.width / 3);
    painter.restore();
    paintLabel(painter, lanes, line, top, ground);
}

void SequencePainter::paintHead(QPainter &painter, const SequenceLine &line,
    const SequenceLine::Head &head, QPoint tip, int direction) const
{
    const QColor usual = painter.pen().color();
    if (head.isDropped() || line.fate == SequenceMessage::Fate::Rejected) {
        // The arrow ends before its lane: the message did not arrive.
        const QPoint cross(tip.x() - direction * 2 * ArrowSize, tip.y());
        painter.setPen(QPen(m_theme.bad, 2));
        painter.drawLine(
            cross + QPoint(-CrossSize, -CrossSize), cross + QPoint(CrossSize, CrossSize));
        painter.drawLine(
            cross + QPoint(-CrossSize, CrossSize), cross + QPoint(CrossSize, -CrossSize));
    } else {
        const QPoint back(tip.x() - direction * (ArrowSize + 2), tip.y());
        const QPolygon arrow { tip, back + QPoint(0, -ArrowSize + 2),
            back + QPoint(0, ArrowSize - 2) };
        const bool isQueued = head.state == DeliveryState::Queued;
        const QColor colour = isQueued ? m_theme.warning : usual;
        painter.setPen(QPen(colour, LinePen));
        painter.setBrush(isQueued || head.isMirror ? m_theme.surface : colour);
        painter.drawPolygon(arrow);
    }
    painter.setPen(QPen(usual, LinePen));
    painter.setBrush(usual);
}

void SequencePainter::paintStub(
    QPainter &painter, const SequenceLine &line, QPoint from, int length) const
{
    const QPoint tip = from + QPoint(length, 0);
    const QColor colour = painter.pen().color();
    painter.setPen(QPen(colour, LinePen, Qt::DotLine));
    painter.drawLine(from, tip);
    SequenceLine::Head head;
    if (line.fate == SequenceMessage::Fate::Nobody)
        head.state = DeliveryState::ConnectionLost;
    painter.setPen(QPen(colour, LinePen));
    paintHead(painter, line, head, tip, 1);
}

void SequencePainter::paintLabel(QPainter &painter, const Lanes &lanes, const SequenceLine &line,
    int top, const QColor &ground) const
{
    const int from = middle(lanes, line.from);
    int left = from;
    int right = from;
    for (const SequenceLine::Head &head : line.heads) {
        left = std::min(left, middle(lanes, head.lane));
        right = std::max(right, middle(lanes, head.lane));
    }
    const bool goesLeft = left < from && right == from;
    const int room = std::max(lanes.width, right - left) - 3 * LanePadding;
    const QString label = m_wordMetrics.elidedText(line.label, Qt::ElideRight, room);
    const int labelWidth = m_wordMetrics.horizontalAdvance(label);
    const int noteRoom = room - labelWidth - LanePadding;
    const QString note = noteRoom > 2 * LanePadding
        ? m_smallMetrics.elidedText(line.note, Qt::ElideRight, noteRoom)
        : QString();
    const int width = labelWidth
        + (note.isEmpty() ? 0 : LanePadding + m_smallMetrics.horizontalAdvance(note));
    int x = goesLeft ? from - LanePadding - width : from + LanePadding;
    // A label out of sight moves along its arrow into sight.
    x = std::min(x, std::max(left, lanes.right - width) - LanePadding);
    x = std::max(x, std::min(lanes.left, right - width) + LanePadding);
    painter.fillRect(x - 2, top + 2, width + 4, m_wordMetrics.height(), ground);
    const int baseline = top + 2 + m_wordMetrics.ascent();
    painter.setFont(m_words);
    painter.setPen(line.isError ? m_theme.bad : m_theme.text);
    painter.drawText(x, baseline, label);
    if (note.isEmpty())
        return;
    painter.setFont(m_small);
    const bool isBad = line.fate == SequenceMessage::Fate::Nobody || line.isError;
    painter.setPen(isBad ? m_theme.bad : m_theme.dim);
    painter.drawText(x + labelWidth + LanePadding, baseline, note);
}

} // namespace broadcaster
