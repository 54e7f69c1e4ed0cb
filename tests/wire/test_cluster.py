# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Three brokers around a real Redis: what they do together, and what happens when a part fails.

ROUNDS=n in the environment repeats each fault."""
import functools
import os
import signal
import tempfile
import time
import unittest

from broker import run
from clusterload import Load
from postgres import HOST, Network, Postgres
from redisserver import Cluster, Redis, get, metrics, operator, ready
from wire import eventually
from wsclient import Client, Closed

ROUNDS = int(os.environ.get("ROUNDS", "1"))


def check_accounts(test, cluster):
    """Everything that was for other brokers is delivered or lost for a known reason."""
    accounts = cluster.accounts()
    test.assertEqual(accounts["broadcaster_cluster_unaccounted_messages"], 0, accounts)
    fates = sum(value for name, value in accounts.items() if "messages_total{" in name)
    test.assertEqual(fates, accounts["broadcaster_cluster_messages_offered_total"], accounts)
    return accounts


def repeated(tests):
    """A class whose tests run ROUNDS times each."""
    def all_rounds(method):
        @functools.wraps(method)
        def test(self):
            for number in range(ROUNDS):
                with self.subTest(round=number):
                    method(self)
                self.doCleanups()
        return test
    for name, method in list(vars(tests).items()):
        if name.startswith("test_"):
            setattr(tests, name, all_rounds(method))
    return tests


class ClusterTest(unittest.TestCase):
    """A Redis and three brokers for each class."""

    settings = ()
    arguments = ()

    @classmethod
    def setUpClass(cls):
        cls.redis = Redis(*cls.settings)
        cls.addClassCleanup(cls.redis.__exit__)
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        cls.addClassCleanup(folder.cleanup)
        # One database for all, as the keys need it. The last option counts.
        cls.cluster = Cluster(cls.redis, arguments=(
            "--database", os.path.join(folder.name, "shared.db"), *cls.arguments))
        cls.cluster.__enter__()
        cls.addClassCleanup(cls.cluster.__exit__, None, None, None)

    def setUp(self):
        self.project = self.id().rsplit(".", 1)[1]

    def client(self, number, kind="runtime", **options):
        client = Client(self.cluster.brokers[number].port, self.project, kind, **options)
        self.addCleanup(client.abort)
        return client

    def next_of(self, client, kind):
        while True:
            message = client.receive()
            if message["type"] == kind:
                return message


class Together(ClusterTest):
    def test_clients_of_different_brokers_meet(self):
        runtime, agent, admin = self.client(0), self.client(1, "data-agent"), self.client(2, "admin")
        self.assertEqual(admin.welcome["payload"]["clientCount"], 3)
        self.cluster.wait_for_count(self.project, 3)
        agent.send_json({"type": "hello", "to": {"id": runtime.id}})
        for receiver in (runtime, admin):
            message = self.next_of(receiver, "hello")
            self.assertEqual(message["from"], {"id": agent.id, "type": "data-agent"})
        runtime.send_json({"type": "news"})
        self.next_of(agent, "news")
        agent.abort()
        for other in (runtime, admin):
            left = self.next_of(other, "client_left")["payload"]
            self.assertEqual((left["clientId"], left["clientCount"]), (agent.id, 2))

    def test_large_messages_and_any_bytes_pass(self):
        runtime, agent = self.client(0), self.client(1, "data-agent")
        self.cluster.wait_for_count(self.project, 2)
        for size in (0, 40, 60, 32_000, 33_000, 500_000):
            text = '{"type":"large","payload":"' + "é" * size + '"}'
            runtime.send_text(text.encode())
            self.assertEqual(self.next_of(agent, "large")["payload"], "é" * size)

    def test_status_has_the_clients_of_all_brokers(self):
        clients = [self.client(number) for number in range(3)]
        self.cluster.wait_for_count(self.project, 3)
        for broker in self.cluster.brokers:
            status = get(broker, f"/status?projectId={self.project}")
            self.assertEqual(status["clientCount"], 3)
            self.assertEqual({(client["id"], client["broker"]) for client in status["clients"]},
                             {(clients[number].id, f"b{number + 1}") for number in range(3)})
            self.assertNotIn("partial", status)

    def test_operators_calls_reach_all_brokers(self):
        clients = [self.client(number, kind)
                   for number, kind in enumerate(("runtime", "data-agent", "admin"))]
        other = f"publish?projectId={self.project}"
        self.cluster.wait_for_count(self.project, 3)
        answer = operator(self.cluster.brokers[0], "POST", "/" + other,
                          {"type": "call", "to": {"type": "data-agent"}})
        self.assertEqual(answer.json()["data"], {"delivered": 1, "mirrored": 1})
        self.next_of(clients[1], "call")
        self.next_of(clients[2], "call")
        explained = operator(self.cluster.brokers[1],
                             "POST", f"/explain?projectId={self.project}&from={clients[0].id}",
                             {"type": "call"}).json()["data"]
        self.assertEqual(explained["addressed"], 1)
        self.assertEqual({line["id"]: line["verdict"] for line in explained["clients"]},
                         {clients[0].id: "skipped-sender", clients[1].id: "delivered",
                          clients[2].id: "skipped-admin"})
        gone = operator(self.cluster.brokers[2], "DELETE",
                        f"/clients/{clients[0].id}?projectId={self.project}")
        self.assertEqual(gone.status, 200)
        with self.assertRaises(Closed) as closed:
            while True:
                clients[0].receive()
        self.assertEqual(closed.exception.code, 4000)
        nobody = operator(self.cluster.brokers[2], "DELETE",
                          f"/clients/{clients[0].id}?projectId={self.project}")
        self.assertEqual(nobody.status, 404)

    def test_calls_work_on_a_broker_without_the_project(self):
        client = self.client(0)
        broker = self.cluster.brokers[1]
        self.assertEqual(get(broker, f"/health?projectId={self.project}")["clientCount"], 1)
        self.assertEqual(get(broker, f"/status?projectId={self.project}")["clientCount"], 1)
        answer = operator(broker, "POST", f"/publish?projectId={self.project}", {"type": "call"})
        self.assertEqual(answer.json()["data"]["delivered"], 1)
        self.next_of(client, "call")
        explained = operator(broker, "POST", f"/explain?projectId={self.project}", {"type": "x"})
        self.assertEqual(explained.json()["data"]["addressed"], 1)

    def test_projects_of_all_brokers_are_listed(self):
        alone = f"{self.project}-alone"
        clients = [self.client(0), self.client(1)]
        other = Client(self.cluster.brokers[1].port, alone, "runtime")
        self.addCleanup(other.abort)
        self.cluster.wait_for_count(self.project, 2, self.cluster.brokers[:2])
        for sender, receiver in (clients, clients[::-1]):
            sender.send_json({"type": "news"})
            self.next_of(receiver, "news")
        for broker in self.cluster.brokers:
            data = operator(broker, "GET", "/projects").json()["data"]
            counts = {project["projectId"]: (project["clientCount"], project["messages"])
                      for project in data["projects"]}
            self.assertEqual(counts[self.project], (2, 2))
            self.assertEqual(counts[alone], (1, 0))
            self.assertEqual(data["total"], len(counts))
            self.assertNotIn("partial", data)
        self.cluster.brokers[2].tell(signal.SIGSTOP)
        try:
            data = operator(self.cluster.brokers[0], "GET", "/projects").json()["data"]
        finally:
            self.cluster.brokers[2].tell(signal.SIGCONT)
        self.assertIs(data["partial"], True)
        self.assertIn(alone, [project["projectId"] for project in data["projects"]])

    def test_a_revoked_key_closes_on_all_brokers(self):
        issued = operator(self.cluster.brokers[0], "POST", "/api-keys", {"projectId": self.project})
        key = issued.json()["data"]["apiKey"]
        client = self.client(1, api_key=key)
        started = time.monotonic()
        operator(self.cluster.brokers[2], "DELETE", f"/api-keys/{self.project}")
        with self.assertRaises(Closed) as closed:
            client.receive()
        self.assertEqual(closed.exception.code, 4001)
        self.assertLess(time.monotonic() - started, 1.0)

    def test_a_join_into_a_living_project_costs_redis_nothing(self):
        self.client(0)
        self.client(1)
        self.cluster.wait_for_count(self.project, 2, self.cluster.brokers[:2])
        before = self.redis.command("INFO", "commandstats")
        for _ in range(50):
            self.client(0)
        self.cluster.wait_for_count(self.project, 52, self.cluster.brokers[:2])
        after = self.redis.command("INFO", "commandstats")

        def calls(stats, name):
            return int(stats.split(f"cmdstat_{name}:calls=")[1].split(",")[0])
        for name in ("hset", "hkeys"):
            self.assertEqual(calls(before, name), calls(after, name))

    def test_ready_and_metrics_tell_of_the_cluster(self):
        for broker in self.cluster.brokers:
            found = metrics(broker)
            self.assertEqual(found["broadcaster_cluster_up"], 1)
            self.assertEqual(found["broadcaster_cluster_brokers"], 3)
            self.assertLess(found["broadcaster_cluster_probe_seconds"], 1)


class Faults(ClusterTest):
    def tearDown(self):
        for number, broker in enumerate(self.cluster.brokers):
            if not broker.is_running():
                self.cluster.restart(number)
        self.cluster.wait_until_complete()

    def rounds(self, act):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                load = Load(self.cluster, f"{self.project}-{number}")
                self.addCleanup(load.abort)
                with load:
                    time.sleep(0.2)
                    act(load)
                    time.sleep(0.2)
                load.check(self)
                check_accounts(self, self.cluster)
                load.abort()
                self.tearDown()

    def test_a_broker_is_killed(self):
        def act(load):
            dead = self.cluster.brokers[2]
            lost = [talker.id for talker in load.talkers if talker.broker is dead]
            started = time.monotonic()
            dead.kill()
            for talker in load.open_talkers():
                if talker.broker is not dead:
                    eventually(lambda talker=talker: all(talker.told.get(gone) for gone in lost),
                               "client_left")
            self.assertLess(time.monotonic() - started, 15)
        self.rounds(act)

    def test_a_broker_stops(self):
        def act(load):
            gone = self.cluster.brokers[1]
            lost = [talker.id for talker in load.talkers if talker.broker is gone]
            gone.stop()
            for talker in load.open_talkers():
                if talker.broker is not gone:
                    eventually(lambda talker=talker: all(talker.told.get(each) for each in lost),
                               "client_left")
        self.rounds(act)

    def test_redis_is_killed_and_comes_back_empty(self):
        def act(load):
            self.redis.kill()
            eventually(lambda: not ready(self.cluster.brokers[0]), "/ready to say so")
            early = load.join(self.cluster.brokers[0])  # Not kept waiting for Redis.
            self.redis.start()
            self.cluster.wait_until_complete()
            load.cluster.wait_for_count(load.project, len(load.open_talkers()))
            self.assertTrue(early.is_open)
            for talker in load.talkers:
                self.assertEqual(talker.told, {})
        self.rounds(act)

    def test_redis_is_stopped_for_a_while(self):
        def act(load):
            self.redis.pause()
            time.sleep(5)
            self.redis.go_on()
            self.cluster.wait_until_complete()
            for talker in load.talkers:
                self.assertEqual(talker.told, {})
        self.rounds(act)

    def test_a_broker_is_stopped_for_8_seconds(self):
        def act(load):
            self.cluster.brokers[0].tell(signal.SIGSTOP)
            time.sleep(8)
            self.cluster.brokers[0].tell(signal.SIGCONT)
            self.cluster.wait_until_complete()
            for talker in load.talkers:
                self.assertTrue(talker.is_open)
                self.assertEqual(talker.told, {})
        self.rounds(act)

    def test_a_broker_that_was_taken_for_dead_begins_anew(self):
        def act(load):
            stopped = self.cluster.brokers[0]
            condemned = [talker for talker in load.talkers if talker.broker is stopped]
            stopped.tell(signal.SIGSTOP)
            for talker in load.talkers:
                if talker.broker is not stopped:
                    eventually(lambda talker=talker: all(
                        talker.told.get(gone.id) for gone in condemned), "client_left")
            stopped.tell(signal.SIGCONT)
            for talker in condemned:
                eventually(lambda talker=talker: not talker.is_open, "the end of its clients")
                self.assertEqual(talker.close_code, 1012)
            self.cluster.wait_until_complete()
            back = load.join(stopped)
            self.assertTrue(back.is_open)
        self.rounds(act)

    def test_subscribers_are_killed(self):
        def act(_load):
            for _ in range(5):
                self.redis.command("CLIENT", "KILL", "TYPE", "pubsub")
                time.sleep(0.1)
            self.cluster.wait_until_complete()
        self.rounds(act)


@repeated
class Ways(unittest.TestCase):
    """Faults of the way between the brokers that need a Redis or a network of their own."""

    def load(self, cluster, **options):
        load = Load(cluster, self.id().rsplit(".", 1)[1], **options)
        self.addCleanup(load.abort)
        return load

    def with_one_behind(self, redis, network):
        """A cluster whose last broker reaches Redis by the network."""
        cluster = Cluster(redis)
        cut = cluster.brokers[2]
        cut.arguments[cut.arguments.index(redis.url)] = f"redis://{HOST}:{network.port}"
        return cluster, cut

    def test_a_link_is_half_open(self):
        with Redis() as redis, Network(redis.port) as network:
            cluster, cut = self.with_one_behind(redis, network)
            with cluster:
                load = self.load(cluster)
                with load:
                    network.hold()
                    eventually(lambda: not ready(cut), "/ready to say so")
                    network.release()
                    cluster.wait_until_complete()
                    cluster.wait_for_count(load.project, len(load.open_talkers()))
                load.check(self)
                self.assertEqual([talker for talker in load.talkers if not talker.is_open], [])
                check_accounts(self, cluster)

    def test_a_broker_is_cut_off_for_long(self):
        with Redis() as redis, Network(redis.port) as network:
            cluster, cut = self.with_one_behind(redis, network)
            with cluster:
                load = self.load(cluster)
                condemned = [talker for talker in load.talkers if talker.broker is cut]
                with load:
                    network.hold()
                    for talker in load.talkers:
                        if talker.broker is not cut:
                            eventually(lambda talker=talker: all(
                                talker.told.get(gone.id) for gone in condemned), "client_left")
                    network.release()
                    for talker in condemned:
                        eventually(lambda talker=talker: not talker.is_open, "1012")
                        self.assertEqual(talker.close_code, 1012)
                    cluster.wait_until_complete()
                load.check(self)
                check_accounts(self, cluster)

    def test_a_broker_reads_slowly_from_redis(self):
        with Redis() as redis, Network(redis.port, delay=0.05) as network:
            cluster, _ = self.with_one_behind(redis, network)
            with cluster:
                load = self.load(cluster)
                large = '{"type":"large","payload":"' + "x" * 60_000 + '"}'
                with load:
                    for _ in range(10):
                        for talker in load.open_talkers():
                            talker.send(large)
                    cluster.wait_for_count(load.project, len(load.open_talkers()))
                    cluster.wait_until_complete()
                load.check(self)
                self.assertEqual([talker for talker in load.talkers if not talker.is_open], [])
                self.assertEqual([talker.told for talker in load.talkers if talker.told], [])
                check_accounts(self, cluster)

    def test_another_redis_takes_over_the_address(self):
        with Redis() as first, Redis() as second, Network(first.port) as network:
            with Cluster(f"redis://{HOST}:{network.port}") as cluster:
                load = self.load(cluster)
                with load:
                    for redis in (second, first, second):
                        network.lead_to(redis.port)
                        eventually(lambda redis=redis: redis.commands_processed() > 50, "brokers")
                        cluster.wait_until_complete()
                        late = load.join(cluster.brokers[0])
                        cluster.wait_for_count(load.project, len(load.open_talkers()))
                load.check(self)
                self.assertTrue(late.is_open)
                self.assertEqual([talker.told for talker in load.talkers if talker.told], [])
                check_accounts(self, cluster)

    def test_postgres_crashes(self):
        """Clients that are there talk on, and a key is revoked everywhere afterwards."""
        with Redis() as redis, Postgres() as server, \
                Cluster(redis, arguments=("--database", server.url())) as cluster:
            load = self.load(cluster)
            with load:
                server.crash()
                late = load.join(cluster.brokers[0])
                cluster.wait_for_count(load.project, len(load.open_talkers()))
                server.start_again()
                for broker in cluster.brokers:
                    eventually(lambda broker=broker: ready(broker), "/ready")
            load.check(self)
            self.assertTrue(late.is_open)
            self.assertEqual([talker for talker in load.talkers if not talker.is_open], [])
            check_accounts(self, cluster)
            key = operator(cluster.brokers[0], "POST", "/api-keys",
                           {"projectId": "p"}).json()["data"]["apiKey"]
            client = Client(cluster.brokers[1].port, "p", "runtime", api_key=key)
            operator(cluster.brokers[2], "DELETE", "/api-keys/p")
            with self.assertRaises(Closed) as closed:
                client.receive()
            self.assertEqual(closed.exception.code, 4001)

    def test_redis_drops_subscribers_that_are_behind(self):
        with Redis("--client-output-buffer-limit", "pubsub 64kb 64kb 0") as redis, \
                Cluster(redis) as cluster:
            load = self.load(cluster)
            large = '{"type":"large","to":{"type":"runtime"},"payload":"' + "x" * 60_000 + '"}'
            with load:
                for _ in range(20):
                    for talker in load.open_talkers():
                        for _ in range(4):
                            talker.send(large)
            load.check(self)
            self.assertEqual([talker for talker in load.talkers if not talker.is_open], [])
            accounts = check_accounts(self, cluster)
            lost = accounts["broadcaster_cluster_messages_offered_total"] - accounts[
                'broadcaster_cluster_messages_total{result="delivered"}']
            self.assertGreater(lost, 0, "the limit was not reached")

    def test_one_of_two_redis_goes_and_comes_back(self):
        with Redis() as first, Redis() as second, Cluster(first, second) as cluster:
            for engine in (first, second):
                load = self.load(cluster)
                with load:
                    engine.kill()
                    time.sleep(1)
                    for broker in cluster.brokers:
                        self.assertTrue(ready(broker))
                    late = load.join(cluster.brokers[0])
                    cluster.wait_for_count(load.project, len(load.open_talkers()))
                    engine.start()
                    eventually(lambda: all("PONG" in engine.command("PING")
                                           for _ in cluster.brokers), "Redis")
                    time.sleep(1)
                load.check(self)
                self.assertTrue(late.is_open)
                check_accounts(self, cluster)
                load.abort()
                cluster.wait_for_count(load.project, 0)


class Strangers(unittest.TestCase):
    """Other programs in the namespace, and brokers that do not fit."""

    def test_another_secret_is_not_understood(self):
        with Redis() as redis, tempfile.TemporaryDirectory(prefix="broadcaster-") as folder:
            clusters = []
            for number, secret in enumerate(("one secret of many", "another secret of all")):
                path = os.path.join(folder, f"secret-{number}")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(secret)
                os.chmod(path, 0o600)
                clusters.append(Cluster(redis, count=1,
                                        arguments=("--cluster-secret-file", path)))
            with clusters[0] as first, clusters[1] as second:
                for cluster in (first, second):
                    broker = cluster.brokers[0]
                    eventually(lambda broker=broker: any(
                        "another secret" in warning
                        for warning in get(broker, "/ready").get("warnings", [])), "a warning")
                    self.assertEqual(metrics(broker)["broadcaster_cluster_brokers"], 1)
                    self.assertGreater(metrics(broker)["broadcaster_cluster_rejected_batches_total"], 0)

    def test_garbage_is_not_understood(self):
        with Redis() as redis, Cluster(redis, count=2) as cluster:
            for text in ("", "hello", "BC" + "\x01" * 200, "x" * 100_000):
                redis.command("PUBLISH", "bc:test:ctl", text)
            self.assertEqual(
                eventually(lambda: metrics(cluster.brokers[0])[
                    "broadcaster_cluster_rejected_batches_total"] >= 4), True)
            one = Client(cluster.brokers[0].port, "p", "runtime")
            two = Client(cluster.brokers[1].port, "p", "runtime")
            self.assertEqual(two.welcome["payload"]["clientCount"], 2)
            one.abort()
            two.abort()

    def test_another_version_is_told(self):
        with Redis() as redis, Cluster(redis, count=2) as cluster:
            redis.command("PUBLISH", "bc:test:ctl", "BC\x07of a later release")
            for broker in cluster.brokers:
                eventually(lambda broker=broker: any(
                    "speaks version 7 of the cluster's protocol, and this one version 1" in warning
                    for warning in get(broker, "/ready").get("warnings", [])), "a warning")
            cluster.wait_until_complete()

    def test_two_namespaces_do_not_hear_each_other(self):
        with Redis() as redis, Cluster(redis, count=2, space="one") as first, \
                Cluster(redis, count=1, space="two") as second:
            client = Client(first.brokers[0].port, "p", "runtime")
            other = Client(second.brokers[0].port, "p", "runtime")
            self.assertEqual(other.welcome["payload"]["clientCount"], 1)
            client.abort()
            other.abort()

    def test_a_namespace_is_needed(self):
        status, _, errors = run("--server", "--cluster", "redis://127.0.0.1")
        self.assertEqual(status, 64)
        self.assertIn("--cluster-namespace", errors)


if __name__ == "__main__":
    unittest.main()
