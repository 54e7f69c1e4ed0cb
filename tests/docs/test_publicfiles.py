# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""CHANGELOG.md has the form of Keep a Changelog, the version is said in one place, and the files of .github are YAML
that names commands and files of this tree."""
import glob
import os
import re
import unittest

import yaml

from test_links import TREE, files_below, read

VERSION = re.compile(r"^project\(broadcaster VERSION (\d+\.\d+\.\d+) ", re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
SOURCES = (".cpp", ".h", ".py", ".service", ".html", ".md", ".txt", ".yml", ".yaml", ".sh", ".xml", ".ts", ".json", ".1", "")


class Changelog(unittest.TestCase):
    def setUp(self):
        self.text = read(os.path.join(TREE, "CHANGELOG.md"))

    def test_unreleased_is_the_first_section(self):
        first, *released = re.findall(r"^## (.+)$", self.text, re.MULTILINE)
        self.assertEqual(first, "[Unreleased]")
        for title in released:
            self.assertRegex(title, r"^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$")

    def test_kinds_of_changes(self):
        kinds = re.findall(r"^### (.+)$", self.text, re.MULTILINE)
        self.assertTrue(kinds)
        self.assertEqual(set(kinds) - KINDS, set())


class Version(unittest.TestCase):
    def test_is_said_in_one_place(self):
        version = VERSION.search(read(os.path.join(TREE, "CMakeLists.txt")))[1]
        said = re.compile(rf"(?<![\d.]){re.escape(version)}(?![\d.])")
        found = []
        for path in files_below(TREE, *SOURCES):
            if os.path.basename(path) in ("package-lock.json", "CHANGELOG.md") or os.path.islink(path):
                continue
            try:
                found += [os.path.relpath(path, TREE)] if said.search(read(path)) else []
            except UnicodeDecodeError:
                continue
        self.assertEqual(found, ["CMakeLists.txt"])


class GitHub(unittest.TestCase):
    def parsed(self, pattern):
        paths = glob.glob(os.path.join(TREE, ".github", pattern))
        self.assertTrue(paths, pattern)
        return {os.path.basename(path): yaml.safe_load(read(path)) for path in paths}

    def steps(self):
        for name, workflow in self.parsed("workflows/*.yml").items():
            for job in workflow["jobs"].values():
                yield from ((name, step) for step in job["steps"])

    def test_every_step_uses_or_runs_something(self):
        for name, step in self.steps():
            self.assertEqual(len({"uses", "run"} & set(step)), 1, (name, step))

    def test_commands_are_those_of_dev(self):
        usage = read(os.path.join(TREE, "dev"))
        called = {word for _, step in self.steps()
                  for word in re.findall(r"\./dev (\w+)", step.get("run", ""))}
        self.assertLessEqual({"test", "format", "lint", "package"}, called)
        for word in called:
            self.assertRegex(usage, rf"(?m)^command_{word}\(\)")

    def test_forms_of_issues(self):
        forms = self.parsed("ISSUE_TEMPLATE/*.yml")
        self.assertEqual(set(forms), {"bug.yml", "feature.yml", "config.yml"})
        for name in ("bug.yml", "feature.yml"):
            self.assertLessEqual({"name", "description", "body"}, set(forms[name]), name)
            fields = [field for field in forms[name]["body"] if field["type"] != "markdown"]
            names = [field["id"] for field in fields]
            self.assertEqual(len(names), len(set(names)), name)
            for field in fields:
                self.assertTrue(field["attributes"]["label"], (name, field["id"]))


if __name__ == "__main__":
    unittest.main()
