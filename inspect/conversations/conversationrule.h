// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/conversationruleerror.h"
#include "inspect/json/jsontext.h"

#include <variant>

namespace broadcaster {

/// How a reply is recognised: by alternatives, the first that finds a request counts. As text they
/// have commas between them:
///
///     auto                     the usual ones, and of these the ones that the traffic uses
///     id                       the reply repeats the `id` of the request
///     payload.requestId        both have the same value there
///     id -> payload.inReplyTo  the request has the value on the left, the reply on the right
///     next                     the next message of the receiver to the sender, by `to.id`
///
/// Paths begin at the top of the message and are written as in the filter language.
class ConversationRule final {
public:
    static constexpr qsizetype MaxLength = 1'024;
    static constexpr qsizetype MaxMatches = 8;

    /// Values that make a pair when they are equal. Text and numbers are values; the text "7" and
    /// the number 7 are equal.
    struct Match {
        JsonPath request;
        JsonPath reply;

        friend bool operator==(const Match &, const Match &) = default;
    };

    ConversationRule(); ///< The same as `auto`.
    ConversationRule(QList<Match> matches, bool hasNext);

    [[nodiscard]] static std::variant<ConversationRule, ConversationRuleError> parse(
        const QString &text);
    [[nodiscard]] QString text() const; ///< The text that parse() makes the same rule of.

    /// The matches are candidates; those that occur in the traffic of a project are used there.
    [[nodiscard]] bool isDetected() const { return m_isDetected; }
    [[nodiscard]] const QList<Match> &matches() const { return m_matches; }
    /// The next message counts when no match does. In a detected rule, only in a project without a
    /// reply by a match.
    [[nodiscard]] bool hasNext() const { return m_hasNext; }

    friend bool operator==(const ConversationRule &, const ConversationRule &) = default;

private:
    QList<Match> m_matches;
    bool m_hasNext = true;
    bool m_isDetected = true;
};

} // namespace broadcaster
