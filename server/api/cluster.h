// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <iterator>
#include <numeric>

namespace broadcaster {

/// The reasons why a message for another broker is lost.
enum class ClusterLoss {
    QueueFull, ///< At the sender: too much was waiting for the other broker.
    EngineAway, ///< At the sender: it waited too long for the engine.
    Nobody, ///< The engine had no subscriber for it.
    Gap, ///< The engine took the batch, and the other broker did not get it.
    InboxFull, ///< At the receiver: a room was behind.
    UnknownProject, ///< At the receiver: without clients in the project, or without its roster.
    BrokerGone, ///< The other broker ended, and has not said that it got the message.
};

/// Messages to another broker, or to all of them: offered = delivered + underWay + all others.
struct ClusterMessages {
    qint64 offered = 0;
    qint64 delivered = 0;
    qint64 underWay = 0;
    qint64 queueFull = 0;
    qint64 engineAway = 0;
    qint64 nobody = 0;
    qint64 gap = 0;
    qint64 inboxFull = 0;
    qint64 unknownProject = 0;
    qint64 brokerGone = 0;

    struct Loss {
        qint64 ClusterMessages::*count;
        const char *name; ///< Label in metrics.
    };
    static constexpr Loss losses[] { { &ClusterMessages::queueFull, "queue_full" },
        { &ClusterMessages::engineAway, "engine_away" }, { &ClusterMessages::nobody, "nobody" },
        { &ClusterMessages::gap, "gap" }, { &ClusterMessages::inboxFull, "inbox_full" },
        { &ClusterMessages::unknownProject, "unknown_project" },
        { &ClusterMessages::brokerGone, "broker_gone" } }; ///< By ClusterLoss.

    [[nodiscard]] qint64 lost() const
    {
        return std::accumulate(std::begin(losses), std::end(losses), qint64 {},
            [this](qint64 sum, const Loss &loss) { return sum + this->*loss.count; });
    }
    [[nodiscard]] qint64 unaccounted() const { return offered - delivered - underWay - lost(); }

    friend bool operator==(const ClusterMessages &, const ClusterMessages &) = default;
    static constexpr FieldInfo fields[] { field<&ClusterMessages::offered>(
                                              "offered", "For clients of other brokers"),
        field<&ClusterMessages::delivered>("delivered", "Taken by the other broker"),
        field<&ClusterMessages::underWay>("underWay", "Neither delivered nor lost"),
        field<&ClusterMessages::queueFull>("queueFull", "Lost: too much waited here"),
        field<&ClusterMessages::engineAway>("engineAway", "Lost: the engine did not take them"),
        field<&ClusterMessages::nobody>("nobody", "Lost: the other broker did not listen"),
        field<&ClusterMessages::gap>("gap", "Lost between the engine and the other broker"),
        field<&ClusterMessages::inboxFull>("inboxFull", "Lost: the other broker was behind"),
        field<&ClusterMessages::unknownProject>(
            "unknownProject", "Lost: the other broker did not know the project yet"),
        field<&ClusterMessages::brokerGone>("brokerGone", "Lost with the other broker") };
};
inline constexpr size_t ClusterLossCount = std::size(ClusterMessages::losses);

/// A broker of the cluster, this one included.
struct ClusterBroker {
    QString id; ///< 16 hexadecimal digits; another with each start.
    QString name; ///< As it calls itself. Empty: it has not said so yet.
    QString version;
    bool isSelf = false;
    qint64 silentMs = 0; ///< Time since it was last heard.
    qint64 clients = 0;
    qint64 projects = 0;
    ClusterMessages sent; ///< From this broker to that one.
    qint64 waitingBytes = 0; ///< Bytes here that wait to leave for it.
    qint64 taken = 0; ///< Messages that this broker got from it.

    friend bool operator==(const ClusterBroker &, const ClusterBroker &) = default;
    static constexpr FieldInfo fields[] { field<&ClusterBroker::id>("id", "New with each start"),
        field<&ClusterBroker::name>("name", "Its name"),
        field<&ClusterBroker::version>("version", "Version of its program"),
        field<&ClusterBroker::isSelf>("isSelf", "The broker that answers"),
        field<&ClusterBroker::silentMs>("silent", "Time since it was heard, in ms"),
        field<&ClusterBroker::clients>("clients", "Connected to it"),
        field<&ClusterBroker::projects>("projects", "With clients there"),
        field<&ClusterBroker::sent>("sent", "Messages to it"),
        field<&ClusterBroker::waitingBytes>("waitingBytes", "Waiting to leave for it"),
        field<&ClusterBroker::taken>("taken", "Messages that came from it") };
};

/// A server of the engine between the brokers.
struct ClusterServer {
    QString url; ///< Without its password.
    bool isUp = false;
    QString trouble; ///< Reason and remedy. Empty while it is up.
    qint64 commands = 0;
    qint64 reconnects = 0;

    friend bool operator==(const ClusterServer &, const ClusterServer &) = default;
    static constexpr FieldInfo fields[] { field<&ClusterServer::url>("url", "Without its password"),
        field<&ClusterServer::isUp>("isUp", "It answers"),
        field<&ClusterServer::trouble>("trouble", "Why it does not"),
        field<&ClusterServer::commands>("commands", "Sent to it since the start"),
        field<&ClusterServer::reconnects>("reconnects", "Connections after the first") };
};

/// The cluster as one of its brokers sees it.
struct ClusterInfo {
    bool isOn = false; ///< The broker is in a cluster. All else is empty where it is not.
    QString space; ///< The namespace.
    bool isWorking = false; ///< Messages to itself come back.
    QString trouble; ///< Why not. Empty while it works.
    QStringList warnings; ///< Sentences about other brokers that are not understood.
    std::optional<qint64> probeMicroseconds; ///< Time of the last message to itself that came back.
    QList<ClusterServer> servers;
    QList<ClusterBroker> brokers; ///< This one first.
    ClusterMessages sent; ///< To all brokers since the start, those that have gone included.
    qint64 rejectedBatches = 0; ///< Batches that were not understood, or not signed as they should.

    friend bool operator==(const ClusterInfo &, const ClusterInfo &) = default;
    static constexpr FieldInfo fields[] { field<&ClusterInfo::isOn>(
                                              "isOn", "The broker is in a cluster"),
        field<&ClusterInfo::space>("namespace", "Its namespace"),
        field<&ClusterInfo::isWorking>("isWorking", "Messages to itself come back"),
        field<&ClusterInfo::trouble>("trouble", "Why they do not"),
        field<&ClusterInfo::warnings>("warnings", "Sentences about other brokers"),
        field<&ClusterInfo::probeMicroseconds>("probe", "Time of such a message, in µs"),
        field<&ClusterInfo::servers>("servers", "Servers of the engine"),
        field<&ClusterInfo::brokers>("brokers", "This one first"),
        field<&ClusterInfo::sent>("sent", "To all brokers since the start"),
        field<&ClusterInfo::rejectedBatches>("rejectedBatches", "That could not be read") };
};

} // namespace broadcaster
