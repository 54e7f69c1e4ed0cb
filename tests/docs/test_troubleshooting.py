# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""docs/troubleshooting.md quotes the program's own messages, and has all of its codes."""
import glob
import os
import re
import unittest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LITERALS = re.compile(r'"\s*\n\s*u?"')  # Between two pieces of one text.


def read(*path):
    with open(os.path.join(TREE, *path), encoding="utf-8") as file:
        return file.read()


def sources():
    """The program's sources, with each text in one piece."""
    paths = [path for folder in os.listdir(TREE) if folder not in ("build", "bench", "tests")
             for path in glob.glob(os.path.join(TREE, folder, "**", "*.cpp"), recursive=True)]
    return LITERALS.sub("", "\n".join(read(path) for path in paths))


def section(text, heading):
    return re.split(r"^#+ ", text.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


class Troubleshooting(unittest.TestCase):
    def setUp(self):
        self.text = read("docs", "troubleshooting.md")

    def rows(self, heading):
        """The cells of each row of the table in a section."""
        lines = [line for line in section(self.text, heading).splitlines() if line[:1] == "|"]
        return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]

    def assert_quotes(self, cells):
        code = sources()
        for message in re.findall(r"`([^`]+)`", " ".join(cells)):
            for piece in re.split("…|; see broadcaster --help", message):
                piece = piece.strip(" ,()").removeprefix("The database ")
                with self.subTest(message):
                    self.assertTrue(piece in code, piece)

    def test_messages_at_the_start(self):
        rows = self.rows("The program does not start")
        self.assertGreater(len(rows), 15)
        self.assert_quotes([row[0] for row in rows])

    def test_refusals(self):
        rows = self.rows("The connection is refused")
        self.assertGreater(len(rows), 7)
        self.assert_quotes([row[0] for row in rows])

    def test_exit_codes(self):
        app = "\n".join(read(path) for path in glob.glob(os.path.join(TREE, "app", "*.cpp")))
        codes = {getattr(os, name) for name in re.findall(r"\bEX_[A-Z]+\b", app)}
        self.assertEqual({int(row[0]) for row in self.rows("Exit codes")}, codes)
        for row in self.rows("The program does not start"):
            self.assertIn(int(row[1]), codes)

    def test_close_codes(self):
        table = section(read("docs", "protocol.md"), "4. System messages")
        codes = set(re.findall(r"^\| (\d{4}) \|", table, re.MULTILINE)) | {"1006"}
        self.assertEqual({code for row in self.rows("The connection was closed")
                          for code in row[0].split(", ")}, codes)

    def test_close_codes_have_words_in_the_window_and_for_agents(self):
        codes = re.findall(r"quint16 (\w+) = (\d+);", read("server", "api", "closecode.h"))
        self.assertGreater(len(codes), 10)
        window = read("ui", "server", "figuressection.cpp")
        agents = LITERALS.sub("", read("server", "mcp", "messagetools.cpp"))
        explained = re.search(r"with close code and reason\. ([^\"]*)", agents)[1]
        for name, number in codes:
            with self.subTest(number):
                self.assertIn(f"case closecode::{name}:", window)
                self.assertIn(number, explained)


if __name__ == "__main__":
    unittest.main()
