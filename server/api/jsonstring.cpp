// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/jsonstring.h"

#include "server/api/bytes.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <array>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace broadcaster {

namespace {

constexpr char32_t Replacement = 0xfffd;
constexpr int ShortSize = 2; // \n
constexpr int LongSize = 6; // \u000a

/// The character behind the backslash, to its meaning; 0: not an escape. `u` is handled apart.
constexpr std::array<char, 256> simpleEscapes()
{
    std::array<char, 256> table {};
    table['"'] = '"';
    table['\\'] = '\\';
    table['/'] = '/';
    table['b'] = '\b';
    table['f'] = '\f';
    table['n'] = '\n';
    table['r'] = '\r';
    table['t'] = '\t';
    return table;
}

constexpr std::array<char, 256> Simple = simpleEscapes();

/// The value of the four hexadecimal digits at `text`; negative if they are not digits.
int hexQuad(const char *text)
{
    int value = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

bool isHighSurrogate(char32_t unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

bool isLowSurrogate(char32_t unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

template <typename Bytes>
void appendUtf8(Bytes &out, char32_t c)
{
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    const auto trail = [put, c](int shift) { put(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x80)
        return put(c);
    if (c < 0x800) {
        put(0xc0 | (c >> 6));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        trail(6);
    } else {
        put(0xf0 | (c >> 18));
        trail(12);
        trail(6);
    }
    trail(0);
}

#ifdef __SSE2__
constexpr int BlockSize = 16;
constexpr int BitsPerByte = 1;

/// A bit for each byte of a block that is a backslash.
unsigned backslashes(const char *block)
{
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(block));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
}
#else
constexpr int BlockSize = sizeof(quint64);
constexpr int BitsPerByte = 8;

/// The high bit of each byte of a block that is a backslash.
quint64 backslashes(const char *block)
{
    constexpr quint64 Ones = 0x0101010101010101;
    constexpr quint64 LowBits = 0x7f * Ones;
    const quint64 zeroWhereEqual = qFromLittleEndian<quint64>(block) ^ ('\\' * Ones);
    return ~(((zeroWhereEqual & LowBits) + LowBits) | zeroWhereEqual | LowBits);
}
#endif

/// Bytes of the escape at `at`, its backslash included; 0: it is not one. REQUIRES: 6 readable
/// bytes.
int escapeSize(const char *at)
{
    const auto escaped = static_cast<unsigned char>(at[1]);
    if (Simple[escaped])
        return ShortSize;
    return escaped == 'u' && hexQuad(at + 2) >= 0 ? LongSize : 0;
}

/// The character of the escape at the start of `text`, `size` bytes long; `size` grows by the
/// other half of a surrogate pair.
char32_t characterOf(std::string_view text, std::size_t &size)
{
    if (size == ShortSize)
        return static_cast<unsigned char>(Simple[static_cast<unsigned char>(text[1])]);
    const auto unit = static_cast<char32_t>(hexQuad(text.data() + 2));
    if (!isHighSurrogate(unit))
        return isLowSurrogate(unit) ? Replacement : unit;
    const std::string_view rest = text.substr(size);
    if (jsonEscapeSize(rest) != LongSize)
        return Replacement;
    const auto low = static_cast<char32_t>(hexQuad(rest.data() + 2));
    if (!isLowSurrogate(low))
        return Replacement;
    size += LongSize;
    return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

template <typename Bytes>
void appendContent(Bytes &out, std::string_view raw)
{
    const auto append = [&out](std::string_view bytes) {
        out.append(bytes.data(), static_cast<typename Bytes::size_type>(bytes.size()));
    };
    for (;;) {
        const std::size_t backslash = raw.find('\\');
        append(raw.substr(0, backslash));
        if (backslash == std::string_view::npos)
            return;
        raw.remove_prefix(backslash);
        auto size = static_cast<std::size_t>(jsonEscapeSize(raw));
        if (size == 0) {
            out += '\\';
            size = 1;
        } else {
            appendUtf8(out, characterOf(raw, size));
        }
        raw.remove_prefix(size);
    }
}

/// The letter behind the backslash for a character, or 0.
char shortEscape(char c)
{
    switch (c) {
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return c == '"' || c == '\\' ? c : '\0';
    }
}

void appendUnicodeEscape(QByteArray &out, char16_t unit)
{
    static constexpr std::string_view Hex = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += Hex[(unit >> shift) & 0xfU];
}

/// Whether half of a surrogate pair stands at `at` without the other half.
bool isHalf(QStringView text, qsizetype at)
{
    if (!text[at].isSurrogate())
        return false;
    return text[at].isLowSurrogate() || at + 1 == text.size() || !text[at + 1].isLowSurrogate();
}

/// Content of a string, without its quotes.
void appendEscaped(QByteArray &out, std::string_view text, ControlEscapes escapes)
{
    const auto needsEscape = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
    };
    for (auto at = text.begin(); at != text.end(); ++at) {
        const auto plainEnd = std::find_if(at, text.end(), needsEscape);
        out.append(QByteArrayView(at, plainEnd));
        at = plainEnd;
        if (at == text.end())
            break;
        const auto byte = static_cast<unsigned char>(*at);
        const char letter = shortEscape(*at);
        if (letter != '\0' && (byte >= 0x20 || escapes == ControlEscapes::Short)) {
            out += '\\';
            out += letter;
        } else {
            appendUnicodeEscape(out, byte);
        }
    }
}

} // namespace

int jsonEscapeSize(std::string_view text)
{
    if (text.size() >= LongSize)
        return text[0] == '\\' ? escapeSize(text.data()) : 0;
    const bool isShort = text.size() >= ShortSize && text[0] == '\\'
        && Simple[static_cast<unsigned char>(text[1])];
    return isShort ? ShortSize : 0;
}

bool areEscapesValid(std::string_view text)
{
    const char *const end = text.data() + text.size();
    const char *escapedUntil = text.data(); // Backslashes before it are escaped themselves.
    // Block by block, not by memchr(): a text with one escape usually has many.
    for (const char *block = text.data(); block < end; block += BlockSize) {
        for (auto hits = backslashes(block); hits != 0; hits &= hits - 1) {
            const char *const at = block + std::countr_zero(hits) / BitsPerByte;
            if (at < escapedUntil)
                continue;
            if (at >= end)
                return true;
            const int size = escapeSize(at);
            if (size == 0 || at + size > end)
                return false;
            escapedUntil = at + size;
        }
    }
    return true;
}

void appendUnescaped(std::string &out, std::string_view raw)
{
    appendContent(out, raw);
}

QByteArray jsonUnescaped(QByteArrayView raw)
{
    QByteArray out;
    out.reserve(raw.size());
    appendContent(out, { raw.data(), static_cast<std::size_t>(raw.size()) });
    return out;
}

void appendJsonString(QByteArray &out, std::string_view text, ControlEscapes escapes)
{
    out += '"';
    appendEscaped(out, text, escapes);
    out += '"';
}

QByteArray jsonQuoted(QStringView text)
{
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    while (!text.isEmpty()) {
        qsizetype size = 0;
        while (size < text.size() && !isHalf(text, size))
            size += text[size].isHighSurrogate() ? 2 : 1;
        const QByteArray utf8 = text.first(size).toUtf8();
        appendEscaped(out, { utf8.constData(), static_cast<std::size_t>(utf8.size()) },
            ControlEscapes::Short);
        if (size < text.size())
            appendUnicodeEscape(out, text[size++].unicode());
        text = text.sliced(size);
    }
    out += '"';
    return out;
}

} // namespace broadcaster
