// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QTableView>

namespace broadcaster {

class ColumnLayout;
class ConversationsProxy;

/// The table of the page Conversations.
class ConversationsTable final : public QTableView {
    Q_OBJECT

public:
    /// The proxy outlives the table.
    explicit ConversationsTable(ConversationsProxy &proxy, QWidget *parent = nullptr);

    [[nodiscard]] ColumnLayout &columns() const { return *m_columns; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpHeaders();

    ColumnLayout *m_columns = nullptr;
};

} // namespace broadcaster
