#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Prints the manual page broadcaster(1), made from what the program prints for `--help` and from the
table of options in docs/options.md: `packaging/manual.py PROGRAM > packaging/broadcaster.1`."""
import os
import re
import subprocess
import sys

TREE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROW = re.compile(r"^\| `--([\w-]+)(?: [^`]+)?`(?:, `-\w`)? \| ([^|]*) ?\| (.*) \|$", re.MULTILINE)
OPTION = re.compile(r"^ +((?:-\w, )?--[\w-]+(?: \S+)?)(?: {2,}(.*))?$")

HEAD = r""".\" SPDX-FileCopyrightText: 2026 The Broadcaster authors
.\" SPDX-License-Identifier: MIT
.\" packaging/manual.py writes this file.
.TH BROADCASTER 1 "" "Broadcaster" "User Commands"
.SH NAME
broadcaster, broadcaster\-server \- WebSocket broker with rooms, keys and a window
.SH SYNOPSIS
.B broadcaster
.RI [ options ]
.br
.B broadcaster \-\-connect
.I ADDRESS
.RI [ options ]
.br
.B broadcaster
.I COMMAND
.RI [ ... ]
.br
.B broadcaster\-server
.RI [ options ]
.SH DESCRIPTION
.B broadcaster
runs a WebSocket broker and shows its traffic in a window, or shows a broker elsewhere.
With
.B \-\-server
it runs without a window.
.B broadcaster\-server
is the same program without the window: it has the same commands, and the same options except
.BR \-\-connect .
"""
ENVIRONMENT = r""".SH ENVIRONMENT
Each option except
.B \-\-help
and
.B \-\-version
is also a variable:
.B BROADCASTER_
and the name of the option in capitals, with _ for \-.
The command line wins.
An option that may be given several times takes its values from the variable with commas between
them.
.TP
.B DATABASE_URL
The database, if
.B \-\-database
does not name one.
.TP
.B SUPERATOM_SERVICE_KEY
The service key, if
.B \-\-service\-key\-file
does not name a file.
.TP
.B BROADCASTER_LANGUAGE
The language of the window, such as
.BR de .
"""
TAIL = r""".SH FILES
.TP
.I ~/.local/share/broadcaster/broadcaster.db
The database, unless another one is named.
.TP
.I /etc/broadcaster/broadcaster.env
Variables of the system service.
.SH SEE ALSO
The documents in
.IR /usr/share/doc/broadcaster .
"""


def printed(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True,
                          timeout=60, env={**os.environ, "LANG": "C.UTF-8"}).stdout


def escaped(text):
    return (text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
            .replace("`", r"\(ga"))


def plain(markdown):
    """Text of a table's cell, with bold code."""
    markdown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown.replace("\\|", "|"))
    parts = re.split(r"`([^`]+)`", markdown)
    return "".join(rf"\fB{escaped(part)}\fR" if index % 2 else escaped(part)
                   for index, part in enumerate(parts))


def sentences(text):
    """One sentence a line, as roff wants it."""
    text = re.sub(r"(?<=[\w)]\.) (?=[A-Z\\])", "\n", text)
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def options_of(lines):
    """Pairs of usage and text; a text may go on in the lines below its option."""
    found = []
    for line in lines:
        if match := OPTION.match(line):
            found.append([match[1], match[2] or ""])
        elif found and line.startswith(" " * 10):
            found[-1][1] += " " + line.strip()
    return found


def usage(text):
    name, _, value = text.rpartition(" ")
    if not name or name.endswith(","):
        return rf"\fB{escaped(text)}\fR"
    return rf"\fB{escaped(name)}\fR \fI{escaped(value)}\fR"


def option_entries(help_text):
    with open(os.path.join(TREE, "docs", "options.md"), encoding="utf-8") as file:
        rows = {name: (default.strip(), meaning) for name, default, meaning in ROW.findall(file.read())}
    page = ".SH OPTIONS\nSizes may have a unit, such as 64KiB.\n"
    for block in help_text.split("\n\n")[3:]:
        title, *lines = block.strip("\n").split("\n")
        entries = options_of(lines)
        if not title.endswith(":") or not entries:
            continue
        page += f".SS {escaped(title[:-1])}\n"
        for option, _ in entries:
            default, meaning = rows[re.search(r"--([\w-]+)", option)[1]]
            page += f".TP\n{usage(option)}\n{sentences(plain(meaning))}\n"
            if default not in ("", "off", "none"):
                page += f"Default: {plain(default)}.\n"
    return page


def command_entry(help_text):
    """A command's section: its paragraphs, then its options."""
    *paragraphs, options, _ = help_text.strip("\n").split("\n\n")
    page = f".SS {escaped(paragraphs[0].removeprefix('usage: ').removesuffix(' [OPTION...]'))}\n"
    for index, paragraph in enumerate(paragraphs[1:]):
        page += ".PP\n" if index else ""
        if re.search(r"\S {2,}\S", paragraph):
            page += f".nf\n{escaped(paragraph)}\n.fi\n"
        else:
            page += sentences(escaped(paragraph.replace("\n", " "))) + "\n"
    for option, text in options_of(options.split("\n")):
        page += f".TP\n{usage(option)}\n{sentences(escaped(text))}\n"
    return page


def manual(program):
    help_text = printed(program, "--help")
    listed = re.search(r"^Commands:\n(.*?)\n\n", help_text, re.MULTILINE | re.DOTALL)[1]
    names = re.findall(r"^  (\w+) ", listed, re.MULTILINE)
    page = HEAD + ".SH COMMANDS\n"
    for name in names + ["--connect"]:
        page += command_entry(printed(program, name, "--help"))
    codes = printed(program, names[0], "--help").strip("\n").split("\n\n")[-1]
    codes = codes.replace("\n", " ").removeprefix("Exit codes: ").rstrip(".")
    page += option_entries(help_text) + ENVIRONMENT + ".SH EXIT STATUS\nThat of the commands:\n"
    for code, text in (each.split(" ", 1) for each in codes.split(", ")):
        page += f".TP\n.B {code}\n{escaped(text)}\n"
    return page + TAIL


if __name__ == "__main__":
    sys.stdout.write(manual(sys.argv[1]))
