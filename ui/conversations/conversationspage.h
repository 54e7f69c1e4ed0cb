// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/page.h"
#include "ui/conversations/conversationsmodel.h"
#include "ui/conversations/conversationsproxy.h"

#include <QtCore/QTimer>

class QLineEdit;
class QSplitter;
class QStackedWidget;

namespace broadcaster {

class ConversationWatch;
class ConversationsEmpty;
class ConversationsTable;
class ElidedLabel;
class Note;
class ReplyChart;

/// Requests and their replies: times, errors and unanswered requests by type and answering client,
/// and the rule by which they are found.
class ConversationsPage final : public Page {
    Q_OBJECT

public:
    /// Uses the watch while the page is shown.
    ConversationsPage(Console &console, ConversationWatch &watch, QWidget *parent = nullptr);
    ~ConversationsPage() override;

    /// The names outlive the page.
    void setNames(ClientNames &names);
    void setScope(const ProjectId &project) override;
    void focusFilter() override;
    void restore(const UiSettings &settings) override;
    void save(UiSettings &settings) const override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildBar();
    void buildTable();
    void layOut();
    void connectWatch();

    void checkRule(const QString &text);
    void applyRule();
    void showLines();
    void showWhatThereIs();
    void showDetected();
    void showChosen();
    void showStatus();
    void chooseSomeLine();
    void showMessages();
    [[nodiscard]] const ConversationsModel::Line *chosen() const;

    ConversationWatch &m_watch;
    ProjectId m_scope;
    ConversationsModel m_model;
    ConversationsProxy m_proxy;
    QTimer m_soon; ///< Many messages change the figures, many times a second.

    QLineEdit *m_rule;
    ElidedLabel *m_detected;
    ElidedLabel *m_ruleError;
    ConversationsTable *m_table;
    QStackedWidget *m_stack; ///< The table with its chart, or the reason for an empty page.
    ConversationsEmpty *m_empty;
    QSplitter *m_splitter;
    Note *m_chartTitle;
    ReplyChart *m_chart;
    QAction *m_showMessages;
};

} // namespace broadcaster
