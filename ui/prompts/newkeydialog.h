// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/prompts/prompts.h"

#include <QtWidgets/QDialog>

class QLineEdit;

namespace broadcaster {

class Note;

/// Asks for the project and the description of a new key. Suggests known projects, accepts only a
/// valid one, and shows the fault beside it.
class NewKeyDialog final : public QDialog {
    Q_OBJECT

public:
    NewKeyDialog(const QString &project, const QStringList &projects, QWidget *parent);

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
