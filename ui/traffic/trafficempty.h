// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QStackedWidget>

class QPushButton;

namespace broadcaster {

class Console;
class CopyField;
class EmptyState;
class StartRemedies;

/// Shown in place of missing messages: the reason and the remedy.
class TrafficEmpty final : public QStackedWidget {
    Q_OBJECT

public:
    enum class Why {
        NotListening,
        NobodyConnected,
        NothingSaid,
        NothingInProject,
        NothingMatches,
        FileIsEmpty,
    };

    /// The console outlives it.
    explicit TrafficEmpty(Console &console, QWidget *parent = nullptr);

    void show(Why why);

Q_SIGNALS:
    void demoWanted(bool running);
    void clearFilterWanted();
    void databaseWanted();

private:
    [[nodiscard]] EmptyState *teacher();
    void showBroker();
    void showUrl(const QString &url);
    void showDemo();
    [[nodiscard]] EmptyState *state(
        const char *name, const char *icon, const QString &title, const QString &text);

    Console &m_console;
    CopyField *m_page = nullptr;
    CopyField *m_url = nullptr;
    CopyField *m_client = nullptr;
    QPushButton *m_demo = nullptr;
    bool m_isDemoRunning = false;
    EmptyState *m_notListening;
    StartRemedies *m_remedies;
    EmptyState *m_nobody;
    EmptyState *m_nothingSaid;
    EmptyState *m_nothingInProject;
    EmptyState *m_nothingMatches;
    EmptyState *m_fileIsEmpty;
};

} // namespace broadcaster
