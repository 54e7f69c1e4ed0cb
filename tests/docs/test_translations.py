# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Every text of the window is translated, and no translation is left of a text that went."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GERMAN = os.path.join(TREE, "translations", "broadcaster_de.ts")


def messages(path):
    """{(context, text, comment): is it translated}"""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            key = (context.findtext("name"), message.findtext("source"),
                   message.findtext("comment") or "")
            found[key] = (translation.get("type") is None
                          and "".join(translation.itertext()).strip() != "")
    return found


class Translations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, "broadcaster_de.ts")
        shutil.copy(GERMAN, path)
        subprocess.run([os.environ["LUPDATE"], "-silent", "-no-obsolete", "-locations", "none",
                        "-I", ".", "ui", "app", "server/api", "-ts", path],
                       check=True, cwd=TREE, timeout=120)
        self.wanted = messages(path)
        self.given = messages(GERMAN)

    def test_every_text_is_translated(self):
        self.assertGreater(len(self.wanted), 500)
        missing = [key for key in self.wanted if not self.given.get(key)]
        self.assertEqual([], missing, "translate them: cmake --build build/release "
                                      "--target update_translations")

    def test_no_translation_is_left_over(self):
        self.assertEqual([], [key for key in self.given if key not in self.wanted])

    def test_german_has_the_places_of_the_english_text(self):
        for message in ET.parse(GERMAN).getroot().iter("message"):
            source = message.findtext("source")
            forms = message.findall("translation/numerusform") or [message.find("translation")]
            for form in forms:
                with self.subTest(source=source):
                    self.assertEqual(set(re.findall(r"%L?\d", source)),
                                     set(re.findall(r"%L?\d", form.text)))


if __name__ == "__main__":
    unittest.main()
