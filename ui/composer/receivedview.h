// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/receivedmodel.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace broadcaster {

class JsonTreeView;

/// The operator's received messages, with one of them opened below the list.
class ReceivedView final : public QWidget {
    Q_OBJECT

public:
    explicit ReceivedView(QWidget *parent = nullptr);

    /// Cheap: the view is updated a few times a second, however many come.
    void add(const ReceivedMessage &message);
    void clear();

Q_SIGNALS:
    /// A condition in the language of docs/filter.md.
    void filterRequested(const QString &condition);
    void excludeRequested(const QString &condition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildList();
    void flush();
    void open(const QModelIndex &index);
    void updateHead();

    ReceivedModel *m_model;
    QTreeView *m_list;
    JsonTreeView *m_detail;
    QLabel *m_title;
    QLabel *m_hint;
    QToolButton *m_clear;
    QStackedWidget *m_stack;
    std::deque<ReceivedMessage> m_waiting;
    qsizetype m_waitingBytes = 0;
    qint64 m_count = 0; ///< Messages since the list was cleared.
    QTimer m_flushTimer;
};

} // namespace broadcaster
