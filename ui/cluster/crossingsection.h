// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

class QGridLayout;
class QLabel;

namespace broadcaster {

class Figure;
class Note;

/// The messages from this broker to all others since the start, and why some of them were lost.
class CrossingSection final : public QWidget {
    Q_OBJECT

public:
    explicit CrossingSection(QWidget *parent = nullptr);

    void showCluster(const ClusterInfo &cluster);

private:
    struct Row {
        QLabel *count;
        Note *reason;
    };

    void addRow(const QString &name);
    void showRow(const QString &name, qint64 count, const QString &reason);

    Figure *m_offered;
    Figure *m_delivered;
    Figure *m_underWay;
    Figure *m_lost;
    Figure *m_unaccounted;
    Note *m_none;
    QGridLayout *m_grid;
    QHash<QString, Row> m_rows; ///< By LossLine::name.
};

} // namespace broadcaster
