// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/conversationrule.h"
#include "inspect/json/jsonmember.h"

#include <array>
#include <vector>

namespace broadcaster {

/// 64 bits that stand for a text or a value. No two of the texts in memory are likely to share one:
/// with a million of them, once in 30 million runs.
[[nodiscard]] quint64 hashOf(QByteArrayView text);
[[nodiscard]] quint64 hashOf(quint64 a, quint64 b);

/// The paths that a rule reads, each of them once.
class RulePaths final {
public:
    static constexpr size_t MaxPaths = 2 * ConversationRule::MaxMatches;

    /// A match, its paths by their indexes.
    struct Match {
        size_t request = 0;
        size_t reply = 0;
        /// The request asks for a reply by having a value there. Many messages have an `id` for
        /// other reasons.
        bool isExplicit = false;
    };

    explicit RulePaths(const ConversationRule &rule);

    [[nodiscard]] const std::vector<Match> &matches() const { return m_matches; }
    [[nodiscard]] const JsonMember &member(size_t path) const { return m_members[path]; }

private:
    [[nodiscard]] size_t indexOf(const JsonPath &path);

    std::vector<JsonMember> m_members;
    std::vector<Match> m_matches;
};

/// Values of one message at the paths of a rule, by their hashes. Reads a path when it is asked for
/// it first.
class MessageValues final {
public:
    /// Both outlive this object.
    MessageValues(const RulePaths &paths, QByteArrayView message)
        : m_paths(paths)
        , m_message(message)
    {
    }

    /// 0 when there is no text and no number, or an empty text.
    [[nodiscard]] quint64 at(size_t path);

private:
    const RulePaths &m_paths;
    QByteArrayView m_message;
    std::array<quint64, RulePaths::MaxPaths> m_hashes {};
    quint32 m_known = 0; ///< A bit per path.
};

} // namespace broadcaster
