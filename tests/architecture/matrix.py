# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Prints how often the files of each folder include files of each other folder.

`python3 matrix.py [TREE]`: a row per folder that includes, the highest first, and a column per
folder that is included. "!" marks includes that the rules forbid. `git worktree add` gives a TREE of
an earlier commit."""
import sys
from collections import Counter
from pathlib import Path

import rules


def folder_name(path):
    """server/net for server/net/gateway.cpp, server for server/broker.cpp, app for app/program.cpp."""
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else parts[0]


def count_includes(tree):
    counts = Counter()
    for path in rules.sources(tree):
        for quote, target in rules.INCLUDE.findall((tree / path).read_text(encoding="utf-8")):
            if quote == '"' and not target.endswith(".moc"):
                counts[folder_name(path), folder_name(target)] += 1
    return counts


def ordered(folders):
    """The folders as in FOLDERS; one without a row of its own comes after that whose row it has."""
    order = [folder.name for folder in rules.FOLDERS]

    def place(name):
        try:
            return order.index(rules.folder_of(name + "/").name), name
        except LookupError:
            return -1, name  # of an earlier commit

    return sorted(folders, key=place)


def is_forbidden(includer, included):
    try:
        row = rules.folder_of(includer + "/")
    except LookupError:
        return False  # of an earlier commit
    return not rules.may_include(row, included + "/")


def print_matrix(counts):
    folders = ordered({folder for pair in counts for folder in pair})
    width = max(map(len, folders))
    print(" " * width, *(f"{number:>3}" for number in range(1, len(folders) + 1)), sep=" ")
    forbidden = 0
    for row, includer in enumerate(folders):
        cells = []
        for included in folders:
            number = counts[includer, included]
            is_marked = number > 0 and is_forbidden(includer, included)
            forbidden += is_marked
            cells.append(f"{number or '·'}{'!' if is_marked else ''}")
        print(f"{includer:<{width}}", *(f"{cell:>3}" for cell in cells), f" {row + 1}", sep=" ")
    between = sum(includer != included for includer, included in counts)
    print(f"\n{between} edges between folders, {forbidden} of them forbidden")


if __name__ == "__main__":
    here = Path(__file__).resolve().parents[2]
    print_matrix(count_includes(Path(sys.argv[1]) if len(sys.argv) > 1 else here))
