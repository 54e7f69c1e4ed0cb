# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The time that the way through another broker adds at 1,000 messages/s, beside a bare PUBLISH."""
from clusterstage import checked, median

LOAD = ("paced", "--rate", 1000, "--size", 128, "--seconds", 10)
MOST = {"p50_us": 1.5, "p99_us": 3}
MOST_TAKEN = 0.3  # Cores that other programs may take.
NAMES = {"p50_us": "50 %", "p99_us": "99 %"}


def run(stage):
    found = {"local": [], "across": [], "bare": []}
    for _ in range(stage.rounds):
        with stage.cluster(2) as (_, cluster):
            first, second = cluster.brokers
            found["local"].append(checked(stage.load(first, *LOAD)))
            found["across"].append(stage.across(first, second, *LOAD))
        with stage.redis() as redis:
            found["bare"].append(stage.publish(
                redis, "--rate", 1000, "--size", 256, "--seconds", 10))
    taken = max(line["other_cpu"] for line in found["bare"])
    if taken > MOST_TAKEN:
        stage.say("other programs are too busy: these latencies are theirs, and no goal is judged")
    for key, most in MOST.items():
        name = NAMES[key]
        for who, title in (("local", "on one broker"), ("across", "to the other broker"),
                           ("bare", "bare PUBLISH to its message")):
            stage.figure(f"{name} within, {title}", median(found[who], key), "µs")
        added = sorted((across[key] - local[key]) / bare[key] for across, local, bare
                       in zip(found["across"], found["local"], found["bare"]))
        stage.figure(f"{name}: added by the other broker, of bare", added[len(added) // 2], "x",
                     at_most=most if taken <= MOST_TAKEN else None)
    stage.measured = found
    stage.disturbance(*found["bare"])
