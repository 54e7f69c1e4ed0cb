// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsonhighlighter.h"

#include "ui/json/jsoncolours.h"
#include "ui/theme/theme.h"

#include <QtGui/QPalette>

#include <algorithm>

namespace broadcaster {

namespace {

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'+' || c == u'.';
}

/// The place after the string whose quote is at `at`, or the end of the line.
qsizetype stringEnd(QStringView text, qsizetype at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == u'\\')
            ++at;
        else if (text[at] == u'"')
            return at + 1;
    }
    return text.size();
}

bool isColonNext(QStringView text, qsizetype at)
{
    while (at < text.size() && text[at].isSpace())
        ++at;
    return at < text.size() && text[at] == u':';
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document, const QPalette &palette)
    : QSyntaxHighlighter(document)
{
    setPalette(palette);
}

void JsonHighlighter::setPalette(const QPalette &palette)
{
    const Theme &theme = Theme::of(palette);
    m_name.setForeground(jsonColour(theme, JsonToken::Kind::Name));
    m_string.setForeground(jsonColour(theme, JsonToken::Kind::String));
    m_number.setForeground(jsonColour(theme, JsonToken::Kind::Number));
    m_word.setForeground(jsonColour(theme, JsonToken::Kind::Word));
    m_sign.setForeground(jsonColour(theme, JsonToken::Kind::Sign));
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &line)
{
    const QStringView text = QStringView(line).first(std::min(line.size(), MaxColoured));
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        qsizetype end = at + 1;
        const QTextCharFormat *format = nullptr;
        if (c == u'"') {
            end = stringEnd(text, at);
            format = isColonNext(text, end) ? &m_name : &m_string;
        } else if (isWordCharacter(c)) {
            while (end < text.size() && isWordCharacter(text[end]))
                ++end;
            format = c.isDigit() || c == u'-' ? &m_number : &m_word;
        } else if (!c.isSpace()) {
            format = &m_sign;
        }
        if (format)
            setFormat(static_cast<int>(at), static_cast<int>(end - at), *format);
        at = end;
    }
}

} // namespace broadcaster
