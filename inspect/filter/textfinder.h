// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringMatcher>

#include <array>

namespace broadcaster {

/// Looks for a text in UTF-8, ignoring case. Made for many short haystacks: an ASCII text allocates
/// nothing and skips as in Horspool's algorithm.
class TextFinder final {
public:
    explicit TextFinder(const QString &needle);

    [[nodiscard]] bool isIn(QByteArrayView haystack) const;

private:
    [[nodiscard]] bool endsAt(const char *last) const;

    QByteArray m_needle; ///< In lower case.
    std::array<quint16, 256> m_skips {};
    bool m_isAscii = false;
    QStringMatcher m_unicode; ///< For a needle that is not ASCII.
};

} // namespace broadcaster
