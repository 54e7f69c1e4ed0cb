// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/textfinder.h"

#include <QtCore/QString>

#include <algorithm>
#include <limits>

namespace broadcaster {

namespace {

constexpr unsigned char FirstBeyondAscii = 0x80;

constexpr std::array<char, 256> LowerCase = [] {
    std::array<char, 256> table {};
    for (size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<char>(i >= 'A' && i <= 'Z' ? i - 'A' + 'a' : i);
    return table;
}();

char lower(char c)
{
    return LowerCase[static_cast<unsigned char>(c)];
}

bool isAscii(QByteArrayView text)
{
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all < FirstBeyondAscii;
}

} // namespace

TextFinder::TextFinder(const QString &needle)
    : m_needle(needle.toUtf8())
    , m_isAscii(isAscii(m_needle))
{
    if (!m_isAscii) {
        m_unicode = QStringMatcher(needle, Qt::CaseInsensitive);
        return;
    }
    std::transform(m_needle.cbegin(), m_needle.cend(), m_needle.begin(), lower);
    const auto skip = [](qsizetype distance) {
        constexpr qsizetype Longest = std::numeric_limits<quint16>::max();
        return static_cast<quint16>(std::min(distance, Longest));
    };
    m_skips.fill(skip(m_needle.size()));
    for (qsizetype i = 0; i + 1 < m_needle.size(); ++i) {
        for (size_t c = 0; c < m_skips.size(); ++c) {
            if (LowerCase[c] == m_needle[i])
                m_skips[c] = skip(m_needle.size() - 1 - i);
        }
    }
}

bool TextFinder::isIn(QByteArrayView haystack) const
{
    // A haystack of ASCII has no letter beyond ASCII, so most haystacks need no conversion.
    if (!m_isAscii)
        return !isAscii(haystack) && m_unicode.indexIn(QString::fromUtf8(haystack)) >= 0;
    if (m_needle.isEmpty())
        return true;
    const qsizetype last = m_needle.size() - 1;
    const char lastLetter = m_needle[last];
    for (qsizetype at = last; at < haystack.size();) {
        const char c = haystack[at];
        if (lower(c) == lastLetter && endsAt(haystack.data() + at))
            return true;
        at += m_skips[static_cast<unsigned char>(c)];
    }
    return false;
}

bool TextFinder::endsAt(const char *last) const
{
    const char *begin = last - (m_needle.size() - 1);
    return std::equal(m_needle.cbegin(), m_needle.cend() - 1, begin,
        [](char needle, char c) { return needle == lower(c); });
}

} // namespace broadcaster
