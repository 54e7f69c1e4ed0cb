# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""docs/broadcaster.d.ts takes right uses and refuses wrong ones, and has the names of the documents."""
import re
import unittest

import sources
from document import HERE, load
from tools import typescript


def union(name):
    """The members of a union of texts or numbers."""
    text = re.search(rf"export type {name} =(.*?);", sources.read("docs", "broadcaster.d.ts"), re.DOTALL)[1]
    return set(re.findall(r"'([^']+)'|(?<![\w'])(\d+)", text))


def members(name):
    """The members of an interface or of a type of one object, without those inside them."""
    text = sources.read("docs", "broadcaster.d.ts")
    text = re.sub(r"/\*\*.*?\*/", "", text, flags=re.DOTALL)
    body = re.search(rf"export (?:interface {name} {{|type {name} = \w+<(?:'\w+', )?{{)(.*?)^}}", text,
                     re.DOTALL | re.MULTILINE)[1]
    return set(re.findall(r"^  (\w+)\??:", body, re.MULTILINE))


class Types(unittest.TestCase):
    def test_uses(self):
        done = typescript("-p", HERE + "/types")
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_names(self):
        schemas = load("openapi.yaml")["components"]["schemas"]
        explained = schemas["Explanation"]["properties"]["clients"]["items"]["properties"]
        for name, values in (
                ("ClientType", schemas["ClientType"]["enum"]),
                ("FailureName", schemas["Failure"]["properties"]["error"]["enum"]),
                ("Verdict", explained["verdict"]["enum"])):
            with self.subTest(name):
                self.assertEqual({text for text, _ in union(name)}, set(values))
        codes = {row["code"] for row in load("asyncapi.yaml")["channels"]["project"]["x-close-codes"]}
        self.assertEqual({int(number) for _, number in union("CloseCode")}, codes)

    def test_members(self):
        schemas = load("openapi.yaml")["components"]["schemas"]
        for name in ("Failure", "OperatorFailure", "Health", "ProjectHealth", "Readiness", "Client", "Status", "NewKey",
                     "IssuedKey", "Key", "Projects", "Published", "Explanation"):
            with self.subTest(name):
                self.assertEqual(members(name), set(schemas[name]["properties"]))

    def test_members_of_system_messages(self):
        messages = load("asyncapi.yaml")["components"]["messages"]
        for name, message in (("Connected", "connected"), ("ClientLeft", "client_left"), ("ErrorMessage", "error")):
            with self.subTest(name):
                payload = messages[message]["payload"]["properties"]["payload"]
                self.assertEqual(members(name), set(payload["properties"]))


if __name__ == "__main__":
    unittest.main()
