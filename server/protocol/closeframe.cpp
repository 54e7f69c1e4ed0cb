// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/closeframe.h"

#include "server/protocol/utf8check.h"

#include <array>

namespace broadcaster {

using namespace std::literals;

namespace {

constexpr quint16 NormalClosure = 1000;
constexpr quint16 ProtocolError = 1002;
constexpr quint16 InvalidUtf8 = 1007;

bool maySend(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
}

} // namespace

CloseAnswer closeAnswer(std::span<const char> frame)
{
    constexpr std::size_t MaskAt = 2;
    constexpr std::size_t PayloadAt = 6;
    constexpr std::size_t CodeSize = 2;
    constexpr std::size_t MaxPayload = 125;
    std::array<char, MaxPayload> payload {};
    const std::size_t size = frame.size() - PayloadAt;
    for (std::size_t i = 0; i < size; ++i)
        payload[i] = static_cast<char>(frame[PayloadAt + i] ^ frame[MaskAt + i % 4]);

    if (size == 0)
        return { NormalClosure };
    if (size < CodeSize)
        return { ProtocolError, "half a close code"sv };
    const auto code = static_cast<quint16>(
        static_cast<quint8>(payload[0]) << 8 | static_cast<quint8>(payload[1]));
    if (!maySend(code))
        return { ProtocolError, "a close code that must not be sent"sv };
    Utf8Check reason;
    if (!reason.take({ payload.data() + CodeSize, size - CodeSize }) || !reason.isComplete())
        return { InvalidUtf8, "a close reason that is not UTF-8"sv };
    return { code };
}

} // namespace broadcaster
