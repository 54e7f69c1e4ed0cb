// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "inspect/filter/filterfield.h"
#include "inspect/filter/filtertoken.h"
#include "inspect/filter/regexfinder.h"
#include "inspect/filter/textfinder.h"

#include <optional>
#include <vector>

namespace broadcaster {

/// The value that a field is compared with.
struct FilterValue {
    enum class Kind {
        Text,
        Number, ///< A JSON number, in `utf8`; a size, a time or a count of receivers, in `number`.
        True,
        False,
        Null,
        Nobody, ///< Words for `delivered`.
        Partly,
        Everybody,
        Queued,
        Dropped,
        TooSlow,
        ConnectionLost,
        Answered, ///< Words for `reply.state`.
        Unanswered,
        ErrorReply,
    };
    Kind kind = Kind::Text;
    QByteArray utf8;
    qint64 number = 0;
};

/// A condition, or several joined ones. Never changes after parsing.
struct Filter::Node {
    enum class Kind {
        All, ///< Every child holds.
        Any, ///< One of the children holds.
        Not, ///< The only child does not hold.
        Exists, ///< The field exists.
        Compare,
    };
    Kind kind = Kind::Exists;
    std::vector<Node> children;

    FilterField field;
    FilterToken::Kind comparison = FilterToken::Kind::Contains;
    FilterValue value;
    std::optional<TextFinder> finder; ///< Set for Contains.
    std::optional<RegexFinder> regex; ///< Set for Matches.

    /// Rough cost of an evaluation. The cheapest child is evaluated first.
    [[nodiscard]] int cost() const;
    /// Whether it reads how far a message has come.
    [[nodiscard]] bool canChange() const;
    /// Whether it reads TrafficRow::conversation.
    [[nodiscard]] bool asksForReplies() const;
    /// Adds the ids of clients that it compares with.
    void addClientIds(QByteArrayList &ids) const;
};

} // namespace broadcaster
