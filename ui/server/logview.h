// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/logproxy.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLineEdit;
class QTableView;
class QPushButton;
class QStackedWidget;

namespace broadcaster {

class EmptyState;
class LogModel;

/// The log while it is written: filtered by level, searched, copied. Follows the newest line until
/// the user scrolls up.
class LogView final : public QWidget {
    Q_OBJECT

public:
    explicit LogView(LogModel &model, QWidget *parent = nullptr);

private:
    QWidget *buildBar();
    void buildTable();
    void copyLines();
    void followTail();
    void showWhetherAtTail();
    void showWhetherEmpty();

    LogModel &m_model;
    LogProxy m_proxy;
    QComboBox *m_level;
    QLineEdit *m_find;
    QPushButton *m_follow;
    QTableView *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

} // namespace broadcaster
