// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

namespace broadcaster {

/// The reason why a text is not a filter, and the place. The window words it
/// (ui/filter/filtererrortext.h).
struct FilterError {
    enum class Code {
        SingleEqual, ///< `=` for `==`.
        SingleAnd, ///< `&` for `&&`.
        SingleOr, ///< `|` for `||`.
        UnclosedQuote,
        TooLong, ///< Arguments: the largest length.
        TooDeep, ///< Arguments: the deepest nesting.
        NoOpening, ///< A `)` without its `(`.
        NoClosing, ///< A `(` without its `)`.
        NothingBetween, ///< Two conditions without && or || between them.
        NotAPath,
        UnknownField, ///< Arguments: the word.
        MisspelledField, ///< Arguments: the word, the nearest field.
        OrderOnly, ///< The field cannot be searched.
        EqualityOnly, ///< Arguments: the value, which has no order.
        ValueMissing, ///< Arguments: the comparison before it, an example.
        NotReceivers,
        NotASize,
        NotADuration,
        NotAReplyState,
        NotATime,
        UnknownKind, ///< Argument: all kinds.
        BadRegex, ///< Argument: PCRE2's reason.
        NothingBehind, ///< A condition must follow. Arguments: the token before it.
        NoField, ///< Arguments: the comparison.
        NothingBefore, ///< A condition must stand here. Arguments: the token instead.
    };
    static constexpr int CodeCount = static_cast<int>(Code::NothingBefore) + 1;

    Code code = Code::NothingBefore;
    qsizetype position = 0; ///< Offset in the text, in UTF-16 units.
    qsizetype length = 0;
    QStringList arguments {};
};

} // namespace broadcaster
