# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""As many messages as get from one broker to another, beside one PUBLISH for each message."""
from clusterstage import median, spent

SIZES = (128, 256)
PROJECTS, WINDOW = 32, 64
LEAST_RATIO = 5


def measure(stage, size, found):
    load = ("route", "--size", size, "--projects", PROJECTS, "--window", WINDOW)
    with stage.cluster(2) as (redis, cluster):
        first, second = cluster.brokers
        span, line = spent(redis, cluster.brokers,
                           lambda: stage.across(first, second, *load))
        local = stage.load(first, *load)
    frame = round(line["received_bytes_per_s"] / line["delivered_per_s"])
    messages = line["messages"]
    line.update(frame=frame, a_batch=messages / span.batches,
                redis_us=1e6 * span.redis_seconds / messages,
                sender_us=1e6 * span.broker_seconds[0] / messages,
                receiver_us=1e6 * span.broker_seconds[1] / messages)
    with stage.redis() as redis:
        single = stage.publish(redis, "--size", frame, "--window", 1)
        piped = stage.publish(redis, "--size", frame, "--window", PROJECTS * WINDOW)
        batches = stage.publish(redis, "--size", round(frame * line["a_batch"]), "--window", 16)
    for name, other in (("cluster", line), ("local", local), ("single", single), ("piped", piped),
                        ("batches", batches)):
        found.setdefault(name, []).append(other)


def report(stage, size, found):
    def ratio(lines, key, others, times=lambda line: 1):
        pairs = zip(found[lines], found[others], found["cluster"])
        ratios = [line[key] * times(own) / other["received_per_s"] for line, other, own in pairs]
        return sorted(ratios)[len(ratios) // 2]

    def figure(title, value, unit="", **bounds):
        stage.figure(f"{size} B: {title}", value, unit, **bounds)

    figure("from one broker to the other", median(found["cluster"], "delivered_per_s"), "/s")
    figure("the same, on one broker", median(found["local"], "delivered_per_s"), "/s")
    figure("bare PUBLISH, one outstanding", median(found["single"], "received_per_s"), "/s")
    figure("bare PUBLISH, 2,048 outstanding", median(found["piped"], "received_per_s"), "/s")
    figure("the cluster, of one outstanding", ratio("cluster", "delivered_per_s", "single"), "x",
           at_least=LEAST_RATIO)
    figure("the cluster, of 2,048 outstanding", ratio("cluster", "delivered_per_s", "piped"), "x")
    figure("messages a batch", median(found["cluster"], "a_batch"))
    figure("Redis alone with such batches, of 2,048 outstanding",
           ratio("batches", "received_per_s", "piped", lambda own: own["a_batch"]), "x",
           at_least=LEAST_RATIO)
    for who in ("sender", "redis", "receiver"):
        figure(f"processor time of {who}, a message", median(found["cluster"], f"{who}_us"), "µs")


def run(stage):
    for size in SIZES:
        found = {}
        for _ in range(stage.rounds):
            measure(stage, size, found)
        report(stage, size, found)
        stage.measured[str(size)] = found
    stage.disturbance(*(line for found in stage.measured.values() for line in found["piped"]))
