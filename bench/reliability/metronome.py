# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A pair that exchanges 1,000 messages a second whatever happens, and says how late they came.

A process of its own that sleeps between messages and goes first where the system allows it, so
that a load generator beside it on the same core does not count as the broker's latency."""
import contextlib
import json
import multiprocessing
import os
import resource
import select
import time

from wsclient import Client

RATE = 1000


class Metronome:
    """`with Metronome(port, core, seconds) as metronome: …; late = metronome.join()`."""

    def __init__(self, port, core, seconds):
        context = multiprocessing.get_context("fork")
        self.answer, answering = context.Pipe(False)
        self.process = context.Process(target=beat, args=(port, core, seconds, answering))
        self.process.start()
        answering.close()

    def join(self):
        """Milliseconds of each message, sorted, and how many never came."""
        late, lost = self.answer.recv()
        self.process.join()
        return late, lost


def beat(port, core, seconds, answer):
    # Sockets of a crowd that exists already would stay open here when they are closed there.
    os.closerange(3, answer.fileno())
    os.closerange(answer.fileno() + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    os.sched_setaffinity(0, {core})
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    sender = Client(port, "metronome", "runtime")
    receiver = Client(port, "metronome", "data-agent")
    late = []
    count = seconds * RATE
    start = time.monotonic() + 0.1
    sent = 0
    while len(late) < count and time.monotonic() < start + seconds + 10:
        due = start + sent / RATE if sent < count else start + seconds + 10
        ready, _, _ = select.select([receiver.socket], [], [], max(due - time.monotonic(), 0))
        if ready:
            receiver.fill(due + 10)
        while receiver.buffer:
            late.append(1000 * (time.monotonic() - receiver.receive()["payload"]))
        while sent < count and time.monotonic() >= start + sent / RATE:
            sender.send_text(json.dumps({"type": "beat", "to": {"id": receiver.id},
                                         "payload": start + sent / RATE}))
            sent += 1
    sender.abort()
    receiver.abort()
    answer.send((sorted(late), count - len(late)))


def quantile(late, share):
    return late[min(int(share * len(late)), len(late) - 1)]
