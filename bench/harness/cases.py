# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The measurements and their goals, as data; bench/README.md has them in words."""
from typing import NamedTuple

from harness.servers import (ATTACHED, BROKER, BUN, BUN_SEND, FLOOR, NAIVE, PEERS, WS, WS_CORK)

# A yardstick, and its servers: a number is compared with the best of them in the same round.
YARDSTICKS = {NAIVE: (NAIVE,), WS: (WS, WS_CORK), BUN: (BUN, BUN_SEND), FLOOR: (FLOOR,)}


class Goal(NamedTuple):
    """At least so much; at most, where less is better."""

    limit: float
    than: str = ""  # times a yardstick, or the broker's own number in another case; else absolute


class Measure(NamedTuple):
    title: str
    unit: str
    key: str  # in the line of a run
    goals: tuple = ()
    less_is_better: bool = False


class Case(NamedTuple):
    name: str
    arguments: str  # of the load generator; they win over the usual ones
    measures: tuple
    servers: tuple = (NAIVE, *PEERS, BROKER, FLOOR)
    broker: tuple = ("--threads", "1")  # arguments of the broker
    is_loose: bool = False  # the server may use every core
    is_once: bool = False  # in the first round only
    plain: str = ""  # the same case without TLS; set where this one is with it


WATCHED = (NAIVE, *PEERS, BROKER, ATTACHED, FLOOR)
TOPICS = (NAIVE, WS, WS_CORK, BUN, BROKER, FLOOR)  # Bun's plain sends are far behind here
PLAIN = (NAIVE, WS, BUN, BUN_SEND, BROKER, FLOOR)  # gathering writes does not help here
ALONE = (BROKER,)
WITH_TLS = (WS, BUN, BROKER)  # each has its library of TLS: OpenSSL, BoringSSL, OpenSSL
ATTACHED_GOAL = Goal(0.8, BROKER)


def rate(title, unit, key, *goals):
    return (Measure(title, unit, key, goals),)


def routed(title, *goals):
    return rate(title, "messages/s", "delivered_per_s", *goals)


def delivered(title, *goals):
    return rate(title, "deliveries/s", "delivered_per_s", *goals)


def each(title, *goals):
    return Measure(f"{title}, processor time of each", "µs", "server_us", goals, True)


def late(title, *goals):
    return (Measure(f"{title}, 99 % within", "µs", "p99_us", goals, True),
            Measure(f"{title}, 99.9 % within", "µs", "p999_us", goals, True))


def handshakes(title, *goals):
    return (*rate(title, "connects/s", "connects_per_s", *goals),
            Measure(f"{title}, processor time of each", "µs", "connect_server_us", (), True))


HANDSHAKES = "--warmup 0 --seconds 0.1"  # they are over when that begins
W1 = "routed, 256 pairs, 1 outstanding"
CALM = "at 20,000 messages/s"
CROWD = "at 20,000 messages/s, 9,000 idle clients beside"
RPC = "request and answer, 64 pairs, 1 outstanding"

CASES = (
    Case("route", "route",
         routed("routed, 128 B, 32 pairs, 16 outstanding", Goal(2.5, BUN), Goal(0.8, FLOOR)),
         WATCHED),
    Case("route-w1", "route --projects 256 --window 1",
         (*routed(W1, Goal(1.2, BUN), Goal(0.8, FLOOR)), each(W1, Goal(1 / 1.2, BUN))), PLAIN),
    Case("route-1k", "route --size 1024",
         routed("routed, 1 KiB of text", Goal(2, BUN)), PLAIN),
    Case("route-objects", "route --size 1024 --objects",
         routed("routed, 1 KiB of small objects", Goal(4.5, BUN)), PLAIN),
    Case("route-64k", "route --size 65536 --window 4",
         (*routed("routed, 64 KiB of text, 4 outstanding", Goal(1.2, BUN)),
          *rate("the same in bytes", "MB/s", "mb_per_s")), PLAIN),
    # As many bytes under way as above: more would only measure the processor's cache.
    Case("route-1m", "route --size 1000000 --window 1 --projects 8",
         rate("routed, 1 MB of text, 8 pairs, 1 outstanding", "MB/s", "mb_per_s",
              Goal(1, "route-64k")), (WS, BUN, BUN_SEND, BROKER, FLOOR)),
    Case("rpc", "rpc",
         (*rate(RPC, "round trips/s", "trips_per_s", Goal(1.25, BUN)),
          each(RPC, Goal(1 / 1.25, BUN))), (NAIVE, WS, BUN, BUN_SEND, BROKER, ATTACHED, FLOOR)),
    Case("fanout", "fanout",
         delivered("fan-out to 200 receivers, 128 B", Goal(1.05, BUN), Goal(0.9, FLOOR)),
         (*TOPICS, ATTACHED)),
    Case("fanout-1k", "fanout --size 1024",
         delivered("fan-out to 200 receivers, 1 KiB", Goal(1.2, BUN), Goal(0.9, FLOOR)), TOPICS),
    Case("fanout-64k", "fanout --size 65536 --receivers 50 --window 4",
         delivered("fan-out to 50 receivers, 64 KiB, 4 outstanding", Goal(1.4, BUN),
                   Goal(0.9, FLOOR)), TOPICS),
    Case("mirror", "mirror --projects 1 --window 64",
         delivered("1 pair mirrored to 8 admins, 64 outstanding", Goal(1.2, BUN)), TOPICS),
    Case("mirror-8", "mirror",
         delivered("8 pairs, each mirrored to 8 admins", Goal(1.2, BUN)), (*TOPICS, ATTACHED)),
    Case("paced-10k", "paced --rate 10000",
         late("at 10,000 messages/s", Goal(1, BUN)), PLAIN),
    Case("paced-50k", "paced --rate 50000",
         late("at 50,000 messages/s", Goal(1, BUN)), PLAIN),
    Case("paced-20k", "paced", (*late(CALM), each(CALM)), ALONE),
    Case("paced-crowd", "paced --idle 9000",
         (*late(CROWD, Goal(1.1, "paced-20k")), each(CROWD, Goal(1.1, "paced-20k"))), ALONE),
    Case("idle", "idle",
         (*rate("connecting 9,000 clients", "connects/s", "connects_per_s", Goal(1, BUN)),
          Measure("connecting 9,000 clients, processor time of each", "µs", "connect_server_us",
                  (), True),
          Measure("memory of an idle client, of 9,000", "KiB", "kib_per_connection",
                  (Goal(8),), True)), (NAIVE, WS, BUN, BROKER, FLOOR)),
    Case("burst", "route --projects 4500 --window 1 --size 1000000 --messages 4500 --active 4"
         " --rest 2",
         (Measure("memory of 9,000 clients after 1 MB through each", "x of before", "grown",
                  (Goal(1.1),), True),), (BUN, BROKER)),
    Case("idle-cpu", "idle --seconds 35",
         (Measure("processor time with 9,000 idle clients, pings included", "% of a core",
                  "idle_percent", (Goal(0.5),), True),), ALONE, is_once=True),
    Case("threads-1", "route --projects 512 --window 4",
         (each("routed in 512 projects, one thread"),), ALONE, is_loose=True),
    Case("threads-2", "route --projects 512 --window 4",
         (each("routed in 512 projects, two threads", Goal(1.1, "threads-1")),), ALONE,
         ("--threads", "2"), is_loose=True),
    Case("route-tls", "route --tls",
         routed("routed, 128 B, 32 pairs, 16 outstanding", Goal(1, BUN)),
         (WS, WS_CORK, BUN, BUN_SEND, BROKER), plain="route"),
    Case("fanout-tls", "fanout --tls",
         delivered("fan-out to 200 receivers, 128 B", Goal(1, BUN)),
         (WS, WS_CORK, BUN, BROKER), plain="fanout"),
    Case("handshakes-tls", f"idle --tls {HANDSHAKES}",
         handshakes("connecting 9,000 clients, full handshakes", Goal(1, WS)), WITH_TLS,
         plain="idle"),
    Case("handshakes-tls-resumed", f"idle --tls --tls-resume {HANDSHAKES}",
         handshakes("connecting 9,000 clients, resumed handshakes", Goal(1, WS)), WITH_TLS,
         plain="idle"),
    Case("idle-tls", "idle --tls",
         (Measure("memory of an idle client, of 9,000", "KiB", "kib_per_connection",
                  (Goal(1, WS),), True),), WITH_TLS, plain="idle"),
)
