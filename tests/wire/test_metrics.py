# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Metrics and readiness (docs/protocol.md, section 7)."""
import contextlib
import os
import sqlite3
import unittest

import prometheus
from broker import SERVICE_KEY, Broker
from wire import eventually
from wsclient import Closed, close_frame, text_frame, upgrade_headers, websocket_target
from wiretest import BrokerTest, WireTest

EMPTY_AT_FIRST = ("broadcaster_connections_ended_total",
                  "broadcaster_certificate_expiry_timestamp_seconds")
OPERATOR = [("Authorization", f"Bearer {SERVICE_KEY}")]


class MetricsTest(BrokerTest):
    def families(self, headers=OPERATOR):
        answer = self.call("GET", "/metrics", headers)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(answer.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8")
        return prometheus.parse(answer.body.decode())

    def value(self, name, headers=OPERATOR, **labels):
        return self.families(headers)["broadcaster_" + name].samples[
            ("broadcaster_" + name, frozenset(labels.items()))]

    def projects(self):
        """Labelled project names."""
        return {dict(labels)["project"] for _, labels in
                self.families()["broadcaster_project_clients"].samples}


class Metrics(MetricsTest, WireTest):
    def test_format(self):
        families = self.families()
        self.assertGreater(len(families), 20)
        self.assertTrue(all(name.startswith("broadcaster_") for name in families))
        self.assertTrue(all(family.samples for name, family in families.items()
                            if name not in EMPTY_AT_FIRST))
        head = self.call("HEAD", "/metrics")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(self.call("POST", "/metrics").status, 405)

    def test_traffic(self):
        before = {name: self.value(f"messages_{name}_total") for name in ("received", "sent")}
        sender, receiver, admin = self.clients("runtime", "data-agent", "admin")
        for _ in range(5):
            sender.send_json({"type": "x", "to": {"id": receiver.id}, "payload": "y" * 100})
        for _ in range(5):
            receiver.receive()
            admin.receive()
        of_project = {"project": self.project}
        # 3 that were connected, 5 messages and their mirrors.
        self.assertEqual(self.value("messages_received_total"), before["received"] + 5)
        self.assertEqual(self.value("messages_sent_total"), before["sent"] + 13)
        self.assertEqual(self.value("project_messages_received_total", **of_project), 5)
        self.assertEqual(self.value("project_messages_sent_total", **of_project), 13)
        self.assertEqual(self.value("project_clients", **of_project), 3)
        self.assertGreater(self.value("project_received_bytes_total", **of_project), 500)
        self.assertGreater(self.value("project_sent_bytes_total", **of_project), 1000)
        sender.close()
        receiver.receive_type("client_left")
        admin.receive_type("client_left")
        self.assertEqual(self.value("project_messages_received_total", **of_project), 5,
                         "who has left still counts")
        self.assertEqual(self.value("project_messages_sent_total", **of_project), 15)

    def test_latency(self):
        name = "broadcaster_message_latency_seconds"
        before = self.families()[name].samples[(name + "_count", frozenset())]
        client = self.client()
        for _ in range(10):
            client.ping_pong()
        samples = self.families()[name].samples
        self.assertEqual(samples[(name + "_count", frozenset())], before + 10)
        self.assertGreater(samples[(name + "_sum", frozenset())], 0)

    def test_connections(self):
        eventually(lambda: self.value("connections") == 0)
        client = self.client()
        self.assertEqual(self.value("connections"), 1)
        client.close(1000)
        eventually(lambda: self.value("connections") == 0)
        self.assertGreaterEqual(self.value("connections_ended_total", code="1000"), 1)

    def test_rejected(self):
        client = self.client()
        for text, reason in (("x", "json"), ('{"to":1}', "to"), ('{"from":1,"from":2}', "repeated")):
            before = self.value("messages_rejected_total", reason=reason)
            client.send(text_frame(text))
            client.receive_type("error")
            self.assertEqual(self.value("messages_rejected_total", reason=reason), before + 1)

    def test_refused_requests(self):
        def count(reason):
            return self.value("requests_refused_total", reason=reason)
        before = {reason: count(reason) for reason in ("host", "origin", "wrong_key")}
        self.call("GET", websocket_target("p", "runtime"), upgrade_headers(
            Host=None, Origin="https://elsewhere.example"))
        self.call("GET", "/api-keys", [("Authorization", "Bearer wrong")])
        self.assertEqual(count("origin"), before["origin"] + 1)
        self.assertEqual(count("wrong_key"), before["wrong_key"] + 1)

    def test_odd_project_names(self):
        for project in ('quote " back \\ slash', "\\n", "ü😀", "other"):
            self.client(project=project)
        self.assertLess({'quote " back \\ slash', "\\n", "ü😀", "other"}, self.projects())

    def test_projects_are_the_operators_business(self):
        self.client()
        answer = self.call("GET", "/metrics")
        self.assertEqual(answer.status, 200)
        self.assertNotIn(b"project=", answer.body)
        self.assertEqual(self.value("clients", ()), self.value("clients"))
        wrong = self.call("GET", "/metrics", [("Authorization", "Bearer wrong")])
        self.assertEqual(wrong.status, 401)


class ManyProjects(MetricsTest, WireTest):
    def test_labels_have_a_bound(self):
        quiet = [self.client(project=f"quiet-{number}") for number in range(60)]
        busy = self.client(project="busy")
        busy.ping_pong()
        names = self.projects()
        self.assertEqual(len(names), 51)
        self.assertLess({"busy", "other"}, names)
        self.assertEqual(self.value("clients"), 61)
        self.assertEqual(self.value("project_clients", project="other"), 11)
        self.assertEqual(self.value("projects"), len(quiet) + 1)


class SlowReaders(MetricsTest, WireTest):
    arguments = ("--max-queue-bytes", "64KiB", "--threads", "1")

    def test_drops(self):
        sender = self.client()
        self.client("data-agent", receive_buffer=4096)
        # Many at once, so that some find the queue full before the client is closed.
        frames = text_frame('{"to":{"type":"data-agent"},"payload":"%s"}' % ("x" * 1000)) * 1000

        def dropped():
            sender.send(frames)
            sender.ping_pong()
            return self.value("messages_dropped_total", reason="too_slow")
        self.assertEqual(self.value("messages_dropped_total", reason="too_slow"), 0)
        eventually(dropped)
        name = "broadcaster_connections_ended_total"
        eventually(lambda: (name, frozenset({("code", "4002")})) in self.families()[name].samples)

    def lost_by(self, end):
        """How many messages count as lost when `end` ends a connection that has not read them."""
        sender = self.client()
        silent = self.client("data-agent", receive_buffer=4096)
        frames = text_frame('{"to":{"type":"data-agent"},"payload":"%s"}' % ("x" * 1000)) * 10
        too_slow = self.value("messages_dropped_total", reason="too_slow")
        before = self.value("messages_dropped_total", reason="connection_lost")

        def lost():
            return self.value("messages_dropped_total", reason="connection_lost") - before
        while self.value("queue_bytes") < 20_000:
            sender.send(frames)
            sender.ping_pong()
        end(sender, silent)
        eventually(lost)
        self.assertEqual(self.value("messages_dropped_total", reason="too_slow"), too_slow)
        return lost()

    def test_a_lost_connection_drops_what_waits(self):
        self.assertGreater(self.lost_by(lambda _, silent: silent.abort()), 15)

    def test_a_client_that_has_left_still_counts(self):
        def close_and_break(sender, silent):
            silent.send(close_frame(1000))  # It leaves, and its waiting output is still sent.
            sender.receive_type("client_left")
            silent.abort()
        self.assertGreater(self.lost_by(close_and_break), 15)

    def test_what_waited_is_dropped_too(self):
        sender = self.client()
        slow = self.client("data-agent", receive_buffer=4096)
        frames = text_frame('{"to":{"type":"data-agent"},"payload":"%s"}' % ("x" * 1000)) * 10
        before = self.value("messages_dropped_total", reason="too_slow")

        def dropped():
            return self.value("messages_dropped_total", reason="too_slow") - before
        sent = came = 0
        while not dropped():
            self.assertLess(sent, 20_000)
            sender.send(frames)
            sender.ping_pong()
            sent += 10
        with self.assertRaises(Closed):
            while True:
                came += slow.receive().get("from", {}).get("id") == sender.id
        self.assertEqual(came + dropped(), sent)


class FastWriters(MetricsTest, WireTest):
    arguments = ("--max-message-rate", "1")

    def test_messages_over_the_rate(self):
        client = self.client()
        client.send(text_frame("{}") * 2)
        client.receive_type("error")
        eventually(lambda: self.value("messages_rejected_total", reason="rate") == 1)


class Forgotten(MetricsTest):
    def test_totals_stay(self):
        with Broker("--idle-project-timeout", "1") as self.broker:
            client = self.client()
            client.ping_pong()
            client.close()
            eventually(lambda: self.value("projects") == 0)
            self.assertEqual(self.value("messages_received_total"), 1)
            self.assertEqual(self.value("messages_sent_total"), 2)


class Ready(MetricsTest):
    def test_ready(self):
        with Broker() as self.broker:
            self.assertEqual(self.get("/ready"), {"ready": True, "reasons": []})

    def test_a_database_that_cannot_be_written(self):
        with Broker() as self.broker:
            client = self.client()
            lock = sqlite3.connect(self.broker.database, isolation_level=None)
            lock.execute("BEGIN EXCLUSIVE")
            client.ping_pong()

            def refused():
                answer = self.call("GET", "/ready")
                return answer if answer.status == 503 else None
            body = eventually(refused).json()
            self.assertFalse(body["ready"])
            self.assertIn("database", body["reasons"][0])
            eventually(lambda: self.value("usage_write_failures_total") > 0)
            self.assertEqual(self.value("usage_unwritten_messages"), 1)
            self.assertGreater(self.value("usage_flush_lag_seconds"), 1)
            lock.execute("ROLLBACK")
            lock.close()
            eventually(lambda: self.call("GET", "/ready").status == 200)
            self.assertEqual(self.value("usage_flush_lag_seconds"), 0)

    def test_a_database_that_was_lost_and_is_back(self):
        """Nothing but the question itself makes the broker look: it is sent no other traffic."""
        with Broker() as self.broker:
            self.api("POST", "/api-keys", {"projectId": "p"})
            with contextlib.closing(sqlite3.connect(self.broker.database)) as other:
                other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with open(self.broker.database, "r+b") as file:
                whole = file.read()
                file.seek(0)
                file.write(os.urandom(len(whole)))
            self.assertEqual(self.api("GET", "/api-keys?projectId=p").status, 503)
            self.assertEqual(self.call("GET", "/ready").status, 503)
            with open(self.broker.database, "r+b") as file:
                file.write(whole)
            eventually(lambda: self.call("GET", "/ready").status == 200)


if __name__ == "__main__":
    unittest.main()
