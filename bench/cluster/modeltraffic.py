# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Projects on brokers by chance, and the traffic that follows from where they are."""
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from modelcosts import BYTES, DELIVERY_US

SAMPLE = 200_000  # Clients that are placed one by one; all others are like them.
LARGEST_PROJECT = 1000  # Larger ones are rooms of their own: hot_room()
BATCHES_UNDER_WAY = 4  # limits::ClusterBatchesUnderWay
QUEUE_SECONDS = 1  # limits::ClusterQueueTime; then messages are lost.
BEAT_SECONDS = 2
ENTER_COMMANDS, LEAVE_COMMANDS = 3, 1
NETWORK_MB = 1250  # A second, of 10 Gbit/s.


class Workload(NamedTuple):
    session: float  # seconds
    messages: float  # of a client, a second
    broadcasts: float  # share of the messages
    affinity: float  # share of the projects


@dataclass
class Placement:
    """Sums over the clients that were placed, for each of them unless it is said otherwise."""

    brokers: int
    clients_each: int
    placed: int = 0
    projects: int = 0
    remote: int = 0  # Entries in rosters of other brokers.
    enters: int = 0  # Clients that are the only ones of their project at their broker.
    join_records: int = 0
    rosters: int = 0  # Rosters, both ways, when such a client comes.
    roster_clients: int = 0
    unicasts: float = 0  # Share of messages to one client that go to another broker.
    copies: int = 0  # Other brokers that get a message to all.
    beside: int = 0  # Clients of the same project at other brokers.

    @property
    def scale(self):
        return self.brokers * self.clients_each / self.placed


def place(brokers, clients_each, workload, chance):
    """Sizes of projects are of a Pareto distribution: most are small, some are very large."""
    placement = Placement(brokers, clients_each)
    while placement.placed < SAMPLE:
        size = min(int(2 * chance.paretovariate(1.2)), LARGEST_PROJECT)
        if chance.random() < workload.affinity:
            places = Counter({0: size})
        else:
            places = Counter(chance.randrange(brokers) for _ in range(size))
        add_project(placement, size, list(places.values()))
    return placement


def add_project(placement, size, places):
    others = len(places) - 1
    placement.placed += size
    placement.projects += 1
    placement.remote += size * others
    for here in places:
        placement.beside += here * (size - here)
        placement.copies += here * others
        if size > 1:
            placement.unicasts += here * (size - here) / (size - 1)
        if here == 1:
            placement.enters += 1
            placement.rosters += 2 * others
            placement.roster_clients += size - here + others
        else:
            placement.join_records += here * others


def presence(placement, changes):
    """(records, bytes, commands to the register) a second, when so many clients come a second and
    as many leave."""
    each = changes / placement.placed
    records = each * (2 * placement.join_records + placement.rosters * 1.5)
    size = each * (placement.join_records * (BYTES["join"] + BYTES["leave"])
                   + placement.rosters * 1.5 * BYTES["roster"]
                   + placement.roster_clients * BYTES["roster_client"])
    return records, size, each * placement.enters * (ENTER_COMMANDS + LEAVE_COMMANDS)


def background(brokers):
    """Commands a second of idle brokers: beats, accounts of each pair, probes, leases, pings."""
    return brokers * (brokers - 1) / BEAT_SECONDS + brokers * (1 / BEAT_SECONDS + 0.8 + 2)


def steady(placement, workload, costs, servers):
    """One line: what each broker and each Redis do all the time."""
    brokers, total = placement.brokers, placement.brokers * placement.clients_each
    presence_records, presence_bytes, register = presence(placement, total / workload.session)
    sent = total * workload.messages
    messages = sent / placement.placed * (workload.broadcasts * placement.copies
                                          + (1 - workload.broadcasts) * placement.unicasts)
    records = presence_records + messages
    # Without a queue, each record is a batch of its own.
    batches = records + background(brokers)
    frame = BYTES["batch"] + BYTES["command"]
    payload = presence_bytes + messages * BYTES["message"]
    register_time = costs.redis_seconds(register, register * BYTES["register"])
    single = costs.redis_seconds(batches, payload + batches * frame) / servers + register_time
    full = costs.redis_seconds(0, payload) / servers + register_time
    a_batch, delay = grown_batches(brokers, records, single, (1 - full) * servers, costs)
    size = payload + batches / a_batch * frame
    shares = {"Redis' register": register_time, "Redis' bytes": full,
              "Redis' network": size / servers / 1e6 / NETWORK_MB,
              "a broker's network": size / brokers / 1e6 / NETWORK_MB}
    broker = (presence_records / brokers * (costs.join_there_us + costs.leave_there_us) / 2
              + messages / brokers * costs.message_there_us
              + batches / a_batch / brokers * (costs.batch_here_us + costs.batch_there_us)) / 1e6
    memory = placement.remote * placement.scale / brokers * costs.remote_client_bytes
    return {
        "brokers": brokers, "clients": total,
        "clients a project": placement.placed / placement.projects,
        "roster entries a broker": placement.remote * placement.scale / brokers,
        "rosters MiB": memory / 2**20,
        "records/s a broker": records / brokers, "MB/s a broker": size / brokers / 1e6,
        "cores a broker": broker,
        "Redis: records/s": records, "register/s": register,
        "MB/s in": size / servers / 1e6, "cores, each record alone": single,
        "cores, full batches": full,
        "records a batch": a_batch, "wait ms": 1000 * delay,
        "lost": max(1 - 1 / max(shares.values()), 0.0), "first limit": first_limit(shares, single),
    }


def grown_batches(brokers, records, single, room, costs):
    """Records of a batch, and seconds that it waits. A full Redis makes batches grow, until only
    their bytes count: `room` is the processor time a second that bytes leave for commands."""
    if single <= 1:
        return 1.0, 0.0
    if room <= 0:
        return float("inf"), QUEUE_SECONDS
    served = room / costs.redis_seconds(1, BYTES["batch"] + BYTES["command"])
    under_way = BATCHES_UNDER_WAY * brokers * (brokers - 1)
    return max(records / served, 1.0), min(under_way / served, QUEUE_SECONDS)


def first_limit(shares, single):
    name, most = max(shares.items(), key=lambda item: item[1])
    if most > 1:
        return name
    return "Redis' commands" if single > 1 else "none"


def hot_room(brokers, clients, workload, costs):
    """One project of so many clients, spread over all brokers."""
    others = brokers - 1
    changes = 2 * clients / workload.session
    redis_seconds = costs.redis_seconds(
        others, others * (BYTES["message"] + BYTES["batch"] + BYTES["command"]))
    by_redis = 1 / redis_seconds
    by_broker = 1e6 / (clients / brokers * DELIVERY_US + costs.message_there_us)
    return {
        "brokers": brokers, "room": clients,
        "rosters MiB a broker": clients * others / brokers * costs.remote_client_bytes / 2**20,
        "joins and leaves/s": changes, "their records/s": changes * others,
        "Redis cores for them": costs.redis_seconds(
            changes * others,
            changes * others * (BYTES["join"] + BYTES["batch"] + BYTES["command"])),
        "messages/s to all, by brokers": by_broker,
        "by Redis": by_redis,
        "first limit": "brokers" if by_broker < by_redis else "Redis",
    }
