# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Finds the programs of others, and the helpers of tests/wire."""
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "wire"))

PROGRAM_SECONDS = 120
CHROMIUM_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                  "--disable-quic", "--no-first-run",
                  "--disable-background-networking", "--disable-component-update", "--disable-sync",
                  "--disable-extensions", "--disable-default-apps", "--disable-dev-shm-usage",
                  "--no-proxy-server",
                  "--ignore-certificate-errors")  # of a certificate that no authority has signed


def find_program(package, *names):
    """The path of a program. A test that lacks it fails: skipped is not tested."""
    for name in names:
        path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
        if path:
            return path
    raise AssertionError(f"none of {', '.join(names)} is installed: apt-get install {package}")


def find_chromium():
    return find_program("chromium", "chromium", "chromium-browser", "google-chrome")


def run_node(script, text="", certificate=None):
    """Runs a script of this folder with the system's packages, and trust in one certificate more;
    returns what it printed."""
    node = shutil.which("node", path="/usr/bin") or find_program("nodejs", "node")
    paths = [os.environ.get("NODE_PATH", ""), "/usr/share/nodejs", "/usr/lib/node_modules"]
    trust = {"NODE_EXTRA_CA_CERTS": certificate.certificate} if certificate else {}
    done = subprocess.run(
        [node, os.path.join(HERE, script)], input=text, capture_output=True, text=True,
        check=False, timeout=PROGRAM_SECONDS,
        env={**os.environ, "NODE_PATH": ":".join(filter(None, paths)), **trust})
    assert done.returncode == 0, f"{script} ended with {done.returncode}\n{done.stderr}"
    return done.stdout


def check_steps(test, steps):
    """`steps` of the scenario have names and, where they failed, errors."""
    test.assertGreater(len(steps), 10)
    for step in steps:
        with test.subTest(step["name"]):
            test.assertIsNone(step["error"])


def installed_packages(name, folder):
    """The folder build/node/NAME with the packages of npm that package.json in `folder` names. A test
    that lacks them fails: skipped is not tested."""
    path = os.path.abspath(os.path.join(HERE, "..", "..", "build", "node", name))
    with open(os.path.join(folder, "package.json"), encoding="utf-8") as file:
        wanted = json.load(file)["dependencies"]
    for package, version in wanted.items():
        description = os.path.join(path, "node_modules", *package.split("/"), "package.json")
        if not os.path.exists(description):
            raise AssertionError(f"{package} is not installed: ./dev test does it, by npm ci in "
                                 f"build/node/{name}")
        with open(description, encoding="utf-8") as file:
            found = json.load(file)["version"]
        assert found == version, f"{package} is {found}, and must be {version}: run ./dev test"
    return path
