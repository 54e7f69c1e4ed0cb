// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QTableView>

namespace broadcaster {

class ClusterModel;
class ColumnLayout;

/// The table of the brokers, as high as its rows, up to a limit.
class ClusterTable final : public QTableView {
    Q_OBJECT

public:
    /// The model outlives the table.
    explicit ClusterTable(ClusterModel &model, QWidget *parent = nullptr);

    [[nodiscard]] ColumnLayout &columns() const { return *m_columns; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpHeaders();
    void fitHeight();
    void copyIds();
    [[nodiscard]] int usualWidth(int column) const;

    ClusterModel &m_model;
    ColumnLayout *m_columns = nullptr;
};

} // namespace broadcaster
