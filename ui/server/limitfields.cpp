// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/limitfields.h"

#include <QtCore/QCoreApplication>

#include <limits>
#include <type_traits>

namespace broadcaster {

namespace {

template <auto member>
qint64 get(const BrokerConfig &config)
{
    const auto &value = config.*member;
    if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(value)>>)
        return static_cast<qint64>(value);
    else
        return value.count();
}

template <auto member>
void set(BrokerConfig &config, qint64 value)
{
    auto &target = config.*member;
    target = static_cast<std::remove_reference_t<decltype(target)>>(value);
}

using Config = BrokerConfig;

} // namespace

const LimitField &portField()
{
    static const LimitField field { "port", QT_TRANSLATE_NOOP("limits", "Port"),
        QT_TRANSLATE_NOOP("limits", "0 takes any free one."), Unit::Port, 0,
        std::numeric_limits<quint16>::max(), Config().port, get<&Config::port>,
        set<&Config::port> };
    return field;
}

const QList<LimitField> &limitFields()
{
    static const QList<LimitField> fields {
        { "maxMessageSize", QT_TRANSLATE_NOOP("limits", "Largest message"),
            QT_TRANSLATE_NOOP("limits", "A client that sends more is closed with 1009."),
            Unit::Bytes, limits::MinMaxMessageSize, limits::MaxMaxMessageSize,
            limits::DefaultMaxMessageSize, get<&Config::maxMessageSize>,
            set<&Config::maxMessageSize> },
        { "maxQueueBytes", QT_TRANSLATE_NOOP("limits", "Waiting for one client"),
            QT_TRANSLATE_NOOP(
                "limits", "A client that reads so slowly that more waits is closed with 4002."),
            Unit::Bytes, limits::MinMaxQueueBytes, limits::MaxMaxQueueBytes,
            limits::DefaultMaxQueueBytes, get<&Config::maxQueueBytes>,
            set<&Config::maxQueueBytes> },
        { "maxTotalQueueBytes", QT_TRANSLATE_NOOP("limits", "Waiting for all clients"),
            QT_TRANSLATE_NOOP(
                "limits", "When more waits, the client with the longest queue is closed."),
            Unit::Bytes, limits::MinMaxTotalQueueBytes, limits::MaxMaxTotalQueueBytes,
            limits::DefaultMaxTotalQueueBytes, get<&Config::maxTotalQueueBytes>,
            set<&Config::maxTotalQueueBytes> },
        { "slowReaderTimeout", QT_TRANSLATE_NOOP("limits", "For a client to read"),
            QT_TRANSLATE_NOOP("limits", "What waits for longer closes it with 4002."),
            Unit::Seconds, limits::MinSlowReaderTimeout.count(),
            limits::MaxSlowReaderTimeout.count(), limits::DefaultSlowReaderTimeout.count(),
            get<&Config::slowReaderTimeout>, set<&Config::slowReaderTimeout> },
        { "maxMessageRate", QT_TRANSLATE_NOOP("limits", "Messages of a client a second"),
            QT_TRANSLATE_NOOP(
                "limits", "0: as many as it likes. Who keeps sending more is closed with 4003."),
            Unit::Count, 0, limits::MaxMaxMessageRate, limits::DefaultMaxMessageRate,
            get<&Config::maxMessageRate>, set<&Config::maxMessageRate> },
        { "maxConnections", QT_TRANSLATE_NOOP("limits", "Connections in all"),
            QT_TRANSLATE_NOOP("limits", "More are refused, and told to try again."), Unit::Count, 1,
            limits::MaxMaxConnections, limits::DefaultMaxConnections, get<&Config::maxConnections>,
            set<&Config::maxConnections> },
        { "maxConnectionsPerProject", QT_TRANSLATE_NOOP("limits", "Connections of one project"),
            QT_TRANSLATE_NOOP("limits", "So that one project cannot take the room of all."),
            Unit::Count, 1, limits::MaxMaxConnections, limits::DefaultMaxConnectionsPerProject,
            get<&Config::maxConnectionsPerProject>, set<&Config::maxConnectionsPerProject> },
        { "pingInterval", QT_TRANSLATE_NOOP("limits", "Between two pings"),
            QT_TRANSLATE_NOOP("limits", "A client that leaves two unanswered is closed with 4004."),
            Unit::Seconds, limits::MinPingInterval.count(), limits::MaxPingInterval.count(),
            limits::DefaultPingInterval.count(), get<&Config::pingInterval>,
            set<&Config::pingInterval> },
        { "handshakeTimeout", QT_TRANSLATE_NOOP("limits", "For a request to arrive"),
            QT_TRANSLATE_NOOP("limits", "Who takes longer to connect is cut off."), Unit::Seconds,
            limits::MinHandshakeTimeout.count(), limits::MaxHandshakeTimeout.count(),
            limits::DefaultHandshakeTimeout.count(), get<&Config::handshakeTimeout>,
            set<&Config::handshakeTimeout> },
        { "maxPendingHandshakes", QT_TRANSLATE_NOOP("limits", "Connecting at a time"),
            QT_TRANSLATE_NOOP("limits", "Then the address with the most gives up its oldest."),
            Unit::Count, 1, limits::MaxMaxConnections, limits::DefaultMaxPendingHandshakes,
            get<&Config::maxPendingHandshakes>, set<&Config::maxPendingHandshakes> },
        { "idleProjectTimeout", QT_TRANSLATE_NOOP("limits", "Until a project is forgotten"),
            QT_TRANSLATE_NOOP("limits", "Once it is empty. Keys and usage stay."), Unit::Seconds,
            limits::MinIdleProjectTimeout.count(), limits::MaxIdleProjectTimeout.count(),
            limits::DefaultIdleProjectTimeout.count(), get<&Config::idleProjectTimeout>,
            set<&Config::idleProjectTimeout> },
        { "drainTime", QT_TRANSLATE_NOOP("limits", "Over which a stop is spread"),
            QT_TRANSLATE_NOOP("limits", "So that not all clients connect again at once."),
            Unit::Seconds, 0, limits::MaxDrainTime.count(), Config().drainTime.count(),
            get<&Config::drainTime>, set<&Config::drainTime> },
        { "threads", QT_TRANSLATE_NOOP("limits", "Threads for projects"),
            QT_TRANSLATE_NOOP("limits", "0: as many as cores. Needs a restart."), Unit::Count, 0,
            limits::MaxRoomThreads, Config().threads, get<&Config::threads>,
            set<&Config::threads> },
    };
    return fields;
}

} // namespace broadcaster
