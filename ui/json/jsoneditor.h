// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <QtCore/QTimer>
#include <QtWidgets/QPlainTextEdit>

#include <functional>

class QAction;

namespace broadcaster {

class JsonHighlighter;

/// A fault of a text, in bytes from its begin, and in words for the user.
struct JsonFault {
    qsizetype offset = 0;
    QString words;
};

/// The meaning of an editor's text.
struct JsonDialect {
    std::function<std::optional<JsonFault>(const QByteArray &text)> fault; ///< The first fault.
    /// Called for texts without a fault.
    std::function<QByteArray(const QByteArray &text)> indented;
};

/// An editor for JSON that marks the first fault. Tab leaves it, so that it does not trap users
/// without a mouse; Return keeps the indentation, Ctrl+] and Ctrl+[ change it.
class JsonEditor final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit JsonEditor(QWidget *parent = nullptr);

    /// Without a dialect, the text is JSON as it stands.
    void setDialect(JsonDialect dialect);

    /// The change can be undone.
    void setJson(const QByteArray &text);
    [[nodiscard]] QByteArray json() const;
    /// Null while the text is valid. The result of the last check.
    [[nodiscard]] const std::optional<JsonFault> &error() const { return m_error; }
    /// The fault and its place, for the user; empty without a fault.
    [[nodiscard]] QString errorText() const { return m_error ? m_error->words : QString(); }
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
    JsonDialect m_dialect;
    std::optional<JsonFault> m_error;
    int m_errorPosition = -1; ///< Position in the document.
};

} // namespace broadcaster
