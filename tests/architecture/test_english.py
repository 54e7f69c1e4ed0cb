# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The tree keeps the two rules of English, and the rules find what breaks them and nothing else."""
import tempfile
import unittest
from pathlib import Path

import english

TREE = Path(__file__).resolve().parents[2]

# A file, its text, and the line of the one violation in it.
BAD = [
    ("a.h", "int a; ///< Of this turn; 0: not read yet.\n", 1),
    ("a.h", "/// So with what has come of messages, and waits for the rest.\n", 1),
    ("a.h", "// Who has a place keeps it.\n", 1),
    ("a.h", "//! Whom it reached.\n", 1),
    ("a.h", "/// What comes\n/// is kept.\n", 1),
    ("a.h", "/// With what TLS holds.\n", 1),
    ("a.h", "/// Keeps bytes. Empty: none.\n/// So many. What is left is sent.\n", 2),
    ("a.cpp", "/* A list. Of these, one is kept. */\n", 1),
    ("a.cpp", "/*\n * Text.\n *\n * Whose it is.\n */\n", 4),
    ("a.cpp", "auto s = R\"(// Of a string)\"; // Of a comment.\n", 1),
    ("a.cpp", "constexpr int N = 10'000; // This is no client.\n", 1),
    ("a.cpp", "// All but for the last.\n", 1),
    ("a.cpp", "// One that broke is\n// to be mended.\n", 2),
    ("a.cpp", "// Takes as many as may be.\n", 1),
    ("a.cpp", "// Tries again, should it fail.\n", 1),
    ("a.cpp", "// The answers are no errors.\n", 1),
    ("a.mjs", "export const a = 'x//y'; // What it sends.\n", 1),
    ("a.py", "import os  # Of the system.\n", 1),
    ("a.py", '"""A module."""\n\n\ndef f():\n    """Fine.\n\n    What f does.\n    """\n', 7),
    ("run", "#!/usr/bin/env python3\n# What runs.\n", 2),
    ("a.sh", "#!/bin/sh\necho '# Of text' # Of a shell.\n", 2),
    ("dev", "#!/bin/bash\n# This is no drill.\n", 2),
    ("CMakeLists.txt", 'set(a "#") # What is set.\n', 1),
    ("a.md", "# What is promised\n\nWhat is kept is written.\n", 3),
    ("a.md", "- one\n- Who asks is told.\n", 2),
    ("a.md", "| What | Who |\n| --- | --- |\n| a | Whom it concerns |\n", 3),
    ("a.ts", "<TS>\n<source>This is no &quot;path&quot;.</source>\n</TS>\n", 2),
    ("a.ts", "<source>What is &lt;b&gt;kept&lt;/b&gt;</source>\n", 1),
    ("a.md", "Text that goes\non, and is no code.\n", 2),
    ("server/a.h", 'field<&A::b>("b", "Of the frames") };\n', 1),
    ("console/a.cpp", 'auto a = u"Who has written the data"_s;\n', 1),
    ("app/a.cpp", '// A text.\nauto a = "a text "\n    "that is no text";\n', 3),
    ("server/a.cpp", 'auto a = u"%1 is "_s\n    u"no socket"_s;\n', 1),
    ("inspect/a.cpp", 'auto a = "All is kept.\\nWhat is \\"left\\" goes.";\n', 1),
]

# Text that comes near to the rules and keeps them.
GOOD = [
    ("a.h", "/// There is no client, and there are no rooms. Is no longer sent; it is no more.\n"),
    ("a.h", "/// The time of the current turn in ms; 0 until read. Offers what is left of it.\n"),
    ("a.h", "/// A crowd waits. So the others are served.\n"),
    ("a.h", "/// Who is connected?\n/// What is sent, and to whom?\n"),
    ("a.cpp", 'auto a = "// Of text", b = "What is no comment"; // a string\n'),
    ("a.cpp", "// `Of` is a name, of `mend()` and `is no`, too.\n"),
    ("a.cpp", "// Offices, whatever, whole, sofas, and amends.\n"),
    ("a.cpp", "// Asks what should it be called?\n// Of course it waits. So far it does.\n"),
    ("a.py", 'text = "What is this"\nother = """Of text"""\n'),
    ("a.py", "#!/usr/bin/env python3\nx = '# Of text'\n"),
    ("a.sh", "#!/bin/sh\necho \"$# Of these\" ${x#What is}\n"),
    ("a.md", "# What is this\n\n| What | Who |\n| --- | --- |\n\n```\nWhat code is no code\n```\n"),
    ("a.md", "Is it `What is no code`? What is it?\n"),
    ("a.ts", "<comment>What it is</comment><source>Close?</source>\n"),
    ("a.png", "Of no interest\n"),
    ("server/a.h", 'auto a = "Of", b = "What", c = "is not a text"; // says "Of text"\n'),
    ("server/a.cpp", "auto a = '\"', b = 10'000; auto c = R\"(Of a pattern)\"; // says \"What is\"\n"),
    ("ui/a.cpp", 'auto a = "is", b = "no client"; f("What is this?");\n'),
    ("tests/a.cpp", 'QTest::newRow("Of a test");\n'),
]


class EnglishTest(unittest.TestCase):
    def test_the_tree_keeps_the_rules(self):
        self.assertGreater(len(list(english.files(TREE))), 500, "this is not the project's tree")
        violations = english.check(TREE)
        self.assertEqual([], violations, "\n" + "\n".join(map(str, violations)))


class RulesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name)

    def check(self, name, text):
        path = name if "/" in name else f"docs/{name}"
        (self.tree / path).parent.mkdir(exist_ok=True)
        (self.tree / path).write_text(text, encoding="utf-8")
        found = english.check(self.tree)
        (self.tree / path).unlink()
        return found

    def test_each_violation_is_found_where_it_is(self):
        for name, text, line in BAD:
            with self.subTest(name=name, text=text):
                found = self.check(name, text)
                self.assertEqual([line], [violation.line for violation in found], found)
                self.assertEqual(name if "/" in name else f"docs/{name}", found[0].path)

    def test_good_text_passes(self):
        for name, text in GOOD:
            with self.subTest(name=name, text=text):
                self.assertEqual([], self.check(name, text))

    def test_a_violation_names_place_text_and_remedy(self):
        found = self.check("a.h", "\n/// Of this turn; 0: not read yet.\n")
        self.assertEqual('docs/a.h:2: "Of this turn; 0: not read yet.": '
                         "begin with a noun: a sentence has a subject", str(found[0]))


if __name__ == "__main__":
    unittest.main()
