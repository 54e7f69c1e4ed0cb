# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Redis' processor time of a message, at the same rate with brokers and without."""
from clusterstage import SETTLE_SECONDS, median
from stage import Failure, result

RATES = (100_000, 75_000, 50_000, 25_000)  # The first one that this machine keeps up with.
SIZE = 128
MOST_SHARE = 1 / 5


def with_brokers(stage, rate):
    """The line of a run, with Redis as the server that is measured; None if it fell behind."""
    with stage.cluster(2) as (redis, cluster):
        first, second = cluster.brokers
        process = stage.start_load(
            first, "paced", "--rate", rate, "--size", SIZE, "--settle", SETTLE_SECONDS,
            "--receiver-port", second.port, measured=redis)
        line = result(process)
    keeps_up = not line["errors"] and line["delivered_per_s"] > 0.99 * rate
    return line if keeps_up else None


def run(stage):
    for rate in RATES:
        line = with_brokers(stage, rate)
        if line:
            break
        stage.say(f"{rate:,} messages/s are more than these cores can do")
    else:
        raise Failure("this machine is too busy with something else")
    frame = round(line["received_bytes_per_s"] / line["delivered_per_s"])
    found = []
    for number in range(stage.rounds):
        line = line if number == 0 else with_brokers(stage, rate)
        with stage.redis() as redis:
            bare = stage.publish(redis, "--rate", rate, "--size", frame)
        if line:
            found.append({"rate": rate, "cluster_us": 1e6 * line["server_cpu"] / rate,
                          "bare_us": 1e6 * bare["server_cpu"] / bare["received_per_s"],
                          "cluster_p99_us": line["p99_us"], "bare_p99_us": bare["p99_us"]})
    stage.figure("messages of 128 B", rate, "/s")
    stage.figure("Redis' time of a message, one PUBLISH each", median(found, "bare_us"), "µs")
    stage.figure("Redis' time of a message, in batches", median(found, "cluster_us"), "µs")
    shares = sorted(line["cluster_us"] / line["bare_us"] for line in found)
    stage.figure("in batches, of one PUBLISH each", shares[len(shares) // 2], "x",
                 at_most=MOST_SHARE)
    stage.measured = {"rounds": found}
