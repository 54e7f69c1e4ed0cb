// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/page.h"
#include "ui/keys/keysmodel.h"

#include <QtCore/QTimer>

#include <variant>

class QAction;
class QStackedWidget;

namespace broadcaster {

class EmptyState;
class ErrorLine;
class KeyActions;
class KeysTable;
class Prompts;

/// The API keys of the projects: issue, revoke, require.
class KeysPage final : public Page {
    Q_OBJECT

public:
    KeysPage(Console &console, Prompts &prompts, QWidget *parent = nullptr);

    void setScope(const ProjectId &project) override;
    [[nodiscard]] QList<MenuAction> menuActions() const override;
    void restore(const UiSettings &settings) override;
    void save(UiSettings &settings) const override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    using Keys = QFuture<Result<QList<ApiKeyInfo>>>;
    using Required = QFuture<Result<QSet<ProjectId>>>;
    using Projects = QFuture<Result<QList<ProjectInfo>>>;
    /// One of each, in this order.
    using Loaded = QList<std::variant<Keys, Required, Projects>>;

    QAction *addAction(const char *icon, const QString &text, const QString &objectName,
        const QKeySequence &shortcut = {});
    void buildActions();
    QWidget *buildBar();
    void buildEmptyStates();
    void layOut();

    void load();
    bool showForbidden();
    void take(const Loaded &loaded);
    void showRows();
    void showError();
    void showSelection();
    /// Names of the projects that live or are listed, sorted.
    [[nodiscard]] QStringList knownProjects() const;

    Console &m_console;
    KeyActions *m_actions;
    ProjectId m_scope;
    KeysModel m_model;
    QList<KeyRow> m_rows; ///< Rows of all projects, from the last snapshot.
    QSet<ProjectId> m_live; ///< Projects with clients, from the last snapshot.
    ProjectId m_wanted; ///< To be selected when the next snapshot is there.
    QFuture<Loaded> m_asked;
    bool m_askAgain = false; ///< Data changed after the snapshot was requested.
    bool m_hasLoaded = false;
    QString m_loadError;
    QString m_actionError;
    QTimer m_timer;

    ErrorLine *m_error;
    QStackedWidget *m_stack;
    EmptyState *m_loading;
    EmptyState *m_empty;
    EmptyState *m_forbidden;
    KeysTable *m_table;
    QAction *m_issue;
    QAction *m_revoke;
    QAction *m_require;
    QAction *m_copyPrefix;
    QAction *m_copyProject;
};

} // namespace broadcaster
