# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""`cmake --install` installs every file that the unit, the desktop and the documents name."""
import os
import re
import subprocess
import tempfile
import unittest

from test_links import broken_links, files_below

INSTALLED = ("bin/broadcaster", "lib/systemd/system/broadcaster.service",
             "share/applications/broadcaster.desktop", "share/doc/broadcaster/README.md",
             "share/doc/broadcaster/docs/protocol.md", "share/doc/broadcaster/LICENSE",
             "share/bash-completion/completions/broadcaster",
             "share/fish/vendor_completions.d/broadcaster.fish",
             "share/man/man1/broadcaster.1", "share/zsh/site-functions/_broadcaster",
             "share/icons/hicolor/scalable/apps/broadcaster.svg",
             "share/icons/hicolor/symbolic/apps/broadcaster-symbolic.svg",
             "share/mime/packages/broadcaster.xml",
             "share/metainfo/org.broadcaster.broadcaster.metainfo.xml")


class Install(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.prefix = folder.name
        subprocess.run([os.environ["CMAKE"], "--install", os.environ["BUILD"],
                        "--prefix", self.prefix], check=True, stdout=subprocess.DEVNULL)

    def read(self, path):
        with open(os.path.join(self.prefix, path), encoding="utf-8") as file:
            return file.read()

    def test_everything_is_there(self):
        for path in INSTALLED:
            with self.subTest(path):
                mode = os.stat(os.path.join(self.prefix, path)).st_mode & 0o777
                self.assertEqual(mode, 0o755 if path.startswith("bin/") else 0o644)

    def test_the_unit_names_what_is_there(self):
        unit = self.read("lib/systemd/system/broadcaster.service")
        self.assertNotIn("/usr/local", unit)
        for setting in ("ExecStart=", "Documentation=file://"):
            path = re.search(f"^{setting}(\\S+)", unit, re.MULTILINE)[1]
            self.assertTrue(path.startswith(self.prefix), path)
            self.assertTrue(os.path.isfile(path), path)

    def test_the_documents_name_what_is_there(self):
        documents = list(files_below(os.path.join(self.prefix, "share", "doc"), ".md"))
        self.assertGreater(len(documents), 12)
        for path in documents:
            with self.subTest(path):
                self.assertEqual(list(broken_links(path)), [])

    def test_the_desktop_entry_names_what_is_there(self):
        entry = self.read("share/applications/broadcaster.desktop")
        self.assertRegex(entry, "(?m)^Exec=broadcaster %f$")
        self.assertRegex(entry, "(?m)^Icon=broadcaster$")
        metainfo = self.read("share/metainfo/org.broadcaster.broadcaster.metainfo.xml")
        self.assertIn('<launchable type="desktop-id">broadcaster.desktop</launchable>', metainfo)

    def test_the_desktop_entry_opens_the_types_that_are_there(self):
        mime = os.path.join(self.prefix, "share", "mime")
        done = subprocess.run(
            ["update-mime-database", mime], capture_output=True, text=True, check=False,
            env={**os.environ, "XDG_DATA_DIRS": os.path.dirname(mime)})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        types = re.search("(?m)^MimeType=(.+);$", self.read("share/applications/broadcaster.desktop"))
        for name in types[1].split(";"):
            with self.subTest(name):
                self.assertIn("<comment", self.read(f"share/mime/{name}.xml"))
        globs = self.read("share/mime/globs2")
        for suffix in ("jsonl", "ndjson", "har"):
            self.assertIn(f":*.{suffix}\n", globs)


if __name__ == "__main__":
    unittest.main()
