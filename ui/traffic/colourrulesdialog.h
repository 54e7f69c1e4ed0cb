// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/colourrule.h"

#include <QtWidgets/QDialog>

class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace broadcaster {

class ColourRuleRow;
class Note;

/// Edits the colour rules. The first rule that matches a row gives its colour.
class ColourRulesDialog final : public QDialog {
    Q_OBJECT

public:
    ColourRulesDialog(const QList<ColourRule> &rules, QWidget *parent);

    [[nodiscard]] QList<ColourRule> rules() const;
    /// Adds a rule for this filter and gives it the focus; does nothing when there are
    /// MaxColourRules.
    void addRule(const QString &filter);

private:
    struct Line {
        QWidget *all;
        ColourRuleRow *row;
        QToolButton *up;
        QToolButton *down;
    };

    void insert(const ColourRule &rule);
    void move(const QWidget *line, int by);
    void remove(QWidget *line);
    [[nodiscard]] int numberOf(const QWidget *line) const;
    void showState();

    QVBoxLayout *m_list;
    QList<Line> m_lines;
    Note *m_note;
    QPushButton *m_add;
    QPushButton *m_apply;
};

} // namespace broadcaster
