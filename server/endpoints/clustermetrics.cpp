// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/clustermetrics.h"

namespace broadcaster {

namespace {

void writeMessages(PrometheusText &out, const ClusterMessages &sent)
{
    out.counter("broadcaster_cluster_messages_offered_total",
        "Messages for clients of other brokers, once for each broker.");
    out.sample(sent.offered);
    out.counter("broadcaster_cluster_messages_total", "The same by their fate.");
    out.sample(sent.delivered, { { "result", "delivered" } });
    for (const ClusterMessages::Loss &loss : ClusterMessages::losses)
        out.sample(sent.*loss.count, { { "result", loss.name } });
    out.gauge("broadcaster_cluster_messages_under_way", "Those whose fate is not known yet.");
    out.sample(sent.underWay);
    out.gauge("broadcaster_cluster_unaccounted_messages",
        "Those without a fate. Anything but 0 is a fault of the program.");
    out.sample(sent.unaccounted());
}

} // namespace

void writeCluster(PrometheusText &out, const ClusterInfo &cluster)
{
    out.gauge("broadcaster_cluster_up", "1 while messages of this broker to itself come back.");
    out.sample(cluster.isWorking ? 1 : 0);
    out.gauge("broadcaster_cluster_brokers", "Brokers in the cluster, this one included.");
    out.sample(cluster.brokers.size());
    writeMessages(out, cluster.sent);
    if (cluster.probeMicroseconds) {
        out.gauge("broadcaster_cluster_probe_seconds", "Time of the last message to itself.");
        out.sample(secondsText(*cluster.probeMicroseconds));
    }
    qint64 waiting = 0;
    for (const ClusterBroker &broker : cluster.brokers)
        waiting += broker.waitingBytes;
    out.gauge("broadcaster_cluster_waiting_bytes", "Bytes that wait to leave for other brokers.");
    out.sample(waiting);
    out.counter("broadcaster_cluster_rejected_batches_total",
        "Batches that were not read: of another version, or not signed as they should.");
    out.sample(cluster.rejectedBatches);
    out.counter("broadcaster_cluster_engine_commands_total", "Commands to a server of the engine.");
    for (const ClusterServer &server : cluster.servers)
        out.sample(server.commands, { { "server", server.url.toUtf8() } });
    out.counter("broadcaster_cluster_engine_reconnects_total", "Connections after the first.");
    for (const ClusterServer &server : cluster.servers)
        out.sample(server.reconnects, { { "server", server.url.toUtf8() } });
}

} // namespace broadcaster
