# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The program without a window, broadcaster-server."""
import os
import subprocess
import unittest
from unittest import mock

from broker import Broker, program, run
from http.client import HTTPConnection


class ServerProgram(unittest.TestCase):
    def setUp(self):
        path = os.path.join(os.path.dirname(program()), "broadcaster-server")
        self.path = path
        patch = mock.patch.dict(os.environ, {"BROADCASTER": path})
        patch.start()
        self.addCleanup(patch.stop)

    def test_serves_without_being_told(self):
        with Broker(mode=()) as broker:
            connection = HTTPConnection("127.0.0.1", broker.port, timeout=10)
            connection.request("GET", "/health")
            self.assertEqual(connection.getresponse().status, 200)
            connection.close()

    def test_takes_the_option_of_the_other_program(self):
        with Broker() as broker:
            self.assertTrue(broker.is_running())

    def test_tells_its_version(self):
        status, out, err = run("--version")
        self.assertEqual((status, err), (0, ""))
        self.assertRegex(out, r"\b\d+\.\d+\.\d+\b")

    def test_needs_nothing_of_a_window(self):
        done = subprocess.run(["ldd", self.path], capture_output=True, check=True, text=True)
        self.assertIn("libQt6Core", done.stdout)
        for library in ("libQt6Gui", "libQt6Widgets", "libQt6Svg", "libX11", "libxcb"):
            self.assertNotIn(library, done.stdout)


if __name__ == "__main__":
    unittest.main()
