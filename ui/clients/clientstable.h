// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QTableView>

namespace broadcaster {

class ClientsProxy;
class ColumnLayout;

/// The table of the clients.
class ClientsTable final : public QTableView {
    Q_OBJECT

public:
    /// The proxy outlives the table.
    explicit ClientsTable(ClientsProxy &proxy, QWidget *parent = nullptr);

    [[nodiscard]] ColumnLayout &columns() const { return *m_columns; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpHeaders();
    [[nodiscard]] int usualWidth(int column) const;

    ColumnLayout *m_columns = nullptr;
};

} // namespace broadcaster
