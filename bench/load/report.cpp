// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/report.h"

#include <algorithm>
#include <cmath>

namespace broadcaster::bench {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

using Seconds = std::chrono::duration<double>;
using Microseconds = std::chrono::duration<double, std::micro>;

// Rounds to 1/parts: 1000 keeps three decimals.
double rounded(double value, double parts)
{
    return std::isfinite(value) ? std::round(value * parts) / parts : 0;
}

double share(std::chrono::nanoseconds part, std::chrono::nanoseconds whole)
{
    return rounded(std::max(Seconds(part) / Seconds(whole), 0.0), 1000);
}

double microseconds(std::chrono::nanoseconds value)
{
    return rounded(Microseconds(value).count(), 10);
}

void describeTraffic(const Run &run, const Snapshots &snapshots, QJsonObject &result)
{
    const Options &options = run.options;
    const Counters &first = snapshots.measureStart.counters;
    const Counters &last = snapshots.measureEnd.counters;
    const double seconds = Seconds(snapshots.measureEnd.time - snapshots.measureStart.time).count();
    const auto rate = [&](quint64 Counters::*counter) {
        return rounded(static_cast<double>(last.*counter - first.*counter) / seconds, 1);
    };
    result["size"_L1] = options.size;
    result["objects"_L1] = options.objects;
    result["projects"_L1] = options.projects;
    result["window"_L1] = options.window;
    result["idle"_L1] = options.idle;
    result["messages"_L1] = static_cast<double>(snapshots.end.counters.confirmed);
    result["sent_per_s"_L1] = rate(&Counters::sent);
    result["delivered_per_s"_L1] = rate(&Counters::delivered);
    if (options.replies)
        result["trips_per_s"_L1] = rate(&Counters::roundTrips);
    result["sent_bytes_per_s"_L1] = rate(&Counters::sentBytes);
    result["received_bytes_per_s"_L1] = rate(&Counters::receivedBytes);
    result["frames_per_read"_L1] = rounded(
        rate(&Counters::delivered) / rate(&Counters::reads), 100);
    result["p50_us"_L1] = microseconds(run.latency.quantile(0.5));
    result["p99_us"_L1] = microseconds(run.latency.quantile(0.99));
    result["p999_us"_L1] = microseconds(run.latency.quantile(0.999));
    result["max_us"_L1] = microseconds(run.latency.largest());
    if (options.scenario == Scenario::Paced) {
        result["rate"_L1] = options.rate;
        result["late_p99_us"_L1] = microseconds(run.lateness.quantile(0.99));
    }
}

void describeConnections(
    const Options &options, const Snapshots &snapshots, double open, QJsonObject &result)
{
    const auto grown = [&](const Snapshot &snapshot) {
        return static_cast<double>(
            snapshot.usage.serverResidentKib - snapshots.start.usage.serverResidentKib);
    };
    const auto connecting = snapshots.connected.time - snapshots.start.time;
    const auto idling = snapshots.measureEnd.usage.server - snapshots.measureStart.usage.server;
    result["open"_L1] = open;
    if (options.dead > 0 || options.idle > 0)
        result["departures"_L1] = static_cast<double>(snapshots.end.counters.departures);
    result["connects_per_s"_L1] = rounded(open / Seconds(connecting).count(), 1);
    result["connect_server_us"_L1] = rounded(
        Microseconds(snapshots.connected.usage.server - snapshots.start.usage.server).count()
            / open,
        10);
    result["kib_when_connected"_L1] = rounded(grown(snapshots.connected) / open, 100);
    result["kib_per_connection"_L1] = rounded(grown(snapshots.end) / open, 100);
    result["idle_server_ms_per_s"_L1] = rounded(
        1000 * (Seconds(idling) / Seconds(snapshots.measureEnd.time - snapshots.measureStart.time)),
        100);
}

void describeUsage(const Run &run, const Snapshots &snapshots, QJsonObject &result)
{
    const ProcessorUsage &first = snapshots.measureStart.usage;
    const ProcessorUsage &last = snapshots.measureEnd.usage;
    const auto whole = snapshots.measureEnd.time - snapshots.measureStart.time;
    const auto server = last.server - first.server;
    const auto load = last.load - first.load;
    const auto polling = snapshots.measureEnd.counters.polling
        - snapshots.measureStart.counters.polling;
    result["scenario"_L1] = run.options.scenarioName;
    result["tls"_L1] = run.options.tls;
    result["seconds"_L1] = rounded(Seconds(whole).count(), 100);
    result["server_cpu"_L1] = share(server, whole);
    result["load_cpu"_L1] = share(load - polling, whole);
    result["other_cpu"_L1] = share(last.machine - first.machine - server - load, whole);
    result["steal"_L1] = share(last.stolen - first.stolen, whole);
    result["resident_start_kib"_L1] = static_cast<double>(snapshots.start.usage.serverResidentKib);
    result["resident_end_kib"_L1] = static_cast<double>(snapshots.end.usage.serverResidentKib);
}

void describeFaults(const Run &run, QJsonObject &result)
{
    const Faults &faults = run.faults;
    result["errors"_L1] = static_cast<double>(faults.total());
    const std::pair<QLatin1String, quint64> kinds[] = {
        { "errors_connect"_L1, faults.connect },
        { "errors_resume"_L1, faults.resume },
        { "errors_closed"_L1, faults.closed },
        { "errors_protocol"_L1, faults.protocol },
        { "errors_order"_L1, faults.order },
        { "errors_unexpected"_L1, faults.unexpected },
        { "errors_lost"_L1, faults.lost },
    };
    for (const auto &[name, count] : kinds) {
        if (count > 0)
            result[name] = static_cast<double>(count);
    }
}

} // namespace

QJsonObject report(const Run &run, const Snapshots &snapshots, double open)
{
    QJsonObject result;
    describeConnections(run.options, snapshots, open, result);
    if (run.options.scenario != Scenario::Idle)
        describeTraffic(run, snapshots, result);
    describeUsage(run, snapshots, result);
    describeFaults(run, result);
    return result;
}

} // namespace broadcaster::bench
