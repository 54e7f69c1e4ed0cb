// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/page.h"
#include "ui/clients/clientsmodel.h"
#include "ui/clients/clientsproxy.h"

class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;

namespace broadcaster {

class ClientDetails;
class ClientsEmpty;
class ClientsTable;
class EmptyState;
class Note;
class Prompts;

/// The connected clients, with figures and actions.
class ClientsPage final : public Page {
    Q_OBJECT

public:
    ClientsPage(Console &console, Prompts &prompts, QWidget *parent = nullptr);

    /// The names outlive the page.
    void setNames(ClientNames &names);
    void setScope(const ProjectId &project) override;
    void refresh() override;
    void focusFilter() override;
    void restore(const UiSettings &settings) override;
    void save(UiSettings &settings) const override;
    [[nodiscard]] bool saysWhyNotStarted() const override { return m_model.rowCount() == 0; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildActions();
    QWidget *buildBar();
    void layOut();
    QAction *addTableAction(const char *icon, const QString &text, const QString &objectName,
        const QKeySequence &shortcut = {});

    void take(const ProjectId &scope, const QList<ProjectInfo> &projects);
    void showCluster(const QList<ProjectInfo> &projects);
    void showBrokers(bool isInCluster);
    void showWhatThereIs();
    void showSelection();
    [[nodiscard]] QList<ClientsModel::Row> selected() const;
    void disconnectSelected();
    void renameSelected();
    void filterOnSelected();
    void sendToSelected();
    void copyIds();

    Console &m_console;
    Prompts &m_prompts;
    ProjectId m_scope;
    bool m_isInCluster = false; ///< The clients have brokers.
    QFuture<Result<QList<ProjectInfo>>> m_asked;
    QFuture<Result<ProjectInfo>> m_askedOne;
    ClientNames *m_names = nullptr;
    ClientsModel m_model;
    ClientsProxy m_proxy;

    QLineEdit *m_find;
    QLabel *m_count;
    Note *m_partial; ///< Some clients are missing.
    ClientsTable *m_table;
    QStackedWidget *m_stack; ///< The table, nothing found, or nobody connected.
    EmptyState *m_notFound;
    ClientsEmpty *m_empty;
    QSplitter *m_splitter;
    ClientDetails *m_details;
    QAction *m_filter;
    QAction *m_send;
    QAction *m_rename;
    QAction *m_copy;
    QAction *m_disconnect;
};

} // namespace broadcaster
