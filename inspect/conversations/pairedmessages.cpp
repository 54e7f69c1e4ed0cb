// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/pairedmessages.h"

namespace broadcaster {

PairedMessages::PairedMessages(const ConversationLimits &limits)
    : m_limits(limits)
    , m_types(limits.types)
    , m_statistics(limits.statisticsBytes)
    , m_names(limits.clients)
    , m_departures(limits.clients)
    , m_unsettled(m_rows.first())
{
}

void PairedMessages::pair(quint32 request, quint32 reply, bool isByNext)
{
    ConversationRow &asked = *m_rows.find(request);
    const ConversationRow &answer = *m_rows.find(reply);
    const bool isFirst = !m_rows.isAnsweredBy(asked, answer.sender);
    if (asked.isOverdue) {
        asked.isOverdue = false;
        m_statistics.removeUnanswered(asked.type, expectedAnswerer(asked));
    }
    m_rows.link(request, reply);
    m_insights += m_types.notePair(asked.type, answer.type, isByNext) ? 1 : 0;
    if (isFirst) {
        m_statistics.addReply(
            asked.type, answererOf(answer), asked.timeMs, answer.replyMs, answer.isError);
    }
}

void PairedMessages::noteDeparture(quint64 client)
{
    if (m_departures.find(client) == nullptr)
        m_departures.add(client, {});
}

void PairedMessages::rememberName(quint64 client, QByteArrayView id)
{
    if (m_names.find(client) == nullptr)
        m_names.add(client, id.toByteArray());
}

bool PairedMessages::advance(qint64 nowMs)
{
    const qint64 until = nowMs - m_limits.patience.count();
    const auto isDue = [&] {
        return m_unsettled < m_rows.end() && m_rows.at(m_unsettled).timeMs <= until;
    };
    for (int i = 0; i < MaxRowsPerCall && isDue(); ++i)
        settle(m_rows.at(m_unsettled++));
    return isDue();
}

void PairedMessages::settle(ConversationRow &row)
{
    if (row.isReply || row.replies > 0 || !isAwaited(row))
        return;
    row.isOverdue = true;
    m_statistics.addUnanswered(row.type, expectedAnswerer(row));
}

bool PairedMessages::forgetBefore(quint64 sequence)
{
    const auto isGone = [&] {
        return m_rows.size() > 0 && m_rows.at(m_rows.first()).sequence < sequence;
    };
    for (int i = 0; i < MaxRowsPerCall && isGone(); ++i)
        dropFirst();
    return isGone();
}

void PairedMessages::trim()
{
    while (m_rows.size() > m_limits.rows) {
        dropFirst();
        ++m_droppedRows;
    }
}

void PairedMessages::dropFirst()
{
    if (m_unsettled == m_rows.first())
        settle(m_rows.at(m_unsettled++));
    m_rows.popFront();
}

ConversationPart PairedMessages::part(quint64 sequence) const
{
    const ConversationRow *row = m_rows.withSequence(sequence);
    return row == nullptr ? ConversationPart() : partOf(*row);
}

ConversationPart PairedMessages::partOf(const ConversationRow &row) const
{
    ConversationPart part;
    part.isError = row.isError;
    if (row.isReply) {
        part.state = ConversationPart::State::Reply;
        part.requestMs = row.timeMs - row.replyMs;
        part.replyMs = row.replyMs;
    } else {
        part.state = stateOf(row);
        part.requestMs = row.timeMs;
        part.replies = row.replies;
        if (row.replies > 0)
            part.replyMs = row.replyMs;
    }
    if (const ConversationRow *partner = m_rows.find(row.isReply ? row.request : row.firstReply))
        part.partner = partner->sequence;
    return part;
}

ConversationFacts PairedMessages::facts(quint64 sequence) const
{
    const ConversationRow *row = m_rows.withSequence(sequence);
    if (row == nullptr)
        return {};
    ConversationFacts facts { partOf(*row) };
    const ConversationRow *request = row->isReply ? m_rows.find(row->request) : row;
    const ConversationRow *reply = row->isReply ? row : m_rows.find(row->firstReply);
    if (request != nullptr)
        facts.requestType = m_types.at(request->type).name;
    if (row->kind == TrafficKind::Rejected || row->kind == TrafficKind::Error)
        facts.answerer = "broker";
    else if (reply != nullptr)
        facts.answerer = nameOf(reply->sender);
    else if (row->kind == TrafficKind::ToClient)
        facts.answerer = nameOf(row->target);
    return facts;
}

QByteArrayView PairedMessages::nameOf(quint64 client) const
{
    const QByteArray *name = m_names.find(client);
    return name ? QByteArrayView(*name) : QByteArrayView();
}

std::vector<quint64> PairedMessages::conversation(quint64 sequence) const
{
    const ConversationRow *row = m_rows.withSequence(sequence);
    if (row == nullptr || (!row->isReply && stateOf(*row) == ConversationPart::State::None))
        return {};
    return m_rows.sequencesOf(*row);
}

ConversationPart::State PairedMessages::stateOf(const ConversationRow &request) const
{
    using State = ConversationPart::State;
    const auto hasLeft = [&](quint64 client) { return m_departures.find(client) != nullptr; };
    if (request.replies > 0)
        return State::Answered;
    if (!isAwaited(request))
        return State::None;
    if (request.isUndelivered)
        return State::NobodyThere;
    if (request.kind == TrafficKind::ToClient && hasLeft(request.target))
        return State::ReceiverLeft;
    return hasLeft(request.sender) ? State::SenderLeft : State::Waiting;
}

bool PairedMessages::isAwaited(const ConversationRow &row) const
{
    const MessageTypes::Type &type = m_types.at(row.type);
    // A type that only occurs as a reply has lost its request, and gets no answer.
    // Once the project has shown values, a request without one can no longer get a reply.
    const quint64 answered = row.takesNext ? type.answered : type.answered - type.answeredByNext;
    return answered > 0 || (row.isExplicit && type.replies == 0);
}

Answerer PairedMessages::answererOf(const ConversationRow &reply) const
{
    if (reply.kind == TrafficKind::Error)
        return { Answerer::Kind::Broker };
    return { Answerer::Kind::Client, nameOf(reply.sender).toByteArray(), reply.senderType };
}

Answerer PairedMessages::expectedAnswerer(const ConversationRow &request) const
{
    if (request.kind == TrafficKind::Rejected)
        return { Answerer::Kind::Broker };
    if (request.isUndelivered)
        return { Answerer::Kind::Nobody };
    std::optional<ClientType> type;
    if (request.hasTargetType)
        type = request.targetType;
    if (request.kind != TrafficKind::ToClient)
        return { Answerer::Kind::Anybody, {}, type };
    return { Answerer::Kind::Client, nameOf(request.target).toByteArray(), type };
}

qsizetype PairedMessages::bytes() const
{
    constexpr qsizetype NameBytes = 160; // An id, and its place in two tables.
    constexpr qsizetype DepartureBytes = 64;
    constexpr qsizetype TypeBytes = 320; // A name, and its place.
    return m_rows.bytes() + m_statistics.bytes() + m_names.size() * NameBytes
        + m_departures.size() * DepartureBytes + m_types.count() * TypeBytes;
}

} // namespace broadcaster
