// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/usage/linechart.h"

namespace broadcaster {

/// Messages per second over the last RateHistory::MaxSeconds, as a line that moves to the left.
class RateChart final : public LineChart {
    Q_OBJECT

public:
    explicit RateChart(QWidget *parent = nullptr);

    /// Oldest first, one per second; the last `known` of them are drawn, with gaps where a rate is
    /// RateHistory::Unknown.
    void setRates(const QList<double> &rates, int known);

protected:
    [[nodiscard]] int slotCount() const override { return static_cast<int>(m_rates.size()); }
    [[nodiscard]] int firstSlot() const override { return slotCount() - m_known; }
    [[nodiscard]] int largeStep() const override;
    [[nodiscard]] double value(int slot) const override; ///< 0 if it is unknown.
    [[nodiscard]] bool hasValue(int slot) const override;
    [[nodiscard]] Words words(int slot) const override;
    void paintTimes(QPainter &painter, const Plot &plot) const override;

private:
    QList<double> m_rates;
    int m_known = 0;
};

} // namespace broadcaster
