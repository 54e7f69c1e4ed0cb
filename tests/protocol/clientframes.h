// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/framewriter.h"

namespace broadcaster {

/// Bytes whose period is not that of a mask.
inline QByteArray somePayload(qsizetype size)
{
    QByteArray payload(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        payload[i] = static_cast<char>('a' + (i * 7 + i / 26) % 26);
    return payload;
}

/// A frame as a client sends it. REQUIRES: 4 bytes of mask.
inline QByteArray clientFrame(Opcode opcode, const QByteArray &payload, bool isFinal = true,
    const QByteArray &mask = "\x12\xa7\x3c\xf5")
{
    QByteArray frame;
    appendFrame(frame, opcode, { payload.constData(), static_cast<std::size_t>(payload.size()) });
    const qsizetype headerSize = frameHeaderSize(payload.size());
    frame[0] = static_cast<char>(isFinal ? frame[0] : frame[0] & 0x7f);
    frame[1] = static_cast<char>(frame[1] | 0x80);
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame[headerSize + i] = static_cast<char>(payload[i] ^ mask[i % 4]);
    return frame.insert(headerSize, mask);
}

} // namespace broadcaster
