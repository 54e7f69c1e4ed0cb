# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Clients that talk across the brokers of a cluster while something happens to it."""
import json
import threading
import time
import urllib.parse

from wire import EndOfStream
from wsclient import Client, Closed

AGREE_SECONDS = 2.0  # until all brokers count the same, once they can reach each other again
KINDS = ("runtime", "data-agent", "admin")


class Talker(threading.Thread):
    """A client that reads all the time. Others may send through it."""

    def __init__(self, broker, project, kind):
        super().__init__(daemon=True)
        self.broker = broker
        self.client = Client(broker.port, project, kind)
        self.id, self.kind = self.client.id, kind
        self.last = {}  # the last number that each sender's messages had
        self.received = 0
        self.faults = []
        self.told = {}  # clients that left, and how often that was told
        self.close_code = 0  # None: without a close frame
        self.is_open = True
        self._turn = threading.Lock()  # A TLS connection does not read and write at once.
        self.start()

    def run(self):
        try:
            while True:
                if self.client.is_readable(1.0):
                    with self._turn:
                        text = self.client.receive_step()
                    if text is not None:
                        self.take(json.loads(text))
        except Closed as closed:
            self.close_code = closed.code
        except (EndOfStream, TimeoutError, OSError, ValueError):
            self.close_code = None
        self.is_open = False

    def take(self, message):
        if message["type"] == "client_left":
            gone = message["payload"]["clientId"]
            self.told[gone] = self.told.get(gone, 0) + 1
        elif message["type"] == "talk":
            sender, number = message["from"]["id"], message["payload"]
            if number <= self.last.get(sender, 0):
                self.faults.append(f"{number} of {sender} behind {self.last[sender]}")
            self.last[sender] = number
            self.received += 1

    def say(self, number, to=None):
        self.send(json.dumps({"type": "talk", "to": to, "payload": number}))

    def send(self, text):
        try:
            with self._turn:
                self.client.send_text(text)
        except OSError:
            self.is_open = False


class Load:
    """Talkers on all brokers, in one project, who all talk until the end of the `with`."""

    def __init__(self, cluster, project, each=2, pause=0.01):
        self.cluster, self.project, self.pause = cluster, project, pause
        self.talkers = []
        for broker in cluster.running():
            for number in range(each):
                self.join(broker, KINDS[number % 2])
        self.number = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._talk, daemon=True)

    def join(self, broker, kind="runtime"):
        self.talkers.append(Talker(broker, self.project, kind))
        return self.talkers[-1]

    def open_talkers(self):
        return [talker for talker in self.talkers if talker.is_open]

    def _talk(self):
        while not self._is_over.is_set():
            self.number += 1
            for talker in self.open_talkers():
                if talker.broker.is_running():
                    talker.say(self.number)
            time.sleep(self.pause)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._is_over.set()
        self._thread.join()

    def abort(self):
        for talker in self.talkers:
            talker.client.abort()

    def check(self, test):
        """No message came twice or out of order; no end was told twice; all agree who is there."""
        for talker in self.talkers:
            test.assertEqual(talker.faults, [])
            test.assertEqual([gone for gone, count in talker.told.items() if count > 1], [])
        present = self.open_talkers()
        began = time.monotonic()
        self.cluster.wait_for_count(urllib.parse.quote(self.project), len(present))
        test.assertLess(time.monotonic() - began, AGREE_SECONDS)
        ids = {talker.id for talker in present}
        for talker in present:
            test.assertFalse(ids & set(talker.told), "told that a client left that is there")
