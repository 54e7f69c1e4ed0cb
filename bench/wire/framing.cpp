// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/wire/framing.h"

#include <QtCore/QByteArray>
#include <QtCore/QCryptographicHash>

#include <cstring>

namespace broadcaster::bench {

std::size_t writeHeader(char *out, Opcode opcode, quint64 length)
{
    out[0] = static_cast<char>(0x80 | static_cast<quint8>(opcode));
    if (length < 126) {
        out[1] = static_cast<char>(length);
        return 2;
    }
    const std::size_t extended = length < 65536 ? 2 : 8;
    out[1] = static_cast<char>(extended == 2 ? 126 : 127);
    for (std::size_t i = 0; i < extended; ++i)
        out[2 + i] = static_cast<char>(length >> (8 * (extended - 1 - i)) & 0xff);
    return 2 + extended;
}

std::string maskedFrame(Opcode opcode, std::string_view payload, MaskingKey key)
{
    std::array<char, MaxHeaderSize> header {};
    const std::size_t size = writeHeader(header.data(), opcode, payload.size());
    header[1] = static_cast<char>(header[1] | 0x80);
    std::string frame(header.data(), size);
    frame.append(key.data(), key.size());
    const std::size_t start = frame.size();
    frame.resize(start + payload.size());
    applyMask(frame.data() + start, payload.data(), payload.size(), key);
    return frame;
}

void applyMask(char *out, const char *in, std::size_t length, MaskingKey key)
{
    quint32 word = 0;
    std::memcpy(&word, key.data(), sizeof word);
    const quint64 doubled = quint64 { word } << 32 | word;
    std::size_t i = 0;
    for (; i + sizeof doubled <= length; i += sizeof doubled) {
        quint64 eight = 0;
        std::memcpy(&eight, in + i, sizeof eight);
        eight ^= doubled;
        std::memcpy(out + i, &eight, sizeof eight);
    }
    for (; i < length; ++i)
        out[i] = static_cast<char>(in[i] ^ key[i % 4]);
}

std::string acceptFor(std::string_view key)
{
    QByteArray text(key.data(), static_cast<qsizetype>(key.size()));
    text.append("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64().toStdString();
}

} // namespace broadcaster::bench
