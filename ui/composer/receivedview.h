// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/receivedmodel.h"
#include "ui/composer/replyfilter.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace broadcaster {

class JsonTreeView;

/// The messages that console clients received, with one of them opened below the list. Shows the
/// replies to the user's own messages, or everything. Both are kept, so that the choice may change
/// later.
class ReceivedView final : public QWidget {
    Q_OBJECT

public:
    explicit ReceivedView(QWidget *parent = nullptr);

    /// The user has sent this.
    void noteSent(const ProjectId &project, const QByteArray &envelope);
    /// Cheap: the view is updated a few times a second, however many come.
    void add(const ProjectId &project, const QByteArray &clientId, const ReceivedMessage &message);
    void clear();
    [[nodiscard]] bool showsAll() const;
    void setShowsAll(bool showsAll);

Q_SIGNALS:
    /// A condition in the language of docs/filter.md.
    void filterRequested(const QString &condition);
    void excludeRequested(const QString &condition);
    void showsAllChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Messages of one kind: the last of them, those that are not shown yet, and the count of all.
    struct List {
        ReceivedModel *model;
        std::deque<ReceivedMessage> waiting;
        qsizetype waitingBytes = 0;
        qint64 count = 0; ///< Since it was cleared.
    };

    void buildHead();
    void buildList();
    static void put(List &list, const ReceivedMessage &message);
    static void clear(List &list);
    [[nodiscard]] const List &shown() const { return showsAll() ? m_everything : m_replies; }
    void flush();
    void showList();
    void open(const QModelIndex &index);
    void updateHead();

    ReplyFilter m_filter;
    List m_replies;
    List m_everything;
    QTreeView *m_list;
    JsonTreeView *m_detail;
    QLabel *m_title;
    QLabel *m_hint;
    QCheckBox *m_all;
    QToolButton *m_clear;
    QStackedWidget *m_stack;
    QTimer m_flushTimer;
};

} // namespace broadcaster
