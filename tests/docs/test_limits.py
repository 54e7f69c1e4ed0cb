# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The documents have the limits of the sources: the tables of fixed limits and of agents, and the console protocol."""
import math
import re
import unittest

from test_troubleshooting import read, section

HEADERS = (("server", "api", "limits.h"), ("server", "base", "tuning.h"), ("server", "base", "storelimits.h"),
           ("server", "base", "configlimits.h"))
CONSTANT = re.compile(r"^inline constexpr ([\w:]+) (\w+)\s*=\s*([^;]+);", re.MULTILINE)
MAXIMUM = re.compile(r'\{ \.name = "([\w-]+)",(?:(?!\.name = ).)*?\.maximum = ([\d\']+),', re.DOTALL)

# The limits of each row, by their names in the sources; of options by that of the option. Rows without a name have
# their limits from another document, or from an algorithm.
FIXED = {
    "name of a project": ["MaxProjectIdBytes"],
    "head of an HTTP request": ["MaxRequestHeadBytes"],
    "body of an HTTP request": ["MaxRequestBodyBytes"],
    "HTTP connections at a time": ["MinHttpConnections"],
    "nesting of a message": ["MaxJsonDepth"],
    "a client's answer to the broker's close frame": ["CloseTimeout"],
    "WebSocket pings a client may leave unanswered": ["MaxUnansweredPings"],
    "`description` and `createdBy` of a key": ["MaxDescriptionLength"],
    "service key, viewer key, cluster secret": ["MaxServiceKeyBytes"],
    "agents, kept messages": [],
    "consoles elsewhere": ["MaxConsoles"],
    "days in a usage report": ["UsageDays"],
    "configuration files": ["MaxConfigFileBytes", "MaxConfigFiles"],
    "addresses to listen on": ["listen"],
    "certificate file, and its key's": ["MaxCertificateFileBytes"],
    "projects that `/metrics` names": ["MaxMetricProjects"],
    "origins and hosts to allow": ["allow-origin", "allow-host"],
    "lines of one kind in the log": ["LogBurst", "LogLineInterval", "LogReportInterval"],
    "different wrong keys an address may give in a row": ["FailedTryBurst", "FailedTryInterval"],
    "trusted proxies": ["trusted-proxy"],
    "addresses in a `Forwarded` header": ["MaxForwardedHops"],
    "header of the PROXY protocol": ["MaxProxyHeaderBytes"],
}
AGENTS = {
    "body of a call, an answer": ["MaxRequestBodyBytes", "MaxMcpAnswerBytes"],
    "kept messages": ["MaxKeptBytes"],
    "kept text of a message": ["MaxKeptTextBytes", "ShownTextBytes"],
    "type and target in a list or a report": ["TrafficTargetBytes"],
    "kept comings and goings of clients": ["MaxKeptEvents"],
    "remembered refused clients": ["RememberedRefusals"],
    "messages or events in an answer": ["MaxFoundMessages"],
    "searches that wait": ["MaxSearches"],
    "tools at work": ["MaxMcpCalls"],
    "id of a call": ["MaxRpcIdBytes"],
}
# Sentences of docs/console-protocol.md.
CONSOLES = [
    ("has {} consoles", "MaxConsoles"),
    ("for a frame over {} and the largest message", "MaxConsoleFrameBytes"),
    ("1008 after {} frames", "MaxInvalidConsoleFrames"),
    ("At most {} questions may wait", "MaxConsoleQuestions"),
    ("(1 to {}, 30)", "ConsoleBatchesPerSecond"),
    ("`bytesPerSecond?` ({})", "DefaultConsoleBytesPerSecond"),
    ("It keeps {} |", "KeptMessageBytes"),
    ("(or {} in one batch)", "MaxConsoleBatchBytes"),
    ("({} of a processor for a batch)", "ConsoleFilterTime"),
    ("while the console has {} unread", "ConsoleTrafficQueueBytes"),
    ("those above {} in 33 ms", "TrafficBatchRecords"),
    ("in {} on one of the broker's threads", "TrafficInterval"),
    ("A message above {} is cut", "WholeMessageBytes"),
    ("is cut after {} bytes", "MessagePreviewBytes"),
]


def limits():
    """Type and value of each constant, times in milliseconds."""
    found = {}
    for header in HEADERS:
        for kind, name, text in CONSTANT.findall(read(*header)):
            factors = [re.sub(r"(?<=\d)(ms|us|s|h)$", "", factor.replace("'", "")) for factor in re.split(r"\s*\*\s*", text)]
            if all(factor.isdigit() for factor in factors):
                unit = 1000 if kind == "std::chrono::seconds" else 1
                found[name] = (kind, math.prod(map(int, factors)) * unit)
    for name, maximum in MAXIMUM.findall(read("server", "api", "options.cpp")):
        found[name] = ("int", int(maximum.replace("'", "")))
    return found


def wordings(kind, value):
    """Ways to write a limit."""
    if kind.startswith("std::chrono"):
        words = {1000: ["once a second"], 500: ["every half second"]}.get(value, [])
        return [f"{value} ms", f"{value / 1000:g} s", f"{1000 / value:g} a second", *words]
    return [f"{value:,}", str(value), *(f"{value // size} {unit}" for size, unit in ((2 ** 10, "KiB"), (2 ** 20, "MiB"))
                                       if value % size == 0)]


class Limits(unittest.TestCase):
    def setUp(self):
        self.limits = limits()

    def assert_says(self, text, limit, phrase="{}"):
        words = wordings(*self.limits[limit])
        self.assertTrue(any(re.search(rf"(?<![\d,.]){re.escape(phrase.format(word))}(?![\d]|,\d)", text) for word in words),
                        f"{limit} is {' or '.join(words)}: {text if phrase == '{}' else phrase}")

    def assert_has(self, path, heading, limits_of_rows):
        lines = [line for line in section(read("docs", path), heading).splitlines() if line[:1] == "|"][2:]
        rows = dict([cell.strip() for cell in line.strip("|").split(" | ", 1)] for line in lines)
        self.assertEqual(list(limits_of_rows), list(rows))
        for subject, names in limits_of_rows.items():
            for name in names:
                with self.subTest(document=path, row=subject):
                    self.assert_says(rows[subject], name)

    def test_fixed_limits(self):
        self.assert_has("options.md", "Fixed limits", FIXED)

    def test_limits_of_agents(self):
        self.assert_has("mcp.md", "Limits", AGENTS)

    def test_limits_of_consoles(self):
        text = " ".join(read("docs", "console-protocol.md").split())
        for phrase, name in CONSOLES:
            with self.subTest(phrase):
                self.assert_says(text, name, phrase)

    def test_messages_that_a_room_thread_shows(self):
        records, milliseconds = self.limits["TrafficBatchRecords"][1], self.limits["TrafficInterval"][1]
        rate = f"about {round(records * 1000 / milliseconds, -3):,.0f}"
        self.assertIn(f"{rate} a second", " ".join(read("docs", "console-protocol.md").split()))
        self.assertIn(f"{rate} messages/s", " ".join(read("bench", "README.md").split()))


if __name__ == "__main__":
    unittest.main()
