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

/// What a field is compared with.
struct FilterValue {
    enum class Kind {
        Text,
        Number, ///< Of JSON, in `utf8`; of a size, a time or a count of receivers, in `number`.
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
    };
    Kind kind = Kind::Text;
    QByteArray utf8;
    qint64 number = 0;
};

/// A condition, or several that are joined. Never changed after it was parsed.
struct Filter::Node {
    enum class Kind {
        All, ///< Every child holds.
        Any, ///< One of the children holds.
        Not, ///< The only child does not.
        Exists, ///< The field is there.
        Compare,
    };
    Kind kind = Kind::Exists;
    std::vector<Node> children;

    FilterField field;
    FilterToken::Kind comparison = FilterToken::Kind::Contains;
    FilterValue value;
    std::optional<TextFinder> finder; ///< Of Contains.
    std::optional<RegexFinder> regex; ///< Of Matches.

    /// Roughly what it takes to find out. The cheapest child is asked first.
    [[nodiscard]] int cost() const;
    /// Whether it asks how far a message has come.
    [[nodiscard]] bool asksForDelivery() const;
};

} // namespace broadcaster
