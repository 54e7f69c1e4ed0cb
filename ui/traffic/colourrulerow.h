// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/colourrule.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace broadcaster {

class Note;

/// The fields of one colour rule, with the fault of its filter below.
class ColourRuleRow final : public QWidget {
    Q_OBJECT

public:
    explicit ColourRuleRow(const ColourRule &rule, QWidget *parent = nullptr);

    [[nodiscard]] ColourRule rule() const;
    [[nodiscard]] bool isValid() const { return m_isValid; }
    void focusFilter();

Q_SIGNALS:
    void edited();

private:
    void check();

    QCheckBox *m_enabled;
    QComboBox *m_colour;
    QLineEdit *m_name;
    QLineEdit *m_filter;
    Note *m_fault;
    bool m_isValid = false;
};

} // namespace broadcaster
