// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace broadcaster {

class ServerLine;

/// The Redis servers between the brokers: whether they answer, or why they do not.
class EngineSection final : public QWidget {
    Q_OBJECT

public:
    explicit EngineSection(QWidget *parent = nullptr);

    void showServers(const QList<ClusterServer> &servers);

private:
    QList<ServerLine *> m_lines;
    QVBoxLayout *m_rows;
};

} // namespace broadcaster
