# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The broker may have 64 file descriptors, and 200 clients want to be served."""
import resource

from stage import call, descriptors
from wire import Wire, eventually
from wsclient import Client, head_bytes, upgrade_headers, websocket_target

LIMIT = 64
CLIENTS = 200
COMPLAINT = "descriptors"


def limit_child():
    resource.setrlimit(resource.RLIMIT_NOFILE, (LIMIT, LIMIT))


def run(stage):
    with stage.broker("--threads", "1", limit_child=limit_child) as broker:
        head = head_bytes("GET", websocket_target("scarce", "runtime"), upgrade_headers())
        first = Client(broker.port, "first")
        answer = call(broker, "POST", "/api-keys", {"projectId": "before"})
        waiting = []
        for _ in range(CLIENTS):
            wire = Wire(broker.port)
            wire.send(head)
            waiting.append(wire)
        broker.wait_for_log(COMPLAINT)
        served_at_once = eventually(lambda: [wire for wire in waiting if wire.is_readable()],
                                    "the first of them served")
        used = descriptors(broker)
        for _ in range(1000):
            first.ping_pong()
        said = sum(COMPLAINT in line for line in broker.log().splitlines())
        served = 0
        while waiting:
            ready = eventually(lambda: [wire for wire in waiting if wire.is_readable()],
                               f"a place for the {len(waiting)} that wait")
            for wire in ready:
                served += b" 101 " in wire.read_until(b"\r\n\r\n")
                wire.abort()
                waiting.remove(wire)
        first.ping_pong()
        first.abort()
        after = call(broker, "POST", "/api-keys", {"projectId": "after"})
    stage.figure("descriptors there may be", LIMIT)
    stage.figure("clients served at once", len(served_at_once) + 1, at_least=8)
    stage.figure("descriptors left for database and log", LIMIT - used,
                 at_least=LIMIT // 4 - 1)  # Each client that sends a request is served.
    stage.exactly("lines in the log about it", said, 1)
    stage.exactly("of 200 served when others had gone", served, CLIENTS)
    stage.exactly("a key issued before", answer.status, 201)
    stage.exactly("a key issued after", after.status, 201)
