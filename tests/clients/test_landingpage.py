# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The page at `/` in a real browser, and the steps that README.md takes with it."""
import json
import os
import unittest

import support  # noqa: F401: finds the modules of tests/wire
from devtools import Page
from wiretest import WireTest

ROOT = os.path.join(support.HERE, "..", "..")
PICTURES = os.environ.get("LANDING_PAGE_PICTURES")  # A folder for screenshots, if they are wanted


class PageTest(WireTest):
    def page(self, path="/", **options):
        page = Page(self.broker.base + path, **options)
        page.__enter__()
        self.addCleanup(page.__exit__)
        return page

    def connect(self, page, **fields):
        for name, value in {"project": self.project, **fields}.items():
            page.fill(name, value)
        page.click("connect-button")

    def picture(self, page, name):
        if PICTURES:
            os.makedirs(PICTURES, exist_ok=True)
            page.screenshot(os.path.join(PICTURES, name + ".png"))


class Form(PageTest):
    def test_connects_sends_and_shows(self):
        page = self.page()
        self.connect(page)
        page.until("document.getElementById('state').textContent.startsWith('Connected as ')")
        agent = self.client("data-agent")
        page.fill("name", "Ada")
        page.fill("to", "data-agent")
        page.fill("message-type", "greet")
        page.fill("payload", "<b>hello</b>")
        page.click("send-button")
        got = agent.receive()
        self.assertEqual(got["type"], "greet")
        self.assertEqual(got["payload"], {"name": "Ada", "text": "<b>hello</b>"})
        agent.send_json({"id": "1", "type": "answer", "to": {"id": got["from"]["id"]},
                         "payload": "<img src=x onerror=alert(1)>"})
        shown = page.until("[...document.querySelectorAll('#log pre')].map(p => p.textContent)"
                           ".find(text => text.includes('answer'))")
        self.assertIn("<img src=x onerror=alert(1)>", shown)
        page.fill("payload", '{"n": [1, null]}')
        page.click("send-button")
        self.assertEqual(agent.receive()["payload"], {"n": [1, None]})
        page.run("[...document.querySelectorAll('#log button')].at(-1).click()")
        self.assertEqual(page.run("document.getElementById('client').value"), agent.id)
        page.click("connect-button")
        page.until("document.getElementById('state').textContent === 'Closed: 1000'")
        self.assertEqual(page.problems, [])

    def test_says_why_it_is_refused(self):
        self.assertEqual(self.api(
            "PUT", f"/api-keys/{self.project}/required", {"required": True}).status, 200)
        key = self.issue_key()
        page = self.page()
        for given, reason in (("", "API key required"), ("wrong", "Invalid API key")):
            self.connect(page, key=given)
            page.until(f"document.getElementById('state').textContent.startsWith('{reason}')")
        self.connect(page, key=key)
        page.until("document.getElementById('state').textContent.startsWith('Connected as ')")
        self.assertNotIn(key, page.run("document.body.innerText"))

    def test_urls(self):
        page = self.page()
        page.fill("project", "it's & more")
        urls = page.run("[...document.querySelectorAll('#addresses code')].map(c => c.textContent)")
        address = f"127.0.0.1:{self.broker.port}"
        self.assertEqual(urls[0], f"{self.broker.scheme}://{address}/websocket?"
                                  "projectId=it%27s+%26+more&type=runtime")
        self.assertEqual(urls[3], f"{self.broker.base}/health")

    def test_policy_holds(self):
        page = self.page()
        page.run("{ const script = document.createElement('script'); script.textContent ="
                 " 'window.foreign = 1'; document.body.append(script); }")
        self.assertIsNone(page.run("window.foreign"))
        self.assertTrue(page.run("await fetch('http://192.0.2.1/').then(() => false, () => true)"))

    def test_every_field_has_a_name(self):
        page = self.page()
        self.assertEqual(page.run(
            "[...document.querySelectorAll('input,select,textarea')]"
            ".filter(field => !field.labels.length).map(field => field.id)"), [])

    def test_widths(self):
        """Nothing sticks out, from a telephone to a large screen, light and dark."""
        long = "x" * 300
        for dark in (False, True):
            page = self.page(dark=dark)
            self.connect(page, project=self.new_project())
            page.until("document.getElementById('state').textContent.startsWith('Connected as ')")
            page.fill("payload", long)
            page.click("send-button")
            page.until("document.querySelectorAll('#log li').length > 1")
            for width in (320, 400, 800, 1200, 2000):
                page.resize(width, 900)
                self.assertLessEqual(
                    page.until("document.documentElement.scrollWidth"), width)
                if width in (400, 1200):
                    self.picture(page, f"{'dark' if dark else 'light'}-{width}")


class Readme(PageTest):
    """The steps of "The first five minutes" in the browser; tests/docs runs those of the shell."""

    def test_first_five_minutes(self):
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
            section = file.read().split("\n## The first five minutes\n")[1].split("\n## ")[0]
        for word in ("http://127.0.0.1:8787/", "`demo`", "`runtime`", "`data-agent`", "*Reply*"):
            self.assertIn(word, section)
        runtime = self.page()
        agent = Page(self.broker.base.replace("127.0.0.1", "localhost") + "/")
        agent.__enter__()
        self.addCleanup(agent.__exit__)
        for page, kind in ((runtime, "runtime"), (agent, "data-agent")):
            self.assertEqual(page.run("document.getElementById('project').value"), "demo")
            page.fill("type", kind)
            page.click("connect-button")
            page.until("document.getElementById('state').textContent.startsWith('Connected as ')")
        runtime.fill("to", "data-agent")
        runtime.click("send-button")
        last = "document.querySelector('#log li:last-child')"
        shown = agent.until(f"{last}.querySelector('button') && {last}.querySelector('pre').textContent")
        self.assertEqual(json.loads(shown)["from"]["type"], "runtime")
        agent.run(f"{last}.querySelector('button').click()")
        agent.fill("payload", "an answer")
        agent.click("send-button")
        runtime.until(f"{last}.querySelector('button') && {last}.textContent.includes('an answer')")
        for page in (runtime, agent):
            self.assertEqual(page.problems, [])


if __name__ == "__main__":
    unittest.main()
