# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Runs parts of a suite at once, each in a process of its own: `atonce.py test_suite.Class...`.

For parts that mostly wait and share nothing."""
import subprocess
import sys

parts = [subprocess.Popen([sys.executable, "-m", "unittest", "-v", name], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
         for name in sys.argv[1:]]
for part in parts:
    print(part.communicate()[0], flush=True)
sys.exit(any(part.returncode for part in parts))
