// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArrayMatcher>
#include <QtCore/QRegularExpression>

namespace broadcaster {

/// Looks for a regular expression (PCRE2) in UTF-8. A text without special characters is searched
/// as bytes; any other expression is tried only where its required plain text is found. An attempt
/// that takes more than MaxSteps ends without a match.
class RegexFinder final {
public:
    explicit RegexFinder(const QString &pattern);

    [[nodiscard]] bool isValid() const { return m_expression.isValid(); }
    [[nodiscard]] QString errorString() const { return m_expression.errorString(); }
    [[nodiscard]] qsizetype errorOffset() const; ///< Offset in the pattern.

    /// REQUIRES: isValid()
    [[nodiscard]] bool isIn(QByteArrayView haystack) const;

private:
    QRegularExpression m_expression;
    QByteArrayMatcher m_required; ///< Plain text in every match.
    bool m_isLiteral = false; ///< The pattern is exactly that text.
};

/// The longest text that every match of the pattern holds, as far as a simple look shows; empty
/// when unsure.
[[nodiscard]] QString requiredText(QStringView pattern);

} // namespace broadcaster
