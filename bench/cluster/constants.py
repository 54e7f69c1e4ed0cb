# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The costs that the model computes with: of a command in Redis and of a byte, of a client that
joins or leaves elsewhere, of a message, of a batch."""
import statistics
import time

from clusterstage import SETTLE_SECONDS, Span, clients, spent
from wire import eventually

SIZES = (64, 4096, 32_768, 65_536)
CROWD, PROJECTS = 10_000, 500
MOST_CLIENT_BYTES = 64


def line_through(points):
    """Intercept and slope of the straight line nearest to the points."""
    slope, intercept = statistics.linear_regression(*zip(*points))
    return intercept, slope


def redis_costs(stage):
    """Processor time of a PUBLISH with one subscriber: of the command, and of each byte."""
    with stage.redis() as redis:
        points = []
        for size in SIZES:
            line = stage.publish(redis, "--size", size, "--window", 64)
            points.append((size, 1e6 * line["server_cpu"] / line["received_per_s"]))
    _, byte = line_through(points)
    return {"redis_command_us": points[0][1], "redis_byte_us": byte}


def net_input(redis):
    return int(redis.command("INFO", "stats").split("total_net_input_bytes:")[1].split()[0])


def join_costs(stage):
    """Joins and leaves of clients at one broker, as the other broker pays for them."""
    with stage.cluster(2) as (redis, cluster):
        first, second = cluster.brokers
        with stage.idle(first, PROJECTS, "costs"), stage.idle(second, PROJECTS, "costs"):
            time.sleep(SETTLE_SECONDS)
            quiet = Span(redis, cluster.brokers)
            time.sleep(5)
            quiet.end()
            idle = [seconds / quiet.seconds for seconds in quiet.broker_seconds]

            def costs(span):
                return [1e6 * (seconds - rate * span.seconds) / CROWD
                        for seconds, rate in zip(span.broker_seconds, idle)]

            joining, before = Span(redis, cluster.brokers), net_input(redis)
            with stage.idle(first, CROWD, "costs") as crowd:
                time.sleep(SETTLE_SECONDS)
                joining.end()
                bytes_in = net_input(redis) - before
                leaving = Span(redis, cluster.brokers)
                crowd.kill()
                eventually(lambda: clients(first) == PROJECTS, "the end of the crowd")
                time.sleep(SETTLE_SECONDS)
                leaving.end()
    return {"join_here_us": costs(joining)[0], "join_there_us": costs(joining)[1],
            "leave_there_us": costs(leaving)[1],
            "remote_client_bytes": joining.broker_bytes[1] / CROWD,
            "join_bytes": bytes_in / CROWD, "joins_a_batch": CROWD / max(joining.batches, 1),
            "redis_join_us": 1e6 * joining.redis_seconds / CROWD}


def message_costs(stage):
    """A message in a full batch, and what a small batch costs beside its messages."""
    def cost(*load):
        with stage.cluster(2) as (redis, cluster):
            first, second = cluster.brokers
            span, line = spent(redis, cluster.brokers, lambda: stage.across(first, second, *load))
        return [1e6 * seconds / line["messages"] for seconds in span.broker_seconds], \
            line["messages"] / span.batches

    (here, there), _ = cost("route", "--window", 64)
    small, a_batch = cost("paced", "--rate", 10_000, "--projects", 4)
    return {"message_here_us": here, "message_there_us": there,
            "batch_here_us": (small[0] - here) * a_batch,
            "batch_there_us": (small[1] - there) * a_batch}


def run(stage):
    rounds = [{**redis_costs(stage), **join_costs(stage), **message_costs(stage)}
              for _ in range(stage.rounds)]
    stage.measured = {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}
    for name, value in stage.measured.items():
        unit = "µs" if name.endswith("_us") else "B" if name.endswith("bytes") else ""
        title = name.removesuffix("_us").replace("_", " ")
        stage.say(f"{title:<52} {value:>14,.4f} {unit}")
    stage.figure("memory of a client of another broker", stage.measured["remote_client_bytes"],
                 "B", at_most=MOST_CLIENT_BYTES)
