# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Level 1 of docs/cluster.md: the balancer keeps each project on one of three brokers, which share
a database and nothing else."""
import asyncio
import random
import signal
import unittest

from cluster import (Brokers, ClusterHaproxy, ClusterNginx, Peer, await_answer, check_routing,
                     guide_block, packaged, start_peers)
from broker import Broker
from postgres import Postgres
from wire import DEADLINE, eventually
from wiretest import BrokerTest

PROJECTS = [f"project-{number}" for number in range(60)]


class Affinity(BrokerTest, unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Postgres()
        cls.addClassCleanup(cls.server.__exit__, None, None, None)

    async def asyncSetUp(self):
        asyncio.get_running_loop().set_debug(False)  # It would tell of each slow step.

    def start(self, balancer):
        self.server.query(f"CREATE DATABASE {self.id().split('.')[-1]}")
        self.brokers = Brokers(self, "--database", self.server.url(self.id().split(".")[-1]))
        self.balancer = balancer(self, self.brokers)
        await_answer(self.balancer.port)

    async def start_projects(self):
        self.peers = await start_peers(self, self.balancer.port, PROJECTS, random.Random(1).shuffle)

    def home(self, project):
        """The broker of a project: all its clients are there."""
        found = self.brokers.clients_of(project)
        self.assertEqual(len(found), 1, f"{project} is on several brokers: {found}")
        (index, ids), = found.items()
        self.assertEqual(ids, {peer.id for peer in self.peers[project].values()})
        return index

    def homes(self):
        return {project: self.home(project) for project in PROJECTS}

    async def check_all_routing(self, token):
        for project in PROJECTS:
            await check_routing(self.peers[project], f"{token}-{project}")

    async def reconnected(self, projects, before):
        """Waits until each of their clients has connected once more."""
        for project in projects:
            for peer in self.peers[project].values():
                await peer.connected_again(before[peer])

    def connections(self):
        return {peer: peer.connections for group in self.peers.values() for peer in group.values()}

    async def check_death(self, end):
        """A broker ends; its projects meet again on other brokers, and nothing else happens."""
        homes, before = self.homes(), self.connections()
        self.assertEqual(set(homes.values()), {0, 1, 2})
        lost = [project for project in PROJECTS if homes[project] == 1]
        await asyncio.to_thread(end, self.brokers[1])
        await self.reconnected(lost, before)
        after = self.homes()
        for project in PROJECTS:
            self.assertNotEqual(after[project], 1, project)
            if project not in lost:
                self.assertEqual(after[project], homes[project], project)
        touched = {peer.project for peer, count in self.connections().items()
                   if count != before[peer]}
        self.assertEqual(touched, set(lost))
        await self.check_all_routing("after")

    async def new_home(self, name):
        """The broker of a new project, by a client of it."""
        await Peer(self, self.balancer.port, name).connected()
        (index,) = self.brokers.clients_of(name)
        return index

    async def check_return(self):
        """A broker that comes back gets new projects; the others stay where they have clients."""
        homes = self.homes()
        self.brokers[1].restart()
        until = asyncio.get_running_loop().time() + DEADLINE
        while await self.new_home(self.new_project() + "-new") != 1:
            self.assertLess(asyncio.get_running_loop().time(), until, "the broker does not return")
        for project in PROJECTS:
            await Peer(self, self.balancer.port, project).connected()
            self.assertEqual(list(self.brokers.clients_of(project)), [homes[project]], project)

    async def run_with(self, balancer, end):
        self.start(balancer)
        await self.start_projects()
        await self.check_all_routing("before")
        await self.check_death(end)

    async def test_nginx_and_a_death(self):
        await self.run_with(ClusterNginx, Broker.kill)

    async def test_nginx_and_a_stop(self):
        await self.run_with(ClusterNginx, Broker.stop)

    async def test_haproxy_and_a_death(self):
        await self.run_with(ClusterHaproxy, Broker.kill)
        await self.check_return()

    async def test_haproxy_and_a_stop(self):
        await self.run_with(ClusterHaproxy, Broker.stop)

    async def test_haproxy_and_a_hang(self):
        """The health check finds it, and its clients are cut."""
        def hang(broker):
            broker.tell(signal.SIGSTOP)
            self.addCleanup(broker.tell, signal.SIGCONT)
            self.brokers.silent.add(broker)
        await self.run_with(ClusterHaproxy, hang)

    async def test_haproxy_and_spellings(self):
        """A name may be written in several ways."""
        self.start(ClusterHaproxy)
        for number in range(8):
            peers = [Peer(self, self.balancer.port, "", spelling=spelling.format(number))
                     for spelling in ("%C3%A4%20{}", "%c3%a4+{}", "%C3%A4%20%3{}")]
            for peer in peers:
                await peer.connected()
            (ids,) = self.brokers.clients_of(f"\u00e4 {number}").values()
            self.assertEqual(ids, {peer.id for peer in peers})

    def test_the_guide_shows_the_files(self):
        for language, name in (("nginx", "nginx.conf"), ("haproxy", "haproxy.cfg")):
            lines = packaged(name, {}).splitlines()
            for line in guide_block(language).splitlines():
                self.assertTrue(any(line.strip() in there for there in lines), line)

    def is_counted(self):
        """A question and its answer."""
        return self.get(f"/usage?projectId={PROJECTS[0]}")["data"]["totalRequests"] == 2

    async def test_keys_and_usage_are_shared(self):
        """By the database, whichever broker is asked."""
        self.start(ClusterNginx)
        await self.start_projects()
        self.broker = self.balancer
        key = self.issue_key(PROJECTS[0])
        await self.check_all_routing("counted")
        for self.broker in self.brokers:
            eventually(self.is_counted, "the usage")
            self.client(project=PROJECTS[0], api_key=key)
if __name__ == "__main__":
    unittest.main()
