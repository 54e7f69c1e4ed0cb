// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/prompts/prompts.h"

#include <QtWidgets/QDialog>

class QLineEdit;

namespace broadcaster {

class Note;

/// What a new key is to be for. Accepts a valid project only, and says beside it what is wrong.
class NewKeyDialog final : public QDialog {
    Q_OBJECT

public:
    NewKeyDialog(const QString &project, QWidget *parent);

    [[nodiscard]] Prompts::KeyRequest request() const;

    void accept() override;

private:
    void check();
    void markFault(bool isFault);

    QLineEdit *m_project;
    Note *m_fault;
    QLineEdit *m_description;
};

} // namespace broadcaster
