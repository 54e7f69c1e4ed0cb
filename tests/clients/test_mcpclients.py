# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Clients of the Model Context Protocol that others wrote (mcp/package.json): the SDK of its authors,
their client for 2026-07-28, and the command line of their inspector."""
import json
import os
import subprocess
import unittest

from support import HERE, PROGRAM_SECONDS, check_steps, find_program, installed_packages, run_node
from broker import SERVICE_KEY
from wiretest import WireTest


def installed():
    return installed_packages("mcp", os.path.join(HERE, "mcp"))


class McpClients(WireTest):
    arguments = ("--mcp", "--mcp-write", "--keep-messages", "1000")

    def test_published_clients(self):
        agent = self.client("data-agent")
        task = {"url": f"{self.broker.base}/mcp", "key": SERVICE_KEY, "folder": installed(),
                "project": self.project, "agent": agent.id}
        steps = json.loads(run_node("run_mcp.js", json.dumps(task), self.broker.tls))
        check_steps(self, steps)

    def inspect(self, *arguments, key=SERVICE_KEY):
        """Runs the inspector's command line; returns what it printed as JSON."""
        program = os.path.join(installed(), "node_modules", "@modelcontextprotocol",
                               "inspector-cli", "build", "cli.js")
        trust = {"NODE_EXTRA_CA_CERTS": self.broker.tls.certificate} if self.broker.tls else {}
        done = subprocess.run(
            [find_program("nodejs", "node"), program, "--cli", f"{self.broker.base}/mcp",
             "--transport", "http", "--header", f"Authorization: Bearer {key}", *arguments],
            capture_output=True, text=True, check=False, timeout=PROGRAM_SECONDS,
            cwd=os.path.dirname(program),  # It looks for its own package beside the folder it is run in.
            env={**os.environ, **trust, "no_proxy": "*"})
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout[done.stdout.index("{"):])

    def test_inspector(self):
        client = self.client("data-agent")
        tools = self.inspect("--method", "tools/list")["tools"]
        self.assertIn("find", [tool["name"] for tool in tools])
        result = self.inspect("--method", "tools/call", "--tool-name", "clients",
                              "--tool-arg", f"projectId={self.project}")
        clients = result["structuredContent"]["untrustedData"]["clients"]
        self.assertEqual([each["clientId"] for each in clients], [client.id])


if __name__ == "__main__":
    unittest.main()
