# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The HTTP calls by curl (apt-get install curl)."""
import json
import subprocess
import unittest

from support import PROGRAM_SECONDS, find_program
from broker import SERVICE_KEY
from wiretest import WireTest


class Curl(WireTest):
    def curl(self, path, *options):
        """(status, body) of a call."""
        done = subprocess.run(
            [find_program("curl", "curl"), "-sS", "--noproxy", "*", "--max-time", "60",
             "-w", "\n%{http_code}", *options, f"http://127.0.0.1:{self.broker.port}{path}"],
            capture_output=True, text=True, check=False, timeout=PROGRAM_SECONDS)
        self.assertEqual(done.returncode, 0, done.stderr)
        body, _, status = done.stdout.rpartition("\n")
        return int(status), body

    def curl_json(self, path, *options):
        status, body = self.curl(path, *options)
        return status, json.loads(body)

    def keys(self, method, path="", *options):
        return self.curl_json(f"/api-keys{path}", "-X", method,
                              "-H", f"Authorization: Bearer {SERVICE_KEY}", *options)

    def post(self, members, *options):
        return self.keys("POST", "", "-H", "Content-Type: application/json",
                         "-d", json.dumps(members), *options)

    def test_reading(self):
        client = self.client()
        client.ping_pong()
        self.assertEqual(self.curl_json("/health")[1]["status"], "healthy")
        query = f"?projectId={self.project}"
        self.assertEqual(self.curl_json("/health" + query)[1]["clientCount"], 1)
        status, answer = self.curl_json("/status" + query)
        self.assertEqual((status, answer["clients"][0]["id"]), (200, client.id))
        self.assertEqual(self.curl_json("/usage" + query)[0], 200)
        self.assertEqual(self.curl_json("/status")[0], 400)
        self.assertEqual(self.curl_json("/nowhere")[0], 404)
        self.assertEqual(self.curl_json("/health", "-X", "DELETE")[0], 405)

    def test_encoded_query(self):
        _, answer = self.curl_json("/health", "-G", "--data-urlencode", "projectId=é/😀 +&")
        self.assertEqual(answer["projectId"], "é/😀 +&")

    def test_head(self):
        status, head = self.curl("/health", "-I")
        self.assertEqual(status, 200)
        self.assertIn("content-type: application/json", head.lower())

    def test_several_on_one_connection(self):
        done = subprocess.run(
            [find_program("curl", "curl"), "-sS", "--noproxy", "*", "-o", "/dev/null", "-w",
             "%{http_code} %{num_connects}\n",
             f"http://127.0.0.1:{self.broker.port}/health?[1-20]"],
            capture_output=True, text=True, check=True, timeout=PROGRAM_SECONDS)
        self.assertEqual(done.stdout.splitlines(), ["200 1"] + ["200 0"] * 19)

    def test_old_http(self):
        self.assertEqual(self.curl("/health", "--http1.0")[0], 200)
        self.assertEqual(self.curl("/health", "--http2")[0], 200)  # offers h2c, gets 1.1

    def test_keys(self):
        status, answer = self.post({"projectId": self.project})
        self.assertEqual((status, answer["success"]), (201, True))
        self.assertEqual(self.post({"projectId": self.project})[0], 409)
        path = f"/{self.project}"
        self.assertEqual(self.keys("GET", path)[1]["data"]["projectId"], self.project)
        self.assertIn(self.project,
                      [key["projectId"] for key in self.keys("GET")[1]["data"]["keys"]])
        self.assertEqual(self.keys("DELETE", path)[0], 200)
        self.assertEqual(self.keys("DELETE", path)[0], 404)
        self.assertEqual(self.curl_json("/api-keys")[0], 401)
        self.assertEqual(self.curl("/api-keys", "-X", "OPTIONS")[0], 204)

    def test_bodies(self):
        for number, options in enumerate(([], ["-H", "Transfer-Encoding: chunked"],
                                          ["-H", "Expect: 100-continue"])):
            with self.subTest(options):
                status, answer = self.post(
                    {"projectId": f"{self.project}-{number}", "description": "é" * 500}, *options)
                self.assertEqual(status, 201, answer)
        self.assertEqual(self.post({"description": "x" * 70_000})[0], 413)

    def test_upgrade_wanted(self):
        status, answer = self.curl_json(f"/websocket?projectId={self.project}&type=runtime")
        self.assertEqual((status, answer["error"]), (426, "Expected Upgrade: websocket"))


if __name__ == "__main__":
    unittest.main()
