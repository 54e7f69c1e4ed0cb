// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

/// One piece of a filter's text.
struct FilterToken {
    enum class Kind {
        End, ///< End of the text. Always the last token.
        Word, ///< Not quoted: a field, a number, a word to search for.
        String,
        And,
        Or,
        Not,
        Open,
        Close,
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Matches,
        Contains,
    };

    Kind kind = Kind::End;
    qsizetype position = 0; ///< In UTF-16 units.
    qsizetype length = 0;
    QString text; ///< A word as it is written; a string without its quotes and escapes.

    [[nodiscard]] bool isText() const { return kind == Kind::Word || kind == Kind::String; }
    [[nodiscard]] bool isComparison() const { return kind >= Kind::Equal; }
    [[nodiscard]] qsizetype end() const { return position + length; }
};

} // namespace broadcaster
