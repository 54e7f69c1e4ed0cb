// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/clustertext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

namespace broadcaster {

namespace {

/// Context of the texts translated here, outside any QObject.
struct ClusterWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ClusterText)
};

} // namespace

QString latencyText(qint64 microseconds)
{
    constexpr qint64 PerMs = 1000;
    constexpr qint64 Exact = 10 * PerMs; // Below, a digit behind the point says something.
    const double ms = static_cast<double>(microseconds) / PerMs;
    return ClusterWords::tr("%1 ms").arg(QLocale().toString(ms, 'f', microseconds < Exact ? 1 : 0));
}

QString clusterStateText(const ClusterInfo &cluster)
{
    if (!cluster.isWorking)
        return cluster.trouble.isEmpty()
            ? ClusterWords::tr("Other brokers cannot be reached")
            : ClusterWords::tr("Other brokers cannot be reached: %1").arg(cluster.trouble);
    if (!cluster.probeMicroseconds)
        return ClusterWords::tr("Messages between brokers arrive");
    return ClusterWords::tr("Messages between brokers arrive: %1")
        .arg(latencyText(*cluster.probeMicroseconds));
}

QString brokerName(const ClusterBroker &broker)
{
    return broker.name.isEmpty() ? ClusterWords::tr("not heard yet") : broker.name;
}

QList<LossLine> lossLines(const ClusterMessages &messages)
{
    return {
        { "queueFull", messages.queueFull,
            ClusterWords::tr("too much waited here to leave: Redis or the network is too slow") },
        { "engineAway", messages.engineAway,
            ClusterWords::tr("Redis did not take them: it could not be reached") },
        { "nobody", messages.nobody,
            ClusterWords::tr("the other broker did not listen: its connection to Redis was lost") },
        { "gap", messages.gap,
            ClusterWords::tr("lost between Redis and the other broker: its connection was cut, or "
                             "Redis\u2019 buffer for it was full") },
        { "inboxFull", messages.inboxFull,
            ClusterWords::tr("the other broker was behind: it got more than it could deliver") },
        { "unknownProject", messages.unknownProject,
            ClusterWords::tr("the other broker did not know the project yet: its first client had "
                             "just come") },
        { "brokerGone", messages.brokerGone,
            ClusterWords::tr("the other broker was gone before it could take them") },
    };
}

} // namespace broadcaster
