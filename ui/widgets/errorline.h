// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QPushButton;

namespace broadcaster {

class Note;

/// A fault, in one line at the widget it concerns, and a button to try again if that may help.
/// Takes no room while it is empty.
class ErrorLine final : public QWidget {
    Q_OBJECT

public:
    explicit ErrorLine(QWidget *parent = nullptr);

    /// Empty: no fault.
    void setError(const QString &text, bool canRetry);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void retried();

private:
    Note *m_text;
    QPushButton *m_retry;
};

} // namespace broadcaster
