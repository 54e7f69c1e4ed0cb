// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArrayMatcher>
#include <QtCore/QRegularExpression>

namespace broadcaster {

/// Looks for a regular expression (PCRE2) in UTF-8. A text without special characters is looked
/// for as bytes; any other is tried only where the plain text that it needs is found.
/// An attempt that takes more than MaxSteps ends as if nothing were there.
class RegexFinder final {
public:
    explicit RegexFinder(const QString &pattern);

    [[nodiscard]] bool isValid() const { return m_expression.isValid(); }
    [[nodiscard]] QString errorString() const { return m_expression.errorString(); }
    [[nodiscard]] qsizetype errorOffset() const; ///< In the pattern.

    /// REQUIRES: isValid()
    [[nodiscard]] bool isIn(QByteArrayView haystack) const;

private:
    QRegularExpression m_expression;
    QByteArrayMatcher m_required; ///< What is in every match.
    bool m_isLiteral = false; ///< And nothing more is asked for.
};

/// The longest text that every match of the pattern holds, as far as one sees without
/// understanding the pattern; empty when unsure.
[[nodiscard]] QString requiredText(QStringView pattern);

} // namespace broadcaster
