// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/closeframe.h"

#include "server/api/closecode.h"
#include "server/protocol/framewriter.h"
#include "server/protocol/utf8check.h"

#include <QtCore/QtEndian>

namespace broadcaster {

using namespace std::literals;

namespace {

bool maySend(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
}

} // namespace

ControlPayload::ControlPayload(std::span<const char> frame)
{
    constexpr std::size_t MaskAt = 2;
    constexpr std::size_t PayloadAt = 6;
    m_size = frame.size() - PayloadAt;
    for (std::size_t i = 0; i < m_size; ++i)
        m_bytes[i] = static_cast<char>(frame[PayloadAt + i] ^ frame[MaskAt + i % 4]);
}

CloseAnswer closeAnswer(std::span<const char> frame)
{
    constexpr std::size_t CodeSize = 2;
    const ControlPayload payload(frame);
    const std::string_view bytes = payload.view();
    if (bytes.empty())
        return { closecode::NormalClosure };
    if (bytes.size() < CodeSize)
        return { closecode::ProtocolError, "half a close code"sv };
    const auto code = qFromBigEndian<quint16>(bytes.data());
    if (!maySend(code))
        return { closecode::ProtocolError, "a close code that must not be sent"sv };
    Utf8Check reason;
    if (!reason.take(bytes.substr(CodeSize)) || !reason.isComplete())
        return { closecode::InvalidText, "a close reason that is not UTF-8"sv };
    return { code };
}

void appendCloseFrame(QByteArray &out, quint16 code, std::string_view reason)
{
    constexpr std::size_t MaxReason = 123; // RFC 6455 5.5: 125 with the code.
    QByteArray payload(sizeof code, Qt::Uninitialized);
    qToBigEndian(code, payload.data());
    payload.append(reason.data(), static_cast<qsizetype>(qMin(reason.size(), MaxReason)));
    appendFrame(
        out, Opcode::Close, { payload.constData(), static_cast<std::size_t>(payload.size()) });
}

} // namespace broadcaster
