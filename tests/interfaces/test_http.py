# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The real server is as docs/openapi.yaml says: every route with every status, header and body, and
every example of the document was seen in reality."""
import contextlib
import itertools
import json
import os
import signal
import sqlite3
import tempfile
import unittest

from contract import Contract
from document import examples_of
from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection, request_bytes
from wire import eventually
from wiretest import BrokerTest
from wsclient import head_bytes, upgrade_headers, websocket_target

CONTRACT = Contract()
PROJECT = "demo"  # of the document's examples
VIEWER_KEY = "viewer-key-of-the-tests"
JSON = ("Content-Type", "application/json")
OPERATOR = ("Authorization", f"Bearer {SERVICE_KEY}")
OF_PROJECT = f"projectId={PROJECT}"
NOBODY = "00000000-0000-4000-8000-000000000000"
SUBPROTOCOL = "broadcaster-console.v1"
HTTP_CONNECTIONS = 256  # the most where there may be fewer clients

TARGETS = {  # a request target for each documented path
    "/api-keys/{projectId}": f"/api-keys/{PROJECT}",
    "/api-keys/{projectId}/required": f"/api-keys/{PROJECT}/required",
    "/clients/{clientId}": f"/clients/{NOBODY}?{OF_PROJECT}",
    "/websocket": websocket_target(PROJECT, "runtime"),
    **{path: f"{path}?{OF_PROJECT}" for path in ("/status", "/usage", "/publish", "/explain")},
}


def all_routes():
    """(method, target) of every documented operation."""
    return [(method.upper(), TARGETS.get(path, path)) for method, path, _ in CONTRACT.operations()]


def routes_with(status):
    return [(method.upper(), TARGETS.get(path, path))
            for method, path, operation in CONTRACT.operations()
            if status in operation["responses"]]


def request_examples(method, path):
    media = CONTRACT.paths[path][method]["requestBody"]["content"]["application/json"]
    return [value for _, value in examples_of(media)]


class InterfaceTest(BrokerTest):
    def setUp(self):
        self.project = PROJECT
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="broadcaster-"))

    def run_broker(self, *arguments, **options):
        self.broker = self.enterContext(Broker(*arguments, folder=self.folder, **options))

    def viewer_key(self):
        path = os.path.join(self.folder, "viewer.key")
        with open(path, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(VIEWER_KEY)
        return "--viewer-key-file", path

    def http_from(self, source):
        connection = HttpConnection(self.broker.port, source=source)
        self.addCleanup(connection.abort)
        return connection

    def ask(self, status, method, target, *headers, body=None, connection=None):
        """A call whose answer must have a status, and be as the document says. Returns its body."""
        if body is not None and not isinstance(body, bytes):
            headers, body = (*headers, JSON), json.dumps(body).encode()
        connection = connection or HttpConnection(self.broker.port)
        self.addCleanup(connection.abort)
        answer = connection.request(method, target, headers, body)
        said = CONTRACT.check(method, target, answer)
        self.assertIn(answer.status, status if isinstance(status, tuple) else (status,),
                      f"{method} {target}: {answer.body}")
        return said

    def upgrade(self, status, target, *headers, connection=None, **replaced):
        connection = connection or HttpConnection(self.broker.port)
        self.addCleanup(connection.abort)
        connection.send(head_bytes("GET", target, [*upgrade_headers(**replaced), *headers]))
        answer = connection.response()
        CONTRACT.check("GET", target, answer)
        self.assertEqual(answer.status, status, answer.body)
        return connection

    def raw(self, status, method, target, data, connection=None):
        """Any bytes as a request."""
        connection = connection or HttpConnection(self.broker.port)
        self.addCleanup(connection.abort)
        connection.send_while_open(data)
        answer = connection.response()
        CONTRACT.check(method, target, answer)
        self.assertEqual(answer.status, status, answer.body)


class Served(InterfaceTest):
    """Each route as it is meant to be used."""

    def setUp(self):
        super().setUp()
        self.run_broker("--mcp", *self.viewer_key())

    def test_figures(self):
        self.ask(200, "GET", "/")
        runtime = self.client(headers=[("User-Agent", "node")])
        agent, admin = self.clients("data-agent", "admin")
        agent.close()
        runtime.receive_type("client_left")
        admin.receive_type("client_left")
        admin.close()
        runtime.ping_pong()
        for path in ("/health", f"/health?{OF_PROJECT}", f"/status?{OF_PROJECT}", "/ready", "/metrics"):
            self.ask(200, "GET", path)
        self.ask(200, "GET", f"/status?{OF_PROJECT}", OPERATOR)
        self.ask(200, "GET", "/metrics", OPERATOR)
        usage = self.ask(200, "GET", f"/usage?{OF_PROJECT}")
        self.assertGreater(usage["data"]["totalRequests"], 0)

    def test_head_has_the_headers_of_get(self):
        for method, target in all_routes():
            if method != "GET":
                continue
            with self.subTest(target), HttpConnection(self.broker.port) as connection:
                got = connection.request("GET", target, [OPERATOR])
                head = connection.request("HEAD", target, [OPERATOR])
                CONTRACT.check("HEAD", target, head)
                self.assertEqual((head.status, [name for name, _ in head.headers]),
                                 (got.status, [name for name, _ in got.headers]))

    def test_keys(self):
        for example in request_examples("post", "/api-keys"):
            self.ask(201, "POST", "/api-keys", OPERATOR, body=example)
        self.ask(200, "GET", "/api-keys", OPERATOR)
        self.ask(200, "GET", f"/api-keys/{PROJECT}", OPERATOR)
        for example in request_examples("put", "/api-keys/{projectId}/required"):
            self.ask(200, "PUT", f"/api-keys/{PROJECT}/required", OPERATOR, body=example)
        self.ask(200, "DELETE", f"/api-keys/{PROJECT}", OPERATOR)

    def test_a_used_key(self):
        key = self.issue_key()
        self.client(api_key=key)
        self.assertTrue(eventually(lambda: self.ask(
            200, "GET", f"/api-keys/{PROJECT}", OPERATOR)["data"]["lastUsedAt"]))

    def test_operators_calls(self):
        client = self.client("data-agent")
        self.ask(200, "GET", "/projects", OPERATOR)
        for path in ("/publish", "/explain"):
            for example in request_examples("post", path):
                self.ask(200, "POST", f"{path}?{OF_PROJECT}", OPERATOR, body=example)
        self.ask(200, "POST", f"/explain?{OF_PROJECT}", OPERATOR, body={"type": "PING"})
        self.ask(200, "POST", f"/explain?{OF_PROJECT}&from={client.id}", OPERATOR, body={})
        self.ask(200, "DELETE", f"/clients/{client.id}?{OF_PROJECT}", OPERATOR)

    def test_preflights(self):
        for method, target in all_routes():
            if method == "OPTIONS":
                self.ask(204, method, target, ("Origin", "https://pages.example"))

    def test_web_sockets(self):
        self.upgrade(101, TARGETS["/websocket"])
        for key in (SERVICE_KEY, VIEWER_KEY):
            self.upgrade(101, "/console", ("Authorization", f"Bearer {key}"),
                         ("Sec-WebSocket-Protocol", SUBPROTOCOL))

    def test_agents(self):
        for number, example in enumerate(request_examples("post", "/mcp")):
            self.assertIn("result", self.ask(200, "POST", "/mcp", OPERATOR, body=example), number)
        self.ask(200, "POST", "/mcp", OPERATOR, body=rpc("ping", 3))
        self.ask(200, "POST", "/mcp", OPERATOR, body=rpc("nope", 4))
        self.ask(202, "POST", "/mcp", OPERATOR, body=rpc("notifications/initialized"))
        self.ask(400, "POST", "/mcp", OPERATOR, JSON, body=b"{")
        self.ask(400, "POST", "/mcp", OPERATOR, ("MCP-Protocol-Version", "1999-01-01"),
                 body=rpc("tools/list", 5))
        self.ask(406, "POST", "/mcp", OPERATOR, ("Accept", "text/plain"), body=rpc("ping", 6))
        self.ask(415, "POST", "/mcp", OPERATOR, body=b"{}")
        modern = {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
                  "io.modelcontextprotocol/clientCapabilities": {}}
        self.ask(404, "POST", "/mcp", OPERATOR, ("MCP-Protocol-Version", "2026-07-28"),
                 ("Mcp-Method", "nope"), body={**rpc("nope", 7), "params": {"_meta": modern}})


def rpc(method, number=None):
    message = {"jsonrpc": "2.0", "method": method}
    return message if number is None else {**message, "id": number}


class Refused(InterfaceTest):
    """Requests that have a fault, of every route."""

    def setUp(self):
        super().setUp()
        self.run_broker("--mcp", *self.viewer_key())

    def test_projects(self):
        for target in ("/websocket", "/status", "/usage"):
            self.ask(400, "GET", target)
            self.ask(400, "GET", f"{target}?projectId=%01")
        self.ask(400, "GET", "/health?projectId=%01")
        for method, target in (("POST", "/publish"), ("POST", "/explain"),
                               ("DELETE", f"/clients/{NOBODY}")):
            self.ask(400, method, f"{target}?projectId=%01", OPERATOR, body={})
        for method, target in (("GET", "/api-keys/"), ("DELETE", "/api-keys/")):
            self.ask(400, method, f"{target}%01", OPERATOR)

    def test_handshakes(self):
        target = TARGETS["/websocket"]
        self.upgrade(400, f"/websocket?{OF_PROJECT}")
        self.upgrade(400, f"/websocket?{OF_PROJECT}&type=x")
        self.upgrade(404, "/")
        for path in (target, "/console"):
            self.ask(426, "GET", path, OPERATOR)
            self.upgrade(400, path, OPERATOR, Sec_WebSocket_Key="x")
            self.upgrade(426, path, OPERATOR, Sec_WebSocket_Version="8")
        self.upgrade(403, target, ("Origin", "https://pages.example"))
        self.upgrade(403, target, ("X-Broadcaster-Console", "x"))
        self.upgrade(403, target, ("x-api-key", "x"))
        self.upgrade(400, "/console", OPERATOR)
        self.upgrade(401, "/console", ("Sec-WebSocket-Protocol", SUBPROTOCOL))

    def test_keys_of_projects(self):
        self.ask(200, "PUT", f"/api-keys/{PROJECT}/required", OPERATOR, body={"required": True})
        for target in (TARGETS["/websocket"], f"/status?{OF_PROJECT}", f"/usage?{OF_PROJECT}"):
            self.ask(401, "GET", target)
            self.ask(403, "GET", target, ("x-api-key", "x"))
            self.ask(403, "GET", target, ("X-Broadcaster-Console", "x"))

    def test_bodies_of_keys(self):
        for body in ({}, {"projectId": ""}, {"projectId": "p", "description": 1},
                     {"projectId": "p", "description": "d" * 1001}, [],
                     {"projectId": "p", "description": "\ud800"}):
            self.ask(400, "POST", "/api-keys", OPERATOR, body=body)
        for body in (b"{", b'{"projectId":"\xff"}'):
            self.ask(400, "POST", "/api-keys", OPERATOR, JSON, body=body)
        required = f"/api-keys/{PROJECT}/required"
        for body in ({}, []):
            self.ask(400, "PUT", required, OPERATOR, body=body)
        self.ask(400, "PUT", required, OPERATOR, JSON, body=b"{")
        self.ask(400, "PUT", "/api-keys/%01/required", OPERATOR, body={"required": True})
        self.issue_key()
        self.ask(409, "POST", "/api-keys", OPERATOR, body={"projectId": PROJECT})

    def test_envelopes(self):
        for path in (f"/publish?{OF_PROJECT}", f"/explain?{OF_PROJECT}"):
            self.ask(400, "POST", path, OPERATOR, body=[])
            self.ask(400, "POST", path, OPERATOR, body={"to": 1})
        self.ask(400, "POST", f"/publish?{OF_PROJECT}", OPERATOR, body={"type": "PING"})

    def test_nothing_there(self):
        for method in ("GET", "DELETE"):
            self.ask(404, method, f"/api-keys/{PROJECT}", OPERATOR)
        self.ask(404, "DELETE", TARGETS["/clients/{clientId}"], OPERATOR)
        self.ask(404, "POST", f"/explain?{OF_PROJECT}&from={NOBODY}", OPERATOR, body={})

    def test_types_of_bodies(self):
        for method, target in routes_with("415"):
            self.ask(415, method, target, OPERATOR, body=b"{}")

    def test_other_paths_and_methods(self):
        self.ask(404, "GET", "/nowhere")
        self.ask(405, "PATCH", "/health")
        self.ask(405, "GET", f"/publish?{OF_PROJECT}", OPERATOR)
        for path in CONTRACT.paths:
            documented = {method.upper() for method in CONTRACT.paths[path]} - {"PARAMETERS"}
            if "GET" in documented:
                documented.add("HEAD")
            with self.subTest(path):
                answer = self.call("PATCH", TARGETS.get(path, path), [OPERATOR])
                CONTRACT.check("PATCH", path, answer)
                self.assertEqual(set(answer.header("Allow").split(", ")), documented)

    def test_the_whole_server(self):
        answer = self.call("OPTIONS", "*")
        self.assertEqual((answer.status, answer.tokens("Allow")),
                         (204, {"get", "head", "post", "put", "delete", "options"}))

    def test_without_the_service_key(self):
        for method, target in routes_with("401"):
            if CONTRACT.is_operators(CONTRACT.path_of(target)) or target == "/mcp":
                self.ask(401, method, target)
        self.ask(401, "GET", "/metrics", ("Authorization", "Bearer x"))

    def test_many_wrong_keys(self):
        """Keys of projects and the service key are counted apart, each by address."""
        numbers = itertools.count()

        def wrong(name):
            key = f"sa_live_{next(numbers):032x}"
            return ("x-api-key", key) if name == "x-api-key" else (name, f"Bearer {key}")

        def give(method, target, name):
            """Gives four at the same moment, of which the first may be looked at."""
            upgrades = upgrade_headers()[1:] if target == "/console" else ()
            connections = [self.http_from("127.0.9.9") for _ in range(4)]
            for connection in connections:
                connection.send(request_bytes(method, target, [wrong(name), *upgrades]))
            answers = [connection.response() for connection in connections]
            for answer in answers:
                CONTRACT.check(method, target, answer)
            return any(answer.status == 429 for answer in answers)

        self.ask(200, "PUT", f"/api-keys/{PROJECT}/required", OPERATOR, body={"required": True})
        for target, name in ((f"/status?{OF_PROJECT}", "x-api-key"), ("/api-keys", "Authorization")):
            connection = self.http_from("127.0.9.9")
            connection.send(b"".join(request_bytes("GET", target, [wrong(name)]) for _ in range(200)))
            for _ in range(200):
                CONTRACT.check("GET", target, connection.response())
        of_projects = (TARGETS["/websocket"], f"/status?{OF_PROJECT}", f"/usage?{OF_PROJECT}")
        for method, target in routes_with("429"):
            name = "x-api-key" if target in of_projects else "Authorization"
            with self.subTest(f"{method} {target}"):
                eventually(lambda: give(method, target, name))

    def test_malformed(self):
        """Requests that HTTP forbids, of all routes."""
        for method, target in all_routes():
            head = f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n"
            with self.subTest(f"{method} {target}"):
                self.raw(400, method, target, f"{head}Host: localhost\r\n\r\n".encode())
                self.raw(501, method, target, f"{head}Transfer-Encoding: gzip, chunked\r\n\r\n".encode())
                self.raw(413, method, target, f"{head}Content-Length: 65537\r\n\r\n".encode())
                self.raw(431, method, target, f"{head}X: {'x' * 16384}\r\n\r\n".encode())
                self.raw(431, method, target, f"{method} {target}?{'x' * 16384}".encode())
                self.raw(505, method, target, head.replace("1.1", "3.1").encode() + b"\r\n")
                self.raw(400, method, target, f"{method} {target}\r\n\r\n".encode())
                self.raw(400, method, target, b"\x01" + head.encode() + b"\r\n")
                self.raw(400, method, target, f"{method} {target} HTTP/1.1\r\n:\r\n\r\n".encode())

    def test_foreign_hosts(self):
        for method, target in all_routes():
            self.raw(403, method, target, request_bytes(method, target, host="pages.example"))


class Slow(InterfaceTest):
    def test_requests_that_do_not_arrive(self):
        self.run_broker("--handshake-timeout", "1")
        started = []
        for method, target in all_routes():
            connection = self.http()
            connection.send(f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n"
                            "Content-Length: 5\r\n\r\nabc".encode())
            started.append((method, target, connection))
            connection = self.http()
            connection.send(f"{method} {target} HTTP/1.1\r\nHost: loc".encode())
            started.append((method, target, connection))
        for method, target, connection in started:
            answer = connection.response()
            CONTRACT.check(method, target, answer)
            self.assertEqual(answer.status, 408)


def locks(database):
    """Takes the lock of a database; false where the broker writes at the moment."""
    with contextlib.suppress(sqlite3.OperationalError):
        return database.execute("BEGIN EXCLUSIVE")
    return False


class Unavailable(InterfaceTest):
    def test_without_a_service_key(self):
        self.run_broker(service_key=None)
        for method, target in routes_with("401"):
            if CONTRACT.is_operators(CONTRACT.path_of(target)):
                self.ask(503, method, target)
        self.ask(404, "POST", "/mcp")
        self.upgrade(401, "/console", ("Sec-WebSocket-Protocol", SUBPROTOCOL))

    def test_as_many_connections_as_there_may_be(self):
        self.run_broker("--max-connections", "1", "--mcp")
        self.client()
        for _ in range(HTTP_CONNECTIONS):
            self.assertEqual(self.http().request("GET", "/nowhere").status, 404)
        for method, target in all_routes():
            with self.subTest(f"{method} {target}"):
                self.ask(503, method, target)

    def test_as_many_clients_and_consoles_as_there_may_be(self):
        self.run_broker("--max-connections-per-project", "1")
        self.client()
        self.upgrade(503, TARGETS["/websocket"])
        headers = (OPERATOR, ("Sec-WebSocket-Protocol", SUBPROTOCOL))
        with contextlib.suppress(AssertionError):
            for _ in range(17):
                self.upgrade(101, "/console", *headers)
        self.upgrade(503, "/console", *headers)

    def test_while_it_stops(self):
        self.run_broker("--drain-time", "60")
        client, other = self.client(), self.client()
        connections = [self.http() for _ in range(3)]
        for connection in connections:
            self.ask(200, "GET", "/ready", connection=connection)
        self.broker.tell(signal.SIGTERM)
        eventually(lambda: self.ask((200, 503), "GET", "/ready", connection=connections[0])["ready"] is False)
        self.upgrade(503, TARGETS["/websocket"], connection=connections[1])
        self.upgrade(503, "/console", OPERATOR, ("Sec-WebSocket-Protocol", SUBPROTOCOL),
                     connection=connections[2])
        client.abort()
        other.abort()
        self.broker.tell(signal.SIGTERM)
        self.broker.join()

    def test_without_its_database(self):
        """Another program holds the lock of the database."""
        self.run_broker()
        self.ask(200, "PUT", f"/api-keys/{PROJECT}/required", OPERATOR, body={"required": True})
        of_project = [("x-api-key", f"sa_live_{0:032x}")]
        # The first three wait for the lock, one after the other, and all others wait for them.
        calls = [("DELETE", f"/api-keys/{PROJECT}", [OPERATOR], None),
                 ("POST", "/api-keys", [OPERATOR, JSON], b'{"projectId":"demo"}'),
                 ("PUT", f"/api-keys/{PROJECT}/required", [OPERATOR, JSON], b'{"required":true}'),
                 ("GET", "/api-keys", [OPERATOR], None),
                 ("GET", f"/api-keys/{PROJECT}", [OPERATOR], None),
                 ("GET", f"/usage?{OF_PROJECT}", [OPERATOR], None),
                 ("GET", f"/usage?{OF_PROJECT}", of_project, None),
                 ("GET", f"/status?{OF_PROJECT}", of_project, None),
                 ("GET", TARGETS["/websocket"], of_project, None)]
        with contextlib.closing(sqlite3.connect(self.broker.database)) as other:
            eventually(lambda: locks(other))
            connections = [self.http() for _ in calls]
            for connection, (method, target, headers, body) in zip(connections, calls):
                connection.send(request_bytes(method, target, headers, body))
            for connection, (method, target, *_) in zip(connections, calls):
                answer = connection.response()
                CONTRACT.check(method, target, answer)
                self.assertEqual(answer.status, 503, f"{method} {target}: {answer.body}")


class Whole(unittest.TestCase):
    """REQUIRES: all other tests of this file have run."""

    maxDiff = None

    def test_everything_in_the_document_was_seen(self):
        self.assertEqual(CONTRACT.unseen(), [])


def load_tests(loader, _tests, _pattern):
    return unittest.TestSuite(loader.loadTestsFromTestCase(each) for each in (
        Served, Refused, Slow, Unavailable, Whole))


if __name__ == "__main__":
    unittest.main()
