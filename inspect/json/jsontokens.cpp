// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsontokens.h"

#include "inspect/json/jsonscan.h"

#include <algorithm>

namespace broadcaster {

namespace {

constexpr qsizetype PlaceBytes = 4 * 1024;

bool isBareCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
        || c == '+' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

JsonToken quotedAt(QByteArrayView text, qsizetype at)
{
    const qsizetype found = jsonscan::skipString(text, at);
    const qsizetype end = found < 0 ? text.size() : found;
    const qsizetype after = jsonscan::skipSpace(text, end);
    const bool isName = after < text.size() && text[after] == ':';
    return { isName ? JsonToken::Kind::Name : JsonToken::Kind::String, at, end };
}

} // namespace

JsonToken JsonTokens::next(QByteArrayView text, qsizetype at)
{
    at = jsonscan::skipSpace(text, at);
    if (at >= text.size())
        return { JsonToken::Kind::Sign, text.size(), text.size() };
    const char c = text[at];
    if (c == '"')
        return quotedAt(text, at);
    qsizetype end = at + 1;
    if (!isBareCharacter(c))
        return { JsonToken::Kind::Sign, at, end };
    while (end < text.size() && isBareCharacter(text[end]))
        ++end;
    const bool isNumber = c == '-' || (c >= '0' && c <= '9');
    return { isNumber ? JsonToken::Kind::Number : JsonToken::Kind::Word, at, end };
}

JsonTokens::JsonTokens(QByteArrayView text)
    : m_text(text)
{
    qsizetype wanted = 0;
    for (JsonToken token = next(text, 0); token.begin < text.size();
         token = next(text, token.end)) {
        if (token.begin < wanted && token.end - token.begin < PlaceBytes)
            continue;
        m_places.push_back(token);
        wanted = token.begin + PlaceBytes;
    }
}

std::vector<JsonToken> JsonTokens::between(qsizetype begin, qsizetype end) const
{
    std::vector<JsonToken> found;
    if (m_places.empty())
        return found;
    auto place = std::upper_bound(m_places.begin(), m_places.end(), begin,
        [](qsizetype at, const JsonToken &each) { return at < each.begin; });
    if (place != m_places.begin())
        --place;
    for (JsonToken token = *place; token.begin < std::min(end, m_text.size());) {
        if (token.end > begin)
            found.push_back(token);
        while (place != m_places.end() && place->begin < token.end)
            ++place;
        const qsizetype at = jsonscan::skipSpace(m_text, token.end);
        token = place != m_places.end() && place->begin == at ? *place : next(m_text, at);
    }
    return found;
}

} // namespace broadcaster
