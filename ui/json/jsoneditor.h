// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <QtCore/QTimer>
#include <QtWidgets/QPlainTextEdit>

class QAction;

namespace broadcaster {

class JsonHighlighter;

/// An editor for JSON that marks the first fault. Tab leaves it, so that it does not trap users
/// without a mouse; Return keeps the indentation, Ctrl+] and Ctrl+[ change it.
class JsonEditor final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit JsonEditor(QWidget *parent = nullptr);

    /// The change can be undone.
    void setJson(const QByteArray &text);
    [[nodiscard]] QByteArray json() const;
    /// Null while the text is valid. The result of the last check.
    [[nodiscard]] const std::optional<JsonError> &error() const { return m_error; }
    /// The fault and its place, for the user; empty without a fault.
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QAction *formatAction() const { return m_format; }

    /// Does nothing to text that is not JSON.
    void format();

Q_SIGNALS:
    /// Emitted a moment after the last change.
    void checked();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void check();
    void markError();
    void breakLine();
    void indentLines(bool deeper);

    JsonHighlighter *m_highlighter = nullptr;
    QAction *m_format = nullptr;
    QTimer m_checkTimer;
    std::optional<JsonError> m_error;
    QString m_errorText;
    int m_errorPosition = -1; ///< Position in the document.
};

} // namespace broadcaster
