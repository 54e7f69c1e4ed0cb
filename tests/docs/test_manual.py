# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The manual page is the one that packaging/manual.py makes from `--help`."""
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
        with open(os.path.join(PACKAGING, "broadcaster.1"), encoding="utf-8") as file:
            self.page = file.read()

    def test_it_is_what_the_script_makes(self):
        self.assertTrue(manual.manual(self.program) == self.page,
                        "write it anew: packaging/manual.py build/release/broadcaster"
                        " > packaging/broadcaster.1")

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
        done = subprocess.run(["groff", "-k", "-man", "-Tutf8", "-ww", "-z"], input=self.page,
                              capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
