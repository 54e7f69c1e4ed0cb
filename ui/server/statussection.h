// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <QtWidgets/QWidget>

class QPushButton;

namespace broadcaster {

class Note;
class Prompts;
class StatusDot;

/// State of the broker: running since when, or why not; starts and stops it.
class StatusSection final : public QWidget {
    Q_OBJECT

public:
    StatusSection(Console &console, Prompts &prompts, QWidget *parent = nullptr);

    /// The count for the question before a stop.
    void setConnections(qint64 connections);
    /// The start has failed. The reason is in words here unless it is shown elsewhere on the page.
    void showFailure(const Error &error, bool isShownElsewhere);

    /// Whether another window of this user has the database: offers to show it after a failure.
    void setRunningWindow(bool exists);

Q_SIGNALS:
    void runningWindowWanted();
    /// Starting failed because of the database: show where to choose another one.
    void databaseWanted();

private:
    QWidget *buildButtons();
    void showState();
    void showTime();
    void hideFailure();
    void stop(bool startAgain);
    void startOnAnyPort();
    [[nodiscard]] bool confirmed(bool startAgain);

    Console &m_console;
    Prompts &m_prompts;
    qint64 m_connections = 0;
    qint64 m_sinceMs = 0; ///< 0: it listened before this section was made.
    bool m_startsAgain = false;
    StatusDot *m_dot;
    Note *m_state;
    Note *m_since;
    Note *m_failure;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_restart;
    QPushButton *m_running;
    QPushButton *m_anyPort;
    QPushButton *m_database;
};

} // namespace broadcaster
