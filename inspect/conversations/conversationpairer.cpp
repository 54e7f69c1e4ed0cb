// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationpairer.h"

#include "inspect/conversations/errorreply.h"

#include <algorithm>

namespace broadcaster {

namespace {

/// Tells keys of one kind from those of another.
enum KeyKind : quint64 { ValueKey, NextKey, RejectedKey };

quint64 keyOf(quint64 project, KeyKind kind, quint64 a, quint64 b)
{
    return hashOf(hashOf(project, kind), hashOf(a, b));
}

} // namespace

ConversationPairer::ConversationPairer(ConversationRule rule, ConversationLimits limits)
    : m_rule(std::move(rule))
    , m_limits(limits)
    , m_paths(m_rule)
    , m_keys(limits.keys)
    , m_paired(limits)
{
}

std::optional<quint64> ConversationPairer::add(quint64 sequence, const TrafficRow &row)
{
    std::optional<quint64> changed;
    switch (row.record->kind) {
    case TrafficKind::ToClient:
    case TrafficKind::ToType:
    case TrafficKind::Broadcast:
        changed = addMessage(sequence, row);
        break;
    case TrafficKind::Rejected:
        addRejected(sequence, row);
        break;
    case TrafficKind::Error:
        changed = addError(sequence, row);
        break;
    case TrafficKind::SystemToAll: {
        static const JsonMember clientId({ QByteArray("payload"), QByteArray("clientId") });
        if (row.type != QByteArrayView("client_left"))
            break;
        const QByteArray id = jsonText(clientId.in(row.message)).toUtf8();
        m_paired.noteDeparture(hashOf(QByteArrayView(id)));
        break;
    }
    case TrafficKind::Ping:
    case TrafficKind::SystemToOne:
        break;
    }
    m_paired.trim();
    forgetKeys();
    return changed;
}

std::optional<quint64> ConversationPairer::addMessage(quint64 sequence, const TrafficRow &row)
{
    Project &project = projectOf(*row.project);
    ConversationRow added = rowOf(sequence, row, project);
    MessageValues values(m_paths, row.message);
    const bool isDirect = added.kind == TrafficKind::ToClient;
    Found found = findByMatch(project, added, values);
    const bool hasMatched = found.row != 0;
    if (hasMatched) {
        project.detector.foundBy(found.match);
        if (isReplyOf(*m_paired.rows().find(found.row), added, found.match)) {
            const quint32 request = addRequest(added, row, project, values);
            return request == 0 ? std::nullopt : pair(request, found.row, request);
        }
    } else {
        project.detector.foundNothing(isDirect);
        if (isDirect && project.detector.usesNext())
            found.row = findNext(project, added);
    }
    if (found.row == 0) {
        addRequest(added, row, project, values);
        return std::nullopt;
    }
    added.isError = isErrorReply(row);
    m_paired.rememberName(added.sender, row.sender());
    const quint32 reply = m_paired.push(added);
    return pair(found.row, reply, reply, !hasMatched);
}

void ConversationPairer::addRejected(quint64 sequence, const TrafficRow &row)
{
    const Project &project = projectOf(*row.project);
    ConversationRow added = rowOf(sequence, row, project);
    added.isExplicit = true;
    added.isUndelivered = false; // The broker itself has read it.
    m_keys.add(keyOf(project.hash, RejectedKey, added.sender, 0), m_paired.push(added));
}

std::optional<quint64> ConversationPairer::addError(quint64 sequence, const TrafficRow &row)
{
    const Project &project = projectOf(*row.project);
    ConversationRow added = rowOf(sequence, row, project);
    added.isError = true;
    const quint32 request = newestWithKey(keyOf(project.hash, RejectedKey, added.target, 0), added);
    if (request == 0 || m_paired.rows().find(request)->replies > 0)
        return std::nullopt;
    const quint32 reply = m_paired.push(added);
    return pair(request, reply, reply);
}

ConversationPairer::Project &ConversationPairer::projectOf(const ProjectId &id)
{
    if (!m_projects.empty() && id == m_lastProject)
        return m_projects[m_lastIndex];
    m_lastProject = id;
    const auto known = m_projectIndexes.constFind(id);
    if (known != m_projectIndexes.constEnd()) {
        m_lastIndex = *known;
    } else if (m_projectIndexes.size() < m_limits.projects) {
        m_lastIndex = m_projects.size();
        m_projectIndexes.insert(id, m_lastIndex);
        m_projects.push_back({ hashOf(QByteArrayView(id.utf8())), RuleDetector(m_rule) });
    } else {
        m_lastIndex = m_projects.size() - 1; // Shared with others.
    }
    return m_projects[m_lastIndex];
}

ConversationRow ConversationPairer::rowOf(
    quint64 sequence, const TrafficRow &row, const Project &project)
{
    const TrafficRecord &record = *row.record;
    ConversationRow made;
    made.sequence = sequence;
    made.timeMs = record.timeMs;
    made.kind = record.kind;
    made.sender = hashOf(row.sender());
    made.senderType = record.senderType;
    made.hasTargetType = record.hasTargetType;
    made.targetType = record.targetType;
    if (record.kind == TrafficKind::ToClient || record.kind == TrafficKind::Error)
        made.target = ConversationRows::targetOf(row.target);
    else if (record.kind == TrafficKind::ToType)
        made.target = record.hasTargetType ? ConversationRows::targetOf(record.targetType) : 0;
    else
        made.target = ConversationRows::targetOfAll();
    made.isFromFile = record.number == 0;
    made.isUndelivered = record.addressed != TrafficRecord::UnknownCount && record.delivered == 0;
    made.type = m_paired.typeOf(*row.project, project.hash, row.type);
    return made;
}

ConversationPairer::Found ConversationPairer::findByMatch(
    const Project &project, const ConversationRow &row, MessageValues &values) const
{
    const std::vector<RulePaths::Match> &matches = m_paths.matches();
    for (size_t i = 0; i < matches.size(); ++i) {
        const quint64 value = project.detector.tries(i) ? values.at(matches[i].reply) : 0;
        if (value == 0)
            continue;
        const quint64 key = keyOf(project.hash, ValueKey, matches[i].request, value);
        if (const quint32 found = newestWithKey(key, row))
            return { found, i };
    }
    return {};
}

bool ConversationPairer::isReplyOf(
    const ConversationRow &earlier, const ConversationRow &added, size_t match) const
{
    const RulePaths::Match &paths = m_paths.matches()[match];
    return paths.request == paths.reply && earlier.replies == 0
        && ConversationRows::isBefore(added, earlier)
        && ConversationRows::isForSender(earlier, added);
}

quint32 ConversationPairer::newestWithKey(quint64 key, const ConversationRow &reply) const
{
    quint32 found = 0;
    m_keys.visit(key, [&](quint32 number) {
        const ConversationRow *request = m_paired.rows().find(number);
        const bool isForSender = reply.kind == TrafficKind::Error
            || (request != nullptr && ConversationRows::isForSender(reply, *request));
        if (request == nullptr || request->isReply || !isForSender)
            return true;
        const bool isAnswered = m_paired.rows().isAnsweredBy(*request, reply.sender);
        if (!isAnswered || found == 0)
            found = number;
        return isAnswered;
    });
    return found;
}

quint32 ConversationPairer::findNext(const Project &project, const ConversationRow &reply) const
{
    const auto newestTo = [&](quint64 target) {
        quint32 found = 0;
        const quint64 key = keyOf(project.hash, NextKey, reply.target, target);
        m_keys.visit(key, [&](quint32 number) {
            const ConversationRow *request = m_paired.rows().find(number);
            // Behind that many replies it is unknown which clients have answered.
            if (request == nullptr || request->isReply
                || request->replies >= quint32 { ConversationRows::MaxLookedAt }
                || m_paired.rows().isAnsweredBy(*request, reply.sender))
                return true;
            if (reply.timeMs - request->timeMs <= m_limits.nextWithin.count())
                found = number;
            return false;
        });
        return found;
    };
    quint32 newest = newestTo(reply.sender);
    const auto consider = [&](quint32 found) {
        if (found != 0 && (newest == 0 || static_cast<qint32>(found - newest) > 0))
            newest = found;
    };
    consider(newestTo(ConversationRows::targetOf(reply.senderType)));
    if (reply.senderType != ClientType::Admin) // Broadcasts do not go to admins.
        consider(newestTo(ConversationRows::targetOfAll()));
    return newest;
}

quint32 ConversationPairer::addRequest(
    ConversationRow row, const TrafficRow &original, Project &project, MessageValues &values)
{
    std::array<quint64, ConversationRule::MaxMatches + 1> keys {};
    size_t count = 0;
    const auto addKey = [&](quint64 key) {
        const auto end = keys.begin() + static_cast<std::ptrdiff_t>(count);
        if (std::find(keys.begin(), end, key) == end) // Several matches may begin with one path.
            keys[count++] = key;
    };
    const std::vector<RulePaths::Match> &matches = m_paths.matches();
    for (size_t i = 0; i < matches.size(); ++i) {
        const quint64 value = project.detector.tries(i) ? values.at(matches[i].request) : 0;
        if (value == 0)
            continue;
        row.isExplicit = row.isExplicit || matches[i].isExplicit;
        addKey(keyOf(project.hash, ValueKey, matches[i].request, value));
    }
    row.takesNext = project.detector.usesNext();
    if (row.takesNext)
        addKey(keyOf(project.hash, NextKey, row.sender, row.target));
    if (count == 0)
        return 0;
    m_paired.rememberName(row.sender, original.sender());
    if (row.kind == TrafficKind::ToClient)
        m_paired.rememberName(row.target, original.target);
    const quint32 number = m_paired.push(row);
    std::for_each_n(keys.begin(), count, [&](quint64 key) { m_keys.add(key, number); });
    return number;
}

std::optional<quint64> ConversationPairer::pair(
    quint32 request, quint32 reply, quint32 added, bool isByNext)
{
    m_paired.pair(request, reply, isByNext);
    return m_paired.rows().find(added == reply ? request : reply)->sequence;
}

void ConversationPairer::noteEvent(const ClientEvent &event)
{
    if (event.kind == ClientEvent::Kind::Left)
        m_paired.noteDeparture(hashOf(QByteArrayView(event.client.text())));
}

bool ConversationPairer::forgetBefore(quint64 sequence)
{
    const bool goesOn = m_paired.forgetBefore(sequence);
    forgetKeys();
    return goesOn;
}

void ConversationPairer::forgetKeys()
{
    m_keys.forgetBefore(static_cast<quint32>(m_paired.rows().first()));
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
    return { m_paired.droppedRows(), m_keys.dropped(), m_paired.types().dropped(),
        m_paired.statistics().dropped() };
}

qsizetype ConversationPairer::bytes() const
{
    return m_paired.bytes() + m_keys.bytes()
        + static_cast<qsizetype>(m_projects.capacity() * sizeof(Project));
}

} // namespace broadcaster
