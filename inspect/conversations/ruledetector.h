// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/conversationrule.h"

#include <array>

namespace broadcaster {

/// Chooses, of the candidates of a rule, the matches that one project uses. All candidates are
/// tried at first, and again when the chosen ones find nothing any more. A rule that is not
/// detected is used as it is.
class RuleDetector final {
public:
    explicit RuleDetector(const ConversationRule &rule);

    [[nodiscard]] bool tries(size_t match) const { return (m_tried >> match & 1) != 0; }
    /// The next message counts as the reply of a request when no match finds one.
    [[nodiscard]] bool usesNext() const { return m_hasNext && (!m_isDetected || !m_hasMatched); }
    /// Whether the match has found replies lately.
    [[nodiscard]] bool hasFound(size_t match) const { return m_hits[match] > 0; }

    /// Called once for each message of a client, after it was looked at.
    void foundBy(size_t match);
    /// `isDirect`: it was for a single client, as replies usually are.
    void foundNothing(bool isDirect);

private:
    void countMessage();
    void choose();
    void tryAll();

    // A choice takes so many messages, or fewer if so many replies are found.
    static constexpr quint32 LearnMessages = 1024;
    static constexpr quint32 LearnReplies = 64;
    /// A match is chosen when it finds at least this part of the replies.
    static constexpr quint32 ChosenShare = 10;
    /// Direct messages in a row that no match explains; then all are tried again.
    static constexpr quint32 MaxUnexplained = 4096;

    bool m_isDetected;
    bool m_hasNext;
    quint32 m_all;
    quint32 m_tried; ///< A bit per match.
    bool m_isLearning;
    bool m_hasMatched = false; ///< Since the last choice of none.
    std::array<quint32, ConversationRule::MaxMatches> m_hits {};
    quint32 m_messages = 0; ///< Since all are tried.
    quint32 m_replies = 0;
    quint32 m_unexplained = 0;
};

} // namespace broadcaster
