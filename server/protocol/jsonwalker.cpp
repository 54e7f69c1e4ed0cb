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
    if (endsScalar(*at)) [[likely]]
        return true;
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

bool isLiteral(const char *at)
{
    constexpr std::size_t Word = 4; // Its bytes are compared at once.
    if (std::memcmp(at, "true", Word) == 0 || std::memcmp(at, "null", Word) == 0)
        return endsScalar(at[Word]);
    return std::memcmp(at, "fals", Word) == 0 && at[Word] == 'e' && endsScalar(at[Word + 1]);
}

inline bool isScalar(const char *at)
{
    if (*at == '"')
        return true; // The index has found its end; escapes are checked separately.
    return *at <= '9' ? isNumber(at) : isLiteral(at);
}

bool isOpener(char c)
{
    return c == '{' || c == '[';
}

char closerOf(char opener)
{
    return opener == '{' ? '}' : ']';
}

/// Moves from a value of an array, or from the name of a value of an object, over scalars. Stops at
/// a value that is a container, or where this container ends. Null: it finds neither.
template <char Closer>
inline const uint32_t *skipPlain(const char *text, const uint32_t *at)
{
    for (;;) {
        if constexpr (Closer == '}') {
            if (text[at[0]] != '"' || text[at[1]] != ':')
                return nullptr;
            at += 2;
        }
        const char *const value = text + *at;
        if (isOpener(*value))
            return at;
        if (!isScalar(value))
            return nullptr;
        const char next = text[*++at];
        if (next != ',')
            return next == Closer ? at : nullptr;
        ++at;
    }
}

inline const uint32_t *skipPlain(const char *text, const uint32_t *at, char closer)
{
    return closer == '}' ? skipPlain<'}'>(text, at) : skipPlain<']'>(text, at);
}

/// Moves behind a container inside `outside` others, from the first container in it, which begins
/// at `at`. `closer` ends the outer one. Null: it is not valid, or too deep, or the text ends in
/// it.
const uint32_t *skipNested(
    const char *text, const uint32_t *at, const uint32_t *end, char closer, int outside)
{
    // Closing brackets of the containers entered here.
    std::array<char, limits::MaxJsonDepth + 1> closers;
    int depth = outside + 1;
    closers[static_cast<std::size_t>(depth)] = closer;
    for (;;) { // A container begins at `at`.
        if (++depth > limits::MaxJsonDepth)
            return nullptr;
        closer = closerOf(text[*at]);
        closers[static_cast<std::size_t>(depth)] = closer;
        ++at;
        bool isNext = text[*at] != closer; // A value, or the name of one.
        for (;;) {
            if (isNext) {
                at = skipPlain(text, at, closer);
                if (!at)
                    return nullptr;
                if (text[*at] != closer)
                    break;
            }
            // The container ends at `at`. The last token is a '}': if it is taken here, then too
            // many containers are open.
            if (++at == end)
                return nullptr;
            if (--depth == outside)
                return at;
            closer = closers[static_cast<std::size_t>(depth)];
            isNext = text[*at] == ',';
            if (isNext)
                ++at;
            else if (text[*at] != closer)
                return nullptr;
        }
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
    if (!isOpener(charAt(token)))
        return isScalar(m_text + position(token++));
    if (depth >= limits::MaxJsonDepth)
        return false;
    const uint32_t *const end = m_positions + m_count;
    const uint32_t *at = m_positions + token;
    const char closer = closerOf(m_text[*at]);
    ++at;
    const bool isEmpty = m_text[*at] == closer;
    if (!isEmpty)
        at = skipPlain(m_text, at, closer);
    if (!at)
        return false;
    // Most containers of small messages hold no others.
    at = m_text[*at] == closer ? at + 1 : skipNested(m_text, at, end, closer, depth);
    if (!at || at == end)
        return false;
    token = static_cast<uint32_t>(at - m_positions);
    return true;
}

} // namespace broadcaster
