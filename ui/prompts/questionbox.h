// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/prompts/prompts.h"

#include <QtWidgets/QMessageBox>

namespace broadcaster {

/// One question with a verb and Cancel. Return chooses Cancel if the verb destroys something.
class QuestionBox final : public QMessageBox {
    Q_OBJECT

public:
    QuestionBox(const Prompts::Question &question, QWidget *parent);

    /// Shows it and waits.
    [[nodiscard]] Prompts::Answer ask();

private:
    void closeIconGap();

    QPushButton *m_yes;
};

} // namespace broadcaster
