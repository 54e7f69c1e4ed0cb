// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/decimal.h"

#include "server/api/bytes.h"

#include <algorithm>

namespace broadcaster {

namespace {

/// Beyond any exponent that is written on purpose, and far from overflow.
constexpr qint64 LargestExponent = 1'000'000'000'000;

qsizetype skipDigits(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at;
}

qint64 exponentOf(QByteArrayView text)
{
    const bool isNegative = text.startsWith('-');
    qint64 exponent = 0;
    for (const char c : text) {
        if (isDigit(c))
            exponent = std::min(exponent * 10 + (c - '0'), LargestExponent);
    }
    return isNegative ? -exponent : exponent;
}

} // namespace

Decimal::Decimal(QByteArrayView number)
{
    m_isNegative = number.startsWith('-');
    if (m_isNegative)
        number = number.sliced(1);
    qsizetype end = 0;
    while (end < number.size() && (isDigit(number[end]) || number[end] == '.'))
        ++end;
    const qint64 exponent = end < number.size() ? exponentOf(number.sliced(end + 1)) : 0;
    const QByteArrayView digits = number.first(end);
    const qsizetype point = std::find(digits.begin(), digits.end(), '.') - digits.begin();
    qsizetype first = 0;
    while (first < digits.size() && (digits[first] == '0' || digits[first] == '.'))
        ++first;
    m_digits = digits.sliced(first);
    if (m_digits.isEmpty()) { // 0 is 0, whatever its sign and exponent.
        m_isNegative = false;
        return;
    }
    m_point = point > first ? point - first : m_digits.size();
    m_exponent = exponent + (point > first ? point - first - 1 : point - first);
}

bool Decimal::isNumber(QByteArrayView text)
{
    qsizetype at = text.startsWith('-') ? 1 : 0;
    const qsizetype integer = at;
    at = skipDigits(text, at);
    if (at == integer || (text[integer] == '0' && at - integer > 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        const qsizetype fraction = at + 1;
        at = skipDigits(text, fraction);
        if (at == fraction)
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        qsizetype exponent = at + 1;
        if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-'))
            ++exponent;
        at = skipDigits(text, exponent);
        if (at == exponent)
            return false;
    }
    return at == text.size();
}

char Decimal::digit(qsizetype place) const
{
    const qsizetype at = place < m_point ? place : place + 1;
    return at < m_digits.size() ? m_digits[at] : '0';
}

std::strong_ordering operator<=>(const Decimal &a, const Decimal &b)
{
    const auto sign = [](const Decimal &number) {
        return number.m_digits.isEmpty() ? 0 : number.m_isNegative ? -1 : 1;
    };
    if (sign(a) != sign(b) || sign(a) == 0)
        return sign(a) <=> sign(b);
    // Among two negative numbers the larger magnitude is less.
    const Decimal &small = a.m_isNegative ? b : a;
    const Decimal &large = a.m_isNegative ? a : b;
    if (small.m_exponent != large.m_exponent)
        return small.m_exponent <=> large.m_exponent;
    const qsizetype places = std::max(small.m_digits.size(), large.m_digits.size());
    for (qsizetype place = 0; place < places; ++place) {
        if (small.digit(place) != large.digit(place))
            return small.digit(place) <=> large.digit(place);
    }
    return std::strong_ordering::equal;
}

} // namespace broadcaster
