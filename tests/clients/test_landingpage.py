# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The page at `/` in a real browser, and the snippets of README.md in its console."""
import json
import os
import re
import unittest

import support  # noqa: F401: finds the modules of tests/wire
from devtools import Page
from tls import OVER_TLS
from wiretest import WireTest

ROOT = os.path.join(support.HERE, "..", "..")
PICTURES = os.environ.get("LANDING_PAGE_PICTURES")  # A folder for screenshots, if they are wanted


def snippets(section):
    """The blocks of JavaScript in a section of README.md."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        text = file.read().split(f"\n## {section}\n")[1].split("\n## ")[0]
    return re.findall(r"\n```js\n(.*?)\n```\n", text, re.DOTALL)


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


@unittest.skipIf(OVER_TLS, "the README's broker speaks plainly")
class Readme(PageTest):
    def test_first_five_minutes(self):
        connect, send, answer = (
            text.replace("127.0.0.1:8787", f"127.0.0.1:{self.broker.port}")
            for text in snippets("The first five minutes"))
        for host in ("127.0.0.1", "localhost"):
            with self.subTest(host), Page(f"http://{host}:{self.broker.port}/") as page:
                page.run(connect)
                for who in ("runtime got", "agent got"):
                    page.until_console(
                        lambda line, who=who: line[0] == who and '"connected"' in line[1])
                page.run(send)
                line = page.until_console(
                    lambda line: line[0] == "agent got" and "get_docs" in str(line[1]))
                self.assertEqual(json.loads(line[1])["from"]["type"], "runtime")
                page.run(answer)
                page.run(send)
                line = page.until_console(
                    lambda line: line[0] == "runtime got" and '"docs"' in line[1])
                self.assertEqual(json.loads(line[1])["payload"], {"docs": ["one", "two"]})
                self.assertEqual(page.problems, [])

    def test_says_where_to_open_the_console(self):
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
            section = file.read().split("\n## The first five minutes\n")[1].split("\n## ")[0]
        self.assertIn("http://127.0.0.1:8787/", section.split("```")[0])


if __name__ == "__main__":
    unittest.main()
