// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsoncheck.h"

#include "inspect/json/jsonscan.h"
#include "server/api/bytes.h"
#include "server/api/jsonstring.h"

#include <algorithm>
#include <array>

namespace broadcaster {

namespace {

using Reason = JsonError::Reason;

/// Usual bytes of a string: they neither end it nor need a check.
constexpr std::array<bool, 256> Plain = [] {
    std::array<bool, 256> table {};
    for (size_t c = ' '; c < 0x80; ++c)
        table[c] = c != '"' && c != '\\';
    return table;
}();

/// Bytes of the UTF-8 character at `at`; 0 when it is not one (RFC 3629, section 4).
qsizetype characterSize(QByteArrayView text, qsizetype at)
{
    const auto byte = [text](qsizetype i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&byte](qsizetype i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(at);
    const unsigned second = byte(at + 1);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(at + 1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool isTooLong = first == 0xE0 && second < 0xA0;
        const bool isSurrogate = first == 0xED && second > 0x9F;
        return follows(at + 1) && follows(at + 2) && !isTooLong && !isSurrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool isTooLong = first == 0xF0 && second < 0x90;
        const bool isTooLarge = first == 0xF4 && second > 0x8F;
        const bool isWhole = follows(at + 1) && follows(at + 2) && follows(at + 3);
        return isWhole && !isTooLong && !isTooLarge ? 4 : 0;
    }
    return 0;
}

} // namespace

JsonCheck::JsonCheck(QByteArrayView text)
    : m_text(text)
{
    skipSpace();
    if (m_at == m_text.size())
        m_error = JsonError { 0, Reason::Empty };
}

bool JsonCheck::advance(qsizetype bytes)
{
    const qsizetype end = m_at + std::min(bytes, m_text.size() - m_at);
    while (!m_error && m_expected != Expected::End) {
        if (m_at >= end && m_at < m_text.size())
            return false;
        skipSpace();
        step();
    }
    skipSpace();
    if (!m_error && m_at < m_text.size())
        fail(Reason::TrailingText);
    return true;
}

void JsonCheck::step()
{
    if (m_at == m_text.size())
        return fail(Reason::UnexpectedEnd);
    const char c = m_text[m_at];
    switch (m_expected) {
    case Expected::ValueOrEnd:
        return c == ']' ? close() : value();
    case Expected::Value:
        return value();
    case Expected::KeyOrEnd:
        return c == '}' ? close() : key();
    case Expected::Key:
        return key();
    case Expected::Colon:
        if (c != ':')
            return fail(Reason::ExpectedColon);
        ++m_at;
        m_expected = Expected::Value;
        return;
    case Expected::CommaOrEnd:
        return commaOrEnd();
    case Expected::End:
        return;
    }
}

void JsonCheck::key()
{
    if (m_text[m_at] != '"')
        return fail(Reason::ExpectedKey);
    string();
    m_expected = Expected::Colon;
}

void JsonCheck::commaOrEnd()
{
    const bool isObject = m_isObject[static_cast<size_t>(m_depth)];
    const char c = m_text[m_at];
    if (c == (isObject ? '}' : ']'))
        return close();
    if (c != ',')
        return fail(Reason::ExpectedCommaOrEnd);
    ++m_at;
    m_expected = isObject ? Expected::Key : Expected::Value;
}

void JsonCheck::value()
{
    const char c = m_text[m_at];
    if (c == '{' || c == '[')
        return open(c == '{');
    if (c == '"')
        string();
    else if (c == '-' || isDigit(c))
        number();
    else if (!word("true") && !word("false") && !word("null"))
        return fail(Reason::ExpectedValue);
    valueEnded();
}

void JsonCheck::open(bool isObject)
{
    if (m_depth == limits::MaxJsonDepth)
        return fail(Reason::TooDeep);
    ++m_depth;
    m_isObject[static_cast<size_t>(m_depth)] = isObject;
    ++m_at;
    m_expected = isObject ? Expected::KeyOrEnd : Expected::ValueOrEnd;
}

void JsonCheck::close()
{
    ++m_at;
    --m_depth;
    valueEnded();
}

void JsonCheck::string()
{
    ++m_at;
    for (;;) {
        while (m_at < m_text.size() && Plain[static_cast<unsigned char>(m_text[m_at])])
            ++m_at;
        if (m_at == m_text.size())
            return fail(Reason::UnexpectedEnd);
        const char c = m_text[m_at];
        if (c == '"') {
            ++m_at;
            return;
        }
        if (static_cast<unsigned char>(c) < 0x20)
            return fail(Reason::ControlCharacter);
        if (c == '\\') {
            if (!escape())
                return fail(Reason::BadEscape);
            continue;
        }
        const qsizetype size = characterSize(m_text, m_at);
        if (size == 0)
            return fail(Reason::InvalidUtf8);
        m_at += size;
    }
}

bool JsonCheck::escape()
{
    const QByteArrayView rest = m_text.sliced(m_at);
    std::array<char, 6> whole { '\\', 'n', '0', '0', '0', '0' };
    std::copy_n(rest.begin(), std::min<qsizetype>(rest.size(), whole.size()), whole.begin());
    const qsizetype size = jsonEscapeSize({ whole.data(), whole.size() });
    m_at += std::min(size, rest.size());
    return size > 0;
}

void JsonCheck::number()
{
    const qsizetype begin = m_at;
    take('-');
    bool isGood = take('0') || digits();
    if (isGood && take('.'))
        isGood = digits();
    if (isGood && (take('e') || take('E'))) {
        if (!take('+'))
            take('-');
        isGood = digits();
    }
    const bool isEnd = m_at == m_text.size();
    if (!isGood && isEnd)
        return fail(Reason::UnexpectedEnd);
    // 01 and 1.2.3 are one wrong number, not two values.
    if (!isGood || (!isEnd && (isDigit(m_text[m_at]) || m_text[m_at] == '.'))) {
        m_at = begin;
        fail(Reason::BadNumber);
    }
}

bool JsonCheck::digits()
{
    const qsizetype begin = m_at;
    while (m_at < m_text.size() && isDigit(m_text[m_at]))
        ++m_at;
    return m_at > begin;
}

bool JsonCheck::take(char c)
{
    if (m_at == m_text.size() || m_text[m_at] != c)
        return false;
    ++m_at;
    return true;
}

bool JsonCheck::word(QByteArrayView text)
{
    if (!m_text.sliced(m_at).startsWith(text))
        return false;
    m_at += text.size();
    return true;
}

void JsonCheck::skipSpace()
{
    m_at = jsonscan::skipSpace(m_text, m_at);
}

void JsonCheck::fail(JsonError::Reason reason)
{
    if (!m_error)
        m_error = JsonError { m_at, reason };
}

std::optional<JsonError> findJsonError(QByteArrayView text)
{
    JsonCheck check(text);
    while (!check.advance(text.size())) { }
    return check.error();
}

} // namespace broadcaster
