# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The manual pages and the configuration file are those that packaging/manual.py makes."""
import os
import re
import subprocess
import sys
import unittest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGING = os.path.join(TREE, "packaging")
OPTION = re.compile(r"^ +(?:-\w, )?(--[\w-]+)", re.MULTILINE)

sys.path.insert(0, PACKAGING)
import manual  # noqa: E402


class Manual(unittest.TestCase):
    def setUp(self):
        self.program = os.environ["BROADCASTER"]
        self.page = self.content("broadcaster.1")

    def content(self, name):
        with open(os.path.join(PACKAGING, name), encoding="utf-8") as file:
            return file.read()

    def test_they_are_what_the_script_makes(self):
        for name, made in manual.FILES.items():
            with self.subTest(name):
                self.assertTrue(made(self.program) == self.content(name),
                                "write it anew: packaging/manual.py build/release/broadcaster")

    def test_every_option_is_in_the_page_of_the_file(self):
        text = self.content("broadcaster.conf.5").replace("\\-", "-")
        names = re.findall(r"^#([\w-]+) = ", self.content("broadcaster.conf"), re.MULTILINE)
        self.assertGreater(len(names), 30)
        for name in names:
            with self.subTest(name):
                self.assertIn(rf"\fB{name}\fR = ", text)

    def test_a_broker_takes_the_file(self):
        done = subprocess.run(
            [self.program, "--server", "--config", os.path.join(PACKAGING, "broadcaster.conf"),
             "--check-config"], capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_every_option_is_there(self):
        text = self.page.replace("\\-", "-")
        for arguments in (["--help"], *([name, "--help"] for name in
                                        ("tail", "send", "status", "keys", "--connect"))):
            options = OPTION.findall(manual.printed(self.program, *arguments))
            self.assertTrue(options, arguments)
            for option in options:
                with self.subTest(option):
                    self.assertTrue(re.search(rf"(?m)^\\fB(-\w, )?{option}\\fR", text))

    def test_troff_has_nothing_to_say(self):
        for name in ("broadcaster.1", "broadcaster.conf.5"):
            done = subprocess.run(["groff", "-k", "-man", "-Tutf8", "-ww", "-z"],
                                  input=self.content(name), capture_output=True, text=True,
                                  check=False, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
