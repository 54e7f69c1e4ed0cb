// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/messagevalues.h"

#include "server/api/jsonstring.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace broadcaster {

namespace {

bool isNamedId(const JsonPath &path)
{
    const auto *name = std::get_if<QByteArray>(&path.constLast());
    return name != nullptr && *name == "id";
}

quint64 hashOfValue(const JsonValue &value)
{
    if (value.kind == JsonValue::Kind::Number)
        return hashOf(value.raw);
    constexpr qsizetype Quotes = 2;
    if (value.kind != JsonValue::Kind::String || value.raw.size() <= Quotes)
        return 0;
    const QByteArrayView content = value.raw.sliced(1, value.raw.size() - Quotes);
    return content.contains('\\') ? hashOf(jsonUnescaped(content)) : hashOf(content);
}

} // namespace

quint64 hashOf(QByteArrayView text)
{
    // For texts as long as ids, qHash() takes several times as long.
    const std::string_view view(text.data(), static_cast<size_t>(text.size()));
    return hashOf(std::hash<std::string_view>()(view), static_cast<quint64>(text.size()));
}

quint64 hashOf(quint64 a, quint64 b)
{
    // The steps of SplitMix64 spread each bit over all others.
    quint64 mixed = a + 0x9e37'79b9'7f4a'7c15 * (b + 1);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11eb;
    mixed ^= mixed >> 31;
    return mixed == 0 ? 1 : mixed; // 0 stands for nothing.
}

RulePaths::RulePaths(const ConversationRule &rule)
{
    for (const ConversationRule::Match &match : rule.matches())
        m_matches.push_back(
            { indexOf(match.request), indexOf(match.reply), !isNamedId(match.request) });
}

size_t RulePaths::indexOf(const JsonPath &path)
{
    const auto known = std::find_if(m_members.begin(), m_members.end(),
        [&](const JsonMember &member) { return member.path() == path; });
    if (known != m_members.end())
        return static_cast<size_t>(known - m_members.begin());
    m_members.emplace_back(path);
    return m_members.size() - 1;
}

quint64 MessageValues::at(size_t path)
{
    const quint32 bit = quint32 { 1 } << path;
    if ((m_known & bit) == 0) {
        m_known |= bit;
        m_hashes[path] = hashOfValue(m_paths.member(path).in(m_message));
    }
    return m_hashes[path];
}

} // namespace broadcaster
