# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The table of docs/options.md has the options of `--help`, with the same values and defaults."""
import os
import re
import subprocess
import unittest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OPTION = re.compile(r"^ +(?:-\w, )?--([\w-]+)(?: ([A-Z|\[\]/]+))? {2,}(.*)$", re.MULTILINE)
ROW = re.compile(r"^\| `--([\w-]+)(?: ([^`]+))?`(?:, `-\w`)? \|([^|]*)\| (.*) \|$", re.MULTILINE)
IN_WORDS = {"none", "off", "see below", ""}  # The words of --help differ for these.


def help_text():
    """With each option on one line."""
    text = subprocess.run([os.environ["BROADCASTER"], "--help"], check=True, capture_output=True,
                          text=True, timeout=60, env={**os.environ, "LANG": "C.UTF-8"}).stdout
    return re.sub(r"\n {20,}", " ", text)


class Options(unittest.TestCase):
    def setUp(self):
        self.help = {name: (value, text) for name, value, text in OPTION.findall(help_text())}
        with open(os.path.join(TREE, "docs", "options.md"), encoding="utf-8") as file:
            rows = ROW.findall(file.read().replace("\\|", "|"))
        self.table = {name: (value, default.replace("`", "").strip(), meaning)
                      for name, value, default, meaning in rows}

    def test_same_options(self):
        self.assertGreater(len(self.help), 25)
        self.assertEqual(self.help.keys(), self.table.keys())

    def test_same_values(self):
        self.assertEqual({name: value for name, (value, _) in self.help.items()},
                         {name: value for name, (value, _, _) in self.table.items()})

    def test_same_defaults(self):
        for name, (_, default, _) in self.table.items():
            if default not in IN_WORDS:
                with self.subTest(name):
                    self.assertTrue(self.help[name][1].endswith(f"({default})"), self.help[name])

    def test_every_option_is_explained(self):
        self.assertEqual([name for name, row in self.table.items() if not row[2].strip()], [])


if __name__ == "__main__":
    unittest.main()
