// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <compare>

namespace broadcaster {

/// A JSON number by its digits, so that 9007199254740993 is not 9007199254740992. A view.
class Decimal final {
public:
    /// REQUIRES: a number by the grammar of RFC 8259 (see isNumber()).
    explicit Decimal(QByteArrayView number);

    [[nodiscard]] static bool isNumber(QByteArrayView text);

    friend std::strong_ordering operator<=>(const Decimal &a, const Decimal &b);
    friend bool operator==(const Decimal &a, const Decimal &b) { return (a <=> b) == 0; }

private:
    /// The significant digit of that place, 0 behind the last one.
    [[nodiscard]] char digit(qsizetype place) const;

    QByteArrayView m_digits; ///< From the first digit that is not 0; may have a point.
    qsizetype m_point = 0; ///< Position of the point in m_digits; its size without a point.
    qint64 m_exponent = 0; ///< Exponent of the first digit, as in scientific notation.
    bool m_isNegative = false;
};

} // namespace broadcaster
