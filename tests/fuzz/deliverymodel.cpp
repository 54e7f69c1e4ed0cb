// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/deliverymodel.h"

#include "tests/fuzz/check.h"

#include <QtCore/QtEndian>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr qsizetype NumberSize = 8;

} // namespace

QByteArray DeliveryModel::payload(quint64 number, qsizetype size)
{
    QByteArray payload = QByteArray::number(number).rightJustified(NumberSize, '0');
    const qsizetype shift = static_cast<qsizetype>(number);
    static constexpr std::string_view Headers = "\x7f\xf4\x8f\xbf\xbf\xf4\x8f\xbf\xbf";
    while (payload.size() < size)
        payload += Headers[static_cast<size_t>(payload.size() + shift) % Headers.size()];
    return payload;
}

bool DeliveryModel::isDropped(DeliveryState state)
{
    return state == DeliveryState::TooSlow || state == DeliveryState::ConnectionLost;
}

quint64 DeliveryModel::addMessage(qsizetype size, bool isAccepted, bool isRecorded)
{
    check(!m_closeCode || !isAccepted, "nothing is accepted behind the close frame");
    m_messages += { std::max(size, NumberSize), isAccepted, isRecorded };
    return static_cast<quint64>(m_messages.size());
}

void DeliveryModel::report(quint64 number, DeliveryState state)
{
    check(number > 0 && number <= static_cast<quint64>(m_messages.size()), "a message is known");
    Message &message = m_messages[static_cast<qsizetype>(number) - 1];
    check(message.isRecorded, "only what traffic records know is reported");
    check(!message.end, "a delivery ends once");
    check(message.isAccepted || isDropped(state), "a message that was not taken is only dropped");
    if (state == DeliveryState::Queued) {
        check(!message.hasWaited, "a message begins to wait once");
        check(!message.hasArrived, "a message that waits has not arrived");
        message.hasWaited = true;
        return;
    }
    message.end = state;
    if (state == DeliveryState::Sent)
        check(message.hasWaited && (message.hasArrived || !m_isExact), "a message was sent");
    else
        check(!message.hasArrived, "a message that was dropped has not arrived");
}

void DeliveryModel::arrive(std::string_view bytes)
{
    m_arrived.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    if (!m_hasResponse) {
        const qsizetype size = std::min(m_arrived.size(), m_response.size());
        check(m_arrived.startsWith(m_response.first(size)), "the response comes first");
        if (size < m_response.size())
            return;
        m_arrived.remove(0, size);
        m_hasResponse = true;
    }
    while (takeFrame()) { }
    check(!m_hasClose || m_arrived.isEmpty(), "nothing comes behind the close frame");
}

bool DeliveryModel::takeFrame()
{
    if (m_arrived.size() < 2)
        return false;
    const auto first = static_cast<quint8>(m_arrived[0]);
    const auto second = static_cast<quint8>(m_arrived[1]);
    check((first & 0xf0) == 0x80, "a frame is whole and has no reserved bits");
    check(second < 0x80, "a frame of the broker's has no mask");
    const qsizetype headerSize = second < 126 ? 2 : second == 126 ? 4 : 10;
    if (m_arrived.size() < headerSize)
        return false;
    quint64 size = second;
    if (second == 126)
        size = qFromBigEndian<quint16>(m_arrived.constData() + 2);
    else if (second == 127)
        size = qFromBigEndian<quint64>(m_arrived.constData() + 2);
    check(size < 1U << 30, "a frame has a size that somebody has asked for");
    const auto payloadSize = static_cast<qsizetype>(size);
    check(headerSize == frameHeaderSize(payloadSize), "a size is written in its shortest form");
    if (m_arrived.size() < headerSize + payloadSize)
        return false;
    checkFrame(static_cast<Opcode>(first & 0x0f), m_arrived.sliced(headerSize, payloadSize));
    m_arrived.remove(0, headerSize + payloadSize);
    return true;
}

void DeliveryModel::checkFrame(Opcode opcode, const QByteArray &content)
{
    check(!m_hasClose, "no frame comes behind the close frame");
    switch (opcode) {
    case Opcode::Text: {
        const quint64 number = content.first(std::min(content.size(), NumberSize)).toULongLong();
        check(number > m_last && number <= static_cast<quint64>(m_messages.size()),
            "messages come in order");
        m_last = number;
        Message &message = m_messages[static_cast<qsizetype>(number) - 1];
        check(
            message.isAccepted && message.end.value_or(DeliveryState::Sent) == DeliveryState::Sent,
            "a message that was dropped does not come");
        check(content == payload(number, message.size), "a message comes as it was sent");
        message.hasArrived = true;
        return;
    }
    case Opcode::Ping: {
        const qsizetype index = m_pings.indexOf(content);
        check(index >= 0, "a ping was sent, before those that have come");
        m_pings.remove(0, index + 1);
        return;
    }
    case Opcode::Pong:
        m_pongs += content;
        return;
    case Opcode::Close:
        check(content.size() >= 2 && qFromBigEndian<quint16>(content.constData()) == m_closeCode,
            "the close frame says what was asked for");
        m_hasClose = true;
        return;
    default:
        check(false, "the broker sends no other frames");
    }
}

void DeliveryModel::finish(bool isLossless, qint64 accepted, qint64 dropped) const
{
    const auto count = [this](auto &&holds) {
        return static_cast<qint64>(std::count_if(m_messages.begin(), m_messages.end(), holds));
    };
    const bool isComplete = m_isExact || isLossless;
    for (const Message &message : m_messages) {
        if (!isComplete || !message.isAccepted || !message.isRecorded)
            continue;
        check(message.hasArrived || (message.end && message.end != DeliveryState::Sent),
            "a message that was not reported as dropped has arrived");
        check(message.end || !message.hasWaited, "a message that waits comes to an end");
    }
    check(accepted == count([](const Message &message) { return message.isAccepted; }),
        "messages are counted");
    const qint64 missing = count([](const Message &message) { return !message.hasArrived; });
    check(isComplete ? dropped == missing : dropped <= missing, "dropped messages are counted");
    if (isLossless) {
        check(m_hasResponse, "the response comes");
        check(m_arrived.isEmpty(), "no frame comes in part");
        check(m_hasClose == m_closeCode.has_value(), "the close frame comes");
    }
}

} // namespace broadcaster
