# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Node's `ws` package (apt-get install nodejs node-ws)."""
import json
import unittest

from support import check_steps, run_node
from broker import SERVICE_KEY
from wiretest import WireTest


class Node(WireTest):
    def test_scenario(self):
        task = {"base": self.broker.base, "key": SERVICE_KEY}
        check_steps(self, json.loads(run_node("run_scenario.js", json.dumps(task), self.broker.tls)))


if __name__ == "__main__":
    unittest.main()
