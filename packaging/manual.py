#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Writes the manual pages broadcaster(1) and broadcaster.conf(5), from what the program prints for
`--help` and from docs/options.md, and the configuration file broadcaster.conf, which the program
prints: `packaging/manual.py PROGRAM`."""
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
.BR \-\-help ,
.BR \-\-version ,
.B \-\-check\-config
and
.B \-\-print\-config
is also a variable:
.B BROADCASTER_
and the name of the option in capitals, with _ for \-.
The command line wins, and a variable wins over a configuration file.
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
.IR /etc/broadcaster/broadcaster.conf ", " /etc/broadcaster/conf.d/*.conf
Options with
.BR \-\-server ;
see
.BR broadcaster.conf (5).
.TP
.I ~/.config/broadcaster/options.conf
Options of the window.
.TP
.I /etc/broadcaster/broadcaster.env
Variables of the system service.
.SH SEE ALSO
.BR broadcaster.conf (5);
the documents in
.IR /usr/share/doc/broadcaster .
"""
FILE_HEAD = r""".\" SPDX-FileCopyrightText: 2026 The Broadcaster authors
.\" SPDX-License-Identifier: MIT
.\" packaging/manual.py writes this file.
.TH BROADCASTER.CONF 5 "" "Broadcaster" "File Formats"
.SH NAME
broadcaster.conf \- options of Broadcaster
.SH DESCRIPTION
"""
FILE_TAIL = r""".SH SEE ALSO
.BR broadcaster (1);
the documents in
.IR /usr/share/doc/broadcaster .
"""
NOTICE = """# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
#
# packaging/manual.py writes this file.
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


def document():
    with open(os.path.join(TREE, "docs", "options.md"), encoding="utf-8") as file:
        return file.read()


def option_entries(help_text, named=usage, skipped=()):
    rows = {name: (default.strip(), meaning)
            for name, default, meaning in ROW.findall(document())}
    page = ".SH OPTIONS\nSizes may have a unit, such as 64KiB.\n"
    for block in help_text.split("\n\n")[3:]:
        title, *lines = block.strip("\n").split("\n")
        entries = options_of(lines)
        if not title.endswith(":") or not entries or title[:-1] in skipped:
            continue
        page += f".SS {escaped(title[:-1])}\n"
        for option, _ in entries:
            default, meaning = rows[re.search(r"--([\w-]+)", option)[1]]
            page += f".TP\n{named(option)}\n{sentences(plain(meaning))}\n"
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


def line_of_file(option):
    """`name = VALUE` of `--name VALUE`; a switch has no value on the command line."""
    name, _, value = option.partition(" ")
    return rf"\fB{escaped(name.removeprefix('--'))}\fR = \fI{escaped(value or 'true|false')}\fR"


def formatted(markdown):
    """Paragraphs, lists and examples of a section of a document."""
    page = ""
    for block in markdown.strip("\n").split("\n\n"):
        lines = block.split("\n")
        if block.startswith("```"):
            page += ".PP\n.nf\n" + escaped("\n".join(lines[1:-1])) + "\n.fi\n"
        elif block.startswith("- "):
            for item in re.split(r"\n?^- ", block, flags=re.MULTILINE)[1:]:
                page += ".IP \\(bu 2\n" + sentences(plain(re.sub(r"\s+", " ", item))) + "\n"
        else:
            page += ".PP\n" + sentences(plain(" ".join(lines))) + "\n"
    return page.removeprefix(".PP\n")


def file_manual(program):
    section = document().split("\n## Configuration files\n")[1].split("\n## ")[0]
    return FILE_HEAD + formatted(section) + option_entries(
        printed(program, "--help"), line_of_file, ("Program",)) + FILE_TAIL


def configuration(program):
    """The file with all defaults as comments."""
    lines = printed(program, "--server", "--config", os.devnull, "--print-config").splitlines(True)
    return NOTICE + "".join(line for line in lines if line != f"# Read: {os.devnull}\n")


FILES = {"broadcaster.1": manual, "broadcaster.conf.5": file_manual,
         "broadcaster.conf": configuration}


def main(program):
    for name, made in FILES.items():
        with open(os.path.join(TREE, "packaging", name), "w", encoding="utf-8") as file:
            file.write(made(program))


if __name__ == "__main__":
    main(sys.argv[1])
