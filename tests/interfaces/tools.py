# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The packages of npm for these tests (node/package.json), in build/node/interfaces."""
import json
import os
import subprocess

from document import HERE, TREE
from support import PROGRAM_SECONDS, find_program

FOLDER = os.path.join(TREE, "build", "node", "interfaces")


def installed():
    """The folder of the packages. A test that lacks them fails: skipped is not tested."""
    with open(os.path.join(HERE, "node", "package.json"), encoding="utf-8") as file:
        wanted = json.load(file)["dependencies"]
    for name, version in wanted.items():
        path = os.path.join(FOLDER, "node_modules", *name.split("/"), "package.json")
        if not os.path.exists(path):
            raise AssertionError(f"{name} is not installed: ./dev test does it, by npm ci in "
                                 "build/node/interfaces")
        with open(path, encoding="utf-8") as file:
            found = json.load(file)["version"]
        assert found == version, f"{name} is {found}, and must be {version}: run ./dev test"
    return FOLDER


def node(*arguments, text="", **options):
    """Runs node to its end."""
    return subprocess.run([find_program("nodejs", "node"), *arguments], input=text, text=True,
                          capture_output=True, check=False, timeout=PROGRAM_SECONDS, **options)


def typescript(*arguments):
    """Runs the compiler of TypeScript to its end."""
    return node(os.path.join(installed(), "node_modules", "typescript", "bin", "tsc"), *arguments)
