# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The documents' links lead somewhere, and README.md stays a front page."""
import os
import re
import tempfile
import unittest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
README_LINES = 150
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|^\[[^\]]+\]: *(\S+)$", re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`")
DOCUMENT = re.compile(r"(?<![\w/.])(?:docs|server|bench)/[\w/-]+\.md")
SOURCES = (".cpp", ".h", ".py", ".service", ".html", ".md", ".txt", ".yml", ".sh", "")
SKIPPED = {".git", "build", "node_modules", ".cache", "__pycache__", "corpus", "seed"}


def files_below(folder, *endings):
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in SKIPPED]
        yield from (os.path.join(path, name) for name in names
                    if os.path.splitext(name)[1] in endings)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def anchors(text):
    """The anchors that GitHub gives to the headings of a document."""
    found = []
    for title in re.findall(r"^#+ +(.+?) *$", FENCE.sub("", text), re.MULTILINE):
        title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title)
        anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        times = sum(1 for other in found if re.fullmatch(re.escape(anchor) + r"(-\d+)?", other))
        found.append(f"{anchor}-{times}" if times else anchor)
    return found


def broken_links(path):
    """The links of a document that lead nowhere; web addresses are not asked."""
    for match in LINK.finditer(CODE.sub("", FENCE.sub("", read(path)))):
        link = match[1] or match[2]
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = os.path.join(os.path.dirname(path), file) if file else path
        if not os.path.exists(target) or (anchor and anchor not in anchors(read(target))):
            yield link


class Links(unittest.TestCase):
    def test_every_link_leads_somewhere(self):
        documents = list(files_below(TREE, ".md"))
        self.assertGreater(len(documents), 12)
        for path in documents:
            with self.subTest(os.path.relpath(path, TREE)):
                self.assertEqual(list(broken_links(path)), [])

    def test_a_broken_link_is_found(self):
        with tempfile.TemporaryDirectory(prefix="broadcaster-") as folder:
            path = os.path.join(folder, "a.md")
            with open(path, "w", encoding="utf-8") as file:
                file.write("# `/a` and b\n\n## Two\n## Two\n[x](#a-and-b) [x](a.md#two-1) [x](#two-2)\n"
                           "[y](b.md) [z](a.md#no) [w](https://example.com/no) `[n](no.md)`\n[r]: c.md\n")
            self.assertEqual(list(broken_links(path)), ["#two-2", "b.md", "a.md#no", "c.md"])

    def test_every_document_that_the_tree_names_exists(self):
        for path in files_below(TREE, *SOURCES):
            if path == os.path.abspath(__file__) or os.path.islink(path):
                continue
            try:
                text = read(path)
            except UnicodeDecodeError:
                continue
            for name in set(DOCUMENT.findall(text)):
                with self.subTest(os.path.relpath(path, TREE)):
                    self.assertTrue(os.path.exists(os.path.join(TREE, name)), name)

    def test_the_front_page_is_short(self):
        self.assertLessEqual(len(read(os.path.join(TREE, "README.md")).splitlines()), README_LINES)

    def test_the_front_page_leads_to_every_document(self):
        text = read(os.path.join(TREE, "README.md"))
        for name in os.listdir(os.path.join(TREE, "docs")):
            if name.endswith(".md"):
                self.assertIn(f"](docs/{name}", text)


if __name__ == "__main__":
    unittest.main()
