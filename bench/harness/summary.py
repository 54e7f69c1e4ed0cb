# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""From the lines of all runs to one row for each measure and server."""
import statistics

from harness.cases import ATTACHED_GOAL, YARDSTICKS
from harness.servers import ALL, ATTACHED, BROKER

DISTURBED = 0.15  # of a core, taken by other programs
FULL = 0.9  # of a core: little more can be had
WITHOUT_TLS = "plain"  # a yardstick of cases with TLS: the same server in the plain case
SHARES = ("server_us", "server_cpu", "load_cpu")


def is_good(line, key):
    return not line["errors"] and line.get(key) is not None


def by_round(lines, case, names, measure):
    """The number of each round: the best of these servers'."""
    best = min if measure.less_is_better else max
    rounds = {}
    for line in lines:
        if line["case"] == case and line["server"] in names and is_good(line, measure.key):
            value = line[measure.key]
            rounds[line["round"]] = best(rounds.get(line["round"], value), value)
    return rounds


def ratio(values, others):
    """The median of the ratios within a round; None where there is nothing to compare with."""
    ratios = [value / others[turn] for turn, value in values.items() if others.get(turn)]
    return statistics.median(ratios) if ratios else None


def judged(goal, values, lines, case, measure):
    """The goal, the result, and whether it is enough."""
    if not goal.than:
        reached = statistics.median(values.values())
    elif goal.than in YARDSTICKS or goal.than in ALL:
        names = YARDSTICKS.get(goal.than, (goal.than,))
        reached = ratio(values, by_round(lines, case, names, measure))
    else:
        reached = ratio(values, by_round(lines, goal.than, (BROKER,), measure))
    if reached is None:
        return None
    is_met = reached <= goal.limit if measure.less_is_better else reached >= goal.limit
    return {"limit": goal.limit, "than": goal.than, "at_most": measure.less_is_better,
            "reached": reached, "met": is_met}


def row_of(lines, case, measure, server):
    own = [line for line in lines if (line["case"], line["server"]) == (case.name, server)]
    if not own:
        return None
    row = {"case": case.name, "measure": measure.title, "unit": measure.unit, "server": server}
    failed = [line for line in own if not is_good(line, measure.key)]
    if failed:
        return {**row, "failure": why(failed[0])}
    values = by_round(lines, case.name, (server,), measure)
    middle = statistics.median(values.values())
    row["median"] = middle
    row["spread"] = (max(values.values()) - min(values.values())) / 2 / (abs(middle) or 1)
    row["ratios"] = {name: ratio(values, by_round(lines, case.name, servers, measure))
                     for name, servers in YARDSTICKS.items() if server not in servers}
    if case.plain:
        row["plain"] = case.plain
        others = by_round(lines, case.plain, (server,), measure)
        row["ratios"][WITHOUT_TLS] = ratio(values, others)
    if all("server_us" in line for line in own):
        row.update({share: statistics.median(line[share] for line in own) for share in SHARES})
    row["disturbed"] = any(line["other_cpu"] > DISTURBED for line in own)
    told, not_told = (sum(line.get(key, 0) for line in own) for key in ("told", "not_told"))
    if told:
        row["told"] = told / (told + not_told)
    goals = {BROKER: measure.goals, ATTACHED: (ATTACHED_GOAL,)}.get(server, ())
    if not (server == ATTACHED and measure.less_is_better):
        judgements = [judged(goal, values, lines, case.name, measure) for goal in goals]
        row["goals"] = [judgement for judgement in judgements if judgement]
    return row


def summary(lines, cases):
    rows = [row_of(lines, case, measure, server)
            for case in cases for measure in case.measures for server in ALL]
    return [row for row in rows if row]


def why(line):
    kinds = ", ".join(f"{line[key]:,.0f} {key.removeprefix('errors_')}"
                      for key in sorted(line) if key.startswith("errors_"))
    return line.get("failure") or kinds or "no result"


def limited_by(row):
    """The bottleneck, derived from the shares of a core that were busy."""
    full = [name for name in ("server", "load") if row[f"{name}_cpu"] >= FULL]
    return " and ".join(full) or ("others" if row["disturbed"] else "each other")
