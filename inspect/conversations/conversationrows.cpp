// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationrows.h"

#include "inspect/conversations/messagevalues.h"

#include <algorithm>

namespace broadcaster {

const ConversationRow *ConversationRows::withSequence(quint64 sequence) const
{
    m_lastHit = lowerBound(sequence);
    return m_lastHit < end() && at(m_lastHit).sequence == sequence ? &at(m_lastHit) : nullptr;
}

quint64 ConversationRows::lowerBound(quint64 sequence) const
{
    const auto isBelow = [&](quint64 number) {
        return number < first() || (number < end() && at(number).sequence < sequence);
    };
    for (const quint64 number : { m_lastHit, m_lastHit + 1, m_lastHit - 1 }) {
        if (number >= first() && number <= end() && isBelow(number - 1) && !isBelow(number))
            return number;
    }
    quint64 low = first();
    quint64 high = end();
    while (low < high) {
        const quint64 middle = low + (high - low) / 2;
        if (isBelow(middle))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool ConversationRows::isAnsweredBy(const ConversationRow &request, quint64 client) const
{
    const ConversationRow *reply = find(request.newestReply);
    for (int i = 0; reply != nullptr && i < MaxLookedAt; ++i) {
        if (reply->sender == client)
            return true;
        reply = find(reply->olderReply);
    }
    return false;
}

void ConversationRows::link(quint32 request, quint32 reply)
{
    ConversationRow &first = *find(request);
    ConversationRow &second = *find(reply);
    const qint64 took = std::clamp<qint64>(second.timeMs - first.timeMs, 0, 0xffff'ffff);
    second.isReply = true;
    second.request = request;
    second.olderReply = first.newestReply;
    second.replyMs = static_cast<quint32>(took);
    first.newestReply = reply;
    first.isError = first.isError || second.isError;
    if (first.replies++ == 0) {
        first.firstReply = reply;
        first.replyMs = second.replyMs;
    }
}

std::vector<quint64> ConversationRows::sequencesOf(const ConversationRow &row) const
{
    const ConversationRow *request = row.isReply ? find(row.request) : &row;
    std::vector<quint64> sequences;
    if (request == nullptr)
        return { row.sequence };
    sequences.push_back(request->sequence);
    const ConversationRow *reply = find(request->newestReply);
    for (int i = 0; reply != nullptr && i < MaxListed; ++i) {
        sequences.push_back(reply->sequence);
        reply = find(reply->olderReply);
    }
    std::sort(sequences.begin(), sequences.end());
    return sequences;
}

quint64 ConversationRows::targetOf(QByteArrayView clientId)
{
    return hashOf(clientId);
}

quint64 ConversationRows::targetOf(ClientType type)
{
    return hashOf(targetOfAll(), static_cast<quint64>(type));
}

quint64 ConversationRows::targetOfAll()
{
    return 1;
}

bool ConversationRows::isForSender(const ConversationRow &message, const ConversationRow &other)
{
    if (message.sender == other.sender)
        return false;
    if (message.kind == TrafficKind::ToClient)
        return message.target == other.sender;
    // Two clients may use the same values for requests of their own.
    if (message.type == other.type)
        return false;
    return message.kind == TrafficKind::ToType ? message.target == targetOf(other.senderType)
                                               : other.senderType != ClientType::Admin;
}

} // namespace broadcaster
