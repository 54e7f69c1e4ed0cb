# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""One client broadcasts tiny messages to 1,000 others as fast as they are taken, in another
project of the same thread as a pair that exchanges 1,000 messages a second; then 16 clients send
what costs them nothing."""
from metronome import Metronome, quantile
from pressure import Child, flood as strangers
from rfc6455 import more, start
from stage import health, result
from wire import eventually
from wsclient import CONTINUATION, PING, PONG, frame, text_frame

RECEIVERS = 1000
FLOOD = ("fanout", "--projects", 1, "--receivers", RECEIVERS, "--size", 64, "--window", 4096,
         "--warmup", 1)
MOST_MS = 50  # as long as a window may stall
STRANGERS = 16
CHEAP_MS = 100
CHEAP = {
    "garbage": text_frame("x") * 50_000,
    "empty pings": frame(PING) * 50_000,
    "pongs": frame(PONG) * 50_000,
    "empty fragments": start() + more() * 50_000 + frame(CONTINUATION, b"{}"),
    "PINGs": text_frame('{"type":"PING"}') * 10_000,
}


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
    for kind, data in CHEAP.items():
        cheap(stage, kind, data, 3 if stage.is_quick else 5)


def cheap(stage, kind, data, seconds):
    """Each client of the flood has a project of its own, and comes back when it is closed."""
    with stage.broker("--threads", "1") as broker:
        with Child(strangers, broker.port, STRANGERS, data, "stranger"):
            beside, lost = Metronome(broker.port, stage.cores[-1], seconds).join()
    stage.exactly(f"messages of the pair lost beside {kind}", lost, 0)
    stage.figure(f"99 % of the pair's within, beside {kind}", quantile(beside, 0.99), "ms",
                 at_most=CHEAP_MS)
