// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QPushButton;

namespace broadcaster {

class Note;

/// What went wrong, in one line at the place it concerns, and a button to try again where that may
/// help. Takes no room while there is nothing to say.
class ErrorLine final : public QWidget {
    Q_OBJECT

public:
    explicit ErrorLine(QWidget *parent = nullptr);

    /// Empty: nothing is wrong.
    void setError(const QString &text, bool canRetry);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void retried();

private:
    Note *m_text;
    QPushButton *m_retry;
};

} // namespace broadcaster
