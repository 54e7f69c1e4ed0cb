# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The base of every case: the broker on a core of its own, the load generator on another, and
figures that are held against a bound."""
import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "wire"))

from broker import SERVICE_KEY, Broker  # noqa: E402
from httpclient import HttpConnection  # noqa: E402

MIB = 1024 * 1024


class Failure(Exception):
    """A program did not run at all."""


class Figure(NamedTuple):
    case: str
    title: str
    value: float
    unit: str
    bound: str = ""  # empty: there is none
    ok: bool = True


def shown(value):
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


class Stage:
    """The tools of one case."""

    def __init__(self, build, case, is_quick):
        self.build = build
        self.case = case
        self.is_quick = is_quick
        self.figures = []
        self.cores = sorted(os.sched_getaffinity(0))

    def figure(self, title, value, unit="", *, at_most=None, at_least=None):
        """Prints it at once. Without a bound it is for the reader only."""
        bound, ok = "", True
        if at_most is not None:
            bound, ok = f"at most {shown(at_most)}", value <= at_most
        elif at_least is not None:
            bound, ok = f"at least {shown(at_least)}", value >= at_least
        self.figures.append(Figure(self.case, title, value, unit, bound, ok))
        verdict = f"({bound})  {'ok' if ok else 'MISSED'}" if bound else ""
        print(f"  {title:<52} {f'{shown(value)} {unit}':>18}  {verdict}".rstrip(), flush=True)

    def exactly(self, title, value, wanted, unit=""):
        ok = value == wanted
        self.figures.append(Figure(self.case, title, value, unit, f"exactly {shown(wanted)}", ok))
        print(f"  {title:<52} {f'{shown(value)} {unit}':>18}  (exactly {shown(wanted)})  "
              f"{'ok' if ok else 'MISSED'}", flush=True)

    def disturbance(self, *lines):
        """How much of a core other programs took from these runs of the load generator."""
        self.figure("taken by other programs", max(line["other_cpu"] for line in lines), "cores")

    def say(self, text):
        print(f"  {text}", flush=True)

    @contextlib.contextmanager
    def broker(self, *arguments, limit_child=None, **options):
        """A broker on the first core."""
        with self.new_broker(*arguments, limit_child=limit_child, **options) as broker:
            yield broker

    def new_broker(self, *arguments, limit_child=None, **options):
        """One that is not started yet."""
        def prepare():
            os.sched_setaffinity(0, {self.cores[0]})
            if limit_child:
                limit_child()
        return Broker("--log-level", "warning", *arguments, limit_child=prepare, **options)

    def start_load(self, broker, *arguments, measured=None, program="broadcaster-load"):
        """A load generator on the last core; `result()` waits for it. `measured` is the server
        whose processor time it reports, if not the broker."""
        process = (measured or broker).process
        return subprocess.Popen(
            [str(self.build / program), *map(str, arguments), "--port",
             str(broker.port), "--pid", str(process.pid)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {self.cores[-1]}))

    def load(self, broker, *arguments):
        return result(self.start_load(broker, *arguments))


def result(process):
    """The line of a load generator."""
    text = process.communicate()[0]
    if process.returncode != 0:
        raise Failure(f"the load generator ended with status {process.returncode}")
    return json.loads(text)


# Looking at the broker from outside

def resident_kib(broker, field="VmRSS"):
    """`VmHWM`: the most there has been."""
    for line in Path(f"/proc/{broker.process.pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1])
    raise Failure(f"/proc has no {field}")


def descriptors(broker):
    return len(os.listdir(f"/proc/{broker.process.pid}/fd"))


def call(broker, method, target, members=None):
    """One HTTP request with the service key, on a connection of its own."""
    body = json.dumps(members).encode() if members is not None else None
    headers = [("Authorization", f"Bearer {SERVICE_KEY}")]
    if body is not None:
        headers.append(("Content-Type", "application/json"))
    with HttpConnection(broker.port) as connection:
        return connection.request(method, target, headers, body)


def health(broker, project=None):
    return call(broker, "GET", f"/health?projectId={project}" if project else "/health").json()


def usage(broker, project):
    return call(broker, "GET", f"/usage?projectId={project}").json()["data"]["totalRequests"]
