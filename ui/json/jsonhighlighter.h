// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGui/QSyntaxHighlighter>

namespace broadcaster {

/// Colours JSON in an editor. A JSON string cannot go over a line's end, so no line depends on
/// another and any edit colours one line anew.
class JsonHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    static constexpr qsizetype MaxColoured = 20'000; ///< Of a line; the rest stays plain.

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
