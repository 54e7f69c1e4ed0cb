// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace broadcaster {

/// A table of figures as the page Usage has them, as high as the chart in its place. The model
/// outlives it.
[[nodiscard]] QTableView *usageTable(QAbstractItemModel &model, QWidget *parent);

} // namespace broadcaster
