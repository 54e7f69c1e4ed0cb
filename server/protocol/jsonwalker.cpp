// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonwalker.h"

#include "server/api/bytes.h"
#include "server/base/tuning.h"
#include "server/protocol/jsonstructure.h"

#include <array>
#include <cstring>

namespace broadcaster {

namespace {

constexpr std::array<bool, 256> scalarEnds()
{
    std::array<bool, 256> table {};
    for (const char c : std::string_view(",:[]{} \t\n\r"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}

/// Bytes that may follow a number or a literal. Not a quote: `1"a"` is one token to the index.
constexpr std::array<bool, 256> EndsScalar = scalarEnds();

bool endsScalar(char c)
{
    return EndsScalar[static_cast<unsigned char>(c)];
}

/// Moves behind at least one digit.
bool skipDigits(const char *&at)
{
    if (!isDigit(*at))
        return false;
    do
        ++at;
    while (isDigit(*at));
    return true;
}

// A valid text ends in '}', which stops every loop here.
bool isNumber(const char *at)
{
    if (*at == '-')
        ++at;
    if (*at == '0')
        ++at;
    else if (!skipDigits(at))
        return false;
    if (*at == '.' && !skipDigits(++at))
        return false;
    if (*at == 'e' || *at == 'E') {
        ++at;
        if (*at == '+' || *at == '-')
            ++at;
        if (!skipDigits(at))
            return false;
    }
    return endsScalar(*at);
}

bool isScalar(const char *at)
{
    switch (*at) {
    case '"':
        return true; // The index has found its end; escapes are checked separately.
    case 't':
        return std::memcmp(at, "true", 4) == 0 && endsScalar(at[4]);
    case 'f':
        return std::memcmp(at, "false", 5) == 0 && endsScalar(at[5]);
    case 'n':
        return std::memcmp(at, "null", 4) == 0 && endsScalar(at[4]);
    default:
        return isNumber(at);
    }
}

} // namespace

JsonWalker::JsonWalker(std::string_view text, const StructuralIndex &index)
    : m_text(text.data())
    , m_positions(index.positions())
    , m_count(index.count())
{
}

bool JsonWalker::isFramedAsObject() const
{
    return m_count >= 2 && charAt(0) == '{' && charAt(m_count - 1) == '}';
}

bool JsonWalker::skipOther(uint32_t &token, int depth) const
{
    // Closing brackets of the containers entered here.
    std::array<char, limits::MaxJsonDepth + 1> closers;
    const int outside = depth;
    uint32_t at = token;
    for (;;) { // A value begins at `at`.
        const char *const value = m_text + position(at);
        ++at;
        if (*value == '{' || *value == '[') {
            if (++depth > limits::MaxJsonDepth)
                return false;
            const char closer = *value == '{' ? '}' : ']';
            closers[static_cast<std::size_t>(depth)] = closer;
            if (charAt(at) != closer) {
                if (closer == '}') {
                    if (!isKey(at))
                        return false;
                    at += 2;
                }
                continue;
            }
        } else if (!isScalar(value)) {
            return false;
        }
        for (;;) { // A value ends before `at`.
            if (depth == outside) {
                token = at;
                return true;
            }
            const char closer = closers[static_cast<std::size_t>(depth)];
            const char next = charAt(at);
            ++at;
            if (next == ',') {
                if (closer == '}') {
                    if (!isKey(at))
                        return false;
                    at += 2;
                }
                break;
            }
            // The last token is a '}': only here can it be taken, and then too many containers are
            // open.
            if (next != closer || at == m_count)
                return false;
            --depth;
        }
    }
}

} // namespace broadcaster
