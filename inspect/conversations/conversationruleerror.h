// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

namespace broadcaster {

/// The reason why a text is not a rule for conversations, and the place. The window words it.
struct ConversationRuleError {
    enum class Code {
        Nothing, ///< A path must stand here.
        NotAPath, ///< Arguments: the text.
        TooLong, ///< Arguments: the largest length.
        TooMany, ///< Arguments: the largest number of alternatives.
        Twice, ///< Arguments: the alternative.
        NotAlone, ///< `auto` beside other alternatives.
        NotLast, ///< An alternative follows `next`.
    };
    static constexpr int CodeCount = static_cast<int>(Code::NotLast) + 1;

    Code code = Code::Nothing;
    qsizetype position = 0; ///< Offset in the text, in UTF-16 units.
    qsizetype length = 0;
    QStringList arguments {};
};

} // namespace broadcaster
