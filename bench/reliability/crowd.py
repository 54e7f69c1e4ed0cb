# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""6,000 clients of a project are reset in the same moment, beside a pair of another project on
the same thread that exchanges 1,000 messages a second; then a broker drains as many."""
import signal
import time

from metronome import Metronome, quantile
from pressure import Crowd, Memory, reset
from stage import MIB
from wsclient import Client

CROWD = 6000
TOTAL = "32MiB"  # --max-total-queue-bytes
WORST_MS, MOST_MIB = 100, 50
DRAIN_SECONDS, STOP_SECONDS = 2, 5


def run(stage):
    count = 1500 if stage.is_quick else CROWD
    seconds = 5
    with stage.broker("--threads", "1", "--max-total-queue-bytes", TOTAL) as broker:
        alone, _ = Metronome(broker.port, stage.cores[-1], 2).join()
        crowd = Crowd(broker.port, count, "crowd")
        stays = Client(broker.port, "crowd", "admin")
        memory = Memory(broker)
        pair = Metronome(broker.port, stage.cores[-1], seconds)
        time.sleep(1)  # The pair is under way.
        started = time.monotonic()
        crowd.leave(reset)
        heard = [stays.receive_type("client_left")["payload"]["clientId"] for _ in range(count)]
        took = time.monotonic() - started
        beside, lost = pair.join()
        growth = memory.growth()
        stays.abort()
    stage.figure("clients that were reset", count)
    stage.exactly("leavings that one who stays hears of, each once",
                  len(set(heard) & set(crowd.ids)), count)
    stage.figure("until it has heard of all", took * 1000, "ms")
    stage.exactly("messages of the pair lost", lost, 0)
    stage.figure("the slowest of the pair's, without", alone[-1], "ms")
    stage.figure("99 % of the pair's within, beside the crowd", quantile(beside, 0.99), "ms")
    stage.figure("the slowest of the pair's, beside the crowd", beside[-1], "ms",
                 at_most=WORST_MS)
    stage.figure("memory that it takes", growth / MIB, "MiB", at_most=MOST_MIB)
    drain(stage, count)


def drain(stage, count):
    """Nobody of the crowd answers the close frame."""
    broker = stage.new_broker("--threads", "1", "--drain-time", str(DRAIN_SECONDS)).start()
    crowd = Crowd(broker.port, count, "crowd")
    took = broker.stop(signal.SIGTERM)
    crowd.abort()
    stage.figure("a drain of 2 s takes", took, "s", at_most=DRAIN_SECONDS + STOP_SECONDS)
