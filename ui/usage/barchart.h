// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"
#include "ui/usage/chart.h"

namespace broadcaster {

/// Messages per day, one bar each. The last day is today and marked as not over.
class BarChart final : public Chart {
    Q_OBJECT

public:
    explicit BarChart(QWidget *parent = nullptr);

    /// Oldest first, without gaps, as from filledDays().
    void setDays(const QList<DailyUsage> &days);
    [[nodiscard]] QRectF barArea(int slot) const;

protected:
    [[nodiscard]] int slotCount() const override { return static_cast<int>(m_days.size()); }
    [[nodiscard]] int largeStep() const override;
    [[nodiscard]] double value(int slot) const override;
    [[nodiscard]] Words words(int slot) const override;
    /// A bar that stands alone needs no pointing at.
    [[nodiscard]] int restingSlot() const override;
    void paintTimes(QPainter &painter, const Plot &plot) const override;
    void paintFigures(QPainter &painter, const Plot &plot) const override;

private:
    [[nodiscard]] bool isToday(int slot) const { return slot + 1 == slotCount(); }
    [[nodiscard]] QString label(int slot) const;

    QList<DailyUsage> m_days;
};

} // namespace broadcaster
