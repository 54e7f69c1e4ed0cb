# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Computes clusters that are larger than a machine at hand: what joins, messages, dying brokers and
hot rooms cost each broker and Redis. docs/scale.md says how to read it."""
import argparse
import json
import random
import sys
from pathlib import Path

from modelcosts import BYTES, MEASURED, Costs
from modelstorm import storm
from modeltraffic import Workload, hot_room, place, steady

BROKERS = (3, 10, 30, 100)
CLIENTS_EACH = 100_000  # The 10 million clients of 100 brokers.


def parse_arguments():
    parser = argparse.ArgumentParser(prog="bench/cluster/run --model", description=__doc__)
    parser.add_argument("--model", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--measured", type=Path, metavar="FILE",
                        help="the --json of a run with the case `constants`; without it, the costs "
                             f"of {MEASURED['date']} on {MEASURED['machine']}")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (1)")
    parser.add_argument("--brokers", type=int, action="append", metavar="N",
                        help=f"several times for several ({', '.join(map(str, BROKERS))})")
    parser.add_argument("--clients", type=int, default=CLIENTS_EACH, metavar="N",
                        help=f"of each broker ({CLIENTS_EACH})")
    parser.add_argument("--session", type=float, default=1800, metavar="SECONDS",
                        help="until a client leaves and another one comes (1800)")
    parser.add_argument("--messages", type=float, default=0.1, metavar="RATE",
                        help="of each client, a second (0.1)")
    parser.add_argument("--broadcasts", type=float, default=0.1, metavar="SHARE",
                        help="of the messages; the others have one receiver (0.1)")
    parser.add_argument("--affinity", type=float, default=0.0, metavar="SHARE",
                        help="of the projects, which a balancer keeps on one broker each (0)")
    parser.add_argument("--redis", type=int, default=1, metavar="N", help="servers (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything, too")
    options = parser.parse_args()
    if min(options.clients, options.redis, options.session, *(options.brokers or [1])) <= 0:
        parser.error("numbers of clients, brokers, servers and seconds are above 0")
    if not (0 <= options.affinity <= 1 and 0 <= options.broadcasts <= 1 and options.messages >= 0):
        parser.error("shares are from 0 to 1, and rates not negative")
    options.brokers = options.brokers or list(BROKERS)
    return options


def print_table(title, rows):
    """One column for each row, because there are more names than rows."""
    print(f"\n{title}")
    names = list(rows[0])
    columns = [[text(row[name]) for name in names] for row in rows]
    widths = [max(map(len, column)) for column in columns]
    for place, name in enumerate(names):
        cells = (column[place].rjust(width) for column, width in zip(columns, widths))
        print(f"  {name:<38}" + "  ".join(cells))


def text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def main():
    options = parse_arguments()
    costs = Costs.read(options.measured)
    print(f"costs: {costs.source}; seed {options.seed}; {options.redis} Redis; a session of "
          f"{options.session:,.0f} s; {options.messages} messages/s of each client, "
          f"{options.broadcasts:.0%} of them to all; {options.affinity:.0%} of the projects on one "
          "broker")
    workload = Workload(options.session, options.messages, options.broadcasts, options.affinity)
    tables = {"steady": [], "storm": [], "hot": []}
    for brokers in options.brokers:
        chance = random.Random(f"{options.seed}-{brokers}")
        placement = place(brokers, options.clients, workload, chance)
        tables["steady"].append(steady(placement, workload, costs, options.redis))
        tables["storm"].append(storm(placement, costs, options.redis, chance))
    for brokers in options.brokers:
        for room in (10_000, 100_000, 1_000_000):
            tables["hot"].append(hot_room(brokers, room, workload, costs))
    print_table("All clients there, coming and going, and talking", tables["steady"])
    print_table("One broker dies, and its clients come back to the others", tables["storm"])
    print_table("One room on all brokers, beside nothing else", tables["hot"])
    if options.json:
        options.json.write_text(json.dumps(
            {"costs": costs.values, "bytes": BYTES, **tables}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
