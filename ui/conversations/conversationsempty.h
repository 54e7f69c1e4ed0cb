// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <QtWidgets/QWidget>

class QPushButton;

namespace broadcaster {

class ConversationWatch;
class EmptyState;

/// Shown in place of missing conversations: the reason, and the remedy.
class ConversationsEmpty final : public QWidget {
    Q_OBJECT

public:
    ConversationsEmpty(Console &console, const ConversationWatch &watch, QWidget *parent = nullptr);

    /// The project that has no conversations; null: all.
    void setScope(const ProjectId &project);
    void showReason();

private:
    void showNoMessages(bool isListening);
    void showNoPairs();

    Console &m_console;
    const ConversationWatch &m_watch;
    ProjectId m_scope;
    EmptyState *m_state;
    QPushButton *m_demo;
};

} // namespace broadcaster
