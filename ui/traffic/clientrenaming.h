// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientnames.h"

#include <optional>

class QAction;
class QMenu;

namespace broadcaster {

class TrafficModel;
class TrafficView;

/// The action that renames a client of the chosen message (F2): its receiver in the column To, its
/// sender in every other column.
class ClientRenaming final : public QObject {
    Q_OBJECT

public:
    /// All outlive this object; the view is its parent. The model has names.
    ClientRenaming(TrafficView &view, TrafficModel &model, QMenu &menu);

private:
    void update();
    void rename();
    [[nodiscard]] std::optional<ClientNames::Wanted> client() const;

    TrafficView &m_view;
    TrafficModel &m_model;
    QAction *m_rename;
};

} // namespace broadcaster
