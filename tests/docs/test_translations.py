# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Every text of the window is translated into every language with all that must not be lost of it,
and no translation is left of a text that went."""
import glob
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(TREE, "translations")
ENGLISH = os.path.join(FOLDER, "broadcaster_en.ts")  # It has plurals only.
FILES = [path for path in sorted(glob.glob(os.path.join(FOLDER, "broadcaster_*.ts")))
         if path != ENGLISH]
FORMS = {"de": 2, "es": 2, "fr": 2, "hi": 2, "ja": 1, "pt_BR": 2, "zh_CN": 1}


def language(path):
    return re.search(r"broadcaster_(\w+)\.ts$", path)[1]


def messages(path):
    """{(context, text, comment): the forms of its translation; none if it is unfinished}"""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.findall("numerusform")
                     or [translation]]
            key = (context.findtext("name"), message.findtext("source"),
                   message.findtext("comment") or "")
            found[key] = forms if translation.get("type") is None and all(forms) else []
    return found


def kept(text):
    """The parts that a translation has as often as the text: places, options, tags and line breaks."""
    return (set(re.findall(r"%L?\d", text)), set(re.findall(r"--[a-z][a-z-]+", text)),
            sorted(re.findall(r"</?[a-z][^>]*>", text)), text.count("\n"))


def mnemonics(text):
    """Letters with & before them; && is the character."""
    return len(re.findall(r"&(?=\w)", text.replace("&&", "")))


def ends(text):
    return (text.endswith("\u2026"), text.endswith((":", "\uff1a")), text != text.rstrip(),
            text != text.lstrip())


class Translations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "broadcaster_de.ts")
            shutil.copy(os.path.join(FOLDER, "broadcaster_de.ts"), path)
            subprocess.run([os.environ["LUPDATE"], "-silent", "-no-obsolete", "-locations",
                            "none", "-I", ".", "ui", "app", "server/api", "-ts", path],
                           check=True, cwd=TREE, timeout=120)
            cls.wanted = messages(path)
        cls.given = {language(path): messages(path) for path in FILES}

    def wrong(self, holds):
        """The forms for which holds(text, form) is false, with their language and text."""
        return [(name, text, form) for name, given in self.given.items()
                for (_, text, _), forms in given.items() for form in forms if not holds(text, form)]

    def test_all_languages_are_there(self):
        self.assertEqual(set(FORMS), set(self.given))

    def test_every_text_is_translated(self):
        self.assertGreater(len(self.wanted), 500)
        for name, given in self.given.items():
            with self.subTest(name):
                missing = [key for key in self.wanted if not given.get(key)]
                self.assertEqual([], missing, "translate them: cmake --build build/release "
                                              "--target update_translations")

    def test_no_translation_is_left_over(self):
        for name, given in self.given.items():
            with self.subTest(name):
                self.assertEqual([], [key for key in given if key not in self.wanted])

    def test_plurals_have_the_forms_of_the_language(self):
        self.assertEqual([], [(name, text) for name, given in self.given.items()
                              for (_, text, _), forms in given.items()
                              if len(forms) not in (1, FORMS[name])])

    def test_nothing_is_lost(self):
        self.assertEqual([], self.wrong(lambda text, form: kept(text) == kept(form)))

    def test_keys_of_menus_and_buttons_stay(self):
        self.assertEqual([], self.wrong(lambda text, form: mnemonics(text) == mnemonics(form)))

    def test_ends_stay(self):
        """They matter in texts that are put together, and in those that say that a dialog follows."""
        self.assertEqual([], self.wrong(lambda text, form: ends(text) == ends(form)))


if __name__ == "__main__":
    unittest.main()
