# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Level 2 of docs/cluster.md: three brokers, connected by Redis as packaging/compose.yaml does it,
behind balancers that spread the clients of a project."""
import asyncio
import json
import random
import unittest

from cluster import (Brokers, ClusterHaproxy, ClusterNginx, ClusterRedis, await_answer,
                     check_routing, start_peers)
from support import check_steps, run_node
from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection
from postgres import Postgres
from wire import eventually
from wiretest import BrokerTest
import prometheus

PROJECTS = [f"project-{number}" for number in range(20)]
SPREAD = {  # As the comments of the files say it.
    ClusterNginx: {"hash $arg_projectId consistent;": "least_conn;"},
    ClusterHaproxy: {"    default_backend broker_of_project\n": "",
                     "# use_backend": "use_backend", "# default_backend": "default_backend"}}


class TwoRedis(ClusterRedis):
    """A server, and another one that brokers know, too."""

    def __init__(self):
        self.other = ClusterRedis()
        super().__init__()

    def environment(self, number):
        ours, others = super().environment(number), self.other.environment(number)
        name = "BROADCASTER_CLUSTER"
        return {**ours, name: f"{ours[name]},{others[name]}"}

    def __exit__(self, *_):
        self.other.__exit__()
        super().__exit__()


class Bus(BrokerTest, unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Postgres()
        cls.addClassCleanup(cls.server.__exit__, None, None, None)

    async def asyncSetUp(self):
        asyncio.get_running_loop().set_debug(False)  # It would tell of each slow step.

    def start(self, balancer, redis=ClusterRedis, spreads=True):
        self.redis = redis()
        self.addCleanup(self.redis.__exit__, None, None, None)
        name = self.id().split(".")[-1]
        self.server.query(f"CREATE DATABASE {name}")
        self.brokers = Brokers(self, "--database", self.server.url(name), redis=self.redis)
        for index in self.brokers.alive():
            self.await_ready(index)
        eventually(lambda: self.known() == [3, 3, 3], "three brokers that know each other")
        self.balancer = balancer(self, self.brokers, replaced=SPREAD[balancer] if spreads else {})
        await_answer(self.balancer.port)

    def ready(self, index):
        """As the operator is told."""
        with HttpConnection(self.brokers[index].port) as connection:
            answer = connection.request(
                "GET", "/ready", [("Authorization", f"Bearer {SERVICE_KEY}")])
        return answer.status, answer.json()

    def await_ready(self, index):
        eventually(lambda: self.ready(index)[0] == 200, f"broker {index} being ready")

    def metric(self, index, name):
        with HttpConnection(self.brokers[index].port) as connection:
            text = connection.request("GET", "/metrics").body.decode()
        family = prometheus.parse(text)[f"broadcaster_cluster_{name}"]
        return {tuple(sorted(labels)): value for (_, labels), value in family.samples.items()}

    def known(self):
        return [self.metric(index, "brokers")[()] for index in self.brokers.alive()]

    async def start_projects(self):
        self.peers = await start_peers(self, self.balancer.port, PROJECTS, random.Random(1).shuffle)

    def homes(self, project):
        """Names of the brokers that have clients of the project; every broker says the same."""
        ids = {peer.id for peer in self.peers[project].values()}
        homes = set()
        for index in self.brokers.alive():
            status = self.brokers.status(index, project)
            self.assertEqual({client["id"] for client in status["clients"]}, ids, status)
            self.assertEqual(status["clientCount"], 3)
            # The broker itself knows all of them, without asking.
            with HttpConnection(self.brokers[index].port) as connection:
                health = connection.request("GET", f"/health?projectId={project}").json()
            self.assertEqual(health["clientCount"], 3)
            self.assertNotIn("partial", status)
            homes.add(frozenset(client["broker"] for client in status["clients"]))
        (names,) = homes
        return names

    def agrees(self, project):
        try:
            return self.homes(project)
        except AssertionError:
            return None

    async def check_together(self, token):
        """The clients of each project meet, wherever they are."""
        names = [await asyncio.to_thread(eventually, lambda: self.agrees(project), project)
                 for project in PROJECTS]
        self.assertGreater(len([name for name in names if len(name) > 1]), len(PROJECTS) / 2)
        for project in PROJECTS:
            await check_routing(self.peers[project], f"{token}-{project}")

    def check_account(self):
        """Nothing is lost, and nothing unaccounted for."""
        for index in self.brokers.alive():
            eventually(lambda: self.metric(index, "messages_under_way")[()] == 0, "all accounts")
            self.assertEqual(self.metric(index, "unaccounted_messages")[()], 0)
            self.assertEqual(self.metric(index, "rejected_batches_total")[()], 0)

    def lost(self):
        return {(index, labels): value for index in self.brokers.alive()
                for labels, value in self.metric(index, "messages_total").items()
                if value and labels != (("result", "delivered"),)}

    async def check_balancer(self, balancer):
        self.start(balancer)
        await self.start_projects()
        await self.check_together("before")
        self.check_account()
        self.assertEqual(self.lost(), {})

        before = {peer: peer.connections for group in self.peers.values()
                  for peer in group.values()}
        gone = {project: {client["id"] for client in self.brokers.status(1, project)["clients"]
                          if client["broker"] == "broker2"} for project in PROJECTS}
        self.brokers[1].kill()
        for group in self.peers.values():
            for peer in group.values():
                if peer.id in gone[peer.project]:
                    await peer.connected_again(before[peer])
        await self.check_together("after")
        self.check_account()
        self.brokers[1].restart()
        await asyncio.to_thread(eventually, lambda: self.known() == [3, 3, 3], "its return")

    async def test_nginx(self):
        await self.check_balancer(ClusterNginx)

    async def test_haproxy(self):
        await self.check_balancer(ClusterHaproxy)

    async def test_redis_is_away(self):
        """Every broker says so, serves its own clients, and is whole again afterwards."""
        self.start(ClusterHaproxy)
        await self.start_projects()
        self.redis.kill()
        for index in self.brokers.alive():
            await asyncio.to_thread(eventually, lambda: self.ready(index)[0] == 503, "the 503")
            told = self.ready(index)[1]
            self.assertEqual(told["reasons"][0], "the other brokers cannot be reached")
            self.assertRegex(told["details"][0], "^the other brokers cannot be reached: .+")
            self.assertEqual(self.metric(index, "up")[()], 0)
        # HAProxy goes on with brokers that live.
        await asyncio.to_thread(await_answer, self.balancer.port)
        self.redis.start()
        for index in self.brokers.alive():
            await asyncio.to_thread(self.await_ready, index)
        await self.check_together("after")
        self.check_account()
        self.assertEqual(len({peer.connections for group in self.peers.values()
                              for peer in group.values()}), 1)

    async def test_one_of_two_redis_is_away(self):
        """Nobody notices."""
        self.start(ClusterHaproxy, TwoRedis)
        await self.start_projects()
        await self.check_together("both")
        self.redis.kill()
        await self.check_together("one")
        self.assertEqual([self.ready(index)[0] for index in self.brokers.alive()], [200, 200, 200])
        self.assertEqual(self.known(), [3, 3, 3])
        self.check_account()

    async def test_a_wrong_password(self):
        self.start(ClusterNginx)
        environment = self.redis.environment(1)
        environment["BROADCASTER_CLUSTER"] = environment["BROADCASTER_CLUSTER"].replace(
            self.redis.SECRETS["REDIS_PASSWORD"], "wrong")
        with Broker(environment=environment) as broker:
            self.brokers.append(broker)
            eventually(lambda: "refuses the user or the password" in str(self.ready(3)),
                       "the reason")
            self.brokers.remove(broker)

    async def test_another_secret(self):
        self.start(ClusterNginx)
        environment = self.redis.environment(1)
        environment["BROADCASTER_CLUSTER_SECRET_FILE"] = self.redis.write("other", "a stranger's")
        with Broker(environment=environment):
            eventually(lambda: "signs with another secret" in str(self.ready(0)), "the warning")
            self.assertEqual(self.known(), [3, 3, 3])

    async def test_room_of_node(self):
        """Clients with the `ws` package meet on three brokers."""
        self.start(ClusterNginx)
        url = f"ws://127.0.0.1:{self.balancer.port}/websocket?projectId=room&type=runtime"
        output = await asyncio.to_thread(
            run_node, "run_room.js", json.dumps({"url": url, "count": 12}))
        answers = json.loads(output)
        self.assertEqual(len(answers), 12)
        for answer in answers:
            self.assertEqual((answer["asked"], answer["own"]), (answer["answered"], True))
        for index in self.brokers.alive():
            eventually(lambda: self.metric(index, "messages_total")[(("result", "delivered"),)] > 0,
                       "messages to other brokers")

    async def test_node(self):
        """The scenario of tests/clients, which expects of a client that has just connected that
        others can write to it at once: with affinity, as the compose file has it."""
        self.start(ClusterNginx, spreads=False)
        task = {"base": f"http://127.0.0.1:{self.balancer.port}", "key": SERVICE_KEY}
        output = await asyncio.to_thread(run_node, "run_scenario.js", json.dumps(task))
        check_steps(self, json.loads(output))


if __name__ == "__main__":
    unittest.main()
