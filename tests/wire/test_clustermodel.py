# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The random model (test_model) over three brokers, with clients on any of them, and with each
project on one."""
import unittest
import urllib.parse

import test_model
from redisserver import Cluster, Redis
from wsclient import Client


class ClusterModel(test_model.Model):
    @classmethod
    def setUpClass(cls):
        cls.redis = Redis()
        cls.addClassCleanup(cls.redis.__exit__)
        cls.cluster = Cluster(cls.redis)
        cls.cluster.__enter__()
        cls.addClassCleanup(cls.cluster.__exit__, None, None, None)
        cls.broker = cls.cluster.brokers[0]

    def broker_of(self, _project):
        return self.random.choice(self.cluster.brokers)

    def client(self, kind="runtime", project=None, **options):
        client = Client(self.broker_of(project).port, project or self.project, kind, **options)
        self.addCleanup(client.abort)
        return client

    def join(self, name):
        """When all brokers know of those before it, as its count would else be of an earlier moment."""
        count = len(self.rooms[name])
        self.cluster.wait_for_count(urllib.parse.quote(name), count)
        super().join(name)
        self.cluster.wait_for_count(urllib.parse.quote(name), count + 1)

    def tearDown(self):
        accounts = self.cluster.accounts()
        self.assertEqual(accounts["broadcaster_cluster_unaccounted_messages"], 0)
        self.assertEqual(accounts['broadcaster_cluster_messages_total{result="delivered"}'],
                         accounts["broadcaster_cluster_messages_offered_total"], accounts)
        self.check_traffic(accounts["broadcaster_cluster_messages_offered_total"])
        super().tearDown()

    def check_traffic(self, between_brokers):
        self.assertGreater(between_brokers, 1000)


class AffinityModel(ClusterModel):
    """With a balancer that keeps a project on one broker, nothing goes between brokers."""

    def broker_of(self, project):
        return self.cluster.brokers[hash(project) % 3]

    def check_traffic(self, between_brokers):
        self.assertEqual(between_brokers, 0)


if __name__ == "__main__":
    unittest.main()
