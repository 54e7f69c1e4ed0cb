// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterlexer.h"

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using TokenKind = FilterToken::Kind;
using FilterCode = FilterError::Code;

constexpr int UnicodeDigits = 4;

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'';
}

/// Characters that end a word. An apostrophe does not: don't.
bool endsWord(QChar c)
{
    return c.isSpace() || u"()!=<>~&|\""_s.contains(c);
}

struct Spelling {
    QLatin1StringView text;
    TokenKind kind;
};

TokenKind wordKind(QStringView word)
{
    static constexpr std::array Words { Spelling { "and"_L1, TokenKind::And },
        Spelling { "or"_L1, TokenKind::Or }, Spelling { "not"_L1, TokenKind::Not },
        Spelling { "contains"_L1, TokenKind::Contains } };
    for (const Spelling &spelling : Words) {
        if (word.compare(spelling.text, Qt::CaseInsensitive) == 0)
            return spelling.kind;
    }
    return TokenKind::Word;
}

} // namespace

FilterLexer::FilterLexer(QStringView text)
    : m_text(text)
{
    read();
    m_tokens.append({ TokenKind::End, m_text.size(), 0, {} });
}

void FilterLexer::read()
{
    while (m_at < m_text.size() && !m_error) {
        const QChar c = m_text[m_at];
        if (c.isSpace()) {
            ++m_at;
        } else if (isQuote(c)) {
            if (!readString())
                return;
        } else if (!endsWord(c)) {
            readWord();
        } else if (!readOperator()) {
            return;
        }
    }
}

bool FilterLexer::readOperator()
{
    // The longer ones first.
    static constexpr std::array Operators { Spelling { "&&"_L1, TokenKind::And },
        Spelling { "||"_L1, TokenKind::Or }, Spelling { "=="_L1, TokenKind::Equal },
        Spelling { "!="_L1, TokenKind::NotEqual }, Spelling { "<="_L1, TokenKind::LessOrEqual },
        Spelling { ">="_L1, TokenKind::GreaterOrEqual }, Spelling { "<"_L1, TokenKind::Less },
        Spelling { ">"_L1, TokenKind::Greater }, Spelling { "~"_L1, TokenKind::Matches },
        Spelling { "!"_L1, TokenKind::Not }, Spelling { "("_L1, TokenKind::Open },
        Spelling { ")"_L1, TokenKind::Close } };
    const QStringView rest = m_text.sliced(m_at);
    for (const Spelling &spelling : Operators) {
        if (rest.startsWith(spelling.text)) {
            add(spelling.kind, spelling.text.size());
            return true;
        }
    }
    const QChar c = rest.front();
    if (c == u'=')
        fail(m_at, 1, FilterCode::SingleEqual);
    else if (c == u'&')
        fail(m_at, 1, FilterCode::SingleAnd);
    else
        fail(m_at, 1, FilterCode::SingleOr);
    return false;
}

void FilterLexer::readWord()
{
    const qsizetype begin = m_at;
    qsizetype at = begin;
    while (at < m_text.size()) {
        const bool beginsName = at > begin && (m_text[at - 1] == u'.' || m_text[at - 1] == u'[')
            && isQuote(m_text[at]);
        if (beginsName) { // payload."a name"
            const qsizetype length = filterStringLength(m_text.sliced(at));
            if (length == 0) {
                fail(at, m_text.size() - at, FilterCode::UnclosedQuote);
                return;
            }
            at += length;
        } else if (endsWord(m_text[at])) {
            break;
        } else {
            ++at;
        }
    }
    const QStringView word = m_text.sliced(begin, at - begin);
    add(wordKind(word), word.size());
    if (m_tokens.constLast().kind == TokenKind::Word)
        m_tokens.last().text = word.toString();
}

bool FilterLexer::readString()
{
    const qsizetype length = filterStringLength(m_text.sliced(m_at));
    if (length == 0) {
        fail(m_at, m_text.size() - m_at, FilterCode::UnclosedQuote);
        return false;
    }
    const QStringView content = m_text.sliced(m_at + 1, length - 2);
    add(TokenKind::String, length);
    m_tokens.last().text = filterUnescaped(content);
    return true;
}

void FilterLexer::add(TokenKind kind, qsizetype length)
{
    m_tokens.append({ kind, m_at, length, {} });
    m_at += length;
}

void FilterLexer::fail(qsizetype position, qsizetype length, FilterError::Code code)
{
    m_error = FilterError { code, position, length };
}

qsizetype filterStringLength(QStringView text)
{
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (text[at] == u'\\')
            ++at;
        else if (text[at] == text[0])
            return at + 1;
    }
    return 0;
}

QString filterUnescaped(QStringView content)
{
    QString text;
    text.reserve(content.size());
    for (qsizetype at = 0; at < content.size(); ++at) {
        const QChar c = content[at];
        if (c != u'\\' || at + 1 == content.size()) {
            text += c;
            continue;
        }
        const QChar escaped = content[++at];
        bool isCode = false;
        if (escaped == u'u' && content.size() - at > UnicodeDigits) {
            const ushort code = content.sliced(at + 1, UnicodeDigits).toUShort(&isCode, 16);
            if (isCode) {
                text += QChar(code);
                at += UnicodeDigits;
            }
        }
        if (isCode)
            continue;
        if (escaped == u'n')
            text += u'\n';
        else if (escaped == u'r')
            text += u'\r';
        else if (escaped == u't')
            text += u'\t';
        else if (escaped == u'\\' || isQuote(escaped))
            text += escaped;
        else
            text += u"\\"_s + escaped;
    }
    return text;
}

QString filterQuoted(QStringView text)
{
    QString quoted = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            quoted += u"\\"_s + c;
        else if (c == u'\n')
            quoted += u"\\n"_s;
        else if (c == u'\r')
            quoted += u"\\r"_s;
        else if (c == u'\t')
            quoted += u"\\t"_s;
        else if (c.unicode() < u' ' || c.isSurrogate() || c.unicode() == 0x7f
            || (c.isSpace() && c != u' '))
            quoted += u"\\u%1"_s.arg(c.unicode(), UnicodeDigits, 16, QChar(u'0'));
        else
            quoted += c;
    }
    return quoted + u'"';
}

} // namespace broadcaster
