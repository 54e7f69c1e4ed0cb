// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <string_view>

namespace broadcaster {

/// Checks UTF-8 that comes in pieces, cut anywhere (RFC 3629). Pure, and small enough for every
/// connection to have one.
class Utf8Check final {
public:
    /// False as soon as a byte has come that is impossible there, also inside an unfinished
    /// character. After that the check is of no more use.
    [[nodiscard]] bool take(std::string_view bytes);
    /// The pieces so far end with a whole character.
    [[nodiscard]] bool isComplete() const { return m_missing == 0; }

private:
    [[nodiscard]] bool takeByte(quint8 byte);

    quint8 m_missing = 0; ///< Bytes of the current character still to come.
    quint8 m_least = 0x80; ///< Least and greatest value of the next byte.
    quint8 m_most = 0xbf;
};

} // namespace broadcaster
