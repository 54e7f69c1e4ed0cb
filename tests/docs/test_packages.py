# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The packages' files name what is there, and the scripts refuse wrong calls.
`./dev package --prove` tries the packages themselves."""
import os
import re
import subprocess
import unittest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGING = os.path.join(TREE, "packaging")
USAGE = 64


def read(*path):
    with open(os.path.join(PACKAGING, *path), encoding="utf-8") as file:
        return file.read()


class Packages(unittest.TestCase):
    def test_the_unit_can_name_the_server(self):
        """The unit has the words that debian/rules replaces."""
        unit, rules = read("broadcaster.service"), read("debian", "rules")
        replaced = re.findall(r"-e 's\|([^|]+)\|", rules)
        self.assertEqual(len(replaced), 2)
        for text in replaced:
            self.assertIn(text, unit)

    def test_the_scripts_of_dpkg(self):
        for name in ("postinst", "postrm"):
            script = read("debian", f"broadcaster-server.{name}")
            self.assertIn("\n#DEBHELPER#\n", script)
            done = subprocess.run(["sh", "-n"], input=script, text=True, check=False,
                                  capture_output=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_the_key_of_the_unit_is_the_one_that_is_made_and_purged(self):
        key = re.search(r"^LoadCredential=service-key:(\S+)$", read("broadcaster.service"),
                        re.MULTILINE)[1]
        self.assertIn(f"key={key}\n", read("debian", "broadcaster-server.postinst"))
        self.assertIn(f"rm -f {key} ", read("debian", "broadcaster-server.postrm"))

    def test_usage(self):
        for command in ((os.path.join(PACKAGING, "prove-packages"), "one"),
                        (os.path.join(TREE, "dev"), "package", "--nothing")):
            with self.subTest(command):
                done = subprocess.run(command, capture_output=True, text=True, check=False,
                                      timeout=60)
                self.assertEqual((done.returncode, done.stdout), (USAGE, ""), done.stderr)


if __name__ == "__main__":
    unittest.main()
