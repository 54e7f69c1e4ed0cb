// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLineEdit;
class QPushButton;

namespace broadcaster {

/// A line of text to copy: it can be selected, and a button copies all of it and confirms that.
class CopyField final : public QWidget {
    Q_OBJECT

public:
    /// `name` names the text for screen readers.
    explicit CopyField(const QString &name, QWidget *parent = nullptr);

    /// Another text for the button, and its tool tip.
    void setCopyText(const QString &text, const QString &toolTip);
    void setText(const QString &text);
    [[nodiscard]] QString text() const;

private:
    void copy();
    void offerCopy();
    void fitButton();

    QLineEdit *m_line;
    QPushButton *m_button;
    QString m_copyText;
    QTimer m_said;
};

} // namespace broadcaster
