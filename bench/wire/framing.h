// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// The parts of RFC 6455 that both ends of a measurement need. Stateless; any thread.
namespace broadcaster::bench {

enum class Opcode : quint8 {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10
};

/// RFC 6455 5.2.
struct FrameHeader {
    bool final = true;
    bool masked = false;
    Opcode opcode = Opcode::Text;
    quint64 length = 0; ///< Length of the payload.
    std::size_t size = 0; ///< Size of the header, the masking key included.
};

using MaskingKey = std::array<char, 4>;

inline constexpr std::size_t MaxHeaderSize = 14;

/// The header at the front of `bytes`; nothing when it is incomplete.
[[nodiscard]] inline std::optional<FrameHeader> readHeader(std::string_view bytes)
{
    const auto byte = [bytes](std::size_t i) { return static_cast<quint8>(bytes[i]); };
    if (bytes.size() < 2)
        return std::nullopt;
    FrameHeader header;
    header.final = (byte(0) & 0x80) != 0;
    header.opcode = static_cast<Opcode>(byte(0) & 0x0f);
    header.masked = (byte(1) & 0x80) != 0;
    header.length = byte(1) & 0x7f;
    const std::size_t extended = header.length == 126 ? 2 : header.length == 127 ? 8 : 0;
    header.size = 2 + extended + (header.masked ? 4 : 0);
    if (bytes.size() < header.size)
        return std::nullopt;
    if (extended > 0)
        header.length = 0;
    for (std::size_t i = 0; i < extended; ++i)
        header.length = header.length << 8 | byte(2 + i);
    return header;
}

/// Writes the header of an unmasked final frame and returns its size.
/// REQUIRES: room for MaxHeaderSize bytes at `out`.
std::size_t writeHeader(char *out, Opcode opcode, quint64 length);

/// A final frame as a client sends it.
[[nodiscard]] std::string maskedFrame(Opcode opcode, std::string_view payload, MaskingKey key);

/// out[i] = in[i] ^ key[i % 4], ascending, so that `out` may lie in front of an overlapping `in`.
void applyMask(char *out, const char *in, std::size_t length, MaskingKey key);

/// A server's answer to this Sec-WebSocket-Key. RFC 6455 4.2.2.
[[nodiscard]] std::string acceptFor(std::string_view key);

} // namespace broadcaster::bench
