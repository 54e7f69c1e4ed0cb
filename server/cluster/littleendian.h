// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QtEndian>

#include <string_view>

namespace broadcaster {

/// Numbers between brokers are little endian.
template <typename Number>
void appendNumber(QByteArray &out, Number number)
{
    const Number little = qToLittleEndian(number);
    out.append(reinterpret_cast<const char *>(&little), sizeof little);
}

/// REQUIRES: offset + sizeof(Number) <= bytes.size()
template <typename Number>
[[nodiscard]] Number numberAt(std::string_view bytes, size_t offset)
{
    return qFromLittleEndian<Number>(bytes.data() + offset);
}

} // namespace broadcaster
