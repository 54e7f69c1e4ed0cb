# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A reader of Prometheus' text format 0.0.4 that forgives nothing."""
import math
import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"'
HELP = re.compile(rf"# HELP ({NAME}) ((?:[^\\\n]|\\[\\n])+)")
TYPE = re.compile(rf"# TYPE ({NAME}) (counter|gauge|histogram)")
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\S+)")
ESCAPES = {r"\\": "\\", r"\"": '"', r"\n": "\n"}


class Family:
    def __init__(self, name, kind):
        self.name, self.kind = name, kind
        self.samples = {}  # (name, labels as a frozenset of pairs): value


def check(condition, line):
    if not condition:
        raise AssertionError(f"not Prometheus' text format: {line!r}")


def unescaped(text):
    return re.sub(r"\\.", lambda match: ESCAPES[match[0]], text)


def parse(text):
    """All families by their names. Each has HELP, TYPE and samples, in this order and once."""
    check(text.endswith("\n"), text[-40:])
    families = {}
    lines = text.split("\n")[:-1]
    family = None
    announced = None
    for line in lines:
        if line.startswith("#"):
            if announced is None:
                match = HELP.fullmatch(line)
                check(match and match[1] not in families, line)
                announced = match[1]
                continue
            match = TYPE.fullmatch(line)
            check(match and match[1] == announced, line)
            family = families[announced] = Family(announced, match[2])
            announced = None
            continue
        match = SAMPLE.fullmatch(line)
        check(match and family and announced is None, line)
        add_sample(family, match, line)
    check(announced is None, lines[-1])
    for family in families.values():
        check_family(family)
    return families


def add_sample(family, match, line):
    suffixes = ("_bucket", "_sum", "_count") if family.kind == "histogram" else ("",)
    check(match[1] in [family.name + suffix for suffix in suffixes], line)
    labels = [(name, unescaped(value)) for name, value in re.findall(LABEL, match[2] or "")]
    check(len(dict(labels)) == len(labels), line)
    key = (match[1], frozenset(labels))
    check(key not in family.samples, line)
    family.samples[key] = float(match[match.lastindex])


def check_family(family):
    if family.kind == "counter":
        check(family.name.endswith("_total"), family.name)
        check(all(value >= 0 for value in family.samples.values()), family.name)
    if family.kind != "histogram":
        return
    buckets = sorted((float(dict(labels)["le"].replace("+Inf", "inf")), value)
                     for (name, labels), value in family.samples.items()
                     if name.endswith("_bucket"))
    counts = [count for _, count in buckets]
    check(counts == sorted(counts), f"{family.name} is not cumulative")
    check(buckets[-1][0] == math.inf, family.name)
    check(family.samples[(family.name + "_count", frozenset())] == counts[-1], family.name)
    check((family.name + "_sum", frozenset()) in family.samples, family.name)
