// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/chart.h"

#include "inspect/rates/chartmath.h"
#include "ui/theme/theme.h"
#include "ui/widgets/lineheight.h"

#include <QtGui/QAccessible>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ChartGap = 8;
constexpr double Corner = 4;

} // namespace

double Chart::Plot::y(double value) const
{
    return area.bottom() - area.height() * value / ticks.last();
}

Chart::Chart(const QString &name, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Chart::setMessage(const QString &message)
{
    if (m_message == message)
        return;
    m_message = message;
    announce();
    update();
}

int Chart::activeSlot() const
{
    const int slot = m_hovered >= 0 || !hasFocus() ? m_hovered : m_chosen;
    return m_message.isEmpty() && slot >= firstSlot() && slot < slotCount() ? slot : -1;
}

QRectF Chart::slotArea(int slot) const
{
    const QRectF area = plot().area;
    const double width = area.width() / std::max(1, slotCount());
    return { area.left() + width * slot, area.top(), width, area.height() };
}

QSize Chart::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 7 };
}

QSize Chart::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 6 };
}

Chart::Plot Chart::plot() const
{
    constexpr int LinesPerTick = 3;
    constexpr int MostSteps = 6;
    const QFontMetrics metrics = fontMetrics();
    const double bottom = metrics.height() + ChartGap;
    // Half a line above for the topmost label, which is centred on its tick.
    const double top = metrics.height() / 2.0 + 1;
    const double height = std::max(1.0, this->height() - top - bottom);
    const int steps = std::clamp(
        static_cast<int>(height / (metrics.height() * LinesPerTick)), 1, MostSteps);
    double highest = 0;
    for (int slot = firstSlot(); slot < slotCount(); ++slot)
        highest = std::max(highest, value(slot));

    Plot plot;
    plot.ticks = niceTicks(highest, steps, 1);
    int labels = 0;
    for (const double tick : std::as_const(plot.ticks))
        labels = std::max(labels, metrics.horizontalAdvance(tickText(tick)));
    const double left = labels + ChartGap;
    plot.area = QRectF(left, top, std::max(1.0, width() - left - ChartGap), height);
    return plot;
}

QString Chart::tickText(double value) const
{
    return axisText(value);
}

int Chart::labelGap() const
{
    return 2 * fontMetrics().averageCharWidth();
}

void Chart::paintTime(QPainter &painter, const Plot &plot, double x, const QString &text) const
{
    const double textWidth = fontMetrics().horizontalAdvance(text);
    const double left = std::clamp(x - textWidth / 2, 0.0, std::max(0.0, width() - textWidth));
    painter.setPen(Theme::of(palette()).dim);
    painter.drawText(
        QRectF(left, plot.area.bottom() + ChartGap, textWidth + 1, fontMetrics().height()),
        Qt::AlignLeft | Qt::AlignVCenter, text);
}

void Chart::announce()
{
    const int slot = m_message.isEmpty() ? m_chosen : -1;
    QString text = m_message;
    if (slot >= firstSlot() && slot < slotCount()) {
        const Words said = words(slot);
        text = said.when + u": "_s + said.figure;
    }
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleValueChangeEvent event(this, text);
    QAccessible::updateAccessibility(&event);
}

void Chart::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Plot plot = this->plot();
    if (!m_message.isEmpty()) {
        painter.setPen(theme.line);
        painter.drawLine(plot.area.bottomLeft(), plot.area.bottomRight());
        painter.setPen(theme.dim);
        painter.drawText(plot.area, Qt::AlignCenter | Qt::TextWordWrap, m_message);
        if (hasFocus()) {
            painter.setPen(theme.accent);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Corner, Corner);
        }
        return;
    }
    paintAxis(painter, plot);
    paintTimes(painter, plot);
    paintFigures(painter, plot);
    const int active = activeSlot();
    if (const int slot = active >= 0 ? active : restingSlot(); slot >= 0)
        paintCallout(painter, plot, slot);
}

void Chart::paintAxis(QPainter &painter, const Plot &plot) const
{
    const Theme &theme = Theme::of(palette());
    const double height = fontMetrics().height();
    for (const double tick : plot.ticks) {
        // Whole pixels; otherwise a hairline becomes two pale ones.
        const double y = std::floor(plot.y(tick)) + 0.5;
        painter.setPen(QPen(theme.line, 1));
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y));
        painter.setPen(theme.dim);
        painter.drawText(QRectF(0, y - height / 2, plot.area.left() - ChartGap, height),
            Qt::AlignRight | Qt::AlignVCenter, tickText(tick));
    }
}

void Chart::paintCallout(QPainter &painter, const Plot &plot, int slot) const
{
    const Theme &theme = Theme::of(palette());
    const Words said = words(slot);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics metrics = fontMetrics();
    const QFontMetrics strongMetrics(strong);
    const int textWidth = std::max(
        strongMetrics.horizontalAdvance(said.figure), metrics.horizontalAdvance(said.when));
    const int textHeight = lineHeight(metrics, said.when) + lineHeight(strongMetrics, said.figure);
    const QSizeF size(textWidth + 2 * ChartGap, textHeight + ChartGap);
    const QRectF slotRect = slotArea(slot);
    // Beside the slot, where it does not hide it; on the other side if there is no room.
    double left = slotRect.right() + ChartGap;
    if (left + size.width() > width())
        left = slotRect.left() - ChartGap - size.width();
    const double top = std::clamp(plot.y(value(slot)) - size.height() / 2, plot.area.top(),
        std::max(plot.area.top(), plot.area.bottom() - size.height() - 1));
    const QRectF box(QPointF(std::max(0.5, std::floor(left) + 0.5), std::floor(top) + 0.5), size);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(box, Corner, Corner);
    const QRectF text = box.adjusted(ChartGap, ChartGap / 2.0, -ChartGap, -ChartGap / 2.0);
    painter.setPen(theme.dim);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, said.when);
    painter.setPen(theme.text);
    painter.setFont(strong);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignBottom, said.figure);
    painter.setFont(font());
}

void Chart::keyPressEvent(QKeyEvent *event)
{
    const int last = slotCount() - 1;
    const int from = m_chosen < 0 ? last : m_chosen;
    int to = -1;
    switch (event->key()) {
    case Qt::Key_Left:
        to = from - 1;
        break;
    case Qt::Key_Right:
        to = from + 1;
        break;
    case Qt::Key_PageUp:
        to = from - largeStep();
        break;
    case Qt::Key_PageDown:
        to = from + largeStep();
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = last;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    m_hovered = -1; // The mouse may rest on the chart while the keys are used.
    choose(std::max(firstSlot(), std::min(to, last)));
}

void Chart::mouseMoveEvent(QMouseEvent *event)
{
    hover(slotAt(event->position()));
}

void Chart::mousePressEvent(QMouseEvent *event)
{
    if (const int slot = slotAt(event->position()); slot >= 0)
        choose(slot);
}

void Chart::leaveEvent(QEvent *)
{
    hover(-1);
}

void Chart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_chosen < 0)
        choose(slotCount() - 1);
}

int Chart::slotAt(QPointF position) const
{
    const QRectF area = plot().area;
    if (position.x() < area.left() || position.x() >= area.right() || slotCount() == 0)
        return -1;
    const int slot = static_cast<int>((position.x() - area.left()) * slotCount() / area.width());
    return slot < firstSlot() ? -1 : slot;
}

void Chart::choose(int slot)
{
    m_chosen = slot;
    announce();
    update();
}

void Chart::hover(int slot)
{
    if (m_hovered == slot)
        return;
    m_hovered = slot;
    update();
}

} // namespace broadcaster
