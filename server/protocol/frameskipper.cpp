// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/frameskipper.h"

#include "server/protocol/frameheader.h"
#include "server/protocol/framewriter.h"

#include <QtCore/QtEndian>

#include <algorithm>

namespace broadcaster {

using namespace frameheader;

FrameSkipper::FrameSkipper(std::span<const char> header, qsizetype missing, bool isClose)
    : m_missing(missing)
    , m_headerSize(static_cast<quint8>(header.size()))
    , m_isClose(isClose)
    , m_isLost(false)
{
    std::copy(header.begin(), header.end(), m_header.begin());
}

FrameSkipper::State FrameSkipper::skip(std::span<char> &input)
{
    while (!input.empty() && !m_isLost) {
        if (m_missing == 0) {
            takeHeaderByte(input.front());
            input = input.subspan(1);
        } else {
            const qsizetype taken = std::min<qsizetype>(m_missing, std::ssize(input));
            input = input.subspan(static_cast<size_t>(taken));
            m_missing -= taken;
        }
        if (m_isClose && m_missing == 0 && m_headerSize == 0)
            return State::Closed;
    }
    return m_isLost ? State::Lost : State::NeedMore;
}

void FrameSkipper::takeHeaderByte(char byte)
{
    m_header[m_headerSize++] = byte;
    if (m_headerSize < 2)
        return;
    const quint8 second = static_cast<quint8>(m_header[1]);
    m_isLost = !(second & MaskBit);
    quint64 payloadSize = second & SizeBits;
    const int sizeBytes = payloadSize == Size64 ? 8 : payloadSize == Size16 ? 2 : 0;
    if (m_headerSize < 2 + sizeBytes + MaskSize)
        return;
    if (sizeBytes == 8)
        payloadSize = qFromBigEndian<quint64>(m_header.data() + 2);
    else if (sizeBytes == 2)
        payloadSize = qFromBigEndian<quint16>(m_header.data() + 2);
    m_isLost = payloadSize >> 63 != 0;
    m_missing = static_cast<qsizetype>(payloadSize);
    m_isClose = (m_header[0] & OpcodeBits) == static_cast<int>(Opcode::Close);
    m_headerSize = 0;
}

} // namespace broadcaster
