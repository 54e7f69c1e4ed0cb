// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/framewriter.h"

#include "server/protocol/envelope.h"
#include "server/protocol/frameheader.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace frameheader;

qsizetype frameHeaderSize(qsizetype payloadSize)
{
    if (payloadSize <= MaxShortSize)
        return 2;
    return payloadSize <= 0xffff ? 4 : 10;
}

char *writeFrameHeader(char *to, Opcode opcode, qsizetype payloadSize)
{
    const qsizetype size = frameHeaderSize(payloadSize);
    to[0] = static_cast<char>(FinalBit | static_cast<quint8>(opcode));
    switch (size) {
    case 2:
        to[1] = static_cast<char>(payloadSize);
        break;
    case 4:
        to[1] = static_cast<char>(Size16);
        qToBigEndian(static_cast<quint16>(payloadSize), to + 2);
        break;
    default:
        to[1] = static_cast<char>(Size64);
        qToBigEndian(static_cast<quint64>(payloadSize), to + 2);
        break;
    }
    return to + size;
}

void appendFrame(QByteArray &out, Opcode opcode, std::string_view payload)
{
    const auto size = static_cast<qsizetype>(payload.size());
    const qsizetype used = out.size();
    out.resize(used + frameHeaderSize(size) + size);
    char *const to = writeFrameHeader(out.data() + used, opcode, size);
    std::copy(payload.begin(), payload.end(), to);
}

void appendCompressedFrame(QByteArray &out, Opcode opcode, std::string_view payload)
{
    const qsizetype used = out.size();
    appendFrame(out, opcode, payload);
    out[used] = static_cast<char>(out[used] | CompressedBit);
}

QByteArray textFrame(std::string_view payload)
{
    const auto size = static_cast<qsizetype>(payload.size());
    QByteArray frame;
    frame.reserve(frameHeaderSize(size) + size);
    appendFrame(frame, Opcode::Text, payload);
    return frame;
}

void appendStampedFrame(QByteArray &out, const Envelope &envelope, std::string_view stamp)
{
    const qsizetype size = stampedSize(envelope, stamp);
    const qsizetype used = out.size();
    out.resize(used + frameHeaderSize(size) + size);
    writeStamped(writeFrameHeader(out.data() + used, Opcode::Text, size), envelope, stamp);
}

bool isTextFrame(std::string_view bytes)
{
    constexpr size_t LeastHeader = 2;
    if (bytes.size() < LeastHeader)
        return false;
    const auto length = static_cast<quint8>(bytes[1]);
    const size_t header = length == Size64 ? 10 : length == Size16 ? 4 : 2;
    if (bytes.size() < header)
        return false;
    const auto size = static_cast<qsizetype>(bytes.size() - header);
    std::array<char, 10> expected {};
    const char *end = writeFrameHeader(expected.data(), Opcode::Text, size);
    return frameHeaderSize(size) == static_cast<qsizetype>(header)
        && bytes.starts_with(
            std::string_view(expected.data(), static_cast<size_t>(end - expected.data())));
}

std::string_view framePayload(std::string_view frame)
{
    const auto length = static_cast<quint8>(frame[1]);
    const size_t header = length == Size64 ? 10 : length == Size16 ? 4 : 2;
    return frame.substr(header);
}

} // namespace broadcaster
