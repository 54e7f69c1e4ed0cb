# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""API keys (docs/protocol.md, section 5)."""
import datetime
import glob
import itertools
import json
import re
import unittest
import urllib.parse

from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection
from wire import eventually
from wsclient import head_bytes, upgrade_headers, websocket_target
from wiretest import BrokerTest, WireTest

KEY = re.compile(r"^sa_live_[0-9a-f]{32}$")
ISO_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
METHODS = {"get", "head", "post", "put", "delete", "options"}
HEADERS = {"content-type", "authorization", "x-api-key"}


class KeyTest(BrokerTest):
    def assert_time(self, text):
        self.assertRegex(text, ISO_TIME)
        time = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
        self.assert_now(int(time.replace(tzinfo=datetime.timezone.utc).timestamp() * 1000))

    def assert_success(self, answer, status=200):
        """The data of an answer that went well."""
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.header("Access-Control-Allow-Origin"), "*")
        body = answer.json()
        self.assertEqual((set(body), body["success"]), ({"success", "data"}, True))
        return body["data"]

    def assert_failure(self, answer, status):
        """The first error of an answer that did not."""
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.header("Access-Control-Allow-Origin"), "*")
        body = answer.json()
        self.assertEqual((set(body), body["success"]), ({"success", "errors"}, False))
        self.assertIsInstance(body["errors"][0], str)
        return body["errors"][0]

    def path(self, project=None):
        return "/api-keys/" + urllib.parse.quote(project or self.project, safe="")

    def key_info(self, project=None):
        return self.assert_success(self.api("GET", self.path(project)))

    def connect_status(self, **parameters):
        """The status of a handshake, whose connection stays open."""
        connection = self.http()
        target = websocket_target(self.project, "runtime", **parameters)
        connection.send(head_bytes("GET", target, upgrade_headers()))
        return connection.response().status


class Issuing(KeyTest, WireTest):
    def test_answer(self):
        data = self.assert_success(self.api("POST", "/api-keys", {
            "projectId": self.project, "description": "Production API key", "createdBy": "me"}),
            201)
        self.assertEqual(set(data), {"projectId", "apiKey", "keyPrefix", "createdAt"})
        self.assertEqual(data["projectId"], self.project)
        self.assertRegex(data["apiKey"], KEY)
        self.assertEqual(data["keyPrefix"], data["apiKey"][:12])
        self.assert_time(data["createdAt"])
        info = self.key_info()
        self.assertEqual(info, {
            "projectId": self.project, "keyPrefix": data["keyPrefix"], "isActive": True,
            "createdAt": data["createdAt"], "lastUsedAt": None,
            "description": "Production API key"})

    def test_keys_differ(self):
        keys = {self.issue_key(self.new_project()) for _ in range(20)}
        self.assertEqual(len(keys), 20)

    def test_description_is_optional(self):
        for members in ({}, {"description": None}, {"description": ""}, {"createdBy": None},
                        {"description": 'Ünï "quoted" \\ 😀\n'}, {"unknown": [1]}):
            project = self.new_project()
            self.assert_success(
                self.api("POST", "/api-keys", {"projectId": project, **members}), 201)
            self.assertIn(self.key_info(project)["description"],
                          (members.get("description"), members.get("description") or None))

    def test_conflict(self):
        key = self.issue_key()
        error = self.assert_failure(self.api("POST", "/api-keys", {"projectId": self.project}), 409)
        self.assertNotIn(key, error)
        self.assertEqual(self.connect_status(apiKey=key), 101)

    def test_bad_bodies(self):
        headers = [("Authorization", f"Bearer {SERVICE_KEY}"), ("Content-Type", "application/json")]
        for body in (b"", b"{", b"null", b"[]", b'"x"', b"{}", b'{"projectId":""}', b"\xff",
                     b'{"projectId":"x"', b'{"projectId":"x"} x', b"{'projectId':'x'}",
                     b'{"projectId":null}', b'{"projectId":7}', b'{"projectId":["x"]}',
                     b'{"projectid":"x"}', b'{"projectId":"a\\nb"}', b'{"projectId":"\\u0000"}',
                     b'{"projectId":"%s"}' % (b"x" * 257), b'{"projectId":"x","description":7}',
                     b'{"projectId":"x","createdBy":{}}', b'{"projectId":"x","description":[]}',
                     b'{"projectId":"x","description":"%s"}' % (b"x" * 1001),
                     b"[" * 60_000, b'{"projectId":"\xff"}'):
            with self.subTest(body[:40]):
                self.assert_failure(self.call("POST", "/api-keys", headers, body), 400)
        self.assert_failure(self.api("GET", "/api-keys/x"), 404)

    def test_content_types(self):
        body = json.dumps({"projectId": self.project}).encode()
        authorization = ("Authorization", f"Bearer {SERVICE_KEY}")
        for kind in (None, "text/plain", "application/x-www-form-urlencoded", "application/jsonx",
                     "", "json", "text/application/json"):
            headers = [authorization] + ([("Content-Type", kind)] if kind is not None else [])
            with self.subTest(kind):
                self.assert_failure(self.call("POST", "/api-keys", headers, body), 415)
        headers = [authorization, ("Content-Type", "Application/JSON; charset=utf-8")]
        self.assert_success(self.call("POST", "/api-keys", headers, body), 201)

    def test_too_large(self):
        headers = [("Authorization", f"Bearer {SERVICE_KEY}"), ("Content-Type", "application/json")]
        body = b'{"projectId":"x","description":"' + b"x" * 70_000 + b'"}'
        self.assert_failure(self.call("POST", "/api-keys", headers, body), 413)

    def test_odd_projects(self):
        for project in ("a/b", "a b", "a+b", "😀", '"\\', "..", "required", "x/required", "%2F",
                        "a?b#c", "\ufeffx"):
            with self.subTest(project):
                key = self.issue_key(project)
                self.assertEqual(self.key_info(project)["projectId"], project)
                self.client(project=project, api_key=key)
                data = self.assert_success(self.api("DELETE", self.path(project)))
                self.assertEqual(data, {"message": f"API key revoked for project: {project}"})


class Listing(KeyTest, WireTest):
    def keys(self):
        data = self.assert_success(self.api("GET", "/api-keys"))
        self.assertEqual(set(data), {"keys"})
        return data["keys"]

    def test_list(self):
        self.assertEqual(self.keys(), [])
        projects = [self.new_project() for _ in range(5)]
        for project in projects:
            self.issue_key(project)
        keys = self.keys()
        self.assertEqual([key["projectId"] for key in keys], projects[::-1])
        for key in keys:
            self.assertEqual(key, self.key_info(key["projectId"]))
        self.api("DELETE", self.path(projects[2]))
        self.assertEqual([key["projectId"] for key in self.keys()],
                         [projects[4], projects[3], projects[1], projects[0]])
        self.api("DELETE", self.path(projects[0]))
        self.issue_key(projects[0])
        self.assertEqual(self.keys()[0]["projectId"], projects[0])

    def test_no_key(self):
        self.assert_failure(self.api("GET", self.path()), 404)
        self.assert_failure(self.api("DELETE", self.path()), 404)
        self.issue_key()
        self.assert_success(self.api("DELETE", self.path()))
        self.assert_failure(self.api("GET", self.path()), 404)
        self.assert_failure(self.api("DELETE", self.path()), 404)


class Using(KeyTest, WireTest):
    def test_key_is_optional(self):
        self.issue_key()
        self.assertEqual(self.connect_status(), 101)

    def test_ways(self):
        key = self.issue_key()
        self.client(api_key=key)
        self.client(headers=[("x-api-key", key)])
        self.client(headers=[("X-API-KEY", key)])
        self.client(api_key=key, headers=[("x-api-key", "the query goes first")])

    def test_keys_that_are_not_it(self):
        key = self.issue_key()
        other = self.issue_key(self.new_project())
        for wrong in (other, key[:-1], key + "0", key.upper(), key[8:], " " + key,
                      key[:12] + "0" * 28, key + "\u0000", "é"):
            with self.subTest(wrong):
                self.assertEqual(self.connect_status(apiKey=wrong), 403)

    def test_revoked_key_is_refused(self):
        key = self.issue_key()
        self.assertEqual(self.connect_status(apiKey=key), 101)
        self.api("DELETE", self.path())
        self.assertEqual(self.connect_status(apiKey=key), 403)
        again = self.issue_key()
        self.assertNotEqual(again, key)
        self.assertEqual(self.connect_status(apiKey=key), 403)
        self.assertEqual(self.connect_status(apiKey=again), 101)

    def test_last_use(self):
        key = self.issue_key()
        self.client()
        self.connect_status(apiKey="wrong")
        self.assertIsNone(self.key_info()["lastUsedAt"])
        self.client(api_key=key)
        used = eventually(lambda: self.key_info()["lastUsedAt"], "lastUsedAt")
        self.assert_time(used)
        self.assertGreaterEqual(used, self.key_info()["createdAt"])


class Required(KeyTest, WireTest):
    def require(self, required=True, project=None):
        return self.api("PUT", self.path(project) + "/required", {"required": required})

    def test_connecting(self):
        key = self.issue_key()
        self.assertEqual(self.connect_status(), 101)
        self.assert_success(self.require())
        self.assertEqual(self.connect_status(), 401)
        self.assertEqual(self.connect_status(apiKey=""), 401)
        self.assertEqual(self.connect_status(apiKey="wrong"), 403)
        self.assertEqual(self.connect_status(apiKey=key), 101)
        self.client(headers=[("x-api-key", key)])
        self.assert_success(self.require(False))
        self.assertEqual(self.connect_status(), 101)

    def test_without_a_key(self):
        """A project that requires a key and has none lets nobody in."""
        self.assert_success(self.require())
        self.assertEqual(self.connect_status(), 401)

    def test_odd_projects(self):
        for project in ("a/b", "required", "😀"):
            self.project = project
            self.assert_success(self.require())
            self.assertEqual(self.connect_status(), 401)

    def test_reading(self):
        key = self.issue_key()
        self.assert_success(self.require())
        for call in ("status", "usage"):
            target = f"/{call}?projectId={self.project}"
            with self.subTest(call):
                answer = self.call("GET", target)
                self.assertEqual(answer.status, 401)
                answer.json()
                wrong = (("x-api-key", "wrong"), ("Authorization", "Bearer wrong"))
                for header in wrong:
                    self.assertIn(self.call("GET", target, [header]).status, (401, 403))
                self.get(target, [("x-api-key", key)])
                self.get(f"{target}&apiKey={key}")
                self.get(target, [("Authorization", f"Bearer {SERVICE_KEY}")])
                self.get(f"/{call}?projectId={self.new_project()}")

    def test_bad_calls(self):
        for body in ({}, {"required": None}, {"required": 1}, {"required": "true"}, [True], True):
            with self.subTest(body):
                self.assert_failure(self.api("PUT", self.path() + "/required", body), 400)
        headers = [("Authorization", f"Bearer {SERVICE_KEY}"), ("Content-Type", "text/plain")]
        answer = self.call("PUT", self.path() + "/required", headers, b'{"required":true}')
        self.assert_failure(answer, 415)
        self.assertEqual(self.connect_status(), 101)

    def test_needs_the_service_key(self):
        answer = self.api("PUT", self.path() + "/required", {"required": True}, key="wrong")
        self.assert_failure(answer, 401)


class Authorisation(KeyTest, WireTest):
    CALLS = (("POST", "/api-keys"), ("GET", "/api-keys"), ("GET", "/api-keys/p"),
             ("DELETE", "/api-keys/p"), ("PUT", "/api-keys/p/required"))

    def test_refused(self):
        wrong = ["Bearer", "Bearer ", "Bearer wrong", f"Bearer {SERVICE_KEY}x", SERVICE_KEY,
                 f"Bearer {SERVICE_KEY[:-1]}", f"Basic {SERVICE_KEY}", f"Bearer {SERVICE_KEY} x",
                 f"Bearer {SERVICE_KEY.upper()}", "Bearer " + "x" * 10_000, ""]
        for method, target in self.CALLS:
            self.assert_failure(self.call(method, target), 401)
            for value in wrong:
                with self.subTest(method=method, value=value[:30]):
                    answer = self.call(method, target, [("Authorization", value)])
                    error = self.assert_failure(answer, 401)
                    self.assertNotIn(SERVICE_KEY, error)

    def test_scheme_in_any_case(self):
        """RFC 9110 11.1."""
        for scheme in ("Bearer", "bearer", "BEARER"):
            self.get("/api-keys", [("Authorization", f"{scheme} {SERVICE_KEY}")])

    def test_methods(self):
        for method, target in (("PUT", "/api-keys"), ("DELETE", "/api-keys"),
                               ("PATCH", "/api-keys"), ("POST", "/api-keys/p"),
                               ("PUT", "/api-keys/p"), ("PATCH", "/api-keys/p"),
                               ("GET", "/api-keys/p/required"),
                               ("DELETE", "/api-keys/p/required"), ("GET", "/api-keys/p/q/r")):
            with self.subTest(method + target):
                answer = self.api(method, target)
                self.assert_failure(answer, 405)
                self.assertTrue(answer.header("Allow"))
        self.assertTrue({"get", "post"} <= self.api("PUT", "/api-keys").tokens("Allow"))
        self.assertTrue({"get", "delete"} <= self.api("POST", "/api-keys/p").tokens("Allow"))

    def test_options(self):
        for target in ("/api-keys", "/api-keys/p"):
            answer = self.call("OPTIONS", target, [
                ("Origin", "https://a.example"), ("Access-Control-Request-Method", "POST")])
            self.assertEqual((answer.status, answer.body), (204, b""))
            self.assertEqual(answer.header("Access-Control-Allow-Origin"), "*")
            self.assertTrue(METHODS <= answer.tokens("Access-Control-Allow-Methods"))
            self.assertTrue(HEADERS <= answer.tokens("Access-Control-Allow-Headers"))

    def test_head(self):
        headers = [("Authorization", f"Bearer {SERVICE_KEY}")]
        self.assertEqual(self.call("HEAD", "/api-keys", headers).status, 200)
        self.assertEqual(self.call("HEAD", "/api-keys/p", headers).status, 404)


class WithoutServiceKey(KeyTest):
    def test_calls_say_how_to_configure_one(self):
        with Broker(service_key=None) as self.broker:
            for method, target in Authorisation.CALLS:
                for value in ("", "Bearer x", "Bearer ", "Bearer"):
                    with self.subTest(method=method, value=value):
                        answer = self.call(method, target, [("Authorization", value)])
                        error = self.assert_failure(answer, 503)
                        self.assertIn("SUPERATOM_SERVICE_KEY", error)
            self.assertEqual(self.connect_status(), 101)

    def test_file(self):
        with Broker(service_key=None) as setup:
            path = f"{setup.folder}/service-key"
            with open(path, "w", encoding="utf-8") as file:
                file.write("key of the file\n")
            for service_key in (None, "key of the environment"):
                with Broker("--service-key-file", path, service_key=service_key) as self.broker:
                    self.assert_success(self.api("GET", "/api-keys", key="key of the file"))
                    self.assert_failure(
                        self.api("GET", "/api-keys", key="key of the environment"), 401)


def wrong_key(number):
    """A key that the broker could have made."""
    return f"sa_live_{number % 2**128:032x}"


def bearer(key):
    return [("Authorization", f"Bearer {key}")]


class Throttling(KeyTest, WireTest):
    """Every address of 127.0.0.0/8 is somebody else."""

    BURST = 100

    def call_from(self, source, target, headers=()):
        with HttpConnection(self.broker.port, source=source) as connection:
            return connection.request("GET", target, headers)

    def wear_out(self, source, target, headers_with):
        """Gives wrong keys, each another one, until one is slowed. How many were answered."""
        for count in range(10 * self.BURST):
            answer = self.call_from(source, target, headers_with(wrong_key(count)))
            if answer.status == 429:
                return answer, count
            self.assertIn(answer.status, (401, 403))
        self.fail("nobody was slowed")

    def assert_slowed(self, answer, count):
        self.assertGreaterEqual(count, self.BURST)
        self.assertTrue(1 <= int(answer.header("Retry-After")) <= 30, answer.headers)
        self.assertIn("wrong keys", answer.body.decode())

    def test_keys(self):
        key = self.issue_key()
        target = websocket_target(self.project, "runtime")
        self.assert_slowed(
            *self.wear_out("127.0.1.1", target, lambda wrong: [("x-api-key", wrong)]))
        answer = self.call_from("127.0.1.1", target, [("x-api-key", wrong_key(-1))])
        self.assertEqual((answer.status, answer.json()["error"]), (429, "Too many wrong keys"))
        self.assertEqual(self.call_from("127.0.1.1", target).status, 426, "none was given")
        answer = self.call_from("127.0.1.2", target, [("x-api-key", wrong_key(-2))])
        self.assertEqual(answer.status, 403, "of somebody else")
        self.broker.wait_for_log(r"warning broker\.gateway: .*127\.0\.1\.1")
        # Behind a proxy this is everybody's address.
        for _ in range(3):
            right = self.call_from("127.0.1.1", target, [("x-api-key", key)])
            self.assertEqual(right.status, 426, right.body)
            self.assert_success(self.call_from("127.0.1.1", "/api-keys", bearer(SERVICE_KEY)))

    def test_one_dead_key_again_and_again(self):
        """It belongs to a client that does not know better, and is told each time."""
        target = websocket_target(self.project, "runtime")
        dead = self.issue_key()
        self.assertEqual(self.api("DELETE", f"/api-keys/{self.project}").status, 200)
        for _ in range(2 * self.BURST):
            answer = self.call_from("127.0.3.3", target, [("x-api-key", dead)])
            self.assertEqual(answer.status, 403)

    def test_a_wrong_key_is_right_elsewhere(self):
        target = websocket_target(self.new_project(), "runtime")
        key = self.issue_key()
        for _ in range(2):
            answer = self.call_from("127.0.3.2", target, [("x-api-key", key)])
            self.assertEqual(answer.status, 403)
        own = websocket_target(self.project, "runtime")
        self.assertEqual(self.call_from("127.0.3.2", own, [("x-api-key", key)]).status, 426)

    def test_service_key(self):
        answer, count = self.wear_out("127.0.2.1", "/api-keys", bearer)
        self.assert_slowed(answer, count)
        self.assert_failure(answer, 429)
        self.assert_success(self.call_from("127.0.2.1", "/api-keys", bearer(SERVICE_KEY)))
        target = websocket_target(self.project, "runtime")
        answer = self.call_from("127.0.2.1", target, [("x-api-key", wrong_key(0))])
        self.assertEqual(answer.status, 403, "keys of projects have a budget of their own")
        # One more is answered as wrong every half second.
        numbers = itertools.count(1000)
        eventually(lambda: self.call_from(
            "127.0.2.1", "/api-keys", bearer(wrong_key(next(numbers)))).status == 401)

    def test_right_keys_are_never_slowed(self):
        right = [("Authorization", f"Bearer {SERVICE_KEY}")]
        for _ in range(2 * self.BURST):
            self.assert_success(self.call_from("127.0.3.1", "/api-keys", right))


class Secrecy(KeyTest):
    def test_key_is_nowhere(self):
        """Not in the database, its journal, the log at its most talkative, or an answer."""
        with Broker("--log-level", "debug") as self.broker:
            key = self.issue_key()
            self.client(api_key=key)
            self.client(headers=[("x-api-key", key)])
            self.connect_status(apiKey=key + "x")
            self.call("GET", f"/nowhere?apiKey={key}", [("Authorization", f"Bearer {key}")])
            self.call("GET", f"/status?projectId={self.project}&apiKey={key}")
            eventually(lambda: self.key_info()["lastUsedAt"], "lastUsedAt")
            answers = [self.api("GET", target).body for target in (
                "/api-keys", self.path(), f"/status?projectId={self.project}", "/health")]
            self.check(key, answers)
            self.api("DELETE", self.path())
            self.broker.stop()
            self.check(key, answers)

    def check(self, key, answers):
        for path in glob.glob(self.broker.database + "*"):
            with open(path, "rb") as file:
                data = file.read().lower()
            for secret in (key, SERVICE_KEY):
                self.assertNotIn(secret.encode(), data, path)
            self.assertNotIn(key[8:].encode(), data, path)
            self.assertNotIn(bytes.fromhex(key[8:]), data, path)
        for secret in (key, key[12:], SERVICE_KEY):
            self.assertNotIn(secret, self.broker.log())
            for answer in answers:
                self.assertNotIn(secret.encode(), answer)


class Lasting(KeyTest):
    def test_restart(self):
        with Broker() as self.broker:
            key = self.issue_key()
            self.client(api_key=key)
            closed = self.new_project()
            self.api("PUT", self.path(closed) + "/required", {"required": True})
            eventually(lambda: self.key_info()["lastUsedAt"], "lastUsedAt")
            info = self.key_info()
            self.broker.stop()
            self.broker.restart()
            self.assertEqual(self.key_info(), info)
            self.assertEqual(self.connect_status(apiKey=key), 101)
            self.assertEqual(self.connect_status(apiKey="wrong"), 403)
            self.project = closed
            self.assertEqual(self.connect_status(), 401)

    def test_issued_key_survives_a_crash(self):
        with Broker() as self.broker:
            key = self.issue_key()
            self.broker.kill()
            self.broker.restart()
            self.assertEqual(self.connect_status(apiKey=key), 101)
            self.api("DELETE", self.path())
            self.broker.kill()
            self.broker.restart()
            self.assertEqual(self.connect_status(apiKey=key), 403)


if __name__ == "__main__":
    unittest.main()
