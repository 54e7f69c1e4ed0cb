// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationpairer.h"

namespace broadcaster {

void ConversationPairer::noteEvent(const ClientEvent &event)
{
    if (event.kind == ClientEvent::Kind::Left)
        noteDeparture(hashOf(QByteArrayView(event.client.text())));
}

void ConversationPairer::noteDeparture(quint64 client)
{
    if (m_departures.find(client) == nullptr)
        m_departures.add(client, {});
}

void ConversationPairer::rememberName(quint64 client, QByteArrayView id)
{
    if (m_names.find(client) == nullptr)
        m_names.add(client, id.toByteArray());
}

bool ConversationPairer::advance(qint64 nowMs)
{
    const qint64 until = nowMs - m_limits.patience.count();
    const auto isDue = [&] {
        return m_unsettled < m_rows.end() && m_rows.at(m_unsettled).timeMs <= until;
    };
    for (int i = 0; i < MaxRowsPerCall && isDue(); ++i)
        settle(m_rows.at(m_unsettled++));
    return isDue();
}

void ConversationPairer::settle(ConversationRow &row)
{
    if (row.isReply || row.replies > 0 || !isAwaited(row))
        return;
    row.isOverdue = true;
    m_statistics.addUnanswered(row.type, expectedAnswerer(row));
}

bool ConversationPairer::forgetBefore(quint64 sequence)
{
    const auto isGone = [&] {
        return m_rows.size() > 0 && m_rows.at(m_rows.first()).sequence < sequence;
    };
    for (int i = 0; i < MaxRowsPerCall && isGone(); ++i)
        dropFirst();
    m_keys.forgetBefore(static_cast<quint32>(m_rows.first()));
    return isGone();
}

void ConversationPairer::trim()
{
    if (m_rows.size() <= m_limits.rows)
        return;
    while (m_rows.size() > m_limits.rows) {
        dropFirst();
        ++m_droppedRows;
    }
    m_keys.forgetBefore(static_cast<quint32>(m_rows.first()));
}

void ConversationPairer::dropFirst()
{
    if (m_unsettled == m_rows.first())
        settle(m_rows.at(m_unsettled++));
    m_rows.popFront();
}

ConversationPart ConversationPairer::part(quint64 sequence) const
{
    const ConversationRow *row = m_rows.withSequence(sequence);
    return row == nullptr ? ConversationPart() : partOf(*row);
}

ConversationPart ConversationPairer::partOf(const ConversationRow &row) const
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

ConversationFacts ConversationPairer::facts(quint64 sequence) const
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

QByteArrayView ConversationPairer::nameOf(quint64 client) const
{
    const QByteArray *name = m_names.find(client);
    return name ? QByteArrayView(*name) : QByteArrayView();
}

std::vector<quint64> ConversationPairer::conversation(quint64 sequence) const
{
    const ConversationRow *row = m_rows.withSequence(sequence);
    if (row == nullptr || (!row->isReply && stateOf(*row) == ConversationPart::State::None))
        return {};
    return m_rows.sequencesOf(*row);
}

ConversationPart::State ConversationPairer::stateOf(const ConversationRow &request) const
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

bool ConversationPairer::isAwaited(const ConversationRow &row) const
{
    const MessageTypes::Type &type = m_types.at(row.type);
    // A type that only occurs as a reply has lost its request, and gets no answer.
    // Once the project has shown values, a request without one can no longer get a reply.
    const quint64 answered = row.takesNext ? type.answered : type.answered - type.answeredByNext;
    return answered > 0 || (row.isExplicit && type.replies == 0);
}

Answerer ConversationPairer::answererOf(const ConversationRow &reply) const
{
    if (reply.kind == TrafficKind::Error)
        return { Answerer::Kind::Broker };
    return { Answerer::Kind::Client, nameOf(reply.sender).toByteArray(), reply.senderType };
}

Answerer ConversationPairer::expectedAnswerer(const ConversationRow &request) const
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

ConversationRule ConversationPairer::ruleOf(const ProjectId &project) const
{
    const auto known = m_projectIndexes.constFind(project);
    if (!m_rule.isDetected() || known == m_projectIndexes.constEnd())
        return m_rule;
    const RuleDetector &detector = m_projects[*known].detector;
    QList<ConversationRule::Match> used;
    for (qsizetype i = 0; i < m_rule.matches().size(); ++i) {
        if (detector.tries(static_cast<size_t>(i)) && detector.hasFound(static_cast<size_t>(i)))
            used.append(m_rule.matches()[i]);
    }
    return { used, used.isEmpty() };
}

ConversationLosses ConversationPairer::losses() const
{
    return { m_droppedRows, m_keys.dropped(), m_types.dropped(), m_statistics.dropped() };
}

qsizetype ConversationPairer::bytes() const
{
    constexpr qsizetype NameBytes = 160; // An id, and its place in two tables.
    constexpr qsizetype DepartureBytes = 64;
    constexpr qsizetype TypeBytes = 320; // A name, and its place.
    return m_rows.bytes() + m_keys.bytes() + m_statistics.bytes() + m_names.size() * NameBytes
        + m_departures.size() * DepartureBytes + m_types.count() * TypeBytes
        + static_cast<qsizetype>(m_projects.capacity() * sizeof(Project));
}

} // namespace broadcaster
