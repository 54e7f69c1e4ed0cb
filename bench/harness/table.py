# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The results for people: a table on the terminal, and one in Markdown."""
from harness.cases import YARDSTICKS
from harness.servers import BROKER, BUN, WS
from harness.summary import DISTURBED, WITHOUT_TLS, limited_by

COLUMNS = (*YARDSTICKS, WITHOUT_TLS)
TLS_COLUMNS = (WITHOUT_TLS, WS, BUN)  # the others cannot speak TLS


def number(value):
    if abs(value) >= 100_000:
        return f"{round(value, -3):,.0f}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def times(value):
    return f"{value:.2f}x" if value else ""


def goal_text(goal):
    sign = "≤" if goal["at_most"] else "≥"
    if goal["than"]:
        asked, reached = f"{goal['limit']:.2f}x {goal['than']}", times(goal["reached"])
    else:
        asked, reached = number(goal["limit"]), number(goal["reached"])
    return f"{sign} {asked}: {reached} {'met' if goal['met'] else 'MISSED'}"


def goals_text(row):
    return "; ".join(goal_text(goal) for goal in row.get("goals", ()))


def print_row(row):
    if "failure" in row:
        print(f"  {row['server']:<12} FAILED: {row['failure']}")
        return
    spread = f"±{row['spread']:.0%}"
    ratios = "".join(f"{times(row['ratios'].get(name)):>8}" for name in COLUMNS)
    shares = limit = ""
    if "server_us" in row:
        shares = f"{row['server_us']:8.2f}{row['server_cpu']:8.0%}{row['load_cpu']:6.0%}"
        limit = limited_by(row)
    told = f"told {row['told']:.0%}" if "told" in row else ""
    rest = "; ".join(text for text in (told, goals_text(row)) if text)
    mark = "~" if row["disturbed"] else " "
    print(f"  {row['server']:<12}{number(row['median']):>11}{spread:>6}{ratios} {shares:>22} {mark}"
          f" {limit:<16} {rest}".rstrip())


def print_table(rows):
    ratios = "".join(f"{'/' + name:>8}" for name in COLUMNS)
    print(f"{'':<14}{'median':>11}{'':6}{ratios} {'µs each  server  load':>22}   "
          f"{'limited by':<16} goals")
    measured = None
    for row in rows:
        if (row["case"], row["measure"]) != measured:
            measured = row["case"], row["measure"]
            print(f"\n{row['measure']} [{row['unit']}] ({row['case']})")
        print_row(row)


def print_notes(rows, cores):
    print("\n/naive, /ws, /bun, /floor: the ratio to it in the same round; to the better variant,"
          " where there are two.")
    print("/plain: with TLS, the ratio to the same server without it.")
    print("µs each: the server's processor time for one. server, load: share of its core that the"
          " server\nand the load generator were busy. Limited by the load: a lower bound. Where the"
          " unit is µs, KiB,\n% or x of before, less is better.")
    if any(row.get("disturbed") for row in rows):
        print(f"~, others: other programs took more than {DISTURBED:.0%} of a core meanwhile.")
    if cores < 2:
        print("This machine gives us one core: server and load shared it. Compare the ratios only.")
    goals = [goal for row in rows for goal in row.get("goals", ())]
    print(f"goals: {sum(goal['met'] for goal in goals)} of {len(goals)} met")


def markdown(rows, about):
    """The broker and how it stands to the others: one table of all that is plain, one of TLS."""
    own = [row for row in rows if row["server"] == BROKER]
    tables = (("broadcaster", tuple(YARDSTICKS), [row for row in own if "plain" not in row]),
              ("broadcaster with TLS", TLS_COLUMNS, [row for row in own if "plain" in row]))
    return "\n".join([about, "", *(markdown_table(*table) for table in tables if table[-1])])


def markdown_table(head, columns, rows):
    """One line per measure."""
    lines = [f"| case | {head} | {' | '.join('/ ' + name for name in columns)} |"
             " server, load | goals |",
             f"| --- | ---: |{' ---: |' * len(columns)} ---: | --- |"]
    for row in rows:
        title = f"{row['measure']}, {row['unit']}"
        if "failure" in row:
            lines.append(f"| {title} | failed: {row['failure']} |{' |' * (len(columns) + 2)}")
            continue
        ratios = " | ".join(times(row["ratios"].get(name)) for name in columns)
        shares = f"{row['server_cpu']:.0%}, {row['load_cpu']:.0%}" if "server_us" in row else ""
        lines.append(f"| {title} | {number(row['median'])} ±{row['spread']:.0%} | {ratios} |"
                     f" {shares} | {goals_text(row)} |")
    return "\n".join(lines) + "\n"
