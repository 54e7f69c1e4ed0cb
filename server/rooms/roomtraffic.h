// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/metering/trafficsampler.h"
#include "server/protocol/routing.h"

#include <optional>
#include <span>
#include <vector>

namespace broadcaster {

class ClientSession;

/// What one room tells an attached window of its messages. Every call but isWanted() requires it.
class RoomTraffic final {
public:
    RoomTraffic(TrafficSampler &sampler, const ProjectId &project)
        : m_sampler(sampler)
        , m_project(project)
    {
    }

    [[nodiscard]] bool isWanted() const { return m_sampler.isWanted(); }
    [[nodiscard]] RosterHistory &rosters() { return m_sampler.rosters(); }

    /// Whom messages go to from now on, before any of them is queued: first those they are for,
    /// then admins that get a copy.
    void setAudience(std::span<ClientSession *const> receivers, size_t addressed);

    // Each answers with the record's number (TrafficRecord::number); 0: there was no room for it.

    /// A client's, to the audience. `targetType` is that of the client or type addressed, if any.
    quint64 noteRouted(const ClientSession &sender, const Envelope &envelope, const Route &route,
        std::optional<ClientType> targetType, qint64 nowMs);
    /// The operator's, to the audience.
    quint64 notePublished(const Envelope &envelope, const Route &route,
        std::optional<ClientType> targetType, qint64 nowMs);
    /// A message has come on at one client that did not keep up.
    void noteDelivery(const ClientId &client, quint64 message, DeliveryState state);
    void notePing(const ClientSession &sender, const Envelope &envelope, qint64 nowMs);
    void noteRejected(const ClientSession &sender, const Envelope &envelope, qint64 nowMs);
    /// The broker's own, to the audience; `target` where it is one.
    quint64 noteSystem(
        TrafficKind kind, const QByteArray &message, const ClientSession *target, qint64 nowMs);

private:
    struct Audience {
        quint32 addressed = 0;
        quint32 delivered = 0;
        quint32 mirrored = 0;
        std::vector<ClientSession *> slow;
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
