# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The storm after the death of one broker, in steps of 10 ms with arrivals by chance."""
from modelcosts import BYTES, DELIVERY_US, HANDSHAKE_US
from modeltraffic import presence

STEP_SECONDS = 0.01
RETURN_SECONDS = 10  # Clients come back at random moments within it.


def arrivals(mean, chance):
    """Events of one step; normal, as there are many."""
    return max(chance.gauss(mean, mean ** 0.5), 0.0)


def storm(placement, costs, servers, chance):
    """One line: what all are told, and the queues while the clients come back."""
    brokers, lost = placement.brokers, placement.clients_each
    survivors = brokers - 1
    # Clients of each lost one's project at other brokers, and the brokers that they are at.
    told = placement.beside / placement.placed * lost / survivors
    known = placement.remote / placement.placed * lost / survivors
    telling = (known * costs.leave_there_us + told * DELIVERY_US) / 1e6
    records, size, register = presence(placement, 1)
    commands = records / 2 + register * 0.75  # Half of the changes are joins; none leaves.
    redis_each = (costs.redis_seconds(
        records / 2, size / 2 + records / 2 * (BYTES["batch"] + BYTES["command"])) / servers
        + costs.redis_seconds(register * 0.75, register * 0.75 * BYTES["register"]))
    there = records / 2 / survivors * (costs.join_there_us + costs.batch_there_us) / 1e6
    redis_queue = broker_queue = worst_redis = worst_broker = 0.0
    steps = round(RETURN_SECONDS / STEP_SECONDS)
    for _ in range(steps):
        come = arrivals(lost / steps, chance)
        mine = arrivals(come / survivors, chance)
        redis_queue = max(redis_queue + come * redis_each - STEP_SECONDS, 0)
        work = mine * HANDSHAKE_US / 1e6 + come * there
        broker_queue = max(broker_queue + work - STEP_SECONDS, 0)
        worst_redis = max(worst_redis, redis_queue)
        worst_broker = max(worst_broker, broker_queue)
    rate = lost / RETURN_SECONDS
    return {
        "brokers": brokers, "clients lost": lost,
        "client_left a survivor": told, "telling: s of a core": telling,
        "back/s": rate, "Redis: commands/s": commands * rate,
        "Redis: cores": redis_each * rate, "Redis behind ms": 1000 * worst_redis,
        "survivor: cores": rate / survivors * HANDSHAKE_US / 1e6 + rate * there,
        "survivor behind ms": 1000 * worst_broker,
    }
