// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/clustertext.h"

#include "server/api/check.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

namespace broadcaster {

namespace {

/// Context of the texts translated here, outside any QObject.
struct ClusterWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ClusterText)
};

/// The reason, and what helps.
QString lossText(ClusterLoss loss)
{
    switch (loss) {
    case ClusterLoss::QueueFull:
        return ClusterWords::tr("too much waited here to leave: Redis or the network is too slow");
    case ClusterLoss::EngineAway:
        return ClusterWords::tr("Redis did not take them: it could not be reached");
    case ClusterLoss::Nobody:
        return ClusterWords::tr(
            "the other broker did not listen: its connection to Redis was lost");
    case ClusterLoss::Gap:
        return ClusterWords::tr(
            "lost between Redis and the other broker: its connection was cut, or "
            "Redis\u2019 buffer for it was full");
    case ClusterLoss::InboxFull:
        return ClusterWords::tr("the other broker was behind: it got more than it could deliver");
    case ClusterLoss::UnknownProject:
        return ClusterWords::tr(
            "the other broker did not know the project yet: its first client had "
            "just come");
    case ClusterLoss::BrokerGone:
        return ClusterWords::tr("the other broker was gone before it could take them");
    }
    return unreachable(QString());
}

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
    QList<LossLine> lines;
    for (size_t i = 0; i < ClusterLossCount; ++i) {
        const ClusterMessages::Loss &loss = ClusterMessages::losses[i];
        lines.append({ loss.name, messages.*loss.count, lossText(static_cast<ClusterLoss>(i)) });
    }
    return lines;
}

} // namespace broadcaster
