// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/usage/chart.h"

#include <functional>

namespace broadcaster {

/// A chart whose figures are joined by a line over a tinted ground. Slots without a figure
/// interrupt the line.
class LineChart : public Chart {
    Q_OBJECT

public:
    using Chart::Chart;

protected:
    [[nodiscard]] virtual bool hasValue(int) const { return true; }
    void paintFigures(QPainter &painter, const Plot &plot) const override;

    using Value = std::function<double(int slot)>;
    /// The stretches of slots that have figures, as points of that value. A slot without neighbours
    /// is a level piece of line.
    [[nodiscard]] QList<QPolygonF> stretches(const Plot &plot, const Value &value) const;
};

} // namespace broadcaster
