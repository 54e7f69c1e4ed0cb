// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLineEdit;
class QPushButton;

namespace broadcaster {

/// A line of text to take elsewhere: it can be selected, and a button copies it whole and says so.
class CopyField final : public QWidget {
    Q_OBJECT

public:
    /// `name`: what the text is, for those who cannot see it.
    explicit CopyField(const QString &name, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const;

private:
    void copy();
    void offerCopy();

    QLineEdit *m_line;
    QPushButton *m_button;
    QTimer m_said;
};

} // namespace broadcaster
