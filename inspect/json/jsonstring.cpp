// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsontext.h"

#include <QtCore/QChar>

#include <array>

namespace broadcaster {

namespace {

constexpr char32_t Replacement = 0xFFFD;
constexpr qsizetype HexDigits = 4;

void appendUtf8(QByteArray &out, char32_t c)
{
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

/// The four hex digits behind `\u` at `at`; nothing when they are none.
std::optional<char32_t> codeUnit(QByteArrayView text, qsizetype at)
{
    if (text.size() - at < 2 + HexDigits || text[at] != '\\' || text[at + 1] != 'u')
        return {};
    char32_t unit = 0;
    for (qsizetype i = at + 2; i < at + 2 + HexDigits; ++i) {
        const char c = text[i];
        char32_t digit = 0;
        if (c >= '0' && c <= '9')
            digit = static_cast<char32_t>(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = static_cast<char32_t>(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            digit = static_cast<char32_t>(c - 'A' + 10);
        else
            return {};
        unit = unit << 4 | digit;
    }
    return unit;
}

char shortEscape(char letter)
{
    switch (letter) {
    case '"':
    case '\\':
    case '/':
        return letter;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

/// Takes the escape that begins at `at`, and says where it ends. What is none stays as it is.
qsizetype takeEscape(QByteArray &out, QByteArrayView content, qsizetype at)
{
    if (const std::optional<char32_t> unit = codeUnit(content, at)) {
        at += 2 + HexDigits;
        if (!QChar::isSurrogate(*unit)) {
            appendUtf8(out, *unit);
        } else if (const std::optional<char32_t> low = codeUnit(content, at);
                   low && QChar::isHighSurrogate(*unit) && QChar::isLowSurrogate(*low)) {
            appendUtf8(out,
                QChar::surrogateToUcs4(static_cast<char16_t>(*unit), static_cast<char16_t>(*low)));
            at += 2 + HexDigits;
        } else {
            appendUtf8(out, Replacement);
        }
        return at;
    }
    const char c = at + 1 < content.size() ? shortEscape(content[at + 1]) : '\0';
    out += c == '\0' ? '\\' : c;
    return at + (c == '\0' ? 1 : 2);
}

void appendUnicodeEscape(QByteArray &out, char16_t unit)
{
    static constexpr std::array<char, 17> Hex { "0123456789abcdef" };
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += Hex[(unit >> shift) & 0xFU];
}

void appendQuoted(QByteArray &out, char16_t unit)
{
    switch (unit) {
    case u'"':
        out += "\\\"";
        return;
    case u'\\':
        out += "\\\\";
        return;
    case u'\b':
        out += "\\b";
        return;
    case u'\f':
        out += "\\f";
        return;
    case u'\n':
        out += "\\n";
        return;
    case u'\r':
        out += "\\r";
        return;
    case u'\t':
        out += "\\t";
        return;
    default:
        // A surrogate that is no half of a pair has no UTF-8.
        if (unit < u' ' || QChar::isSurrogate(unit))
            appendUnicodeEscape(out, unit);
        else
            appendUtf8(out, unit);
    }
}

} // namespace

QByteArray jsonUnescaped(QByteArrayView content)
{
    QByteArray out;
    out.reserve(content.size());
    for (qsizetype at = 0; at < content.size();) {
        qsizetype slash = content.indexOf('\\', at);
        if (slash < 0)
            slash = content.size();
        out.append(content.data() + at, slash - at);
        at = slash < content.size() ? takeEscape(out, content, slash) : slash;
    }
    return out;
}

QString jsonText(const JsonValue &value)
{
    if (value.kind != JsonValue::Kind::String)
        return QString::fromUtf8(value.raw);
    const QByteArrayView content = value.raw.sliced(1, value.raw.size() - 2);
    if (!content.contains('\\'))
        return QString::fromUtf8(content);
    return QString::fromUtf8(jsonUnescaped(content));
}

QByteArray jsonQuoted(QStringView text)
{
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        if (QChar::isHighSurrogate(unit) && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            appendUtf8(out, QChar::surrogateToUcs4(unit, text[i + 1].unicode()));
            ++i;
        } else {
            appendQuoted(out, unit);
        }
    }
    out += '"';
    return out;
}

} // namespace broadcaster
