// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <string_view>

namespace broadcaster {

struct Envelope;

/// Server frames (RFC 6455 5.2): final, never masked, so one encoding serves every receiver.
enum class Opcode : quint8 {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xa,
};

/// Bytes the header of a frame with such a payload takes: 2, 4 or 10.
[[nodiscard]] qsizetype frameHeaderSize(qsizetype payloadSize);
/// Returns where the payload goes. REQUIRES: room for frameHeaderSize() bytes at `to`
char *writeFrameHeader(char *to, Opcode opcode, qsizetype payloadSize);
void appendFrame(QByteArray &out, Opcode opcode, std::string_view payload);
/// The same with a payload that is compressed (RFC 7692 6.1).
void appendCompressedFrame(QByteArray &out, Opcode opcode, std::string_view payload);
[[nodiscard]] QByteArray textFrame(std::string_view payload);
/// A text frame with the envelope as its receivers get it (writeStamped()).
void appendStampedFrame(QByteArray &out, const Envelope &envelope, std::string_view stamp);
/// Whether the bytes are just one text frame as they are made here.
[[nodiscard]] bool isTextFrame(std::string_view bytes);
/// The payload of one whole frame made here.
[[nodiscard]] std::string_view framePayload(std::string_view frame);

} // namespace broadcaster
