# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Idle clients, spread over 1, 2 and 3 brokers: memory and processor time of a broker follow its
own clients, and those of others in the projects that it shares."""
import contextlib
import time

from clusterstage import SETTLE_SECONDS, Span

COUNTS = (1000, 4000, 16_000)
IDLE_SECONDS = 10


def measure(stage, brokers, count, shares):
    own = count // brokers
    with stage.cluster(brokers) as (redis, cluster), contextlib.ExitStack() as stack:
        joining = Span(redis, cluster.brokers)
        for number, broker in enumerate(cluster.brokers):
            name = "growth" if shares else f"growth-{number}"
            stack.enter_context(stage.idle(broker, own, name))
        time.sleep(SETTLE_SECONDS)
        joining.end()
        idle = Span(redis, cluster.brokers)
        time.sleep(IDLE_SECONDS)
        idle.end()
        memory = int(redis.command("INFO", "memory").split("used_memory:")[1].split()[0])
    return {"brokers": brokers, "clients": count, "shares": shares, "own": own,
            "remote": count - own if shares else 0,
            "bytes": max(joining.broker_bytes),
            "join_us": 1e6 * max(joining.broker_seconds) / own,
            "idle_ms_per_s": 1000 * max(idle.broker_seconds) / idle.seconds,
            "redis_commands_per_s": sum(idle.commands.values()) / idle.seconds,
            "redis_ms_per_s": 1000 * idle.redis_seconds / idle.seconds,
            "redis_bytes": memory}


def run(stage):
    lines = []
    stage.say(f"{'brokers':>7} {'clients':>8} {'own':>6} {'of others':>9} {'MiB':>6} "
              f"{'KiB each own':>12} {'µs a join':>9} {'ms/s idle':>9} {'Redis: commands/s':>17} "
              f"{'ms/s':>6} {'MiB':>5}")
    for brokers, shares in ((1, True), (2, True), (3, True), (3, False)):
        for count in COUNTS[1:2] if stage.is_quick else COUNTS:
            line = measure(stage, brokers, count, shares)
            lines.append(line)
            stage.say(
                f"{brokers:>7} {count:>8,} {line['own']:>6,} {line['remote']:>9,} "
                f"{line['bytes'] / 2**20:>6.1f} {line['bytes'] / 1024 / line['own']:>12.2f} "
                f"{line['join_us']:>9.1f} {line['idle_ms_per_s']:>9.2f} "
                f"{line['redis_commands_per_s']:>17.1f} {line['redis_ms_per_s']:>6.2f} "
                f"{line['redis_bytes'] / 2**20:>5.2f}")
    stage.measured = {"lines": lines}
