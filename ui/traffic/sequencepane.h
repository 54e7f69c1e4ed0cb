// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientnames.h"
#include "server/api/console.h"
#include "ui/base/uisettings.h"

#include <QtWidgets/QWidget>

#include <optional>

class QAction;
class QMenu;
class QPushButton;

namespace broadcaster {

class ConversationWatch;
class ElidedLabel;
class Prompts;
class SequenceExport;
class SequenceModel;
class SequenceView;
class TrafficModel;
class TrafficSequence;
class TrafficView;

/// The sequence diagram of the Traffic page: in place of the table, of the same messages or of one
/// conversation, with a line that says which, and that saves it.
class SequencePane final : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    SequencePane(Console &console, Prompts &prompts, TrafficModel &model, ConversationWatch &watch,
        QWidget *parent = nullptr);
    ~SequencePane() override;

    void setNames(ClientNames &names);
    /// Adds the action that shows the conversation of the chosen message to the table, and chooses
    /// the same message as the table.
    void addTo(TrafficView &view, QMenu &menu);
    /// Shows or hides the diagram; checkable. Its `toggled` tells the page to show it.
    [[nodiscard]] QAction *shown() const { return m_shown; }
    /// Shows the diagram or the table, or none of them if there is nothing to show.
    void showOrTable(TrafficView &table, bool hasRows);
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;
    void scrollToEnd();
    void select(std::optional<quint64> sequence);

Q_SIGNALS:
    void chosen(quint64 sequence);
    /// Something to say in the status line.
    void said(const QString &words, bool isFault);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void layOut();
    void connectParts();
    void showConversation(quint64 sequence);
    void showAll();
    void leave();
    void describe();
    void saveDiagram();

    Prompts &m_prompts;
    ConversationWatch &m_watch;
    TrafficSequence *m_rows;
    SequenceModel *m_model;
    SequenceView *m_view;
    SequenceExport *m_export;
    ElidedLabel *m_title;
    QPushButton *m_all;
    QPushButton *m_copy;
    QPushButton *m_save;
    QAction *m_shown;
};

} // namespace broadcaster
