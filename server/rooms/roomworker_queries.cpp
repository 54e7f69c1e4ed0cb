// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomworker.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ProjectInfo RoomWorker::project(const ProjectId &project) const
{
    if (const Room *room = m_rooms.value(project))
        return room->info();
    ProjectInfo nothing;
    nothing.id = project;
    return nothing;
}

QList<ProjectInfo> RoomWorker::projects() const
{
    QList<ProjectInfo> all;
    all.reserve(m_rooms.size());
    for (const Room *room : m_rooms)
        all.append(room->info());
    return all;
}

ProjectDirectory::Totals RoomWorker::totals() const
{
    ProjectDirectory::Totals totals;
    totals.projects = m_rooms.size();
    for (const Room *room : m_rooms)
        totals.clients += room->clientCount();
    return totals;
}

RoomMetrics RoomWorker::metrics() const
{
    RoomMetrics metrics = m_counts;
    for (const Room *room : m_rooms)
        metrics.addProject(room->metrics());
    metrics.projects = m_rooms.size();
    metrics.latency = m_latency.histogram();
    metrics.keepBusiest();
    return metrics;
}

QList<ProjectSummary> RoomWorker::summaries() const
{
    QList<ProjectSummary> all;
    all.reserve(m_rooms.size());
    for (const Room *room : m_rooms)
        all.append(room->summary());
    return all;
}

Result<QList<DeliveryLine>> RoomWorker::delivery(const DeliveryQuery &query) const
{
    const RosterHistory &rosters = m_traffic.rosters();
    if (!rosters.knows(query.roster))
        return Error { ErrorCode::NotFound,
            u"Who was connected then is no longer known: the message is too old."_s,
            ErrorReason::RosterForgotten };
    const Room *room = m_rooms.value(query.project);
    return deliveryLines(query,
        rosters.membersAt(
            query.project, query.roster, room ? room->roster() : std::vector<RosterMember>()));
}

Result<Envelope> RoomWorker::scanGiven(const QByteArray &text, QByteArray &padded)
{
    const auto invalid = [](std::string_view words, ErrorReason reason) {
        return Error { ErrorCode::InvalidArgument,
            QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())), reason };
    };
    if (text.size() > m_settings.socket.maxMessageSize)
        return invalid("the message is too big", ErrorReason::MessageTooBig);
    padded = text + QByteArray(ScanPadding, '\0');
    Envelope envelope;
    const ScanResult result = m_scanner.scan(
        { padded.constData(), static_cast<size_t>(text.size()) }, envelope);
    if (result != ScanResult::Ok)
        return invalid(scanErrorMessage(result), scanErrorReason(result));
    return envelope;
}

Result<Reach> RoomWorker::reach(const ProjectId &project, const QByteArray &text)
{
    QByteArray padded;
    const Result<Envelope> envelope = scanGiven(text, padded);
    if (!envelope)
        return envelope.error();
    Room *room = m_rooms.value(project);
    return room ? room->reach(*envelope) : Reach();
}

Result<Reach> RoomWorker::publish(const ProjectId &project, const QByteArray &text)
{
    QByteArray padded;
    const Result<Envelope> envelope = scanGiven(text, padded);
    if (!envelope)
        return envelope.error();
    if (envelope->isPing)
        return Error { ErrorCode::InvalidArgument,
            u"A PING is for the broker alone: give the message another type"_s,
            ErrorReason::MessageIsPing };
    Room *room = m_rooms.value(project);
    return room ? room->publish(*envelope) : Reach();
}

} // namespace broadcaster
