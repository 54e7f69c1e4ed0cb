# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Two rules of plain English for comments, documents, and texts of the program: CONTRIBUTING.md, "English".

`python3 english.py [TREE]` prints every violation in a tree and fails when there is one."""
import ast
import html
import io
import re
import tokenize
from pathlib import Path
from typing import NamedTuple

import rules
from rules import Violation, print_violations

ROOTS = (".ci", ".github", "bench", "docs", "examples", "packaging", "resources", "tests",
         "translations", *rules.ROOTS)
# The examples are a fixture that the tests read; the two files of the rules quote what they forbid.
SKIPPED = ("tests/clients/seed/", "tests/architecture/english.py",
           "tests/architecture/test_english.py")
GENERATED = re.compile(r"(^|/)(node_modules|__pycache__)/")
SLASHES = {".cpp", ".h", ".js", ".mjs"}
HASHES = {".sh", ".cmake", ".txt"}

SUBJECT = "begin with a noun: a sentence has a subject"
# Beginnings of a comment, a table cell or a list item.
OPENINGS = {
    r"Of\b(?! course\b)": SUBJECT,
    r"(What|Who|Whom|Whose)\b": SUBJECT,
    r"(With|By|From|To|For|In|On|At|Of) (what|whom)\b": SUBJECT,
    r"So\b(?! far\b)": SUBJECT,
}
# Beginnings of a later sentence: "So the client waits." has its subject there.
SENTENCES = {pattern: say for pattern, say in OPENINGS.items() if not pattern.startswith("So")}
COMPARISONS = ("longer|more|less|fewer|better|worse|later|earlier|sooner|different|larger|smaller"
               "|slower|faster")
WORDS = {
    rf"(?<!there )(?<!There )\b(is|are|was|were) no (?!({COMPARISONS})\b)":
        'say "is not a", "has no" or "there is no"',
    r"\bbut for\b": 'say "except" or "except for"',
    r"\bmend(s|ed|ing)?\b": 'say "fix" or "repair"',
    r"\bas (many|much|few|little) as (may|can) be\b": 'say "at most N"',
    r"(?<!how )(?<!what )(?<!why )(?<!where )(?<!when )(?<!which )\bshould (it|they)\b":
        'say "if it" or "if they"',
}

COMMENT = re.compile(
    r"(?P<slashes>//[^\n]*)|(?P<block>/\*.*?\*/)"
    r'|R"(?P<mark>[^()\s\\]*)\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|\b\d[\w'.]*|'(?:\\.|[^'\\\n])+'|`(?:\\.|[^`\\])*`", re.DOTALL)
# A literal, and those that follow it without anything between: one text for the compiler.
LITERALS = re.compile(r'(?:u8?)?"((?:\\.|[^"\\\n])*)"(?:_\w+)?(?:\s*(?:u8?)?"(?:\\.|[^"\\\n])*"(?:_\w+)?)*')
LITERAL = re.compile(r'"((?:\\.|[^"\\\n])*)"')
ESCAPE = re.compile(r'\\(.)')
DECORATION = re.compile(r"^[\s/*!<#]+|[\s*/]+$")
CODE = re.compile(r"`+[^`]*`+")
SENTENCE_END = re.compile(r"[.!?][)\"'*_]*\s+(?=[A-Z*_\"(])")


class Prose(NamedTuple):
    """Lines that are read as one text, and the line of the first."""

    line: int
    lines: list


def joined(comments):
    """Comments (line, column, text) as prose: neighbouring lines in one column belong together."""
    prose, last = [], None
    for line, column, text in comments:
        text = DECORATION.sub("", text)
        if last == (line - 1, column) and text and prose:
            prose[-1].lines.append(text)
        else:
            prose.append(Prose(line, [text]))
        last = (line, column) if text else None
    return prose


def slash_comments(source):
    found = []
    for match in COMMENT.finditer(source):
        line = source.count("\n", 0, match.start()) + 1
        column = match.start() - source.rfind("\n", 0, match.start())
        if match["slashes"]:
            found.append((line, column, match[0]))
        elif match["block"]:
            found += [(line + more, 0, text) for more, text in enumerate(match[0].split("\n"))]
    return joined(found)


def literals(source):
    """The texts of a source of the program that users or agents may read: those with a blank."""
    code = COMMENT.sub(lambda match: match[0] if match[0].startswith('"') else
                       re.sub(r"[^\n]", " ", match[0]), source)
    for match in LITERALS.finditer(code):
        line = code.count("\n", 0, match.start()) + 1
        lines = [""] * (match[0].count("\n") + 1)
        for piece in LITERAL.finditer(match[0]):
            text = ESCAPE.sub(lambda escape: " " if escape[1] in "nt" else escape[1], piece[1])
            lines[match[0].count("\n", 0, piece.start())] += text.strip() + " "
        if " " in "".join(lines).strip():
            yield Prose(line, [text.rstrip() for text in lines])


def hash_comments(source):
    found = []
    for line, text in enumerate(source.split("\n"), start=1):
        match = re.match(r"""(?:[^'"#]|'[^']*'|"[^"]*")*?(?:^|(?<=\s))(#[^!].*)$""", text)
        if match:
            found.append((line, match.start(1), match[1]))
    return joined(found)


def python_comments(source):
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    yield from joined([(*token.start, token.string) for token in tokens
                       if token.type == tokenize.COMMENT and not token.string.startswith("#!")])
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if ast.get_docstring(node) is None:
            continue
        text = node.body[0].value
        yield from joined([(line, 0, words) for line, words in
                           enumerate(text.value.split("\n"), start=text.lineno)])


def document_prose(source):
    """Paragraphs, list items and table cells of Markdown; no code and no headings."""
    paragraph, fenced = None, False
    for line, text in enumerate(source.split("\n"), start=1):
        words = text.strip()
        if words.startswith(("```", "~~~")):
            fenced = not fenced
            words = ""
        if fenced or not words or words.startswith("#"):
            if paragraph:
                yield paragraph
            paragraph = None
        elif words.startswith("|"):
            for cell in words.strip("|").split("|"):
                if " " in cell.strip():  # a single word is the head of a column
                    yield Prose(line, [cell.strip()])
        else:
            item = re.match(r"([-*+]|\d+\.)\s+", words)
            if item or paragraph is None:
                if paragraph:
                    yield paragraph
                paragraph = Prose(line, [words[item.end():] if item else words])
            else:
                paragraph.lines.append(words)
    if paragraph:
        yield paragraph


def window_texts(source):
    """The texts of the window, as Qt's tools have collected them for translation."""
    for match in re.finditer(r"<source>(.*?)</source>", source, re.DOTALL):
        text = re.sub(r"<[^>]*>", " ", html.unescape(match[1]))
        yield Prose(source.count("\n", 0, match.start()) + 1, text.split("\n"))


def faults(prose):
    """(line, quoted text, advice) of each rule that the prose breaks."""
    text, starts = "", []
    for line in prose.lines:
        starts.append(len(text))
        text += line + " "
    text = CODE.sub(lambda code: "`" + "x" * (len(code[0]) - 2) + "`", text)

    def at(position):
        return prose.line + max(i for i, start in enumerate(starts) if start <= position)

    begin = 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[begin:end]
        lead = re.match(r"[\s*_\"'(]*", sentence).end()
        openings = OPENINGS if begin == 0 else SENTENCES
        if not sentence.rstrip(" )\"'*_").endswith("?"):
            for pattern, advice in openings.items():
                if re.match(pattern, sentence[lead:]):
                    yield at(begin + lead), sentence[lead:lead + 50].rstrip(), advice
                    break
        for pattern, advice in WORDS.items():
            for match in re.finditer(pattern, sentence):
                around = sentence[max(0, match.start() - 15):match.end() + 25].strip()
                yield at(begin + match.start()), around, advice
        begin = end


def prose_of(path, source):
    suffix = Path(path).suffix
    head = source.split("\n", 1)[0]
    if suffix in rules.MAX_LINES and rules.is_below(path, rules.ROOTS):
        return [*slash_comments(source), *literals(source)]
    if suffix in SLASHES:
        return slash_comments(source)
    if suffix == ".ts":
        return window_texts(source)
    if suffix == ".md":
        return document_prose(source)
    if suffix == ".py" or head.startswith("#!") and "python" in head:
        return python_comments(source)
    if suffix in HASHES or head.startswith("#!"):
        return hash_comments(source)
    return ()


def check_file(tree, path):
    try:
        source = (tree / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # a picture or a captured request
    for prose in prose_of(path, source):
        for line, text, advice in faults(prose):
            yield Violation(path, line, f'"{text}": {advice}')


def files(tree):
    found = [path for path in tree.iterdir() if path.is_file()]
    for root in ROOTS:
        found += [path for path in (tree / root).glob("**/*") if path.is_file()]
    for path in sorted(found):
        name = path.relative_to(tree).as_posix()
        if not name.startswith(SKIPPED) and not GENERATED.search(name):
            yield name


def check(tree):
    """All violations in a tree."""
    return [violation for path in files(tree) for violation in check_file(tree, path)]


if __name__ == "__main__":
    print_violations(check)
