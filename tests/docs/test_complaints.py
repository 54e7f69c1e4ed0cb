# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Every test that tests/complaints.md names exists."""
import re
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


class Complaints(unittest.TestCase):
    def test_each_names_tests_that_exist(self):
        rows = [line for line in (TESTS / "complaints.md").read_text().splitlines()
                if line.startswith("| ") and "`tst_" in line]
        self.assertGreater(len(rows), 9)
        for row in rows:
            named = re.findall(r"`(tst_\w+)` (\w+)", row)
            self.assertTrue(named, row)
            for program, function in named:
                with self.subTest(program=program, function=function):
                    [source] = TESTS.glob(f"*/{program}.cpp")
                    self.assertIn(f"void {function}();", source.read_text(), "no such test")


if __name__ == "__main__":
    unittest.main()
