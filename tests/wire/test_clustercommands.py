# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The commands and agents, against brokers around a real Redis."""
import json
import re
import subprocess
import unittest

from broker import SERVICE_KEY, clean_environment, program
from mcpclient import McpClient
from redisserver import Cluster, Redis
from wire import DEADLINE, eventually
from wsclient import Client


class ClusterCommands(unittest.TestCase):
    def setUp(self):
        self.redis = Redis()
        self.addCleanup(self.redis.__exit__)
        self.cluster = Cluster(self.redis, count=2,
                               arguments=("--mcp", "--keep-messages", "100"))
        self.cluster.__enter__()
        self.addCleanup(self.cluster.__exit__, None, None, None)
        self.project = self.id().rsplit(".", 1)[1]
        self.runtime = self.client(0, "runtime")
        self.agent = self.client(1, "data-agent")
        self.cluster.wait_for_count(self.project, 2)

    def client(self, number, kind):
        client = Client(self.cluster.brokers[number].port, self.project, kind)
        self.addCleanup(client.abort)
        return client

    def succeed(self, *arguments, text=""):
        done = subprocess.run(
            [program(), *arguments], input=text, capture_output=True, text=True, check=False,
            timeout=3 * DEADLINE, env=clean_environment(self.cluster.brokers[0].folder))
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def next_of(self, client, kind):
        while (message := client.receive())["type"] != kind:
            pass
        return message

    def test_status_shows_the_cluster(self):
        for _ in range(5):
            self.runtime.send_json({"type": "news"})
            self.next_of(self.agent, "news")
        # A broker learns with a beat that its messages have arrived.
        eventually(lambda: ": 5 arrived, 0 under way" in self.succeed("status"), "the accounts")
        # The number of its clients comes with a beat, too.
        eventually(lambda: re.search(r"(?m)^b2 +\S+ +1 +1 ", self.succeed("status")), "a beat")
        text = self.succeed("status")
        self.assertRegex(text, r"(?m)^cluster test: messages arrive in \d+\.\d ms$")
        self.assertIn("5 messages to other brokers: 5 arrived, 0 under way, 0 lost, "
                      "0 unaccounted for\n", text)
        self.assertIn(f"{self.redis.url}: connected\n", text)
        version = self.succeed("--version").split()[-1]
        self.assertRegex(text, rf"(?m)^b1 +{version} +1 +1 +this broker +- +- +- +-$")
        self.assertRegex(text, rf"(?m)^b2 +{version} +1 +1 +\d s ago +5 +5 +0 +0$")

        listed = json.loads(self.succeed("status", "--json"))
        self.assertEqual([each["projectId"] for each in listed["projects"]], [self.project])
        self.assertEqual([each["name"] for each in listed["cluster"]["brokers"]], ["b1", "b2"])
        self.assertEqual(listed["cluster"]["sent"]["delivered"], 5)

    def test_status_tells_the_trouble(self):
        self.redis.kill()
        eventually(lambda: "other brokers cannot be reached: " in self.succeed("status"),
                   "the trouble")
        self.assertIn(f"{self.redis.url}: not connected: ", self.succeed("status"))

    def test_clients_have_brokers(self):
        text = self.succeed("status", self.project)
        self.assertRegex(text, r"^CLIENT +TYPE +BROKER +CONNECTED ")
        self.assertRegex(text, rf"(?m)^{self.runtime.id} +runtime +b1 ")
        self.assertRegex(text, rf"(?m)^{self.agent.id} +data-agent +b2 ")

    def test_explained_clients_have_brokers(self):
        explained = json.loads(self.succeed("send", self.project, "--explain", "--json",
                                            text='{"type":"call"}'))
        self.assertEqual({line["clientId"]: line.get("broker", "") for line in explained["lines"]},
                         {self.runtime.id: "", self.agent.id: "b2"})

    def test_agents_learn_which_broker_knows(self):
        for receiver in (self.runtime, self.agent):
            self.runtime.send_json({"type": "call", "to": {"id": receiver.id}})
            self.next_of(receiver, "call")
        agent = McpClient(self.cluster.brokers[0].port, SERVICE_KEY)
        self.addCleanup(agent.close)
        there, here = eventually(lambda: len(found := agent.rows(
            "find", "messages", projectId=self.project, filter="type == call")) == 2 and found)
        why = agent.call("why", number=there["number"], clientId=self.agent.id)
        self.assertEqual((why["verdict"], why["broker"], "state" in why),
                         ("delivered", "b2", False))
        self.assertIn("Broker b2 has the client", why["reason"])
        why = agent.call("why", number=here["number"], clientId=self.runtime.id)
        self.assertEqual((why["verdict"], why["state"], "broker" in why),
                         ("delivered", "sent", False))


if __name__ == "__main__":
    unittest.main()
