// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "inspect/filter/filtertoken.h"

#include <QtCore/QList>

#include <optional>

namespace broadcaster {

/// Cuts a filter's text into tokens (docs/filter.md, spelling).
class FilterLexer final {
public:
    explicit FilterLexer(QStringView text);

    /// All tokens up to the first fault; the last one is always End.
    [[nodiscard]] const QList<FilterToken> &tokens() const { return m_tokens; }
    [[nodiscard]] const std::optional<FilterError> &error() const { return m_error; }

private:
    void read();
    [[nodiscard]] bool readOperator();
    void readWord();
    [[nodiscard]] bool readString();
    void add(FilterToken::Kind kind, qsizetype length);
    void fail(qsizetype position, qsizetype length, FilterError::Code code);

    QStringView m_text;
    qsizetype m_at = 0;
    QList<FilterToken> m_tokens;
    std::optional<FilterError> m_error;
};

/// Length of the quoted string that `text` begins with, quotes included; 0 when it is never closed.
[[nodiscard]] qsizetype filterStringLength(QStringView text);
/// Content of a quoted string: `\"`, `\'`, `\\`, `\n`, `\r`, `\t`, `\u0000` get their meaning; a
/// backslash before any other character stays, so that `"\d+"` needs no second backslash.
[[nodiscard]] QString filterUnescaped(QStringView content);
/// In double quotes; the opposite of filterUnescaped().
[[nodiscard]] QString filterQuoted(QStringView text);

} // namespace broadcaster
