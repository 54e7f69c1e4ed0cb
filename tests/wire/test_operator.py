# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The operator's calls beside those for keys (docs/protocol.md, section 6)."""
import json
import unittest
import urllib.parse

from broker import SERVICE_KEY, Broker
from wsclient import Closed
from wiretest import KINDS, BrokerTest, WireTest

CALLS = (("GET", "/projects"), ("POST", "/publish?projectId=p"),
         ("POST", "/explain?projectId=p"),
         ("DELETE", "/clients/x?projectId=p"))
JSON = ("Content-Type", "application/json")


class OperatorTest(BrokerTest):
    def data(self, answer):
        """The data of an answer that went well."""
        self.assertEqual(answer.status, 200, answer.body)
        body = answer.json()
        self.assertEqual((set(body), body["success"]), ({"success", "data"}, True))
        return body["data"]

    def assert_failure(self, answer, status, text=""):
        self.assertEqual(answer.status, status, answer.body)
        body = answer.json()
        self.assertEqual((set(body), body["success"]), ({"success", "errors"}, False))
        self.assertIn(text, body["errors"][0])

    def publish(self, body, project=None, headers=(JSON,)):
        """`body` is bytes, or becomes JSON."""
        target = "/publish?" + urllib.parse.urlencode({"projectId": project or self.project})
        return self.call("POST", target, [("Authorization", f"Bearer {SERVICE_KEY}"), *headers],
                         body if isinstance(body, bytes) else json.dumps(body).encode())

    def disconnect(self, client, project=None):
        query = urllib.parse.urlencode({"projectId": project or self.project})
        return self.api("DELETE", f"/clients/{client}?{query}")


class Access(OperatorTest, WireTest):
    def test_needs_the_service_key(self):
        for method, target in CALLS:
            with self.subTest(target):
                self.assert_failure(self.call(method, target), 401, "Bearer")
                self.assert_failure(self.api(method, target, key="wrong"), 401)

    def test_methods(self):
        for method, target, allowed in (
                ("POST", "/projects", "get"), ("GET", "/publish?projectId=p", "post"),
                ("GET", "/clients/x?projectId=p", "delete"), ("PUT", "/publish", "post")):
            with self.subTest(method + target):
                answer = self.api(method, target)
                self.assert_failure(answer, 405)
                self.assertIn(allowed, answer.tokens("Allow"))

    def test_a_body_that_is_too_large(self):
        self.assert_failure(self.publish(b"[" + b" " * 65536 + b"]"), 413)


class Bodies(OperatorTest, WireTest):
    def test_end_in_one_newline(self):
        """Those that are made of other JSON, too, and there is none inside them."""
        self.client()
        self.issue_key()
        of_project = f"projectId={self.project}"
        for method, target in (
                ("GET", "/health"), ("GET", "/ready"), ("GET", f"/status?{of_project}"),
                ("GET", f"/usage?{of_project}"), ("GET", "/projects"), ("GET", "/api-keys"),
                ("DELETE", f"/api-keys/{self.project}"), ("GET", "/nowhere"),
                ("PUT", "/projects")):
            with self.subTest(f"{method} {target}"):
                body = self.api(method, target).body
                self.assertTrue(body.endswith(b"}\n"), body)
                self.assertEqual(body.count(b"\n"), 1, body)


class WithoutServiceKey(OperatorTest):
    def test_none_is_configured(self):
        with Broker(service_key=None) as self.broker:
            for method, target in CALLS:
                self.assert_failure(self.api(method, target), 503, "service-key-file")


class Projects(OperatorTest, WireTest):
    def test_list(self):
        first, second = self.new_project(), 'a/b "ü"'
        self.client(project=first)
        one, other = self.clients("runtime", "data-agent", project=second)
        one.send_json({"type": "x", "to": {"id": other.id}})
        other.receive()
        data = self.data(self.api("GET", "/projects"))
        self.assertEqual(data["total"], len(data["projects"]))
        by_name = {project.pop("projectId"): project for project in data["projects"]}
        for name, clients, messages in ((first, 1, 0), (second, 2, 1)):
            self.assert_now(by_name[name].pop("lastActivity"))
            self.assertEqual(by_name[name], {"clientCount": clients, "messages": messages})
        self.assertEqual(data["projects"][0]["clientCount"], 2, "the last active one is first")


class Explaining(OperatorTest, WireTest):
    def explain(self, envelope, **query):
        target = "/explain?" + urllib.parse.urlencode({"projectId": self.project, **query})
        return self.call("POST", target, [("Authorization", f"Bearer {SERVICE_KEY}"), JSON],
                         envelope if isinstance(envelope, bytes) else json.dumps(envelope).encode())

    def test_rules(self):
        """Each rule with its verdicts, and the same deliveries when the sender then sends it."""
        kinds = (*KINDS, "runtime")
        everyone = self.clients(*kinds)
        runtime, agent, admin, _ = everyone
        for to, rule, target, verdicts in (
                (None, "broadcast", None,
                 ("skipped-sender", "delivered", "skipped-admin", "delivered")),
                ({"type": "runtime"}, "to-type", "runtime",
                 ("skipped-sender", "skipped-other-type", "mirrored", "delivered")),
                ({"type": "run\ttime"}, "to-type", "run\ttime",
                 ("skipped-sender", "skipped-other-type", "mirrored", "skipped-other-type")),
                ({"id": agent.id}, "to-client", agent.id,
                 ("skipped-sender", "delivered", "mirrored", "skipped-other-client")),
                ({"id": runtime.id}, "to-client", runtime.id,
                 ("delivered", "skipped-other-client", "mirrored", "skipped-other-client"))):
            with self.subTest(to):
                envelope = {"id": "m", "type": "news", "to": to}
                told = self.data(self.explain(envelope, **{"from": runtime.id}))
                self.assertEqual((told["rule"], told["target"]), (rule, target))
                self.assertEqual([client["verdict"] for client in told["clients"]], list(verdicts))
                self.assertEqual([(client["id"], client["type"]) for client in told["clients"]],
                                 [(client.id, kind) for client, kind in zip(everyone, kinds)])
                self.assertEqual(told["clientCount"], len(everyone))
                self.assertEqual(told["addressed"], verdicts.count("delivered"))
                self.assertEqual(told["mirrored"], verdicts.count("mirrored"))
                runtime.send_json(envelope)
                for client, verdict in zip(everyone, verdicts):
                    if verdict in ("delivered", "mirrored"):
                        self.assertEqual(client.receive()["id"], "m")
                self.assert_quiet(admin, everyone)

    def test_without_a_sender(self):
        """As /publish would send it."""
        self.clients(*KINDS)
        told = self.data(self.explain({"type": "news"}))
        self.assertEqual([client["verdict"] for client in told["clients"]],
                         ["delivered", "delivered", "skipped-admin"])

    def test_ping(self):
        client = self.client()
        told = self.data(self.explain({"type": "PING"}, **{"from": client.id}))
        self.assertEqual((told["rule"], told["clients"][0]["verdict"]), ("ping", "not-routed"))

    def test_no_clients(self):
        self.project = self.new_project()
        told = self.data(self.explain({"to": {"id": "x"}}))
        self.assertEqual(told, {"rule": "to-client", "target": "x", "addressed": 0, "mirrored": 0,
                                "clientCount": 0, "clients": []})

    def test_many_clients(self):
        clients = [self.client() for _ in range(1005)]
        told = self.data(self.explain({}))
        self.assertEqual((told["clientCount"], told["addressed"]), (1005, 1005))
        self.assertEqual([client["id"] for client in told["clients"]],
                         [client.id for client in clients[:1000]])

    def test_refusals(self):
        for envelope, query, status, text in (
                (b"{", {}, 400, "Invalid JSON message format"),
                ({"to": 1}, {}, 400, "Invalid to field"),
                ({}, {"from": "nobody"}, 404, "no client with this id"),
                ({}, {"projectId": ""}, 400, "projectId")):
            with self.subTest(envelope):
                self.assert_failure(self.explain(envelope, **query), status, text)
        self.assert_failure(self.call("POST", "/explain?projectId=p", [
            ("Authorization", f"Bearer {SERVICE_KEY}")], b"{}"), 415)


class Publishing(OperatorTest, WireTest):
    def test_routing(self):
        everyone = self.clients(*KINDS)
        runtime, agent, admin = everyone
        self.client(project=self.new_project())
        for to, delivered, mirrored in (
                (None, (runtime, agent), ()), ({"type": "runtime"}, (runtime,), (admin,)),
                ({"id": agent.id}, (agent,), (admin,)), ({"type": "admin"}, (admin,), ()),
                ({"id": "nobody"}, (), (admin,))):
            with self.subTest(to):
                envelope = {"id": "m", "type": "news", "to": to, "payload": 1}
                self.assertEqual(self.data(self.publish(envelope)),
                                 {"delivered": len(delivered), "mirrored": len(mirrored)})
                for client in (*delivered, *mirrored):
                    self.assertEqual(client.receive(), {**envelope, "from": {"type": "system"}})
                self.assert_quiet(admin, everyone)

    def test_bytes_are_kept_and_from_is_not(self):
        client = self.client()
        for sent, came in (
                (b'{ "n": 12345678901234567890.10 }',
                 b'{"from":{"type":"system"}, "n": 12345678901234567890.10 }'),
                (b'{"from":{"type":"runtime","id":"x","name":"n"},"a":"\\u00fc"}',
                 b'{"from":{"type":"system","name":"n"},"a":"\\u00fc"}')):
            self.data(self.publish(sent))
            self.assertEqual(client.receive_text(), came)

    def test_nobody_is_there(self):
        self.assertEqual(self.data(self.publish({})), {"delivered": 0, "mirrored": 0})
        self.assertIsNone(self.get(f"/health?projectId={self.project}")["lastActivity"])

    def test_refusals(self):
        client = self.client()
        for body, text in ((b"", "JSON"), (b"[]", "JSON"), (b"{", "JSON"), (b'{"to":1}', "to"),
                           (b'{"a":"\xff"}', ""), (b'{"type":"PING"}', "PING")):
            with self.subTest(body):
                self.assert_failure(self.publish(body), 400, text)
        self.assert_failure(self.publish({}, headers=()), 415, "application/json")
        self.assert_failure(self.api("POST", "/publish", {}), 400, "projectId")
        self.assert_failure(self.publish({}, project="p" * 257), 400, "projectId")
        self.assert_quiet(client, [client])

    def test_does_not_count_as_usage(self):
        self.client()
        self.data(self.publish({}))
        usage = self.get(f"/usage?projectId={self.project}")
        self.assertEqual(usage["data"]["totalRequests"], 0)


class SmallMessages(OperatorTest, WireTest):
    arguments = ("--max-message-size", "1024")

    def test_too_big(self):
        self.client()
        self.assert_failure(self.publish({"a": "x" * 1024}), 400, "too big")


class Disconnecting(OperatorTest, WireTest):
    def test_closes_one(self):
        one, other = self.clients("runtime", "admin")
        self.data(self.disconnect(one.id))
        with self.assertRaises(Closed) as closed:
            one.receive()
        self.assertEqual(closed.exception.code, 4000)
        self.assertEqual(other.receive_type("client_left")["payload"]["clientId"], one.id)
        self.assert_failure(self.disconnect(one.id), 404)

    def test_who_is_not_there(self):
        client = self.client()
        self.assert_failure(self.disconnect("nobody"), 404)
        self.assert_failure(self.disconnect(client.id, self.new_project()), 404)
        self.assert_failure(self.api("DELETE", f"/clients/{client.id}"), 400, "projectId")
        self.assert_quiet(client, [client])


if __name__ == "__main__":
    unittest.main()
