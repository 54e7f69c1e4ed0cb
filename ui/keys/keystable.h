// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/keys/keysmodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QTableView>

#include <optional>

namespace broadcaster {

class ColumnLayout;

/// The projects and their API keys, at first by the time of the key, the newest first.
class KeysTable final : public QTableView {
    Q_OBJECT

public:
    /// The model outlives the table.
    explicit KeysTable(KeysModel &model, QWidget *parent = nullptr);

    [[nodiscard]] std::optional<KeyRow> selected() const;
    /// Does nothing for a project that is not listed.
    void select(const ProjectId &project);

    [[nodiscard]] ColumnLayout &columns() const { return *m_columns; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpHeaders();

    const KeysModel &m_model;
    QSortFilterProxyModel m_proxy;
    ColumnLayout *m_columns = nullptr;
};

} // namespace broadcaster
