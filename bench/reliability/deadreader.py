# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""One of 100 receivers of a room stops reading while 20,000 messages a second go to all of them."""
import statistics

from stage import MIB, health, resident_kib

RECEIVERS, RATE = 100, 20_000
QUEUE_BYTES = 8 * MIB  # --max-queue-bytes
TOO_SLOW = "4002"


def run(stage):
    rounds = 1 if stage.is_quick else 3
    seconds = 3 if stage.is_quick else 4
    lines = {0: [], 1: []}
    grown, closed = [], 0
    for _ in range(rounds):
        for dead in (0, 1):
            with stage.broker("--threads", "1") as broker:
                if dead:  # The memory that the traffic itself needs comes first.
                    stage.load(broker, *traffic(RECEIVERS - 1, 0, 1))
                before = resident_kib(broker, "VmHWM")
                lines[dead].append(
                    stage.load(broker, *traffic(RECEIVERS - dead, dead, seconds)))
                if dead:
                    grown.append(resident_kib(broker, "VmHWM") - before)
                    closed += health(broker)["connections"]["endedByCloseCode"].get(TOO_SLOW, 0)
    stage.exactly("closed with 4002, one a round", closed, rounds)
    # The round that other programs disturbed least.
    without, beside = (min(line["p99_us"] for line in lines[dead]) for dead in (0, 1))
    stage.figure("deliveries, all read", statistics.median(
        line["delivered_per_s"] for line in lines[0]), "/s")
    stage.exactly("messages lost to the others", sum(line["errors"] for line in lines[1]), 0)
    stage.disturbance(*lines[0], *lines[1])
    stage.figure("99 % within, all read", without / 1000, "ms")
    stage.figure("99 % within, one does not", beside / 1000, "ms",
                 at_most=1.5 * without / 1000 + 1)
    # A buffer that grows by doubling has up to twice what is in it.
    stage.figure("memory for the dead one, at its most", max(grown) / 1024, "MiB",
                 at_most=2.5 * QUEUE_BYTES / MIB)


def traffic(receivers, dead, seconds):
    return ("paced", "--projects", 1, "--rate", RATE, "--receivers", receivers, "--dead", dead,
            "--warmup", 0.5, "--seconds", seconds)
