// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/records.h"
#include "server/traffic/trafficsampler.h"

#include <optional>

namespace broadcaster {

class Member;
struct Sender;

/// The traffic of one room for observers. Every call but isWanted() and rosters() requires
/// isWanted().
class RoomTraffic final {
public:
    RoomTraffic(TrafficSampler &sampler, const ProjectId &project)
        : m_sampler(sampler)
        , m_project(project)
    {
    }

    [[nodiscard]] bool isWanted() const { return m_sampler.isWanted(); }
    [[nodiscard]] RosterHistory &rosters() { return m_sampler.rosters(); }

    /// Sets the numbers of receivers of the next messages: addressed clients, and admins that get a
    /// copy. TrafficSampler::addChange() reports the ones that do not get them.
    void setAudience(size_t addressed, size_t mirrored)
    {
        m_audience = { static_cast<quint32>(addressed), static_cast<quint32>(mirrored) };
    }

    /// A client has come or gone.
    void noteEvent(ClientEvent::Kind kind, const Member &member, qint64 nowMs);

    // Each returns the record's number (TrafficRecord::number); 0: there was no room for it.

    /// Notes a client's message to the audience. `targetType` is that of the addressed client or
    /// type, if any.
    quint64 noteRouted(const Sender &sender, const Envelope &envelope, const Route &route,
        std::optional<ClientType> targetType, qint64 nowMs);
    /// The same for a message of a client at another broker, whose frame is scanned again.
    quint64 noteRemote(const RemoteMessage &message, EnvelopeScanner &scanner, qint64 nowMs);
    /// Notes an operator's message to the audience.
    quint64 notePublished(const Envelope &envelope, const Route &route,
        std::optional<ClientType> targetType, qint64 nowMs);
    void notePing(const Sender &sender, const Envelope &envelope, qint64 nowMs);
    void noteRejected(
        const Sender &sender, const Envelope &envelope, ErrorReason reason, qint64 nowMs);
    /// Notes the broker's own message to the audience; `target` if that is one client.
    quint64 noteSystem(
        TrafficKind kind, const QByteArray &message, const Member *target, qint64 nowMs);

private:
    struct Audience {
        quint32 addressed = 0;
        quint32 mirrored = 0;
    };
    /// Null where there is no room; the caller appends the bytes.
    TrafficRecord *add(
        std::string_view target, qsizetype size, const Audience &audience, qint64 nowMs);
    /// The same with the bytes, stamped.
    TrafficRecord *addStamped(std::string_view stamp, const Envelope &envelope,
        std::string_view target, const Audience &audience, qint64 nowMs);
    TrafficRecord *addRouted(std::string_view stamp, const Envelope &envelope, const Route &route,
        std::optional<ClientType> targetType, qint64 nowMs);

    TrafficSampler &m_sampler;
    const ProjectId &m_project;
    TrafficSampler::Mark m_mark;
    Audience m_audience;
};

} // namespace broadcaster
