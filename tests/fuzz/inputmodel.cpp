// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/inputmodel.h"

#include "server/protocol/bufferpool.h"
#include "server/protocol/closeframe.h"
#include "server/protocol/framereader.h"
#include "server/protocol/utf8check.h"
#include "tests/fuzz/check.h"
#include "tests/protocol/paddedscan.h"

#include <QtCore/QCryptographicHash>

namespace broadcaster {

namespace {

const QByteArray PolicyError = QByteArrayLiteral("error 1008");

} // namespace

bool InputModel::noteMessage(std::span<const char> message, Opcode opcode)
{
    const std::string_view bytes(message.data(), message.size());
    Utf8Check text;
    if (opcode == Opcode::Text && (!text.take(bytes) || !text.isComplete())) {
        noteError(1007); // A FrameReader sees this only where the message is not whole.
        return false;
    }
    m_events += (opcode == Opcode::Text ? "text " : "binary ")
        + QCryptographicHash::hash(
            { message.data(), static_cast<qsizetype>(message.size()) }, QCryptographicHash::Md5);
    return true;
}

void InputModel::noteControl(Opcode opcode)
{
    m_events += opcode == Opcode::Ping ? "ping" : "pong";
}

void InputModel::noteClose(quint16 code)
{
    m_events += "close " + QByteArray::number(code);
}

void InputModel::noteError(quint16 code)
{
    m_events += "error " + QByteArray::number(code);
}

InputModel InputModel::reference() const
{
    InputModel result(m_maxMessageSize);
    BufferPool buffers;
    FrameReader reader(m_maxMessageSize, buffers);
    const PaddedMessage padded(m_bytes);
    std::span<char> input(const_cast<char *>(padded.view().data()), padded.view().size());
    for (;;) {
        const FrameReader::Event event = reader.next(input);
        switch (event.kind) {
        case FrameReader::Kind::NeedMore:
            return result;
        case FrameReader::Kind::Message:
            if (!result.noteMessage(event.data, event.opcode))
                return result;
            break;
        case FrameReader::Kind::Control:
            if (event.opcode == Opcode::Close) {
                result.noteClose(closeAnswer(event.data).code);
                return result;
            }
            result.noteControl(event.opcode);
            if (event.opcode == Opcode::Ping)
                result.m_pings += toBytes(ControlPayload(event.data).view());
            break;
        case FrameReader::Kind::Lost:
            return result;
        case FrameReader::Kind::Error:
            result.noteError(event.closeCode);
            return result;
        }
    }
}

void InputModel::finish(bool isComplete, bool mayGiveUp, const QByteArrayList &pongs) const
{
    const InputModel expected = reference();
    QByteArrayList events = m_events;
    if (mayGiveUp && events.endsWith(PolicyError) && !expected.m_events.contains(PolicyError))
        events.removeLast();
    check(events == expected.m_events.first(qMin(events.size(), expected.m_events.size())),
        "the socket makes of its input what a FrameReader makes of it");
    check(!isComplete || events.size() == expected.m_events.size(), "all input is handled");
    auto ping = expected.m_pings.begin();
    for (const QByteArray &pong : pongs) {
        ping = std::find(ping, expected.m_pings.end(), pong);
        check(ping != expected.m_pings.end(), "a pong answers a ping");
        ++ping;
    }
}

} // namespace broadcaster
