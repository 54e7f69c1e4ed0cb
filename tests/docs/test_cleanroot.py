# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""packaging/clean-root explains its use, and touches no folder that it did not make."""
import os
import subprocess
import tempfile
import unittest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
USAGE, CANNOT_CREATE = 64, 73


class CleanRoot(unittest.TestCase):
    def run_script(self, *arguments):
        return subprocess.run([os.path.join(TREE, "packaging", "clean-root"), *arguments],
                              capture_output=True, text=True, check=False, timeout=60)

    def assert_refused(self, status, complaint, *arguments):
        with self.subTest(arguments):
            done = self.run_script(*arguments)
            self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
            self.assertIn(complaint, done.stderr)

    def test_help(self):
        done = self.run_script("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for option in ("--folder", "--keep", "--compiler", "--jobs", "--mirror", "--keyring"):
            self.assertIn(option, done.stdout)

    def test_arguments(self):
        self.assert_refused(USAGE, "which release?")
        self.assert_refused(USAGE, "'sarge' must be bookworm, trixie or noble", "sarge")
        self.assert_refused(USAGE, "no step 'tests'", "trixie", "tests")
        self.assert_refused(USAGE, "no option '--force'", "--force", "trixie")
        self.assert_refused(USAGE, "--folder needs a value", "trixie", "--folder")
        self.assert_refused(USAGE, "--jobs", "trixie", "--jobs", "0")
        self.assert_refused(USAGE, "--compiler", "trixie", "--compiler", "g++; reboot")

    def test_folders(self):
        with tempfile.TemporaryDirectory(prefix="broadcaster-") as folder:
            link = os.path.join(folder, "link")
            os.symlink(folder, link)
            file = os.path.join(folder, "file")
            with open(file, "w", encoding="utf-8"):
                pass
            refused = {"/": "is there already", "/usr": "is there already",
                       folder: "is there already", file: "is there already",
                       link: "is a link", link + "/": "is there already",
                       os.path.join(folder, "no", "root"): "there is no folder",
                       TREE: "is there already", os.path.join(TREE, "root"): "in the repository"}
            for path, complaint in refused.items():
                self.assert_refused(CANNOT_CREATE, complaint, "--folder", path, "trixie")
            self.assertEqual(sorted(os.listdir(folder)), ["file", "link"])


if __name__ == "__main__":
    unittest.main()
