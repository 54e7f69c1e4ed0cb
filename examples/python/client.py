#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A client of the broker with Python's `websockets`, which comes back by the rules of docs/protocol.md.

    sudo apt-get install python3-websockets
    python3 client.py ws://127.0.0.1:8787 demo [API-KEY]
"""
import asyncio
import json
import random
import sys
import time
import urllib.parse

import websockets

FINAL = {1000, 1002, 1007, 1008, 1009, 4000, 4001}  # Close codes after which a person is needed.
TOO_FAST = 4003
STEADY_SECONDS = 10


def back_off(attempt):
    """Seconds to wait: 1, 2, 4 ... 30, less up to a half, so that not all clients come at once."""
    longest = min(30, 2 ** min(attempt, 5))
    return random.uniform(longest / 2, longest)


async def send(socket, kind, payload, to=None):
    envelope = {"id": str(time.time_ns()), "type": kind, "payload": payload}
    if to:
        envelope["to"] = to
    await socket.send(json.dumps(envelope))


async def handle(socket, message):
    if message["type"] == "connected":
        print("connected as", message["payload"]["clientId"], flush=True)
        await send(socket, "query", "what is there?", {"type": "data-agent"})  # to all of a type
        await send(socket, "news", "I am here")  # to everyone
    elif message["type"] == "error":
        print("error:", message["payload"]["message"], flush=True)
    elif message["type"] == "hello":
        await send(socket, "reply", "hello", {"id": message["from"]["id"]})  # to one client


async def run(url):
    attempt = 0
    while True:
        started, code, wait = time.monotonic(), 1006, 0
        try:
            async with websockets.connect(url) as socket:
                async for text in socket:
                    await handle(socket, json.loads(text))
                code = socket.close_code
        except websockets.ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else 1006
        except websockets.InvalidHandshake as refused:
            # Version 14 of the package renamed the exception and its members.
            answer = getattr(refused, "response", refused)
            status = getattr(answer, "status_code", 0)
            print("refused with", status, flush=True)
            if status != 503:
                return 1
            wait = int(answer.headers.get("Retry-After", 0))
        except OSError as fault:
            print("no connection:", fault, flush=True)
        print("closed with", code, flush=True)
        if code in FINAL:
            return 1
        if time.monotonic() - started > STEADY_SECONDS:
            attempt = 0
        if code == TOO_FAST:
            attempt = max(attempt, 3)
        await asyncio.sleep(wait + back_off(attempt))
        attempt += 1


if __name__ == "__main__":
    base, project, *key = sys.argv[1:]
    query = {"projectId": project, "type": "runtime", **({"apiKey": key[0]} if key else {})}
    sys.exit(asyncio.run(run(f"{base}/websocket?{urllib.parse.urlencode(query)}")))
