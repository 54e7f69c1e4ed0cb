// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGui/QSyntaxHighlighter>

namespace broadcaster {

/// Colours JSON in an editor. A JSON string cannot contain a line end, so no line depends on
/// another, and an edit colours only one line anew.
class JsonHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    /// Coloured part of a line; the rest stays plain.
    static constexpr qsizetype MaxColoured = 20'000;

    JsonHighlighter(QTextDocument *document, const QPalette &palette);
    void setPalette(const QPalette &palette);

protected:
    void highlightBlock(const QString &text) override;

private:
    QTextCharFormat m_name;
    QTextCharFormat m_string;
    QTextCharFormat m_number;
    QTextCharFormat m_word;
    QTextCharFormat m_sign;
};

} // namespace broadcaster
