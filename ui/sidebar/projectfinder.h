// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QSortFilterProxyModel>

namespace broadcaster {

/// The projects of a ProjectListModel whose name contains a text. The row of all projects and the
/// chosen project always stay.
class ProjectFinder final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setNeedle(const QString &needle);
    void keep(const ProjectId &project);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_needle;
    ProjectId m_kept;
};

} // namespace broadcaster
