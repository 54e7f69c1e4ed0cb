# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Messages and close codes of the broker's own (docs/protocol.md, section 4)."""
import signal
import unittest

from broker import Broker
from wire import eventually
from wsclient import CLOSE, PING, PONG, Closed, frame, text_frame
from wiretest import KINDS, BrokerTest, WireTest

GOING_AWAY, KEY_REVOKED, NO_PONG = 1001, 4001, 4004


class ClientLeft(WireTest):
    def leave_by_closing(self, client):
        client.close()

    def leave_by_breaking(self, client):
        client.abort()

    def leave_by_an_error(self, client):
        client.send(frame(3, b""))
        self.assertEqual(client.wait_closed(), 1002)

    def test_everyone_hears_once(self):
        everyone = self.clients(*KINDS, *KINDS)
        outsider = self.client(project=self.new_project())
        ways = (self.leave_by_closing, self.leave_by_breaking, self.leave_by_an_error)
        for leave, kind in zip(ways, KINDS):
            gone = next(client for client in everyone[1:] if client.kind == kind)
            everyone.remove(gone)
            leave(gone)
            for client in everyone:
                message = client.receive()
                self.assert_system(message, "client_left", {
                    "clientId", "clientType", "message", "clientCount", "projectId", "timestamp"})
                payload = message["payload"]
                self.assertEqual(payload["clientId"], gone.id)
                self.assertEqual(payload["clientType"], kind)
                self.assertEqual(payload["clientCount"], len(everyone))
                self.assertEqual(payload["projectId"], self.project)
                self.assertIsInstance(payload["message"], str)
            self.assert_quiet(everyone[0], everyone)
        self.assert_quiet(outsider, [outsider])

    def test_many_at_once(self):
        stays = self.client("admin")
        leaving = [self.client(KINDS[number % 3]) for number in range(40)]
        for client in leaving:
            client.abort()
        messages = [stays.receive_type("client_left") for _ in leaving]
        self.assertEqual({message["payload"]["clientId"] for message in messages},
                         {client.id for client in leaving})
        self.assertEqual([message["payload"]["clientCount"] for message in messages],
                         list(range(40, 0, -1)))
        self.assertEqual(len({message["id"] for message in messages}), 40)
        self.assert_quiet(stays, [stays])

    def test_count_after_leaving(self):
        stays = self.client()
        self.client().close()
        stays.receive_type("client_left")
        self.assertEqual(self.client().welcome["payload"]["clientCount"], 2)


class Errors(WireTest):
    def test_error(self):
        everyone = self.clients(*KINDS)
        for bad, text in (("{", "Invalid JSON message format"), ('{"to":7}', "Invalid to field: ")):
            for culprit in everyone:
                culprit.send_text(bad)
                self.assert_error(culprit.receive(), text)
                self.assert_quiet(culprit, everyone)

    def test_errors_keep_their_place(self):
        client = self.client()
        client.send((text_frame('{"type":"PING"}') + text_frame("{")) * 50)
        kinds = [client.receive()["type"] for _ in range(100)]
        self.assertEqual(kinds, ["PONG", "error"] * 50)


class ShutDown(BrokerTest):
    def test_everyone_is_told(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number), Broker() as self.broker:
                everyone = self.clients(*KINDS)
                other = self.client(project=self.new_project())
                self.broker.tell(number)
                for client in (*everyone, other):
                    self.assertEqual(client.wait_closed(), GOING_AWAY)
                self.broker.join()

    def test_what_was_sent_before_is_delivered(self):
        with Broker() as self.broker:
            sender, receiver = self.clients("runtime", "data-agent")
            for number in range(200):
                sender.send_json({"id": number})
            sender.ping_pong()
            self.broker.tell(signal.SIGTERM)
            for number in range(200):
                self.assertEqual(receiver.receive()["id"], number)
            for client in (sender, receiver):
                self.assertEqual(client.wait_closed(), GOING_AWAY)
            self.broker.join()


class UnansweredClose(WireTest):
    """A client that does not answer the broker's close frame is cut off in the end."""

    def fail(self, client):
        """Makes the broker close this client, which does not answer."""
        client.send(frame(3, b""))
        opcode, payload = client.receive_frame()
        self.assertEqual((opcode, payload[:2]), (CLOSE, b"\x03\xea"))

    def assert_cut(self, client, data):
        """The broker ends its side at once; the connection is gone when sending fails."""
        self.assertEqual(client.read_to_end(), b"")
        eventually(lambda: not client.send_while_open(data), "the cut")

    def test_not_answering(self):
        """Not even in the middle of other clients' business."""
        stays = self.client()
        silent = [self.client(project=self.new_project()) for _ in range(20)] + [self.client()]
        for client in silent:
            self.fail(client)
        stays.receive_type("client_left")
        for client in silent:
            self.assert_cut(client, frame(PONG))
        self.assert_quiet(stays, [stays])

    def test_talking(self):
        """Bytes behind the close frame keep nothing open, and reach nobody."""
        stays, talking = self.clients("runtime", "runtime")
        self.fail(talking)
        stays.receive_type("client_left")
        self.assert_cut(talking, text_frame("{}") + frame(PING, b"x"))
        self.assert_quiet(stays, [stays])


class Heartbeat(WireTest):
    arguments = ("--ping-interval", "1")

    def test_who_does_not_answer_is_closed(self):
        answering = self.client()
        silent = self.client(answers_pings=False)
        pings = 0
        while True:
            silent.send_while_open(text_frame('{"to":{"id":"nobody"}}'))  # no answer to a ping
            self.assertEqual(answering.ping_pong(), [])
            if silent.is_readable(0.1):
                opcode, payload = silent.receive_frame()
                if opcode != PING:
                    break
                pings += 1
        self.assertEqual((opcode, payload[:2]), (CLOSE, NO_PONG.to_bytes(2, "big")))
        self.assertEqual(pings, 2)
        left = answering.receive_type("client_left")
        self.assertEqual(left["payload"]["clientId"], silent.id)
        answering.ping_pong()

    def test_who_answers_stays(self):
        client = self.client()
        for _ in range(4):
            opcode, payload = client.receive_frame()
            self.assertEqual(opcode, PING)
            self.assertLessEqual(len(payload), 125)
            client.send(frame(PONG, payload))
        client.ping_pong()

    def test_a_late_answer_is_enough(self):
        """One ping may be missed."""
        client = self.client()
        for _ in range(3):
            for _ in range(2):
                opcode, payload = client.receive_frame()
                self.assertEqual(opcode, PING)
            client.send(frame(PONG, payload))
        client.ping_pong()


class RevokedKey(WireTest):
    """4001 to the connections the key opened, and only those."""

    def test_revoked(self):
        key = self.issue_key()
        other_key = self.issue_key(self.new_project())
        by_query = self.client("runtime", api_key=key)
        by_header = self.client("admin", headers=[("X-Api-Key", key)])
        by_none = self.client("data-agent")
        elsewhere = self.client(project=self.new_project())
        self.assertNotEqual(key, other_key)
        self.assertEqual(self.api("DELETE", f"/api-keys/{self.project}").status, 200)
        for client in (by_query, by_header):
            with self.assertRaises(Closed) as closed:
                while True:
                    self.assertEqual(client.receive()["type"], "client_left")
            self.assertEqual(closed.exception.code, KEY_REVOKED)
        gone = {by_none.receive_type("client_left")["payload"]["clientId"] for _ in range(2)}
        self.assertEqual(gone, {by_query.id, by_header.id})
        self.assert_quiet(by_none, [by_none])
        self.assert_quiet(elsewhere, [elsewhere])


if __name__ == "__main__":
    unittest.main()
