// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/conversationstatistics.h"
#include "ui/usage/linechart.h"

namespace broadcaster {

/// Times of replies over time: p95 as a line over a ground, p50 as a dashed line.
class ReplyChart final : public LineChart {
    Q_OBJECT

public:
    explicit ReplyChart(QWidget *parent = nullptr);

    /// The periods up to `endMs`, at most ConversationStatistics::MaxPeriods of them.
    void setPeriods(const std::vector<ReplyPeriod> &periods, qint64 periodMs, qint64 endMs);

protected:
    [[nodiscard]] int slotCount() const override { return static_cast<int>(m_slots.size()); }
    [[nodiscard]] int largeStep() const override;
    [[nodiscard]] double value(int slot) const override;
    [[nodiscard]] QString tickText(double value) const override;
    [[nodiscard]] bool hasValue(int slot) const override { return at(slot).replies > 0; }
    [[nodiscard]] Words words(int slot) const override;
    void paintTimes(QPainter &painter, const Plot &plot) const override;
    void paintFigures(QPainter &painter, const Plot &plot) const override;

private:
    struct Slot {
        qint64 startMs = 0;
        quint64 replies = 0;
        quint64 errors = 0;
        qint64 p50 = 0;
        qint64 p95 = 0;
    };
    [[nodiscard]] const Slot &at(int slot) const { return m_slots[static_cast<size_t>(slot)]; }

    std::vector<Slot> m_slots;
    qint64 m_periodMs = 1;
};

} // namespace broadcaster
