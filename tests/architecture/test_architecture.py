# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The tree keeps its own rules, and the rules do find what breaks them."""
import re
import tempfile
import unittest
from pathlib import Path

import matrix
import rules

TREE = Path(__file__).resolve().parents[2]
HEAD = "// SPDX-FileCopyrightText: 2026 The Broadcaster authors\n// SPDX-License-Identifier: MIT\n"

# A tree in which everything is as it should be, and comes near to what is forbidden.
GOOD = {
    "server/api/ids.h":
        "#pragma once\n#include <QtCore/QString>\n#include <optional>\n",
    "server/protocol/envelope.h":
        '#pragma once\n#include "server/api/ids.h"\n#include <simdjson.h>\n#include <stddef.h>\n'
        "constexpr int Limit = 10'000; // no tr(, no QObject, no QIcon: it's a comment\n",
    "server/protocol/reader.cpp":
        '#include "server/protocol/envelope.h"\n#include <boost/beast/http/parser.hpp>\n'
        'constexpr auto Text = "qDebug tr( QSettings", Quote = "\\"", More = R"(QObject " tr()";\n'
        "constexpr auto Letter = '\"'; /* QTcpSocket\n QObject */\n",
    "server/gateway/gateway.cpp":
        '#include "server/protocol/envelope.h"\n#include <QtNetwork/QTcpSocket>\n'
        "#include <sys/socket.h>\n#include <unistd.h>\nQObject *attribute(int);\n",
    "server/store/database.cpp":
        "#include <QtSql/QSqlDatabase>\n#include <QtCore/QThread>\nint instr(int);\n",
    "server/broker/broker.h":
        '#pragma once\n#include "server/api/ids.h"\n#include <QtNetwork/QSslConfiguration>\n',
    "inspect/filter/filterparser.cpp":
        '#include "server/api/ids.h"\n#include <QtCore/QString>\n'
        "static_assert(sizeof(int) > 1); int instr(int);\n",
    "ui/window/mainwindow.h":
        '#pragma once\n#include "server/api/ids.h"\n#include "ui/base/text.h"\n'
        "#include <QtWidgets/QMainWindow>\nclass W { QString t = tr(0); QIcon i; };\n",
    "ui/base/text.h": "#pragma once\n",
    "app/program.cpp": '#include "server/broker/broker.h"\n#include <QtCore/QString>\n',
    "app/window/main.cpp":
        '#include "server/broker/broker.h"\n#include "ui/window/mainwindow.h"\n#include <csignal>\n',
    "app/window/settings.cpp": "#include <QtCore/QSettings>\nvoid f(QSettings &);\n",
    "server/CMakeLists.txt":
        "target_link_libraries(broker_api PUBLIC broadcaster_options Qt6::Core) # Qt6::Gui)\n",
    "tests/anything.cpp": '#include "../whatever.h"\nQThread x; // tests may\n',
}

# One line each that must be found, and a word of the complaint.
BAD = [
    ("server/api/ids.h", "#include <QtNetwork/QTcpSocket>", "must not include"),
    ("server/api/ids.h", "#include <QtSql/QSqlQuery>", "must not include"),
    ("server/api/ids.h", "#include <simdjson.h>", "must not include"),
    ("server/api/ids.h", "#include <sys/socket.h>", "must not include"),
    ("server/api/ids.h", '#include "server/broker/broker.h"', "must not include"),
    ("server/api/ids.h", '#include "server/protocol/envelope.h"', "must not include"),
    ("server/api/ids.h", "QTcpSocket *socket;", "no sockets"),
    ("server/api/ids.h", "QSqlDatabase database;", "no SQL"),
    ("server/protocol/envelope.h", '#include "server/broker/broker.h"', "must not include"),
    ("server/protocol/envelope.h", "#include <QtNetwork/QHostAddress>", "must not include"),
    ("server/protocol/envelope.h", "class A : public QObject {};", "pure"),
    ("server/protocol/reader.cpp", "auto t = QDateTime::currentMSecsSinceEpoch();", "argument"),
    ("server/protocol/reader.cpp", "auto t = std::chrono::steady_clock::now();", "argument"),
    ("server/protocol/reader.cpp", 'qCWarning(log) << "x";', "logged"),
    ("server/protocol/reader.cpp", "#include <unistd.h>", "must not include"),
    ("server/gateway/gateway.cpp", '#include "ui/window/mainwindow.h"', "must not include"),
    ("server/gateway/gateway.cpp", '#  include "app/main.h"', "no such file"),
    ("server/gateway/gateway.cpp", '#include "../broker/broker.h"', "top of the tree"),
    ("server/gateway/gateway.cpp", '#include "gateway.h"', "top of the tree"),
    ("server/gateway/gateway.cpp", "#include <QtWidgets/QWidget>", "must not include"),
    ("server/gateway/gateway.cpp", "#include <QtGui/QIcon>", "must not include"),
    ("server/gateway/gateway.cpp", "#include <QTcpSocket>", "name the module"),
    ("server/gateway/gateway.cpp", "#include <boost/asio.hpp>", "must not include"),
    ("server/gateway/gateway.cpp", 'auto s = QObject::tr("x");', "words for people"),
    ("server/gateway/gateway.cpp", "auto s = tr (x);", "words for people"),
    ("server/gateway/gateway.cpp", "QColor red;", "window"),
    ("server/gateway/gateway.cpp", "QApplication *a;", "window"),
    ("server/gateway/gateway.cpp", "/* x */ QSettings s; // y", "BrokerConfig"),
    ("server/gateway/gateway.cpp", "auto c = Qt::BlockingQueuedConnection;", "waits"),
    ("server/broker/broker.h", "QIcon icon;", "window"),
    ("ui/window/mainwindow.h", '#include "server/broker/broker.h"', "must not include"),
    ("ui/window/mainwindow.h", '#include "app/window/settings.cpp"', "must not include"),
    ("ui/window/mainwindow.h", "#include <QtSql/QSqlDatabase>", "must not include"),
    ("ui/window/mainwindow.h", "#include <QtNetwork/QTcpSocket>", "must not include"),
    ("ui/window/mainwindow.h", "QSqlDatabase database;", "no database"),
    ("ui/window/mainwindow.h", "QWebSocket socket;", "no sockets"),
    ("ui/window/mainwindow.h", "QThread thread;", "one thread"),
    ("ui/window/mainwindow.h", "QSettings settings;", "app/window/settings"),
    ("app/window/main.cpp", "QSettings settings;", "app/window/settings"),
    ("inspect/filter/filterparser.cpp", 'auto s = Words::tr("x");', "words for people"),
    ("inspect/filter/filterparser.cpp", "Q_DECLARE_TR_FUNCTIONS(a::B)", "words for people"),
    ("inspect/filter/filterparser.cpp", "QCoreApplication::translate(c, d);", "words for people"),
    ("inspect/filter/filterparser.cpp", "#include <QtWidgets/QWidget>", "must not include"),
    ("inspect/filter/filterparser.cpp", "Q_UNREACHABLE();", "loud"),
    ("server/gateway/gateway.cpp", "Q_ASSERT(x);", "loud"),
    ("server/gateway/gateway.cpp", "Q_ASSERT_X(x, y, z);", "loud"),
    ("server/protocol/reader.cpp", "std::unreachable();", "loud"),
    ("ui/window/mainwindow.h", "Q_UNREACHABLE_RETURN(1);", "loud"),
    ("app/window/main.cpp", "assert(x);", "loud"),
    ("app/window/main.cpp", "QSqlDatabase database;", "server's"),
    ("app/window/main.cpp", "\n" * 60, "the limit is 60"),
    ("server/broker/broker.h", "\n" * 150, "the limit is 150"),
    ("server/gateway/gateway.cpp", "\n" * 400, "the limit is 400"),
    ("server/CMakeLists.txt", "target_link_libraries(broker_api PUBLIC\n Qt6::Gui)", "not link"),
    ("app/CMakeLists.txt", "target_link_libraries(broadcaster_app PUBLIC broker_ui)", "not link"),
    ("app/program.cpp", "#include <QtWidgets/QWidget>", "must not include"),
    ("app/program.cpp", '#include "app/window/settings.cpp"', "must not include"),
    ("app/program.cpp", '#include "ui/base/text.h"', "must not include"),
    ("ui/CMakeLists.txt", "target_link_libraries(broker_ui PUBLIC broker_server)", "not link"),
]

# The Qt modules and other libraries that each folder may include besides Qt Core, and the words of
# PLANTED that it may contain.
WINDOW = "QtGui QtWidgets tr icon timer object clock log"
ALLOWED = {
    "server/api": "object clock log",
    "server/codec": "object clock log",
    "server/base": "object clock log system",
    "server/protocol": "simdjson boost",
    "server/net": "QtNetwork QtWebSockets openssl socket sql thread timer object clock log system",
    "server/metrics": "object clock log system",
    "server/traffic": "socket sql thread timer object clock log system",
    "server/store": "QtNetwork QtSql socket sql thread timer object clock log system",
    "server/usage": "socket sql thread timer object clock log system",
    "server/gateway": "QtNetwork QtWebSockets openssl socket sql thread timer object clock log system",
    "server/cluster": "QtNetwork hiredis openssl socket sql thread timer object clock log system",
    "server/rooms": "QtNetwork QtWebSockets socket sql thread timer object clock log system",
    "server/loopback": "QtNetwork QtWebSockets socket sql thread timer object clock log system",
    "server/endpoints": "QtNetwork socket sql thread timer object clock log system",
    "server/archive": "socket sql thread timer object clock log system",
    "server/mcp": "QtNetwork socket sql thread timer object clock log system",
    "server/console": "QtNetwork socket sql thread timer object clock log system",
    "server/broker": "QtNetwork socket sql thread timer object clock log system",
    **{f"inspect/{name}": "object clock log" for name in rules.LAYERS["inspect"]},
    **{f"ui/{name}": WINDOW for name in rules.LAYERS["ui"]},
    "ui/theme": WINDOW + " QtSvg",
    "ui/sequence": WINDOW + " QtSvg",
    "ui/help": WINDOW + " QtSvg QtSvgWidgets",
    "console": "QtNetwork QtWebSockets socket timer object clock log",
    "app": "QtNetwork tr icon socket thread timer object clock log system",
    "app/window": "QtNetwork QtGui QtWidgets QtSvg qt6keychain tr icon socket thread timer object clock log system",
}
# The folders below it that a folder may include, where it may not include all of them.
ALLOWED_LOWER = {"server/codec": ("api",)}
# The folders that a folder may include besides itself and, in a tree with layers, those below it.
ALLOWED_FOLDERS = {
    "console": ("server/codec", "server/api"),
    "app": ("console", "inspect/", "server/"),
    "app/window": ("app", "console", "inspect/", "server/", "ui/"),
    "server/archive": ("inspect/",),
    "server/console": ("inspect/",),
    **{f"inspect/{name}": ("server/api",) for name in rules.LAYERS["inspect"]},
    **{f"ui/{name}": ("inspect/", "server/api") for name in rules.LAYERS["ui"]},
}
# A line for each word of ALLOWED. No folder may contain all of them.
PLANTED = {
    **{module: f"#include <{module}/QAnything>"
       for module in ("QtGui", "QtWidgets", "QtNetwork", "QtWebSockets", "QtSql", "QtSvg", "QtSvgWidgets", "QtConcurrent")},
    **{library: f"#include <{library}/anything.h>"
       for library in ("boost", "openssl", "hiredis", "qt6keychain", "postgresql")},
    "simdjson": "#include <simdjson.h>",
    "system": "#include <unistd.h>",
    "tr": 'auto a = Words::tr("x");',
    "icon": "QIcon a;",
    "settings": "QSettings a;",
    "socket": "QTcpSocket *a;",
    "sql": "QSqlDatabase a;",
    "thread": "QThread a;",
    "timer": "QTimer a;",
    "object": "class A : public QObject {};",
    "clock": "auto a = std::chrono::steady_clock::now();",
    "log": 'qCWarning(log) << "x";',
    "assert": "Q_ASSERT(x);",
}


class ArchitectureTest(unittest.TestCase):
    def test_the_tree_keeps_the_rules(self):
        self.assertGreater(len(list(rules.sources(TREE))), 20, "this is not the project's tree")
        violations = rules.check(TREE)
        self.assertEqual([], violations, "\n" + "\n".join(map(str, violations)))

    def test_every_source_has_its_header(self):
        self.assertEqual([], list(rules.check_pairs(TREE)))

    def test_every_folder_with_sources_has_a_rule(self):
        for path in rules.sources(TREE):
            rules.folder_of(path)

    def test_the_rows_are_in_the_order_of_the_layers(self):
        for tree, layers in rules.LAYERS.items():
            rows = [folder.name for folder in rules.FOLDERS if folder.name.startswith(tree + "/")]
            self.assertEqual([f"{tree}/{name}" for name in layers], rows)

    def test_the_table_of_parts_has_the_layers(self):
        design = (TREE / "server/DESIGN.md").read_text(encoding="utf-8")
        self.assertEqual(rules.LAYERS["server"], tuple(re.findall(r"^\| `(\w+)/` \|", design, re.MULTILINE)))


class MatrixTest(unittest.TestCase):
    def test_it_has_the_folders_from_the_window_down(self):
        found = ["server/api", "old", "app", "app/commands", "server/broker", "console", "ui/base", "app/window"]
        self.assertEqual(["old", "app/window", "app", "app/commands", "console", "ui/base", "server/broker",
                          "server/api"], matrix.ordered(found))

    def test_it_marks_what_the_rules_forbid(self):
        self.assertTrue(matrix.is_forbidden("server/api", "server/broker"))
        self.assertTrue(matrix.is_forbidden("app/commands", "app/window"))
        self.assertTrue(matrix.is_forbidden("server/codec", "server/base"))
        self.assertFalse(matrix.is_forbidden("app", "app/commands"))
        self.assertFalse(matrix.is_forbidden("server/archive", "inspect/filter"))
        self.assertFalse(matrix.is_forbidden("old", "server/api"))


class RulesTest(unittest.TestCase):
    """The rules on trees made for them."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name)
        for path, text in GOOD.items():
            self.write(path, text if path.endswith(".txt") else HEAD + text)

    def write(self, path, text):
        (self.tree / path).parent.mkdir(parents=True, exist_ok=True)
        (self.tree / path).write_text(text, encoding="utf-8")

    def test_a_good_tree_passes(self):
        self.assertEqual([], rules.check(self.tree))

    def test_a_source_without_a_header_is_found(self):
        for path in ("ui/json/tree_more.cpp", "ui/json/tree.cpp", "ui/json/tree.h", "app/main.cpp"):
            self.write(path, HEAD)
        found = [violation.path for violation in rules.check_pairs(self.tree)]
        self.assertIn("ui/json/tree_more.cpp", found)
        self.assertNotIn("ui/json/tree.cpp", found)
        self.assertNotIn("app/main.cpp", found)

    def test_each_violation_is_found_where_it_is(self):
        for path, line, complaint in BAD:
            with self.subTest(path=path, line=line.strip() or "too long"):
                before = (self.tree / path).read_text() if (self.tree / path).exists() else ""
                self.write(path, before + line + "\n")
                found = rules.check(self.tree)
                self.write(path, before)
                self.assertEqual(1, len(found), "\n".join(map(str, found)))
                self.assertEqual(path, found[0].path)
                self.assertIn(complaint, found[0].text)
                if line.strip():
                    self.assertEqual(before.count("\n") + 1, found[0].line)

    def rejected(self, folder, lines):
        """Those of the lines that a source of the folder may not have, with what is said of them."""
        path = f"{folder}/planted.cpp"
        self.write(path, HEAD + "\n".join(lines) + "\n")
        found = {lines[violation.line - 1 - HEAD.count("\n")]: violation.text
                 for violation in rules.check_file(self.tree, path)}
        (self.tree / path).unlink()
        return found

    def test_each_folder_may_include_only_those_that_it_should(self):
        folders = [folder.name for folder in rules.FOLDERS]
        targets = [*folders, "tests", "bench"]
        for target in targets:
            self.write(f"{target}/target.h", HEAD + "#pragma once\n")
        self.assertEqual([], rules.check(self.tree))
        for name in folders:
            tree, _, own = name.partition("/")
            layers = rules.LAYERS.get(tree, (own,))
            lower = ALLOWED_LOWER.get(name, layers[layers.index(own):])
            allowed = {name, *(f"{tree}/{each}" for each in lower)}
            for more in ALLOWED_FOLDERS.get(name, ()):
                allowed.update(each for each in folders
                               if each == more or more.endswith("/") and each.startswith(more))
            planted = {f'#include "{target}/target.h"': target for target in targets}
            found = self.rejected(name, list(planted))
            for line, target in planted.items():
                with self.subTest(folder=name, includes=target):
                    self.assertEqual(target not in allowed, line in found)
                    self.assertIn(f'"{target}/target.h"', found.get(line, line))

    def test_rows_name_only_folders_of_the_program(self):
        for folder in rules.FOLDERS:
            for name in folder.project:
                self.assertIn(name.split("/")[0], rules.ROOTS, folder.name)

    def test_each_folder_may_contain_only_what_it_should(self):
        self.assertEqual(sorted(folder.name for folder in rules.FOLDERS), sorted(ALLOWED))
        words = {word for allowed in ALLOWED.values() for word in allowed.split()}
        self.assertEqual(set(), words - set(PLANTED))
        for name, allowed in ALLOWED.items():
            found = self.rejected(name, list(PLANTED.values()))
            for word, line in PLANTED.items():
                with self.subTest(folder=name, line=line):
                    self.assertEqual(word not in allowed.split(), line in found, found.get(line))

    def test_local_names_are_unique_in_a_library(self):
        def written(folder, declaration):
            self.write(folder + "/a.cpp", HEAD + f"namespace {{\n\n{declaration}\n\n}} // namespace\n")

        for own, others in (
                ("constexpr int Size = 1;", ("const char *const Size[] { };", "struct Size {")),
                ("class Size final {", ("constexpr std::array<int, 3> Size { };",)),
                ("using Size = A::Size;", ("using Size = B::Size;", "enum class Size { A };")),
                ("int size(const A &one, int two)\n{\n}", ("int size(const A &a,\n    int b)\n{\n}",))):
            for other in others:
                with self.subTest(own=own, other=other):
                    written("ui/base", own)
                    written("ui/window", other)
                    found = rules.check(self.tree)
                    self.assertEqual(["ui/window/a.cpp"], [each.path for each in found])
                    self.assertEqual(5, found[0].line)
                    written("ui/window", own if own.startswith("using") else "int size(const B &b)\n{\n}")
                    self.assertEqual([], rules.check(self.tree))
                    written("server/base", other)  # in another library
                    self.assertEqual([], rules.check(self.tree))

    def test_licence_and_guard_are_demanded(self):
        self.write("ui/base/a.h", "#pragma once\n")
        self.write("ui/base/b.h", HEAD + "class B;\n")
        found = rules.check(self.tree)
        self.assertEqual(["ui/base/a.h", "ui/base/a.h", "ui/base/b.h"], [violation.path for violation in found])

    def test_long_functions_are_found(self):
        for before, head, after in (([], ["void f()", "{"], ["}"]),
                                    (["int a;", ""], ["A::A(int a)", "    : m_a(a)", "{"], ["}"]),
                                    (["class A {", "public:"], ["    int f(", "        int a) const", "    {"], ["    }", "};"])):
            for size, wanted in ((60, []), (61, ["a function of 61 lines; the limit is 60"])):
                with self.subTest(head=head, size=size):
                    within = head[-1].replace("{", "    ")
                    lines = [within + "if (x) {", within + "}"] * 20
                    lines += [within + "y();"] * (size - len(head) - len(lines) - 1)
                    self.write("ui/base/a.cpp", HEAD + "\n".join([*before, *head, *lines, *after]) + "\n")
                    found = rules.check(self.tree)
                    self.assertEqual(wanted, [each.text for each in found])
                    self.assertTrue(all(each.line == 3 + len(before) for each in found), found)

    def test_settings_may_use_what_is_theirs(self):
        self.write("app/window/settings.h", HEAD + "#pragma once\nQSettings *settings();\n")
        self.assertEqual([], rules.check(self.tree))

    def test_a_folder_without_a_rule_is_an_error(self):
        with self.assertRaises(LookupError):
            rules.folder_of("plugins/a.h")


if __name__ == "__main__":
    unittest.main()
