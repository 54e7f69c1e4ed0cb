# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A browser's own WebSocket and fetch, on a page of another origin."""
import http.server
import json
import os
import queue
import signal
import subprocess
import tempfile
import threading
import unittest
import urllib.parse

from support import CHROMIUM_FLAGS, HERE, PROGRAM_SECONDS, check_steps, find_chromium
from broker import SERVICE_KEY
from wiretest import WireTest

FILES = {"/page.html": "text/html", "/scenario.js": "text/javascript"}


class PageHandler(http.server.BaseHTTPRequestHandler):
    """Serves the page, and puts what it reports into the server's `results`."""

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        if path not in FILES:
            self.send_error(404)
            return
        with open(os.path.join(HERE, path[1:]), "rb") as file:
            self.answer(FILES[path], file.read())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer("text/plain", b"")
        self.server.results.put(body)

    def answer(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Chromium(WireTest):
    def start_pages(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), PageHandler)
        server.results = queue.Queue()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def start_browser(self, url):
        browser = find_chromium()
        profile = tempfile.TemporaryDirectory(prefix="broadcaster-", ignore_cleanup_errors=True)
        self.addCleanup(profile.cleanup)
        with open(os.path.join(profile.name, "log"), "wb") as log:
            process = subprocess.Popen(
                [browser, *CHROMIUM_FLAGS, f"--user-data-dir={profile.name}", url], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
                env={**os.environ, "HOME": profile.name})

        def end():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.addCleanup(end)

    def test_scenario(self):
        server = self.start_pages()
        query = urllib.parse.urlencode(
            {"base": self.broker.base, "key": SERVICE_KEY})
        self.start_browser(f"http://127.0.0.1:{server.server_address[1]}/page.html?{query}")
        try:
            steps = server.results.get(timeout=PROGRAM_SECONDS)
        except queue.Empty:
            self.fail("the browser reported nothing")
        check_steps(self, json.loads(steps))


if __name__ == "__main__":
    unittest.main()
