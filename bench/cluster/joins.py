# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The commands that Redis gets while 1,000 clients join projects that live on two brokers."""
import time

from clusterstage import BUS, SETTLE_SECONDS, Span

CROWD, JOINS, SECONDS = 500, 1000, 10
LEASES = ("set", "exists", "ping")  # At fixed times, whatever happens.


def count(span, names):
    return sum(span.commands.get(name, 0) for name in names)


def run(stage):
    with stage.cluster(2) as (redis, cluster):
        first, second = cluster.brokers
        with stage.idle(first, CROWD, "joins"), stage.idle(second, CROWD, "joins"):
            time.sleep(SETTLE_SECONDS)
            quiet = Span(redis, cluster.brokers)
            time.sleep(SECONDS)
            quiet.end()
            joined = Span(redis, cluster.brokers)
            with stage.idle(first, JOINS, "joins"):
                time.sleep(max(SECONDS - (time.monotonic() - joined.before[0]), 0))
                joined.end()
    stage.figure("clients that join", JOINS)
    for title, span in (("nobody joins", quiet), ("they join", joined)):
        stage.figure(f"commands for leases in 10 s while {title}", count(span, LEASES))
        stage.figure(f"batches in 10 s while {title}", count(span, BUS))
    stage.exactly("all other commands while they join",
                  sum(joined.commands.values()) - count(joined, (*LEASES, *BUS)), 0)
    batches = count(joined, BUS) - count(quiet, BUS)
    stage.figure("batches for a join", batches / JOINS)
    stage.measured = {"quiet": quiet.commands, "joined": joined.commands,
                      "batches_a_join": batches / JOINS}
