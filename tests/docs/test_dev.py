# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""`./dev` installs missing packages. Programs of the test stand in for apt and sudo."""
import os
import shutil
import subprocess
import tempfile
import unittest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NOBODY = 65534
UNAVAILABLE = 69

# Each writes its call to the file `calls` first.
PROGRAMS = {
    "dpkg-query": "exit 1",
    "apt-cache": "echo '  Candidate: 1.0'",
    "cmake": "exit 0",
    "sudo": '[ -z "$SUDO_FAILS" ] || exit 1; exec "$@"',
    "apt-get": """
        case "$*" in *install*) ;; *) echo 'Reading lists'; exit 0 ;; esac
        for percent in 0.0000 10.1234 49.9 50.0 100.0000; do
            echo "dlstatus:3:$percent:Retrieving file 3 of 9 (2min 4s remaining)" >&3
        done
        echo 'Fetched 9 files'
        for percent in 5.5 60.1; do echo "pmstatus:libssl-dev:amd64:$percent:Unpacking it" >&3; done
        [ -z "$APT_FAILS" ] || { echo 'E: The disk is full'; exit 100; }
        echo 'Setting up libssl-dev'"""}


class Installing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        os.chmod(self.folder, 0o777)
        os.mkdir(os.path.join(self.folder, "packaging"))
        for script in ("dev", "packaging/packages.sh"):
            shutil.copy(os.path.join(TREE, script), os.path.join(self.folder, script))
        os.mkdir(os.path.join(self.folder, "bin"))
        for name, commands in PROGRAMS.items():
            path = os.path.join(self.folder, "bin", name)
            with open(path, "w", encoding="utf-8") as program:
                program.write(f'#!/bin/sh\necho "{name} $*" >> "$CALLS"\n{commands}\n')
            os.chmod(path, 0o755)

    def dev(self, *arguments, **environment):
        """Runs it as an ordinary user: (exit status, stderr)."""
        calls = os.path.join(self.folder, "calls")
        user = {"user": NOBODY} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [os.path.join(self.folder, "dev"), *arguments], capture_output=True, text=True,
            check=False, timeout=60, stdin=subprocess.DEVNULL, **user,
            env={"PATH": os.path.join(self.folder, "bin") + ":/usr/bin:/bin", "CALLS": calls,
                 "HOME": self.folder, **environment})
        with open(calls, encoding="utf-8") as file:
            self.calls = file.read().splitlines()
        return done.returncode, done.stderr

    def read_log(self):
        with open(os.path.join(self.folder, "build", "install.log"), encoding="utf-8") as log:
            return log.read()

    def test_progress(self):
        status, errors = self.dev("build")
        self.assertEqual(status, 0, errors)
        self.assertLess(errors.index("build/install.log"), errors.index("downloading"))
        self.assertEqual([line for line in errors.splitlines() if "%" in line], [
            "dev:   downloading: 0 %", "dev:   downloading: 25 %", "dev:   downloading: 50 %",
            "dev:   downloading: 100 %", "dev:   installing: 0 %", "dev:   installing: 50 %"])
        self.assertEqual(self.read_log(), "Fetched 9 files\nSetting up libssl-dev\n")

    def test_first_build_says_how_long(self):
        _, errors = self.dev("build")
        self.assertIn("about four minutes", errors)

    def test_sudo_refuses(self):
        status, errors = self.dev("build", SUDO_FAILS="1")
        self.assertEqual(status, UNAVAILABLE)
        self.assertRegex(errors, r"\n(dev: +)apt-get install --no-install-recommends qt6-base-dev "
                                 r"[a-z0-9 .+-]+\n")
        self.assertEqual([call for call in self.calls if call.startswith("sudo")], ["sudo true"])
        self.assertEqual([call for call in self.calls if call.startswith("apt-get")], [])

    def test_apt_fails(self):
        status, errors = self.dev("build", APT_FAILS="1")
        self.assertEqual(status, UNAVAILABLE)
        self.assertIn("E: The disk is full", errors)
        self.assertFalse([call for call in self.calls if call.startswith("cmake")])


if __name__ == "__main__":
    unittest.main()
