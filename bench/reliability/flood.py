# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""One client broadcasts tiny messages to 1,000 others as fast as they are taken, in another
project of the same thread as a pair that exchanges 1,000 messages a second."""
from metronome import Metronome
from stage import health, result
from wire import eventually

RECEIVERS = 1000
FLOOD = ("fanout", "--projects", 1, "--receivers", RECEIVERS, "--size", 64, "--window", 4096,
         "--warmup", 1)
MOST_MS = 50  # as long as a window may stall


def run(stage):
    seconds = 5 if stage.is_quick else 10
    core = stage.cores[-1]
    with stage.broker("--threads", "1") as broker:
        alone, _ = Metronome(broker.port, core, seconds).join()
        load = stage.start_load(broker, *FLOOD, "--seconds", seconds + 2)
        eventually(lambda: health(broker)["clients"] > RECEIVERS, f"{RECEIVERS} receivers")
        beside, lost = Metronome(broker.port, core, seconds).join()
        flood = result(load)
    stage.figure("deliveries of the flood", flood["delivered_per_s"], "/s", at_least=100_000)
    stage.exactly("clients and messages of the flood lost", flood["errors"], 0)
    stage.exactly("messages of the pair lost", lost, 0)
    stage.disturbance(flood)
    stage.figure("99 % of the pair's within, without the flood", quantile(alone, 0.99), "ms")
    stage.figure("half of the pair's within, beside the flood", quantile(beside, 0.5), "ms")
    stage.figure("99 % of the pair's within, beside the flood", quantile(beside, 0.99), "ms",
                 at_most=MOST_MS)


def quantile(late, share):
    return late[min(int(share * len(late)), len(late) - 1)]
