# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""kill -9 of a broker: until every client elsewhere was told of each client that it had."""
import time

from clusterload import KINDS, Talker
from wire import eventually

LOST, OTHERS = 20, 3
MOST_SECONDS = 15


def lose(cluster):
    """Seconds until all were told, and how often a client was told more or less than once."""
    dead = cluster.brokers[2]
    lost = [Talker(dead, "death", KINDS[number % 2]) for number in range(LOST)]
    others = [Talker(broker, "death", KINDS[number % 2])
              for broker in cluster.brokers[:2] for number in range(OTHERS)]
    cluster.wait_for_count("death", len(lost) + len(others))
    ids = {talker.id for talker in lost}
    began = time.monotonic()
    dead.kill()
    eventually(lambda: all(ids <= set(talker.told) for talker in others), "client_left")
    seconds = time.monotonic() - began
    time.sleep(0.5)
    wrong = sum(talker.told.get(one, 0) != 1 for talker in others for one in ids)
    wrong += sum(len(set(talker.told) - ids) for talker in others)
    for talker in lost + others:
        talker.client.abort()
    return seconds, wrong


def run(stage):
    found = []
    for _ in range(stage.rounds):
        with stage.cluster(3) as (_, cluster):
            found.append(lose(cluster))
    stage.figure("until all were told, slowest round", max(seconds for seconds, _ in found), "s",
                 at_most=MOST_SECONDS)
    stage.exactly("clients told twice, never, or falsely", sum(wrong for _, wrong in found), 0)
    stage.measured = {"seconds": [seconds for seconds, _ in found]}
