// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/replychart.h"

#include "inspect/rates/chartmath.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtGui/QPainter>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MsPerTickSecond = 1000;
constexpr qint64 MinSlots = 30; ///< A short course begins at the right.

QString secondText(qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs).toString(u"HH:mm:ss"_s);
}

} // namespace

ReplyChart::ReplyChart(QWidget *parent)
    : LineChart(tr("Reply times"), parent)
{
}

void ReplyChart::setPeriods(const std::vector<ReplyPeriod> &periods, qint64 periodMs, qint64 endMs)
{
    constexpr double Median = 0.5;
    constexpr double High = 0.95;
    m_slots.clear();
    m_periodMs = periodMs;
    if (!periods.empty()) {
        const qint64 last = std::max(endMs - endMs % periodMs, periods.back().startMs);
        const qint64 wanted = (last - periods.front().startMs) / periodMs + 1;
        const qint64 count = std::clamp(wanted, MinSlots, ConversationStatistics::MaxPeriods);
        const qint64 first = last - (count - 1) * periodMs;
        m_slots.resize(static_cast<size_t>(count));
        for (qint64 i = 0; i < count; ++i)
            m_slots[static_cast<size_t>(i)].startMs = first + i * periodMs;
        for (const ReplyPeriod &period : periods) {
            if (period.startMs < first)
                continue;
            Slot &slot = m_slots[static_cast<size_t>((period.startMs - first) / periodMs)];
            slot = { period.startMs, period.times.count(), period.errors,
                period.times.quantile(Median), period.times.quantile(High) };
        }
    }
    announce();
    update();
}

int ReplyChart::largeStep() const
{
    constexpr int SlotsPerPage = 10;
    return SlotsPerPage;
}

double ReplyChart::value(int slot) const
{
    return static_cast<double>(at(slot).p95);
}

QString ReplyChart::tickText(double value) const
{
    const bool isLong = value >= MsPerTickSecond;
    const QString figure = QLocale().toString(isLong ? value / MsPerTickSecond : value);
    return isLong ? tr("%1 s").arg(figure) : tr("%1 ms").arg(figure);
}

Chart::Words ReplyChart::words(int slot) const
{
    const Slot &shown = at(slot);
    const QString from = secondText(shown.startMs);
    const QString when = m_periodMs <= MsPerTickSecond
        ? from
        : tr("%1 to %2").arg(from, secondText(shown.startMs + m_periodMs));
    if (shown.replies == 0)
        return { when, tr("no replies") };
    QString figure = tr("p95 %1, p50 %2, %n replies", nullptr, static_cast<int>(shown.replies))
                         .arg(spanText(shown.p95), spanText(shown.p50));
    if (shown.errors > 0)
        figure += tr(", %n errors", nullptr, static_cast<int>(shown.errors));
    return { when, figure };
}

void ReplyChart::paintTimes(QPainter &painter, const Plot &plot) const
{
    if (m_slots.empty())
        return;
    const int width = fontMetrics().horizontalAdvance(secondText(0));
    const int stride = labelStride(plot.area.width() / slotCount(), width + labelGap());
    for (int slot = slotCount() - 1; slot >= 0; slot -= stride)
        paintTime(painter, plot, slotArea(slot).center().x(), secondText(at(slot).startMs));
}

void ReplyChart::paintFigures(QPainter &painter, const Plot &plot) const
{
    constexpr double MedianWidth = 1.2;
    const Theme &theme = Theme::of(palette());
    const auto median = [this](int slot) { return static_cast<double>(at(slot).p50); };
    painter.setPen(QPen(theme.dim, MedianWidth, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    for (const QPolygonF &points : stretches(plot, median))
        painter.drawPolyline(points);
    LineChart::paintFigures(painter, plot);
}

} // namespace broadcaster
