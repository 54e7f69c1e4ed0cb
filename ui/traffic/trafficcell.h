// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficrow.h"

#include <QtCore/QVariant>

#include <optional>

namespace broadcaster {

/// Text and data of one cell of the TrafficModel. Valid as long as its row.
class TrafficCell final {
public:
    /// `column` is a TrafficModel::Column; `deltaMs` is the content of the column Delta.
    TrafficCell(const TrafficRow &row, int column, std::optional<qint64> deltaMs);

    /// The cell of a field; the path outlives it.
    TrafficCell(const TrafficRow &row, const JsonPath &field);

    [[nodiscard]] QString text() const;
    [[nodiscard]] QString tip() const;
    /// The raw value, to sort and to copy.
    [[nodiscard]] QVariant value() const;

private:
    const TrafficRow m_row;
    const int m_column;
    const std::optional<qint64> m_deltaMs;
    const JsonPath *const m_field = nullptr;
};

} // namespace broadcaster
