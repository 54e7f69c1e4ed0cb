// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "inspect/filter/filterlexer.h"
#include "inspect/filter/filternode.h"

#include <QtCore/QDateTime>

namespace broadcaster {

inline constexpr qsizetype MaxFilterLength = 4096; ///< UTF-16 units.
inline constexpr int MaxFilterDepth = 100; ///< Nested parentheses and negations.

/// Reads a filter by the grammar of docs/filter.md: one function per rule.
class FilterParser final {
public:
    /// Relative times and times without a date are counted from `now`.
    FilterParser(const QString &text, const QDateTime &now);
    Q_DISABLE_COPY_MOVE(FilterParser)

    /// Null without a condition in the text, and after a fault.
    [[nodiscard]] std::optional<Filter::Node> parse();
    [[nodiscard]] const std::optional<FilterError> &error() const { return m_error; }

private:
    using Node = Filter::Node;
    using Token = FilterToken;

    [[nodiscard]] std::optional<Node> parseAny();
    [[nodiscard]] std::optional<Node> parseAll();
    [[nodiscard]] std::optional<Node> parseNegation();
    [[nodiscard]] std::optional<Node> parseGroup();
    [[nodiscard]] std::optional<Node> parseCondition();
    [[nodiscard]] std::optional<Node> parseComparison(FilterField field);
    [[nodiscard]] std::optional<Node> parseSearch();

    [[nodiscard]] bool readValue(Node &node);
    [[nodiscard]] bool readText(Node &node);
    [[nodiscard]] bool readNumber(Node &node);
    [[nodiscard]] bool readDelivered(Node &node);
    [[nodiscard]] bool readSize(Node &node);
    [[nodiscard]] bool readDuration(Node &node);
    [[nodiscard]] bool readMeasure(Node &node,
        std::optional<qint64> (*measured)(const QString &text), FilterError::Code fault);
    [[nodiscard]] bool readReplyState(Node &node);
    [[nodiscard]] bool readTime(Node &node);
    [[nodiscard]] bool readKind(Node &node);
    [[nodiscard]] bool compileRegex(Node &node, const Token &token);

    [[nodiscard]] const Token &token() const { return m_lexer.tokens().at(m_at); }
    [[nodiscard]] QString written(const Token &token) const;
    /// Words and strings side by side must all be found.
    [[nodiscard]] bool searchFollows() const;
    [[nodiscard]] std::nullopt_t fail(
        const Token &token, FilterError::Code code, const QStringList &arguments = {});
    /// Fails at the end of the text for a missing condition or value, elsewhere for the wrong
    /// token.
    [[nodiscard]] std::nullopt_t failForCondition();

    QString m_text;
    QDateTime m_now;
    FilterLexer m_lexer;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_isBehindSearch = false;
    std::optional<FilterError> m_error;
};

} // namespace broadcaster
