# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The dependencies that each folder may have: the rule of CONTRIBUTING.md, as a table.

`python3 rules.py [TREE]` prints every violation in a tree and fails when there is one."""
import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOTS = ("app", "console", "inspect", "server", "ui")  # the program; tests and benchmarks may know everything


class Folder(NamedTuple):
    """The folder, and all below it that has no entry of its own."""

    name: str
    project: tuple  # project headers it may include, by folder
    qt: tuple  # Qt modules it may include from
    libraries: tuple = ()  # other libraries it may include, by the first part of the path
    words: dict = {}  # forbidden regular expression: why
    system: bool = True  # may include <unistd.h>, <sys/…> and other doors to the system


WORDING = {
    r"\btr\s*\(": "words for people are chosen in ui/ and app/",
    r"\bQ_DECLARE_TR_FUNCTIONS\b": "words for people are chosen in ui/ and app/",
    r"\bQ(Core|Gui)?Application::translate\b": "words for people are chosen in ui/ and app/",
    r"\bQT_TR(ANSLATE)?_NOOP": "words for people are chosen in ui/ and app/",
}
WIDGETS = {
    **WORDING,
    r"\bQ(Icon|Color|Pixmap|Palette|Widget|Gui\w*|Application|MessageBox|Dialog)\b":
        "the broker has never heard of a window",
    r"\bQSettings\b": "settings come as a BrokerConfig",
}
LOGIC = {
    r"\bQ(Tcp|Web|Local|Udp)(Socket|Server)\b": "no sockets here",
    r"\bQSql\w+\b": "no SQL here",
    r"\bQ(Thread|ThreadPool|Mutex|Timer)\b": "no threads and no timers here",
}
PURE = {
    **LOGIC,
    r"\b(QObject|Q_OBJECT|Q_GADGET)\b": "pure functions and values only",
    r"\bcurrent(M?SecsSinceEpoch|DateTime(Utc)?|Date|Time)\b": "the time is an argument",
    r"\bQElapsedTimer\b|\bclock::now\b|_clock::now\b|\bClock::now\b": "the time is an argument",
    r"\bq(C)?(Debug|Info|Warning|Critical|Fatal)\b": "nothing is logged here; return it",
}
EVERYWHERE = {
    r"\bQ_(ASSERT|ASSUME|UNREACHABLE)\w*|\bassert\s*\(|\b(std::|__builtin_)unreachable\b":
        "a check is loud in release builds, too: server/api/check.h",
    r"\bBlockingQueuedConnection\b": "no thread waits for another",
    r"\bQThread::terminate\b|->terminate\(\)": "a thread ends by itself",
}
VIEW = {
    r"\bQ(Tcp|Web|Local|Udp)(Socket|Server)\b": "the window asks the broker, it has no sockets",
    r"\bQSql\w+\b": "the window asks the broker, it has no database",
    r"\bQThread\b|\bQtConcurrent\b": "the window has one thread",
    r"\bQSettings\b": "app/window/settings is the only one that reads and writes settings",
}

APP = {r"\bQSql\w+\b": "the database is the server's"}

# The layers of each tree, the highest first: a folder includes only folders that stand below its
# own line, and those of its own line.
LAYERS = {
    "server": ("broker", "console", "endpoints", "mcp", "archive", "loopback", "rooms", "cluster", "gateway", "usage", "store", "traffic",
               "metrics", "net", "codec", "protocol", "base", "api"),
    "inspect": ("capture", "conversations", "filter", "sequence", "traffic", "clients", "decode", "json", "rates", "text"),
    "ui": ("window", "link", "help", "sidebar", "traffic", "sequence", "conversations", "clients", "keys", "cluster", "usage",
           "server", "composer", "filter", "json", "prompts", "widgets", "theme", "base"),
}


def layer(name, *more):
    """The folders that a folder of LAYERS may include: itself, those below it, and `more`."""
    tree, folder = name.split("/")
    below = LAYERS[tree][LAYERS[tree].index(folder):]
    return tuple(f"{tree}/{each}" for each in below) + more


def server(name, *qt, libraries=(), words=None, system=True):
    return Folder("server/" + name, layer("server/" + name), ("QtCore", *qt), libraries,
                  WIDGETS if words is None else {**WIDGETS, **words}, system)


def inspect(name):
    return Folder("inspect/" + name, layer("inspect/" + name, "server/api"), ("QtCore",),
                  words={**WIDGETS, **LOGIC, **VIEW}, system=False)


def ui(name, *qt):
    return Folder("ui/" + name, layer("ui/" + name, "inspect", "server/api"),
                  ("QtCore", "QtGui", "QtWidgets", *qt), words=VIEW, system=False)


UI_MODULES = {
    "theme": ("QtSvg",),
    "sequence": ("QtSvg",),  # writes a diagram as SVG
    "help": ("QtSvg", "QtSvgWidgets"),
}

# From the window down; a narrower folder comes before a wider one.
FOLDERS = (
    Folder("app/window", ROOTS, ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtNetwork"), ("qt6keychain",), APP),
    Folder("app", ("app", "console", "inspect", "server"), ("QtCore", "QtNetwork"), words=APP),
    Folder("console", ("console", "server/codec", "server/api"), ("QtCore", "QtNetwork", "QtWebSockets"),
           words={**WIDGETS, r"\bQSql\w+\b": "no SQL here", r"\bQThread\b": "no threads here"}, system=False),
    *(ui(name, *UI_MODULES.get(name, ())) for name in LAYERS["ui"]),
    *(inspect(name) for name in LAYERS["inspect"]),
    server("broker", "QtNetwork"),
    Folder("server/console", layer("server/console", "inspect"), ("QtCore", "QtNetwork"), words=WIDGETS),
    server("endpoints", "QtNetwork"),
    server("mcp", "QtNetwork"),
    Folder("server/archive", layer("server/archive", "inspect"), ("QtCore",), words=WIDGETS),
    server("loopback", "QtNetwork", "QtWebSockets"),
    server("rooms", "QtNetwork", "QtWebSockets"),
    server("cluster", "QtNetwork", libraries=("hiredis", "openssl")),
    server("gateway", "QtNetwork", "QtWebSockets", libraries=("openssl",)),
    server("usage"),
    server("store", "QtNetwork", "QtSql"),
    server("traffic"),
    server("metrics", words=LOGIC),
    server("net", "QtNetwork", "QtWebSockets", libraries=("openssl",)),
    Folder("server/codec", ("server/codec", "server/api"), ("QtCore",), words={**WIDGETS, **LOGIC}, system=False),
    server("protocol", libraries=("simdjson", "boost"), words=PURE, system=False),
    server("base", words=LOGIC),
    server("api", words=LOGIC, system=False),
)
HIGHEST = "app/window"  # no other folder includes it
# Exceptions to `words`, by file.
SETTINGS_FILES = ("app/window/settings.h", "app/window/settings.cpp")
# The rows of options name them for command line and window alike; the window translates the names.
MARKED_FILES = ("server/api/options.cpp",)

# The libraries that each target may link; our own only downwards.
LINKS = {
    "broker_api": {"broadcaster_options", "Qt6::Core"},
    "broker_codec": {"broker_api", "Qt6::Core"},
    "broker_base": {"broker_api", "Qt6::Core"},
    "broker_protocol": {"broker_base", "Qt6::Core", "simdjson::simdjson", "Boost::headers",
                        "ZLIB::ZLIB"},
    "broker_server": {"broker_api", "broker_protocol", "broker_codec", "broker_inspect", "Qt6::Core", "Qt6::Network",
                      "Qt6::WebSockets", "Qt6::Sql", "OpenSSL::SSL", "PostgreSQL::libpq", "Hiredis::hiredis",
                      "Threads::Threads"},
    "broker_inspect": {"broker_api", "Qt6::Core"},
    "broker_ui": {"broker_api", "broker_inspect", "Qt6::Core", "Qt6::Gui", "Qt6::Widgets", "Qt6::Svg",
                  "Qt6::SvgWidgets"},
    "broker_console": {"broker_codec", "Qt6::Network", "Qt6::WebSockets"},
    "broadcaster_app": {"broker_server", "broker_console", "broker_inspect"},
    "broadcaster-server": {"broadcaster_app"},
    "broadcaster_window": {"broadcaster_app", "broker_ui", "qt6keychain"},
    "broadcaster": {"broadcaster_window"},
}

MAX_LINES = {".h": 150, ".cpp": 400}
# Two ways to do what one header says, of which a system compiles one.
VARIANTS = {"server/net/socketpoller_epoll.cpp", "server/net/socketpoller_notifiers.cpp"}
TABLES = ("server/base/tuning.h", "server/api/options.cpp")  # one list each, however long
MAX_MAIN_LINES = 60
MAX_FUNCTION_LINES = 60  # from the first line of the signature to the closing brace
SPDX = ("// SPDX-FileCopyrightText: ", "// SPDX-License-Identifier: MIT")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
INCLUDE_LINE = re.compile(r"[ \t]*#[ \t]*include\b")
SYSTEM_HEADER = re.compile(r"^(sys|netinet|arpa|linux)/|^(unistd|fcntl|poll|signal|netdb|pthread)\.h$")
LIBRARIES = ("simdjson",)  # with a header that looks like one of the C library
# The headers of the C++ library.
STANDARD_HEADER = re.compile(r"^[a-z_0-9]+$")
TOKEN = re.compile(
    r"(?P<number>\b\d[\w'.]*)"
    r"|//[^\n]*|/\*.*?\*/"
    r'|R"(?P<mark>[^()\s\\]*)\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])+'", re.DOTALL)


# A brace on a line of its own begins the body of a function: clang-format leaves all others behind something.
BODY = re.compile(r"^( *)\{\n.*?^\1\}", re.MULTILINE | re.DOTALL)
BEFORE_FUNCTION = re.compile(r"(^\s*|[;{}]|^ *(public|protected|private)( slots)?:|^#.*)$")

# The declarations of a source in its unnamed namespace, at the beginning of a line.
UNNAMED = re.compile(r"^namespace \{$(.*?)^\} // namespace$", re.MULTILINE | re.DOTALL)
LOCAL_NAME = re.compile(
    r"^(?:(?:struct|enum class|class|enum) (?P<type>\w+)\b(?!\s*;)"
    r"|using (?P<alias>\w+) = (?P<meaning>[^;]+);"
    r"|(?:constexpr|const|constinit) [^\n=({]*?\b(?P<constant>\w+)\s*[=[{]"
    r"|\w[^\n(]*?\b(?P<function>\w+)\((?P<parameters>[^()]*)\)\s*\{$)", re.MULTILINE)


class Violation(NamedTuple):
    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


def without_comments_and_text(source):
    """The source with comments, strings and characters blanked; lines stay where they are."""

    def blank(match):
        if match["number"]:
            return match[0]  # 10'000 begins no character
        return re.sub(r"[^\n]", " ", match[0])

    return TOKEN.sub(blank, source)


def folder_of(path):
    for folder in FOLDERS:  # the narrowest comes first
        if path.startswith(folder.name + "/"):
            return folder
    raise LookupError(f"{path}: no rule for its folder; add one to FOLDERS")


def is_below(path, folders):
    return any(path.startswith(folder + "/") for folder in folders)


def may_include(folder, target):
    return is_below(target, folder.project) and (folder.name == HIGHEST or not is_below(target, (HIGHEST,)))


def include_fault(tree, path, folder, quote, target):
    """Why a file of the folder may not include the target, or nothing."""
    if quote == '"':
        if target.endswith(".moc"):
            return None
        if not is_below(target, ROOTS):
            return f'"{target}": project headers are named from the top of the tree'
        if not (tree / target).is_file():
            return f'"{target}": there is no such file'
        if not may_include(folder, target):
            return f'{folder.name} must not include "{target}"'
        return None
    first = target.split("/")[0]
    if re.match(r"Qt[A-Z]\w*/", target):
        return None if first in folder.qt else f"{folder.name} must not include <{target}>"
    if re.match(r"Q[A-Z]", target) or target.startswith("QtCore"):
        return f"<{target}>: name the module too, as <QtCore/{target}>"
    if SYSTEM_HEADER.search(target):
        return None if folder.system else f"{folder.name} must not include <{target}>"
    if STANDARD_HEADER.match(target) or target.endswith(".h") and "/" not in target:
        library = target.removesuffix(".h")
        allowed = library not in LIBRARIES or library in folder.libraries
        return None if allowed else f"{folder.name} must not include <{target}>"
    return None if first in folder.libraries else f"{folder.name} must not include <{target}>"


def functions(source):
    """The first line and the number of lines of each function."""
    code = without_comments_and_text(source)
    lines = code.split("\n")
    for body in BODY.finditer(code):
        first = code.count("\n", 0, body.start())
        last = first + body[0].count("\n")
        while first > 0 and not BEFORE_FUNCTION.search(lines[first - 1].rstrip()):
            first -= 1
        yield first + 1, last - first + 1


def check_file(tree, path):
    source = (tree / path).read_text(encoding="utf-8")
    folder = folder_of(path)
    lines = source.split("\n")

    def at(position):
        return source.count("\n", 0, position) + 1

    if not (lines[0].startswith(SPDX[0]) and len(lines) > 1 and lines[1] == SPDX[1]):
        yield Violation(path, 1, "the first two lines name the copyright and the licence")
    if path.endswith(".h") and (len(lines) < 3 or lines[2] != "#pragma once"):
        yield Violation(path, 3, "the third line of a header is #pragma once")
    limit = MAX_MAIN_LINES if path.endswith("main.cpp") else MAX_LINES[Path(path).suffix]
    if path not in TABLES and len(lines) - 1 > limit:
        yield Violation(path, limit + 1, f"{len(lines) - 1} lines; the limit is {limit}")

    for line, size in functions(source):
        if size > MAX_FUNCTION_LINES:
            yield Violation(path, line, f"a function of {size} lines; the limit is {MAX_FUNCTION_LINES}")

    for match in INCLUDE.finditer(source):
        fault = include_fault(tree, path, folder, *match.groups())
        if fault:
            yield Violation(path, at(match.start()), fault)

    words = {**folder.words, **EVERYWHERE}
    if folder.name.startswith("app") and path not in SETTINGS_FILES:
        words[r"\bQSettings\b"] = VIEW[r"\bQSettings\b"]
    if path in MARKED_FILES:
        words = {word: why for word, why in words.items() if "NOOP" not in word}
    for number, line in enumerate(without_comments_and_text(source).split("\n"), start=1):
        if INCLUDE_LINE.match(line):
            continue
        for word, why in words.items():
            match = re.search(word, line)
            if match:
                yield Violation(path, number, f"{match.group().strip()} in {folder.name}: {why}")


def check_links(tree):
    for listing in sorted(tree.glob("**/CMakeLists.txt")):
        path = listing.relative_to(tree).as_posix()
        if not is_below(path, ROOTS):
            continue
        text = re.sub(r"#[^\n]*", "", listing.read_text(encoding="utf-8"))
        for match in re.finditer(r"target_link_libraries\s*\(\s*([\w-]+)([^)]*)\)", text):
            target, linked = match.group(1), set(match.group(2).split())
            linked -= {"PUBLIC", "PRIVATE", "INTERFACE"}
            for library in sorted(linked - LINKS.get(target, linked)):
                yield Violation(path, text.count("\n", 0, match.start()) + 1,
                                f"{target} must not link {library}")


def check_local_names(tree):
    """Several sources of a library are compiled as one, in which an unnamed namespace hides no
    name from the next source."""
    seen = {}  # (library, name): (path, meaning of an alias)
    for path in sources(tree):
        if not path.endswith(".cpp"):
            continue
        text = (tree / path).read_text(encoding="utf-8")
        code = without_comments_and_text(text)
        for body in UNNAMED.finditer(text):
            for match in LOCAL_NAME.finditer(code[body.start(1):body.end(1)]):
                name = match["type"] or match["alias"] or match["constant"]
                if name is None:  # functions with other parameters are overloads
                    types = re.sub(r"\s*\b\w+\s*(,|$)", r"\1", match["parameters"])
                    name = f"{match['function']}({' '.join(types.split())})"
                key = (path.split("/")[0], name)
                other, meaning = seen.setdefault(key, (path, match["meaning"]))
                if other != path and (meaning is None or meaning != match["meaning"]):
                    line = text.count("\n", 0, body.start(1) + match.start()) + 1
                    yield Violation(path, line, f"{name}: {other} has a {name} of its own, and the "
                                                "two may be compiled as one source")


def check_pairs(tree):
    """A class that grew over several sources has become several classes."""
    for path in sources(tree):
        if path.endswith(".cpp") and not path.endswith("main.cpp") and path not in VARIANTS \
                and not (tree / path).with_suffix(".h").exists():
            yield Violation(path, 1, "a source has a header of its own name")


def sources(tree):
    for root in ROOTS:
        for suffix in MAX_LINES:
            for path in sorted((tree / root).glob("**/*" + suffix)):
                yield path.relative_to(tree).as_posix()


def check(tree):
    """All violations in a tree."""
    found = [violation for path in sources(tree) for violation in check_file(tree, path)]
    return found + list(check_links(tree)) + list(check_local_names(tree))


def print_violations(check_tree):
    """The program of a file of rules: prints what check_tree() finds, and fails if that is anything."""
    here = Path(__file__).resolve().parents[2]
    violations = check_tree(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
    print(*violations, sep="\n")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    print_violations(check)
