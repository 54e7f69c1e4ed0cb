# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A database that is slow, away, shared or moved, under a broker that runs."""
import contextlib
import os
import signal
import sqlite3
import tempfile
import time
import unittest

from broker import Broker
from httpclient import HttpConnection
from postgres import Network, PgBouncer, Postgres
from wire import eventually
from wsclient import Client, head_bytes, text_frame, upgrade_headers, websocket_target
from wiretest import BrokerTest

REVOKED = 4001
NOBODY = 65534


def become_nobody():
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


class DatabaseTest(BrokerTest):
    def connect_status(self, project=None, broker=None, **parameters):
        """The status of a handshake, whose connection stays open."""
        connection = HttpConnection((broker or self.broker).port)
        self.addCleanup(connection.abort)
        target = websocket_target(project or self.project, "runtime", **parameters)
        connection.send(head_bytes("GET", target, upgrade_headers()))
        return connection.response().status

    def seconds(self, call, *arguments, **options):
        begin = time.monotonic()
        result = call(*arguments, **options)
        return result, time.monotonic() - begin

    def send_pings(self, client, count):
        client.send(text_frame('{"type":"PING"}') * count)
        for _ in range(count):
            client.receive_type("PONG")

    def total(self, project=None):
        return self.get(f"/usage?projectId={project or self.project}")["data"]["totalRequests"]

    def ready(self):
        answer = self.call("GET", "/ready")
        return answer.status, answer.json()["reasons"]


class Silent(DatabaseTest):
    """The network to PostgreSQL swallows everything: nobody waits for it."""

    def test_everything_is_answered(self):
        with Postgres() as server, Network(server.port) as network, \
                Broker("--database", server.url(port=network.port)) as self.broker:
            key = self.issue_key()
            stranger = self.issue_key(self.new_project())
            self.client(api_key=key)
            eventually(lambda: self.api("GET", f"/api-keys/{self.project}")
                       .json()["data"]["lastUsedAt"], "lastUsedAt")
            network.hold()
            eventually(lambda: self.ready()[0] == 503, "a broker that is not ready")
            for target in ("/health", "/metrics", "/ready"):
                answer, seconds = self.seconds(self.call, "GET", target)
                self.assertEqual(answer.status, 503 if target == "/ready" else 200)
                self.assertLess(seconds, 1, target)
            status, seconds = self.seconds(self.connect_status, apiKey=key)
            self.assertEqual(status, 101, "a client whose key is known")
            self.assertLess(seconds, 1)
            status, seconds = self.seconds(self.connect_status, apiKey=stranger)
            self.assertEqual(status, 503, "a client whose key is not")
            self.assertLess(seconds, 8)
            answer, seconds = self.seconds(self.api, "GET", "/api-keys")
            self.assertEqual(answer.status, 503)
            self.assertTrue(answer.header("Retry-After"))
            self.assertLess(seconds, 8)
            self.send_pings(self.client(), 10)
            network.release()
            eventually(lambda: self.ready()[0] == 200, "a broker that is ready again")
            eventually(lambda: self.total() == 10, "the messages of meanwhile")
            self.assertEqual(self.api("GET", "/api-keys").status, 200)

    def test_a_call_that_was_given_up_has_no_effect(self):
        """Somebody holds the table for longer than a call waits."""
        with Postgres() as server, Broker("--database", server.url()) as self.broker:
            with server.session() as other:
                other.execute("BEGIN; LOCK TABLE broadcaster_api_keys")
                answer = self.api("POST", "/api-keys", {"projectId": self.project})
                self.assertEqual(answer.status, 503, answer.body)
                other.execute("ROLLBACK")
            eventually(lambda: self.api("GET", "/api-keys").status == 200)
            self.assertEqual(self.api("GET", "/api-keys").json()["data"]["keys"], [])
            self.issue_key()

    def test_a_crowd_with_keys_makes_few_statements(self):
        """Its key is looked up once, and its uses are noted together."""
        with Postgres("log_statement=all") as server, \
                Broker("--database", server.url()) as self.broker:
            key = self.issue_key()
            for _ in range(200):
                self.client(api_key=key)
            eventually(lambda: self.api("GET", f"/api-keys/{self.project}")
                       .json()["data"]["lastUsedAt"], "lastUsedAt")
            self.broker.stop()
            log = server.log()
            self.assertIn(log.count("SELECT key_hash"), (1, 2))
            # At its first use, and for the rest at the stop.
            self.assertIn(log.count("SET last_used_at"), (1, 2))


class Shared(DatabaseTest):
    """Two brokers on one database know each other's changes within a second."""

    def check(self, *arguments):
        with Broker(*arguments) as self.broker:
            options = arguments or ("--database", self.broker.database)
            with Broker(*options) as second:
                key = self.issue_key()
                client = Client(second.port, self.project, "runtime", api_key=key)
                self.addCleanup(client.abort)
                secret = self.new_project()
                self.api("PUT", f"/api-keys/{secret}/required", {"required": True})
                self.api("DELETE", f"/api-keys/{self.project}")
                begin = time.monotonic()
                self.assertEqual(client.wait_closed(), REVOKED)
                eventually(lambda: self.connect_status(secret, second) == 401, "the requirement")
                # A second is promised, and a machine that is busy is slower.
                self.assertLess(time.monotonic() - begin, 2.5)
                self.assertEqual(self.connect_status(broker=second, apiKey=key), 403)
                self.api("PUT", f"/api-keys/{secret}/required", {"required": False})
                eventually(lambda: self.connect_status(secret, second) == 101, "its end")
                self.assertEqual(
                    self.connect_status(broker=second, apiKey=self.issue_key()), 101)

    def test_sqlite(self):
        self.check()

    def test_postgres(self):
        with Postgres() as server:
            self.check("--database", server.url())


class Pooled(DatabaseTest):
    """A pooler that gives each transaction to another session, as hosts put before PostgreSQL."""

    def test_starts_again_and_again(self):
        with Postgres() as server, PgBouncer(server) as pooler:
            options = ("--database", pooler.url())
            with Broker(*options) as self.broker, Broker(*options) as other:
                key = self.issue_key()
                self.assertEqual(self.connect_status(broker=other, apiKey=key), 101)
            for number in (1, 2, 3):
                with Broker(*options) as self.broker:
                    self.send_pings(self.client(api_key=key), 10)
                    eventually(lambda total=10 * number: self.total() == total, "the messages")
                    self.issue_key(self.new_project())
                    self.assertEqual(len(self.api("GET", "/api-keys").json()["data"]["keys"]),
                                     1 + number)
            self.assertEqual(
                server.query("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory'"), "0")


class Lost(DatabaseTest):
    """Counts are not lost, or it is told."""

    def test_clean_stop_with_a_slow_database(self):
        with Postgres() as server, Network(server.port, 0.005) as network:
            with Broker("--database", server.url(port=network.port)) as self.broker:
                clients = [self.client(project=f"p{number}") for number in range(400)]
                self.broker.tell(signal.SIGSTOP)
                for client in clients:
                    client.send(text_frame("{}") * 3)
                self.broker.tell(signal.SIGCONT)
                for client in clients:
                    client.ping_pong()
                self.assertLess(self.broker.stop(), 5)
            self.assertEqual(
                server.query("SELECT COUNT(*), SUM(count) FROM broadcaster_usage"), "400|1600")

    def test_a_count_that_cannot_be_stored(self):
        """It holds up nobody else's."""
        with Broker() as self.broker:
            self.broker.stop()
            with sqlite3.connect(self.broker.database) as database:
                database.executescript("""
                    DROP TABLE broadcaster_usage;
                    CREATE TABLE broadcaster_usage (project_id TEXT NOT NULL, day TEXT NOT NULL,
                        count BIGINT NOT NULL, PRIMARY KEY (project_id, day),
                        CHECK (project_id <> 'poison'));""")
            database.close()
            self.broker.restart()
            self.send_pings(self.client(project="poison"), 3)
            self.send_pings(self.client(), 5)
            refused = 'broadcaster_usage_lost_messages_total{reason="refused"} 3'
            eventually(lambda: refused in self.call("GET", "/metrics").body.decode(), refused)
            eventually(lambda: self.get("/health")["database"]["unwrittenMessages"] == 0,
                       "the end of the writing")
            self.assertEqual(self.total(), 5)
            self.assertEqual(self.get("/health")["database"]["failedWrites"], 0)
            self.assertEqual(
                self.ready(), (200, ["the database cannot store the counts of some projects"]))
            self.broker.wait_for_log("cannot store the counts")
            self.broker.stop()


class Moved(DatabaseTest):
    """The file is moved, replaced or protected behind the broker's back."""

    def refused(self, reason):
        """The broker knows before it issues a key, and says so."""
        answer = self.api("POST", "/api-keys", {"projectId": self.new_project()})
        self.assertEqual(answer.status, 503, answer.body)
        self.assertIn(reason, answer.json()["errors"][0])
        eventually(lambda: self.ready()[0] == 503 and reason in self.ready()[1][0], reason)
        self.broker.wait_for_log(reason)

    def accepted(self):
        eventually(lambda: self.ready() == (200, []), "a broker that is ready again")
        self.issue_key(self.new_project())

    def test_missing(self):
        with Broker() as self.broker:
            path = self.broker.database
            self.issue_key()
            os.rename(path, path + ".away")
            self.refused("missing")
            self.assertFalse(os.path.exists(path), "a new file would be an empty one")
            os.rename(path + ".away", path)
            self.accepted()
            self.assertEqual(self.api("GET", f"/api-keys/{self.project}").status, 200)

    def test_replaced(self):
        with Broker() as self.broker:
            path = self.broker.database
            os.rename(path, path + ".away")
            sqlite3.connect(path).close()
            with open(path, "ab"):
                pass
            self.refused("was replaced")
            os.rename(path + ".away", path)
            self.accepted()

    def test_log_is_removed(self):
        """Keys that are in the log only are saved before a crash would lose them."""
        with Broker() as self.broker:
            self.issue_key()
            os.remove(self.broker.database + "-wal")
            self.broker.wait_for_log("write-ahead log .* was removed")
            eventually(lambda: self.ready() == (200, []), "a broker that is ready again")
            self.broker.kill()
            self.broker.restart()
            self.assertEqual(self.api("GET", f"/api-keys/{self.project}").status, 200)
            self.broker.stop()

    def test_protected(self):
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            if os.geteuid() == 0:  # Rights do not bind root, so somebody else runs it.
                os.chown(folder, NOBODY, NOBODY)
            try:
                self.broker = Broker(folder=folder, limit_child=become_nobody).start()
            except PermissionError:
                self.skipTest("another user cannot run the program in this build folder")
            with contextlib.closing(self.broker.process.stdout):
                for path, mode in ((self.broker.database, 0o600), (folder, 0o700)):
                    self.issue_key(self.new_project())
                    os.chmod(path, 0o400 if path != folder else 0o500)
                    self.refused("cannot be written to")
                    os.chmod(path, mode)
                    self.accepted()
                self.broker.stop()


if __name__ == "__main__":
    unittest.main()
