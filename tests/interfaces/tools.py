# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The packages of npm for these tests (node/package.json), in build/node/interfaces."""
import os
import subprocess

from document import HERE
from support import PROGRAM_SECONDS, find_program, installed_packages


def installed():
    return installed_packages("interfaces", os.path.join(HERE, "node"))


def node(*arguments, text="", **options):
    """Runs node to its end."""
    return subprocess.run([find_program("nodejs", "node"), *arguments], input=text, text=True,
                          capture_output=True, check=False, timeout=PROGRAM_SECONDS, **options)


def typescript(*arguments):
    """Runs the compiler of TypeScript to its end."""
    return node(os.path.join(installed(), "node_modules", "typescript", "bin", "tsc"), *arguments)
