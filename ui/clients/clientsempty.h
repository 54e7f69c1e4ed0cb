// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <QtWidgets/QWidget>

class QPushButton;

namespace broadcaster {

class CopyField;
class EmptyState;
class StartRemedies;

/// Shown in place of missing clients: how to connect one, or how to start the broker.
class ClientsEmpty final : public QWidget {
    Q_OBJECT

public:
    explicit ClientsEmpty(Console &console, QWidget *parent = nullptr);

    void setScope(const ProjectId &project);

Q_SIGNALS:
    void databaseWanted();

private:
    void showState();

    Console &m_console;
    ProjectId m_scope;
    EmptyState *m_state;
    QWidget *m_urls;
    CopyField *m_runtime;
    CopyField *m_agent;
    StartRemedies *m_remedies;
    QPushButton *m_demo;
};

} // namespace broadcaster
