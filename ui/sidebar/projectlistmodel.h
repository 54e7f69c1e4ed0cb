// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"

#include <QtCore/QAbstractListModel>

namespace broadcaster {

class RateHistory;

/// All projects together in the first row, then each live project by name.
class ProjectListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        ProjectRole = Qt::UserRole,
        ClientsRole,
        RateRole,
        RatesRole,
        ScaleRole, ///< Top of the sparklines' scale, the same for all rows.
    };
    static constexpr int SparklineSeconds = 60;
    /// The scale grows for faster traffic only, so that a height usually means the same rate.
    static constexpr double LeastScale = 10'000;

    /// The history outlives the model.
    explicit ProjectListModel(const RateHistory &history, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// Merges: rows that stay are the same rows, and only changes are reported. Feed the history
    /// with the same overview first.
    void setProjects(const QList<ProjectSummary> &projects);
    /// Keeps this project in the list while it is not live. Null: none.
    void keep(const ProjectId &project);
    [[nodiscard]] QModelIndex indexOf(const ProjectId &project) const;

private:
    struct Row {
        ProjectId id; ///< Null: all.
        QString name;
        qint64 clients = 0;
        std::optional<double> rate;
    };

    [[nodiscard]] QList<Row> rowsOf(const QList<ProjectSummary> &projects) const;
    void remove(const QList<Row> &wanted);
    void insert(const QList<Row> &wanted);
    void update(const QList<Row> &wanted);
    [[nodiscard]] QString description(const Row &row) const;

    const RateHistory &m_history;
    double m_scale = LeastScale;
    QList<ProjectSummary> m_projects;
    ProjectId m_kept;
    QList<Row> m_rows;
};

} // namespace broadcaster
