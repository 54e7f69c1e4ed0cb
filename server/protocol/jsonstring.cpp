// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonstring.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <array>
#include <bit>

namespace broadcaster {

namespace {

constexpr char32_t Replacement = 0xfffd;

/// What follows the backslash, to what it stands for; 0: not an escape. `u` is apart.
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

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The four digits at `text`; negative when they are not.
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

void appendUtf8(std::string &out, char32_t c)
{
    const auto trail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += { static_cast<char>(0xc0 | (c >> 6)), trail(0) };
    } else if (c < 0x10000) {
        out += { static_cast<char>(0xe0 | (c >> 12)), trail(6), trail(0) };
    } else {
        out += { static_cast<char>(0xf0 | (c >> 18)), trail(12), trail(6), trail(0) };
    }
}

/// The high bit of each byte that is a backslash.
quint64 backslashes(quint64 word)
{
    constexpr quint64 Ones = 0x0101010101010101;
    constexpr quint64 LowBits = 0x7f * Ones;
    const quint64 zeroWhereEqual = word ^ ('\\' * Ones);
    return ~(((zeroWhereEqual & LowBits) + LowBits) | zeroWhereEqual | LowBits);
}

/// Bytes of the escape at `at`, its backslash included; 0: it is none.
int escapeSize(const char *at)
{
    const auto escaped = static_cast<unsigned char>(at[1]);
    if (Simple[escaped])
        return 2;
    return escaped == 'u' && hexQuad(at + 2) >= 0 ? 6 : 0;
}

} // namespace

bool areEscapesValid(std::string_view text)
{
    const char *const end = text.data() + text.size();
    const char *escapedUntil = text.data(); // Backslashes before it are escaped themselves.
    // By words and not by memchr(): where there are escapes there are many.
    for (const char *word = text.data(); word < end; word += sizeof(quint64)) {
        quint64 hits = backslashes(qFromLittleEndian<quint64>(word));
        for (; hits != 0; hits &= hits - 1) {
            const char *const at = word + std::countr_zero(hits) / 8;
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
    const char *at = raw.data();
    const char *const end = at + raw.size();
    for (;;) {
        const char *const backslash = std::find(at, end, '\\');
        if (backslash == end)
            break;
        out.append(at, backslash);
        const char escaped = backslash[1];
        at = backslash + 2;
        if (escaped != 'u') {
            out += Simple[static_cast<unsigned char>(escaped)];
            continue;
        }
        auto c = static_cast<char32_t>(hexQuad(at));
        at += 4;
        if (isHighSurrogate(c) && at + 6 <= end && at[0] == '\\' && at[1] == 'u') {
            const auto low = static_cast<char32_t>(hexQuad(at + 2));
            if (isLowSurrogate(low)) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                at += 6;
            }
        }
        appendUtf8(out, isHighSurrogate(c) || isLowSurrogate(c) ? Replacement : c);
    }
    out.append(at, end);
}

} // namespace broadcaster
