// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QDialog>

class QLineEdit;
class QPushButton;

namespace broadcaster {

class Note;

/// Asks for a comment on messages. An empty one removes it.
class CommentDialog final : public QDialog {
    Q_OBJECT

public:
    CommentDialog(const QString &present, int messages, QWidget *parent);

    [[nodiscard]] QByteArray comment() const; ///< UTF-8, on one line.

private:
    void check();

    QLineEdit *m_comment;
    Note *m_fault;
    QPushButton *m_save;
};

} // namespace broadcaster
