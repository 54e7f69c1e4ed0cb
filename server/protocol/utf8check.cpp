// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/utf8check.h"

#include <simdjson.h>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr quint8 LeastContinuation = 0x80;
constexpr quint8 MostContinuation = 0xbf;

/// Size of the character at the end of `bytes` if it is unfinished, else 0.
std::size_t unfinishedSize(std::string_view bytes)
{
    constexpr std::size_t MostUnfinished = 3;
    const std::size_t most = std::min(MostUnfinished, bytes.size());
    for (std::size_t size = 1; size <= most; ++size) {
        const auto byte = static_cast<quint8>(bytes[bytes.size() - size]);
        if (byte >= 0xc0) {
            const std::size_t whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
            return size < whole ? size : 0;
        }
        if (byte < LeastContinuation)
            break;
    }
    return 0;
}

} // namespace

bool Utf8Check::take(std::string_view bytes)
{
    while (m_missing != 0 && !bytes.empty()) {
        if (!takeByte(static_cast<quint8>(bytes.front())))
            return false;
        bytes.remove_prefix(1);
    }
    const std::size_t unfinished = unfinishedSize(bytes);
    if (!simdjson::validate_utf8(bytes.data(), bytes.size() - unfinished))
        return false;
    bytes = bytes.substr(bytes.size() - unfinished);
    return std::all_of(
        bytes.begin(), bytes.end(), [this](char c) { return takeByte(static_cast<quint8>(c)); });
}

bool Utf8Check::takeByte(quint8 byte)
{
    if (m_missing != 0) {
        if (byte < m_least || byte > m_most)
            return false;
        --m_missing;
        m_least = LeastContinuation;
        m_most = MostContinuation;
        return true;
    }
    if (byte < 0x80)
        return true;
    // Not a lead byte, or the lead of an overlong form or of no character.
    if (byte < 0xc2 || byte > 0xf4)
        return false;
    m_missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    // Overlong forms, surrogates, and characters beyond U+10FFFF show in the second byte.
    m_least = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : LeastContinuation;
    m_most = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : MostContinuation;
    return true;
}

} // namespace broadcaster
