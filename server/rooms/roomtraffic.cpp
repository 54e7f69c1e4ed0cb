// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomtraffic.h"

#include "server/api/bytes.h"
#include "server/api/check.h"
#include "server/protocol/framewriter.h"
#include "server/protocol/systemmessages.h"
#include "server/rooms/sender.h"

#include <algorithm>

namespace broadcaster {

namespace {

void setSender(TrafficRecord &record, const Sender &sender)
{
    std::copy_n(sender.id.begin(), std::min(sender.id.size(), TrafficRecord::ClientIdSize),
        record.sender.begin());
    record.senderType = sender.type;
}

void setType(TrafficRecord &record, qsizetype offset, std::string_view type)
{
    record.typeBegin = record.begin + static_cast<quint32>(offset);
    record.typeSize = static_cast<quint32>(type.size());
}

} // namespace

void RoomTraffic::noteEvent(ClientEvent::Kind kind, const Member &member, qint64 nowMs)
{
    m_sampler.addEvent(member.event(kind, m_project, nowMs));
}

TrafficRecord *RoomTraffic::addRouted(std::string_view stamp, const Envelope &envelope,
    const Route &route, std::optional<ClientType> targetType, qint64 nowMs)
{
    TrafficRecord *record = addStamped(stamp, envelope, route.target(), m_audience, nowMs);
    if (!record)
        return nullptr;
    record->kind = trafficKind(route.kind);
    record->hasTargetType = targetType.has_value();
    record->targetType = targetType.value_or(ClientType::Runtime);
    return record;
}

quint64 RoomTraffic::noteRouted(const Sender &sender, const Envelope &envelope, const Route &route,
    std::optional<ClientType> targetType, qint64 nowMs)
{
    TrafficRecord *record = addRouted(sender.stamp, envelope, route, targetType, nowMs);
    if (!record)
        return 0;
    setSender(*record, sender);
    return record->number;
}

quint64 RoomTraffic::noteRemote(
    const RemoteMessage &message, EnvelopeScanner &scanner, qint64 nowMs)
{
    Envelope envelope;
    if (scanner.scan(framePayload(message.frame), envelope) != ScanResult::Ok)
        return 0;
    const ClientId id = clientId(message.sender);
    const QByteArray stamp = fromStamp(message.senderType, id);
    return noteRouted(Sender(nullptr, view(id.text()), view(stamp), message.senderType), envelope,
        routeOf(envelope), message.targetType, nowMs);
}

quint64 RoomTraffic::notePublished(const Envelope &envelope, const Route &route,
    std::optional<ClientType> targetType, qint64 nowMs)
{
    const TrafficRecord *record = addRouted(SystemStamp, envelope, route, targetType, nowMs);
    return record ? record->number : 0;
}

void RoomTraffic::notePing(const Sender &sender, const Envelope &envelope, qint64 nowMs)
{
    if (TrafficRecord *record = addStamped(sender.stamp, envelope, {}, {}, nowMs)) {
        record->kind = TrafficKind::Ping;
        setSender(*record, sender);
    }
}

TrafficRecord *RoomTraffic::add(
    std::string_view target, qsizetype size, const Audience &audience, qint64 nowMs)
{
    TrafficRecord *record = m_sampler.add(m_mark, m_project, target, size);
    if (!record)
        return nullptr;
    record->timeMs = nowMs;
    record->addressed = audience.addressed;
    record->delivered = audience.addressed;
    record->mirrored = audience.mirrored;
    return record;
}

TrafficRecord *RoomTraffic::addStamped(std::string_view stamp, const Envelope &envelope,
    std::string_view target, const Audience &audience, qint64 nowMs)
{
    TrafficRecord *record = add(target, stampedSize(envelope, stamp), audience, nowMs);
    if (!record)
        return nullptr;
    appendStamped(m_sampler.bytes(), envelope, stamp);
    if (!envelope.type.empty())
        setType(*record, stampedTypeOffset(envelope, stamp), envelope.type);
    return record;
}

void RoomTraffic::noteRejected(
    const Sender &sender, const Envelope &envelope, ErrorReason reason, qint64 nowMs)
{
    const std::string_view message = envelope.bytes;
    const auto size = static_cast<qsizetype>(message.size());
    TrafficRecord *record = add({}, size, {}, nowMs);
    if (!record)
        return;
    m_sampler.bytes().append(message.data(), size);
    record->kind = TrafficKind::Rejected;
    record->reason = reason;
    setSender(*record, sender);
    if (!envelope.type.empty())
        setType(*record, envelope.type.data() - message.data(), envelope.type);
}

quint64 RoomTraffic::noteSystem(
    TrafficKind kind, const QByteArray &message, const Member *target, qint64 nowMs)
{
    TrafficRecord *record = add(
        target ? view(target->idText()) : std::string_view(), message.size(), m_audience, nowMs);
    if (!record)
        return 0;
    m_sampler.bytes().append(message);
    record->kind = kind;
    const std::string_view type = systemMessageType(message);
    setType(*record, type.data() - message.constData(), type);
    record->hasTargetType = target != nullptr;
    record->targetType = target ? target->type() : ClientType::Runtime;
    return record->number;
}

} // namespace broadcaster
