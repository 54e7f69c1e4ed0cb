# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A console that watches traffic and counts what comes: docs/console-protocol.md.

A process of its own that goes before the load generator on the same core where the system allows it,
so that the broker does not wait for it."""
import contextlib
import multiprocessing
import os
import select
from typing import NamedTuple

import cbor2
from broker import SERVICE_KEY
from wire import Wire
from wsclient import BINARY, PING, PONG, Client, frame, head_bytes, upgrade_headers

SUBPROTOCOL = "broadcaster-console.v1"
ROUTED_KINDS = range(3)  # Kinds of messages: to a client, to a type, to all.
KIND, RECORDS, DROPPED = 13, 2, 5  # Places in a record, and in a batch.
QUIET_SECONDS = 1  # After that, nothing more comes.


class Watched(NamedTuple):
    messages: int  # that came
    left_out: int  # that match or may match, and did not come
    link_bytes: int  # from the broker, all frames with their headers


class Console(Client):
    def __init__(self, port):
        Wire.__init__(self, port)
        self.link_bytes = 0
        self.send(head_bytes("GET", "/console", upgrade_headers(
            Authorization=f"Bearer {SERVICE_KEY}", Sec_WebSocket_Protocol=SUBPROTOCOL)))
        answer = self.read_until(b"\r\n\r\n")
        assert b" 101 " in answer, answer

    def fill(self, until):
        before = len(self.buffer)
        super().fill(until)
        self.link_bytes += len(self.buffer) - before

    def receive(self):
        """The next frame's content; empty for a ping, which is answered."""
        opcode, payload = self.receive_frame()
        if opcode == PING:
            self.send(frame(PONG, payload))
            return {}
        assert opcode == BINARY, (opcode, payload)
        return cbor2.loads(payload)

    def watch(self, **wanted):
        self.send(frame(BINARY, cbor2.dumps({"v": 1, "id": 1, "op": "watchTraffic",
                                             "args": wanted})))
        while (answer := self.receive()).get("id") != 1:
            pass
        assert "answer" in answer, answer


class Watcher:
    """`watcher = Watcher(port, core, filter="…"); …; watched = watcher.join()`."""

    def __init__(self, port, core, **wanted):
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=run, args=(port, core, wanted, theirs))
        self.process.start()
        theirs.close()
        assert self.pipe.recv() == "watching"

    def join(self):
        """Returns when nothing more comes."""
        self.pipe.send("end")
        watched = self.pipe.recv()
        self.process.join()
        return watched


def run(port, core, wanted, pipe):
    os.sched_setaffinity(0, {core})
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(2))
    console = Console(port)
    console.watch(**wanted)
    pipe.send("watching")
    console.link_bytes = messages = left_out = 0
    is_ending = False
    while True:
        if not console.buffer:
            ready, _, _ = select.select([console.socket] + ([] if is_ending else [pipe]), [], [],
                                        QUIET_SECONDS)
            if pipe in ready:
                is_ending = True
            elif not ready and is_ending:
                break
            if console.socket not in ready:
                continue
        content = console.receive()
        if content.get("event") != "trafficArrived":
            continue
        batch = cbor2.loads(content["fields"]["batch"])
        messages += sum(record[KIND] in ROUTED_KINDS for record in batch[RECORDS])
        left_out += batch[DROPPED]
    console.abort()
    pipe.send(Watched(messages, left_out, console.link_bytes))
