// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/metricsapi.h"

#include "server/cluster/clusterservice.h"
#include "server/endpoints/clustermetrics.h"
#include "server/gateway/httpoutputaccount.h"
#include "server/protocol/prometheustext.h"
#include "server/store/database.h"

namespace broadcaster {

namespace {

const QByteArray UnlistedProjects = "other";

void writeConnections(PrometheusText &out, const ConnectionQuota &places)
{
    out.gauge("broadcaster_connections", "WebSocket connections, handshakes included.");
    out.sample(places.open());
    out.counter("broadcaster_connections_refused_total", "Connections refused for want of room.");
    out.sample(places.refused());
    out.counter("broadcaster_connections_ended_total",
        "Connections that ended, by close code; 1006 without one.");
    const QMap<quint16, qint64> &ended = places.endedByCode();
    for (auto it = ended.begin(); it != ended.end(); ++it)
        out.sample(it.value(), { { "code", QByteArray::number(it.key()) } });
}

void writeRefusals(PrometheusText &out, const RefusalCounts &refusals)
{
    out.counter("broadcaster_requests_refused_total", "Requests turned away at the door.");
    out.sample(refusals.host, { { "reason", "host" } });
    out.sample(refusals.origin, { { "reason", "origin" } });
    out.sample(refusals.wrongKey, { { "reason", "wrong_key" } });
    out.sample(refusals.throttled, { { "reason", "throttled" } });
    out.sample(refusals.malformed, { { "reason", "malformed" } });
    out.sample(refusals.largeAnswers, { { "reason", "large_answers" } });
    out.sample(refusals.unanswered, { { "reason", "unanswered" } });
    out.counter("broadcaster_http_connections_dropped_total",
        "HTTP connections that were dropped: silent ones and those of crowded addresses for want "
        "of room, slow readers, and those that sent on behind their last answer.");
    out.sample(refusals.silent, { { "reason", "silent" } });
    out.sample(refusals.crowded, { { "reason", "crowded" } });
    out.sample(refusals.slowReaders, { { "reason", "slow" } });
    out.sample(refusals.lingering, { { "reason", "lingering" } });
}

void writeTraffic(PrometheusText &out, const RoomMetrics &rooms)
{
    const ProjectMetrics total = rooms.total();
    out.gauge("broadcaster_projects", "Projects that live.");
    out.sample(rooms.projects);
    out.gauge("broadcaster_clients", "Clients in projects.");
    out.sample(total.clients);
    out.gauge("broadcaster_queue_bytes", "Bytes that wait to be sent to clients.");
    out.sample(total.queueBytes);
    out.counter("broadcaster_messages_received_total", "Messages from clients.");
    out.sample(total.traffic.messagesIn);
    out.counter("broadcaster_messages_sent_total",
        "Messages queued for clients, the broker's own included.");
    out.sample(total.traffic.messagesOut);
    out.counter("broadcaster_received_bytes_total", "Bytes of messages from clients.");
    out.sample(total.traffic.bytesIn);
    out.counter("broadcaster_sent_bytes_total", "Bytes of frames for clients.");
    out.sample(total.traffic.bytesOut);
    out.counter("broadcaster_messages_dropped_total",
        "Messages that a client did not get, once for each client.");
    out.sample(rooms.dropped.tooSlow, { { "reason", "too_slow" } });
    out.sample(rooms.dropped.connectionLost, { { "reason", "connection_lost" } });
}

void writeRejected(PrometheusText &out, const RoomMetrics &rooms)
{
    const auto count = [&](ScanResult result) {
        return rooms.rejected[static_cast<size_t>(result)];
    };
    out.counter("broadcaster_messages_rejected_total", "Messages that were delivered to nobody.");
    out.sample(count(ScanResult::InvalidJson), { { "reason", "json" } });
    out.sample(count(ScanResult::InvalidUtf8), { { "reason", "utf8" } });
    out.sample(count(ScanResult::RepeatedFrom) + count(ScanResult::RepeatedTo),
        { { "reason", "repeated" } });
    out.sample(count(ScanResult::InvalidTo) + count(ScanResult::InvalidToId)
            + count(ScanResult::InvalidToType),
        { { "reason", "to" } });
    out.sample(rooms.tooFast, { { "reason", "rate" } });
}

void writeCompression(PrometheusText &out, const RoomMetrics &rooms)
{
    const auto write = [&](auto value) {
        out.sample(value(rooms.compression.sent), { { "direction", "sent" } });
        out.sample(value(rooms.compression.received), { { "direction", "received" } });
    };
    using C = const CompressionCount &;
    out.counter("broadcaster_compressed_messages_total",
        "Messages compressed, once for all receivers, and decompressed.");
    write([](C count) { return count.messages; });
    out.counter("broadcaster_compression_saved_bytes_total",
        "Bytes of messages that the network did not carry, for each receiver.");
    write([](C count) { return count.savedBytes; });
    out.counter("broadcaster_compression_seconds_total", "Processor time that it took.");
    write([](C count) {
        return secondsText(
            std::chrono::duration_cast<std::chrono::microseconds>(count.time).count());
    });
}

void writeLatency(PrometheusText &out, const LatencyHistogram &latency)
{
    out.histogram("broadcaster_message_latency_seconds",
        "From the arrival of a message to the end of the writes it led to, except for output that "
        "waits for slow clients.");
    qint64 upTo = 0;
    for (int bucket = 0; bucket < LatencyHistogram::BucketCount; ++bucket) {
        upTo += latency.countIn(bucket);
        const qint64 bound = LatencyHistogram::upperBound(bucket).count();
        out.sample(QByteArray::number(upTo), { { "le", secondsText(bound) } }, "_bucket");
    }
    out.sample(QByteArray::number(latency.count()), { { "le", "+Inf" } }, "_bucket");
    out.sample(secondsText(latency.sum().count()), {}, "_sum");
    out.sample(QByteArray::number(latency.count()), {}, "_count");
}

void writeUsage(PrometheusText &out, const UsageStatistics &usage, bool isConnected)
{
    out.gauge("broadcaster_database_connected", "1 while there is a connection.");
    out.sample(isConnected ? 1 : 0);
    out.gauge("broadcaster_usage_unwritten_messages", "Counted and not in the database yet.");
    out.sample(usage.unwritten);
    out.gauge("broadcaster_usage_flush_lag_seconds", "Since when the oldest of them waits.");
    out.sample(secondsText(std::chrono::microseconds(usage.lag).count()));
    out.counter("broadcaster_usage_write_failures_total", "Writes that failed; nothing is lost.");
    out.sample(usage.failedWrites);
    out.counter("broadcaster_usage_lost_messages_total",
        "Not counted: too many projects waited, or the database cannot store their names.");
    out.sample(usage.dropped, { { "reason", "full" } });
    out.sample(usage.refused, { { "reason", "refused" } });
}

void writeLog(PrometheusText &out, const ProcessHealth &health)
{
    out.counter("broadcaster_log_lines_dropped_total", "Lines of the log that nothing took.");
    out.sample(health.droppedLines());
    out.counter("broadcaster_log_lines_left_out_total",
        "Lines of the log that one place in the program wrote too often.");
    out.sample(health.leftOutLines());
}

void writeProjects(PrometheusText &out, const RoomMetrics &rooms)
{
    QList<std::pair<QByteArray, ProjectMetrics>> listed;
    ProjectMetrics rest = rooms.rest;
    for (const ProjectMetrics &project : rooms.busiest) {
        if (project.project.utf8() == UnlistedProjects) // The labels would be equal.
            rest.add(project);
        else
            listed.append({ project.project.utf8(), project });
    }
    listed.append({ UnlistedProjects, rest });
    const auto write = [&](auto value) {
        for (const auto &[name, project] : std::as_const(listed))
            out.sample(value(project), { { "project", name } });
    };
    using P = const ProjectMetrics &;
    out.gauge("broadcaster_project_clients", "Clients of the busiest projects and of all other.");
    write([](P project) { return project.clients; });
    out.gauge("broadcaster_project_queue_bytes", "Bytes that wait for them.");
    write([](P project) { return project.queueBytes; });
    out.counter("broadcaster_project_messages_received_total", "Messages from them.");
    write([](P project) { return project.traffic.messagesIn; });
    out.counter("broadcaster_project_messages_sent_total", "Messages for them.");
    write([](P project) { return project.traffic.messagesOut; });
    out.counter("broadcaster_project_received_bytes_total", "Bytes of messages from them.");
    write([](P project) { return project.traffic.bytesIn; });
    out.counter("broadcaster_project_sent_bytes_total", "Bytes of frames for them.");
    write([](P project) { return project.traffic.bytesOut; });
}

} // namespace

MetricsApi::MetricsApi(ProjectDirectory &directory, Database &database, UsageMeter &meter,
    const ProcessHealth &health, const ClusterService *cluster, const RequestHandler::Gate &gate)
    : m_directory(directory)
    , m_database(database)
    , m_meter(meter)
    , m_places(gate.places)
    , m_refusals(gate.refusals)
    , m_health(health)
    , m_cluster(cluster)
    , m_output(gate.output)
    , m_certificate(gate.certificate)
    , m_started(gate.started)
{
}

void MetricsApi::handle(Projects projects, const Reply &reply)
{
    m_directory.metrics(this, [this, projects, reply](const RoomMetrics &rooms) {
        HttpResponse response;
        response.contentType = "text/plain; version=0.0.4; charset=utf-8";
        response.body = text(rooms, m_meter.statistics(), projects);
        reply(std::move(response));
    });
}

QByteArray MetricsApi::text(
    const RoomMetrics &rooms, const UsageStatistics &usage, Projects projects) const
{
    PrometheusText out;
    out.gauge("broadcaster_info", "1, with the version.");
    out.sample(1, { { "version", BROADCASTER_VERSION } });
    out.gauge("broadcaster_uptime_seconds", "Since the broker began to listen.");
    out.sample(std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now() - m_started)
                   .count());
    out.gauge("broadcaster_certificate_expiry_timestamp_seconds",
        "When the certificate expires, since the Unix epoch; nothing without a certificate.");
    if (const auto certificate = m_certificate())
        out.sample(certificate->expiresMs / 1000);
    writeConnections(out, m_places);
    writeRefusals(out, m_refusals);
    out.gauge("broadcaster_http_output_bytes", "Memory of HTTP answers that wait to be sent.");
    out.sample(m_output.total());
    writeTraffic(out, rooms);
    writeRejected(out, rooms);
    writeCompression(out, rooms);
    writeLatency(out, rooms.latency);
    writeUsage(out, usage, m_database.isConnected());
    writeLog(out, m_health);
    if (m_cluster)
        writeCluster(out, m_cluster->info());
    if (projects == Projects::Named)
        writeProjects(out, rooms);
    return out.text();
}

} // namespace broadcaster
