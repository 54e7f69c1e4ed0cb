# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A headless Chromium, driven over the pipe of its DevTools protocol."""
import base64
import json
import os
import select
import signal
import subprocess
import tempfile
import time

from support import CHROMIUM_FLAGS, PROGRAM_SECONDS, find_chromium


class Page:
    """`with Page(url) as page:` opens it in a browser of its own."""

    def __init__(self, url, width=1200, height=900, dark=False):
        self._url = url
        self._size = (width, height)
        self._dark = dark
        self._profile = tempfile.TemporaryDirectory(prefix="broadcaster-", ignore_cleanup_errors=True)
        self._buffer = b""
        self._last = 0
        self._session = None
        self.problems = []  # Exceptions, and complaints of the browser itself

    def __enter__(self):
        from_us, self._to = os.pipe()
        self._from, to_us = os.pipe()

        def connect_pipes():
            for source, wanted in ((from_us, 3), (to_us, 4)):
                os.dup2(source, wanted + 100)
            for wanted in (3, 4):
                os.dup2(wanted + 100, wanted)
        self._process = subprocess.Popen(
            [find_chromium(), *CHROMIUM_FLAGS, "--remote-debugging-pipe",
             f"--user-data-dir={self._profile.name}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=connect_pipes, close_fds=False, start_new_session=True,
            env={**os.environ, "HOME": self._profile.name})
        os.close(from_us)
        os.close(to_us)
        try:
            self._open()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._to)
        os.close(self._from)
        self._profile.cleanup()

    def _open(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Runtime", "Log", "Page"):
            self.call(f"{domain}.enable")
        self.resize(*self._size)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if self._dark else "light"}])
        self.call("Page.navigate", url=self._url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)

    def call(self, method, **parameters):
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._last:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def _read(self):
        until = time.monotonic() + PROGRAM_SECONDS
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], until - time.monotonic())
            data = os.read(self._from, 1 << 16) if ready else b""
            assert data, "the browser does not answer"
            self._buffer += data
        text, self._buffer = self._buffer.split(b"\0", 1)
        message = json.loads(text)
        self._note(message.get("method"), message.get("params", {}))
        return message

    def _note(self, event, parameters):
        if event == "Runtime.exceptionThrown":
            self.problems.append(parameters["exceptionDetails"])
        elif event == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            self.problems.append(parameters["entry"])

    def run(self, script):
        """The value that the console would show for this input."""
        answer = self.call("Runtime.evaluate", expression=script, replMode=True,
                           awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, condition):
        """Waits until an expression is true in the page, and returns its value."""
        until = time.monotonic() + PROGRAM_SECONDS
        while True:
            value = self.run(condition)
            if value:
                return value
            assert time.monotonic() < until, f"never true: {condition}\n{self.problems}"
            select.select([], [], [], 0.05)

    def fill(self, name, value):
        self.run(f"""{{ const field = document.getElementById({json.dumps(name)});
            field.value = {json.dumps(value)};
            field.dispatchEvent(new Event('input', {{ bubbles: true }}));
            field.dispatchEvent(new Event('change', {{ bubbles: true }})); }}""")

    def click(self, name):
        self.run(f"document.getElementById({json.dumps(name)}).click()")

    def screenshot(self, path):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        picture = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                            clip={"x": 0, "y": 0, "width": size["width"],
                                  "height": size["height"], "scale": 1})
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture["data"]))
