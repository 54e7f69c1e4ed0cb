# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The key of 4,000 clients is revoked, beside a pair of another project on the same thread that
exchanges 1,000 messages a second."""
import time

from metronome import Metronome, quantile
from pressure import Crowd, Memory
from stage import MIB, call, health
from wire import eventually

CROWD = 4000
WORST_MS, MOST_MIB, REVOKED_SECONDS = 100, 50, 5
REVOKED = "4001"


def run(stage):
    count = 1000 if stage.is_quick else CROWD
    with stage.broker("--threads", "1", "--max-total-queue-bytes", "32MiB") as broker:
        alone, _ = Metronome(broker.port, stage.cores[-1], 2).join()
        key = call(broker, "POST", "/api-keys", {"projectId": "keyed"}).json()["data"]["apiKey"]
        crowd = Crowd(broker.port, count, "keyed", api_key=key)
        memory = Memory(broker)
        pair = Metronome(broker.port, stage.cores[-1], 5)
        time.sleep(1)  # The pair is under way.
        started = time.monotonic()
        status = call(broker, "DELETE", "/api-keys/keyed").status
        answered = time.monotonic() - started
        eventually(lambda: health(broker, "keyed")["clientCount"] == 0,
                   "the end of all clients of the key")
        took = time.monotonic() - started
        beside, lost = pair.join()
        growth = memory.growth()
        crowd.abort()
        eventually(lambda: health(broker)["clients"] == 0, "the end of all connections")
        codes = health(broker)["connections"]["endedByCloseCode"]
    stage.figure("clients of the key", count)
    stage.exactly("the answer to the call", status, 200)
    stage.figure("the answer comes after", answered * 1000, "ms")
    stage.figure("all are gone after", took, "s", at_most=REVOKED_SECONDS)
    stage.exactly("closed with 4001", codes.get(REVOKED, 0), count)
    stage.exactly("messages of the pair lost", lost, 0)
    stage.figure("the slowest of the pair's, without", alone[-1], "ms")
    stage.figure("99 % of the pair's within, beside it", quantile(beside, 0.99), "ms")
    stage.figure("the slowest of the pair's, beside it", beside[-1], "ms", at_most=WORST_MS)
    stage.figure("memory that it takes", growth / MIB, "MiB", at_most=MOST_MIB)
