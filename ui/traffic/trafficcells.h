// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QModelIndex>
#include <QtCore/QVariant>

namespace broadcaster {

class TrafficCell;
class TrafficModel;

/// The cells of a TrafficModel by role: their texts, tool tips and raw values, and the titles of
/// the columns.
class TrafficCells final {
public:
    /// The model outlives it.
    explicit TrafficCells(const TrafficModel &model)
        : m_model(model)
    {
    }

    /// REQUIRES: a cell of the model.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const;
    [[nodiscard]] QVariant title(int column, int role) const;

private:
    [[nodiscard]] TrafficCell cell(const QModelIndex &index) const;
    [[nodiscard]] QString tip(const QModelIndex &index) const;

    const TrafficModel &m_model;
};

} // namespace broadcaster
