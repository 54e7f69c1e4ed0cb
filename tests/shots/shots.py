# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Pictures of the real program with real traffic, on an X server of its own.

`python3 shots.py PROGRAM FOLDER [SCENE...]`; without scenes, all of them. Needs Xvfb, xdotool and
ImageMagick's import. Nothing of the user's own is read or written."""
import argparse
import base64
import datetime
import json
import os
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "wire"))
from redisserver import Redis  # noqa: E402 (found by the line before)
from tls import Certificate  # noqa: E402

SMALL, LARGE, README = (1000, 650), (1600, 1000), (1280, 800)
NARROW = (720, 480)
WIDE = (1920, 1080)  # Details stand beside the table.
PAGES = {"traffic": 1, "conversations": 7, "clients": 2, "keys": 3, "usage": 4, "server": 5}
CLUSTER = 8  # The number of the page, which only a broker in a cluster has.
THEMES = {"light": 1, "dark": 2}  # as the settings file writes them
DELIVERY_TAB = (410, 523)  # at the size README
SERVICE_KEY = "service-key-of-the-pictures"
DEADLINE = 20.0
# Settings of a desktop; without one, fonts are a matter of luck.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<alias binding="same"><family>sans-serif</family><prefer><family>Inter</family></prefer></alias>
<alias binding="same"><family>monospace</family><prefer><family>JetBrains Mono</family></prefer>
</alias></fontconfig>
"""


class Display:
    def __enter__(self):
        reading, writing = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDE[0]}x{WIDE[1]}x24",
             "-dpi", "96", "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            sys.exit("shots: Xvfb does not start")
        os.environ["DISPLAY"] = ":" + number
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(probe, what):
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        if found := probe():
            return found
        time.sleep(0.05)
    raise SystemExit(f"shots: {what} did not happen within {DEADLINE:.0f} s")


def reachable(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Program:
    """The program in its window, driven by keys and clicks as a person would."""

    def __init__(self, path, folder, theme, language="en", port=None, size=SMALL,
                 arguments=(), scale=1):
        self.scale = scale
        self.folder = tempfile.TemporaryDirectory(prefix="shots-")
        self.home = Path(self.folder.name)
        self.pictures = folder
        self.port = port or free_port()
        self.size = size
        config = self.home / "broadcaster"
        config.mkdir()
        for name in ("broadcaster", "remote"):
            (config / f"{name}.conf").write_text(
                f"[window]\ntheme={THEMES[theme]}\npage=traffic\nclosesWithoutAsking=true\n")
        (self.home / "fontconfig").mkdir()
        (self.home / "fontconfig" / "fonts.conf").write_text(FONTS)
        self.run = self.home / "run"
        self.run.mkdir(mode=0o700)
        self.database = self.home / "broadcaster.db"
        self.path, self.language, self.arguments = path, language, arguments
        self.clients = None
        self.others = []
        self.process = None

    def start(self):
        self.environment = {
            **os.environ, "QT_QPA_PLATFORM": "xcb", "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home), "XDG_DATA_HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.run),
            "FONTCONFIG_FILE": str(self.home / "fontconfig" / "fonts.conf"), "LANG": "C.UTF-8", "LANGUAGE": self.language, "BROADCASTER_LANGUAGE": self.language,
            "QT_SCALE_FACTOR": str(self.scale), "SUPERATOM_SERVICE_KEY": SERVICE_KEY}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.log = open(self.home / "log", "wb")
        self.process = self.launch()
        self.window = eventually(self.find_window, "a window")
        tool("windowmove", self.window, 0, 0)
        self.resize(self.size)
        tool("windowfocus", self.window)
        time.sleep(1)
        return self

    def launch(self):
        return self.spawn("--port", str(self.port), "--database", str(self.database),
                          *self.arguments)

    def spawn(self, *arguments):
        return subprocess.Popen([self.path, *arguments], env=self.environment,
                                stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def find_window(self):
        if self.process.poll() is not None:
            sys.exit("shots: the program ended:\n" + (self.home / "log").read_text())
        found = subprocess.run(
            ["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name",
             "Broadcaster"], capture_output=True, text=True, check=False).stdout.split()
        return found[0] if found else None

    def resize(self, size):
        self.size = size
        tool("windowsize", self.window, *size)
        time.sleep(0.6)

    def key(self, *keys):
        tool("key", "--delay", 40, *keys)
        time.sleep(0.25)

    def type(self, text):
        tool("type", "--delay", 12, text)
        time.sleep(0.4)

    def click(self, x, y, button=1):
        tool("mousemove", x, y, "click", button)
        time.sleep(0.3)

    @property
    def sections_at(self):
        """Inside of the Server page's list of sections, beside the sidebar."""
        return 100 if self.size[0] < 900 else 280

    def scroll(self, clicks):
        tool("mousemove", self.size[0] // 2, self.size[1] // 3, "click", "--repeat", clicks, 5)
        time.sleep(0.5)

    def page(self, name):
        self.key(f"ctrl+{PAGES[name]}")
        tool("mousemove", self.size[0] - 3, self.size[1] - 3)
        time.sleep(0.7)

    def shoot(self, name):
        path = self.pictures / f"{name}.png"
        width, height = self.size
        subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+0+0", "+repage",
                        str(path)], check=True)
        print(path, flush=True)

    def join_office(self, *arguments):
        """Clients from elsewhere, as real as they come."""
        self.clients = subprocess.Popen(
            [sys.executable, str(HERE / "office.py"), str(self.port), *arguments],
            stderr=subprocess.DEVNULL)

    def start_brokers(self, count):
        """Others of the same cluster, which `arguments` name; each has clients of its own."""
        self.others = []
        for number in range(2, count + 2):
            port = free_port()
            broker = self.spawn("--server", "--port", str(port), "--database",
                                str(self.home / f"b{number}.db"), *self.arguments,
                                "--cluster-name", f"b{number}")
            self.others.append(broker)
            eventually(lambda port=port: reachable(port), "another broker")
            self.others.append(subprocess.Popen(
                [sys.executable, str(HERE / "office.py"), str(port), "--rate", "3"],
                stderr=subprocess.DEVNULL))

    def issue_keys(self, projects):
        for project, description in projects:
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.port}/api-keys", method="POST",
                data=json.dumps({"projectId": project, "description": description}).encode(),
                headers={"Authorization": f"Bearer {SERVICE_KEY}",
                         "Content-Type": "application/json"})
            urllib.request.urlopen(request).read()

    def publish(self, project, envelope):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/publish?projectId={project}", method="POST",
            data=json.dumps(envelope).encode(),
            headers={"Authorization": f"Bearer {SERVICE_KEY}",
                     "Content-Type": "application/json"})
        urllib.request.urlopen(request).read()

    def clients_of(self, project):
        with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/status?projectId={project}") as answer:
            return json.load(answer)["clientCount"]

    def queue_bytes(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics") as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith("broadcaster_queue_bytes "):
                    return float(line.split()[1])
        return 0

    def remember_usage(self):
        """A month of counts, as if the program had run that long. While it is stopped."""
        today = datetime.datetime.now(datetime.timezone.utc).date()
        with sqlite3.connect(self.database) as database:
            for back in range(1, 45):
                day = today - datetime.timedelta(days=back)
                if day.weekday() >= 5:
                    continue
                for project, scale in (("user123", 9000), ("checkout-staging", 4100)):
                    count = int(scale * (1 + 0.35 * ((back * 7919) % 13 - 6) / 6))
                    database.execute("INSERT INTO broadcaster_usage VALUES (?, ?, ?)",
                                     (project, day.isoformat(), count))

    def stop(self):
        for process in (self.clients, *self.others, self.process):
            if process:
                process.terminate()
                process.wait()
        self.log.close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        self.folder.cleanup()


class RemoteProgram(Program):
    """The window of a broker in another process. `key`: "service", "viewer" or "wrong"."""

    def __init__(self, *arguments, key="service", address=None, **options):
        super().__init__(*arguments, **options)
        self.key_kind, self.address, self.broker = key, address, None
        for kind in ("service", "viewer", "wrong"):
            (self.home / kind).write_text(SERVICE_KEY if kind == "service" else kind + "-key")

    def start_broker(self):
        self.broker = self.spawn(
            "--server", "--port", str(self.port), "--database", str(self.database),
            "--service-key-file", str(self.home / "service"),
            "--viewer-key-file", str(self.home / "viewer"), *self.arguments)
        eventually(lambda: b"listening" in (self.home / "log").read_bytes(), "a broker")

    def launch(self):
        self.start_broker()
        if self.arguments:  # With TLS, the window is to know nothing of the broker.
            self.environment["XDG_RUNTIME_DIR"] = str(self.home)
        return self.spawn("--connect", self.address or f"127.0.0.1:{self.port}",
                          "--service-key-file", str(self.home / self.key_kind))

    def kill_broker(self):
        self.broker.kill()
        self.broker.wait()

    def stop(self):
        super().stop()
        self.kill_broker()


def tool(*arguments):
    subprocess.run(["xdotool", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def empty(path, folder):
    """The first start: nobody is connected, nothing is issued, nothing was counted."""
    for theme in ("light", "dark"):
        with Program(path, folder, theme) as program:
            for page in PAGES:
                program.page(page)
                program.shoot(f"empty-{page}-{theme}")


def busy(path, folder):
    for theme in ("light", "dark"):
        program = Program(path, folder, theme)
        program.start()
        program.stop()
        program.remember_usage()
        with program:
            program.join_office()
            program.issue_keys([("user123", "Production"), ("checkout-staging", "Staging of Mia")])
            time.sleep(8)
            for size in (SMALL, LARGE):
                program.resize(size)
                where = f"{theme}-{size[0]}x{size[1]}"
                program.page("traffic")
                program.key("Escape")
                program.shoot(f"traffic-following-{where}")
                program.click(size[0] // 2, 250)
                time.sleep(0.5)
                program.shoot(f"traffic-detail-{where}")
                for page in list(PAGES)[1:]:
                    program.page(page)
                    time.sleep(1.5)
                    program.shoot(f"{page}-{where}")
                program.page("traffic")
                program.key("ctrl+6")
                program.shoot(f"composer-{where}")
                program.key("ctrl+6")
                program.key("ctrl+f")
                program.type('to.type == "data-agent" && type ~ "graphql"')
                program.key("Return")
                program.shoot(f"filter-{where}")
                program.key("ctrl+f", "ctrl+a")
                program.type("size > ")
                program.shoot(f"filter-error-{where}")
                program.key("Escape", "ctrl+f", "ctrl+a", "Delete", "Return")


def slow(path, folder):
    """A client that does not read: its messages are queued, and then dropped."""
    for theme, language in (("light", "en"), ("dark", "en"), ("dark", "de")):
        with Program(path, folder, theme, language, size=README,
                     arguments=("--max-queue-bytes", "2MiB")) as program:
            program.join_office("--slow", "--rate", "1")
            time.sleep(1)
            eventually(lambda: program.clients_of("night-import") == 3, "three clients")
            eventually(lambda: program.queue_bytes() > 400_000, "a queue")
            where = f"{theme}-{language}"
            program.click(620, 330)
            program.click(*DELIVERY_TAB)
            time.sleep(1)
            program.shoot(f"slow-queued-{where}")
            eventually(lambda: program.clients_of("night-import") < 3, "the closing")
            time.sleep(1)
            program.shoot(f"slow-dropped-{where}")
            program.key("ctrl+f", "ctrl+a")
            program.type("delivered == dropped")
            program.key("Return")
            program.shoot(f"slow-filtered-{where}")


def conversations(path, folder):
    """Requests and replies: the page, the column, the Delivery tab, and a rule that is wrong."""
    for theme, language, size in (("light", "en", README), ("dark", "en", LARGE),
                                  ("dark", "de", SMALL), ("light", "de", NARROW)):
        with Program(path, folder, theme, language, size=size) as program:
            program.join_office()
            time.sleep(20)
            where = f"{theme}-{language}-{size[0]}x{size[1]}"
            program.page("conversations")
            time.sleep(2)
            program.shoot(f"conversations-{where}")
            program.key("ctrl+f")
            program.type("payload. ,")
            program.shoot(f"conversations-wrong-{where}")
            program.key("ctrl+a")
            program.type("auto")
            program.key("Return")
            time.sleep(1)
            program.click(size[0] // 2, 200)
            program.key("Return")
            time.sleep(1)
            program.click(size[0] // 2, 250)
            program.shoot(f"conversations-rows-{where}")


def sequence(path, folder):
    """The sequence diagram: of all messages, of one conversation, of one project, and of many rows."""
    for theme, language, size in (("light", "en", README), ("dark", "en", LARGE),
                                  ("light", "de", SMALL), ("dark", "de", NARROW)):
        with Program(path, folder, theme, language, size=size,
                     arguments=("--max-queue-bytes", "2MiB")) as program:
            program.join_office("--slow", "--rate", "2")
            time.sleep(8)
            where = f"{theme}-{language}-{size[0]}x{size[1]}"
            program.key("ctrl+g")
            time.sleep(1)
            program.shoot(f"sequence-all-{where}")
            program.key("Up", "Up", "Up")
            program.shoot(f"sequence-chosen-{where}")
            program.key("alt+Down", "alt+Down")
            time.sleep(1)
            program.shoot(f"sequence-project-{where}")
            program.key("alt+Home", "ctrl+f")
            program.type("type == docs")
            program.key("Return", "ctrl+g")
            time.sleep(1)
            program.click(size[0] // 2, 165)
            program.key("s")
            time.sleep(1)
            program.shoot(f"sequence-conversation-{where}")


def encoded(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def gradient(width, height):
    """A small picture as PNG."""
    rows = b"".join(b"\0" + b"".join(bytes((255 * x // width, 255 * y // height, 160))
                                     for x in range(width)) for y in range(height))

    def chunk(name, body):
        return (struct.pack(">I", len(body)) + name + body
                + struct.pack(">I", zlib.crc32(name + body)))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def details(path, folder):
    """One message: beside and below the table, a search, decoded values, the raw text, the count of
    new messages, and the line about messages that did not arrive."""
    image = base64.b64encode(gradient(160, 100))
    token = ".".join((encoded('{"alg":"RS256","typ":"JWT"}'), encoded(
        '{"sub":"anna","iat":1700000000,"exp":1700003600,"scope":["read"]}'), encoded("signed")))
    values = {"a_token": token, "b_created": 1738060200123, "c_image": image.decode(),
              "d_nested": json.dumps({"query": "{ posts }", "variables": {"first": 3}})}
    for theme, language, size in (("light", "en", WIDE), ("dark", "en", SMALL),
                                  ("light", "de", SMALL), ("dark", "de", LARGE)):
        with Program(path, folder, theme, language, size=size) as program:
            program.join_office()
            time.sleep(5)
            where = f"{theme}-{language}-{size[0]}x{size[1]}"
            program.page("traffic")
            program.publish("user123", {"type": "values", "payload": values})
            program.shoot(f"details-none-{where}")
            program.key("ctrl+f")
            program.type("type == values")
            program.key("Return")
            time.sleep(0.7)
            program.click(size[0] // 3, 137)
            for name in values:
                program.key("ctrl+shift+f", "ctrl+a")
                program.type(name)
                decode = [] if name == "b_created" else ["d"]  # A time needs none.
                program.key("Escape", *decode)
                program.shoot(f"details-{name}-{where}")
                program.key(*decode, "Left")
            program.key("ctrl+shift+f", "ctrl+a")
            program.type("a")
            program.key("F3")
            program.shoot(f"details-find-{where}")
            program.key("Escape", "ctrl+f", "ctrl+a", "Delete", "Return")
            time.sleep(2)
            program.click(size[0] // 3, 200)
            program.key("ctrl+shift+f", "ctrl+a")
            program.type("id")
            time.sleep(2)
            program.shoot(f"details-new-{where}")


def readme(path, folder):
    """The pictures of README.md and docs/."""
    with Program(path, folder, "light", size=README) as program:
        program.join_office()
        time.sleep(25)
        program.click(620, 250)
        program.key("Up", "Down")
        program.shoot("traffic-light")
        program.key("e")  # Edit and resend what was chosen.
        time.sleep(2)
        program.shoot("composer-light")
    with Program(path, folder, "light", size=README) as program:
        program.join_office()
        time.sleep(25)
        program.page("conversations")
        program.click(700, 190)
        time.sleep(1)
        program.shoot("conversations-light")
        program.page("traffic")
        program.key("alt+Down", "alt+Down", "ctrl+g")
        time.sleep(1)
        program.shoot("sequence-light")
    with Program(path, folder, "dark", size=README) as program:
        program.join_office()
        time.sleep(25)
        program.click(620, 250)
        program.click(*DELIVERY_TAB)
        time.sleep(1)
        program.shoot("delivery-dark")


def server(path, folder):
    """Every section of the Server page, an error in one of them, and a narrow window."""
    sections = ("connect", "listening", "tls", "access", "limits", "database", "log")
    for theme, language, size in (("light", "en", SMALL), ("dark", "en", LARGE),
                                  ("light", "de", SMALL), ("dark", "en", NARROW)):
        with Program(path, folder, theme, language, size=size) as program:
            program.join_office()
            where = f"{theme}-{language}-{size[0]}x{size[1]}"
            program.page("server")
            program.click(program.sections_at, 140)
            program.key("Home")
            for section in sections:
                program.shoot(f"server-{section}-{where}")
                program.key("Down")
            program.key("Home", "Down", "Tab", "Tab", "Tab")
            program.type("many")
            program.shoot(f"server-wrong-{where}")


def composer(path, folder):
    """Replies only and everything, saved messages, placeholders and their faults."""
    for theme, language, size in (("light", "en", SMALL), ("dark", "en", LARGE),
                                  ("light", "de", SMALL)):
        with Program(path, folder, theme, language, size=size) as program:
            program.join_office()
            time.sleep(4)
            where = f"{theme}-{language}-{size[0]}x{size[1]}"
            program.page("traffic")
            program.click(size[0] // 2, 250)
            program.key("ctrl+6", "ctrl+a")
            program.type('{"type": "get_docs", "id": "{{uuid}}", "to": {"type": "data-agent"}}')
            program.key("ctrl+Return")
            time.sleep(3)
            program.key("ctrl+shift+m")
            program.shoot(f"composer-saving-{where}")
            program.type("Ask for the documents")
            program.key("Return")
            program.shoot(f"composer-saved-{where}")
            program.key("ctrl+a")
            program.type('{"id": "{{uid}}"}')
            program.key("ctrl+Return")
            program.shoot(f"composer-unknown-{where}")


def error(path, folder):
    """The port is taken."""
    for theme, language, size in (("light", "en", SMALL), ("dark", "de", NARROW),
                                  ("dark", "en", LARGE)):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            with Program(path, folder, theme, language, size=size,
                         port=other.getsockname()[1]) as program:
                where = f"{theme}-{language}-{size[0]}x{size[1]}"
                program.shoot(f"error-traffic-{where}")
                program.page("server")
                program.shoot(f"error-server-{where}")


def second(path, folder):
    """A second start on the same database and port."""
    for theme, language in (("light", "en"), ("dark", "de")):
        with Program(path, folder, theme, language) as first:
            other = Program(path, folder, theme, language, port=first.port)
            other.database, other.run = first.database, first.run
            with other:
                time.sleep(1)
                other.shoot(f"second-traffic-{theme}")
                other.page("server")
                other.shoot(f"second-server-{theme}")
                other.click(330, 98)  # Show the running window.
                other.process.wait(DEADLINE)  # It has shown the first one, and is of no more use.
                time.sleep(1)
                first.shoot(f"second-shown-{theme}")


def tls(path, folder):
    """A certificate that expires soon."""
    with tempfile.TemporaryDirectory(prefix="shots-") as home:
        made = Certificate(home, days=10)
        for theme, language, size in (("light", "en", LARGE), ("dark", "de", SMALL)):
            with Program(path, folder, theme, language, size=size,
                         arguments=made.arguments) as program:
                program.page("server")
                program.scroll(12)
                program.shoot(f"tls-{theme}")


def long(path, folder):
    """Names longer than anybody planned for, and German, whose words are longer too."""
    with Program(path, folder, "light", language="de") as program:
        program.join_office("--long")
        program.issue_keys([("Übersetzungsprüfung der Lieferantenverträge (Abnahmeumgebung)",
                             "Schlüssel für die nächtliche Integrationsprüfung des Lagers")])
        time.sleep(6)
        for size in (SMALL, LARGE):
            program.resize(size)
            for page in PAGES:
                program.page(page)
                time.sleep(1)
                program.shoot(f"long-{page}-{size[0]}x{size[1]}")


def remote(path, folder):
    """A broker elsewhere: with all rights, with a viewer's key, lost, come back, and every fault."""
    for theme, language, size in (("light", "en", README), ("dark", "de", SMALL)):
        where = f"{theme}-{language}"
        with RemoteProgram(path, folder, theme, language, size=size) as program:
            program.join_office()
            time.sleep(25 if size == README else 6)
            program.click(620, 290)
            program.key("Up", "Down")
            program.shoot("remote-light" if size == README else f"remote-traffic-{where}")
            for page in ("clients", "keys", "usage", "server"):
                program.page(page)
                program.shoot(f"remote-{page}-{where}")
            program.page("traffic")
            program.kill_broker()
            program.clients.terminate()
            time.sleep(4)
            program.shoot(f"remote-lost-traffic-{where}")
            program.page("clients")
            program.shoot(f"remote-lost-clients-{where}")
            program.page("traffic")
            (program.home / "log").write_bytes(b"")
            program.start_broker()
            time.sleep(9)
            program.join_office()
            time.sleep(2)
            program.key("Escape")
            program.shoot(f"remote-back-{where}")
        with RemoteProgram(path, folder, theme, language, size=size, key="viewer") as program:
            program.join_office()
            time.sleep(3)
            for page in ("clients", "keys", "server"):
                program.page(page)
                program.shoot(f"remote-viewer-{page}-{where}")
            program.key("ctrl+6")
            program.shoot(f"remote-viewer-composer-{where}")
        with RemoteProgram(path, folder, theme, language, size=size, key="wrong") as program:
            program.shoot(f"remote-wrong-key-{where}")
            program.key("ctrl+shift+o")
            time.sleep(1)
            program.shoot(f"remote-dialog-{where}")
        with tempfile.TemporaryDirectory(prefix="shots-") as home:
            made = Certificate(home)
            port = free_port()
            with RemoteProgram(path, folder, theme, language, size=size, port=port,
                               address=f"wss://127.0.0.1:{port}",
                               arguments=made.arguments) as program:
                program.shoot(f"remote-untrusted-{where}")


def rows(path, folder):
    """Several rows: selected, marked, commented and coloured; saved filters; the dialogs."""
    settings = r"""[traffic]
savedFilters="Errors\tkind == error", "Slow agents\tdelivered == dropped", "Queries\ttype ~ \"query\"", "To nobody\tdelivered == nobody", "Large\tsize > 4KiB"
colourRules="on\tred\tErrors\tkind == error || kind == rejected", "on\tgreen\tAnswers\ttype ~ \"response\"", "off\tblue\t\tsize > 4KiB", "on\tyellow\t\ttype contains query"
"""
    for theme, language, size in (("light", "en", README), ("dark", "en", LARGE),
                                  ("dark", "de", SMALL), ("light", "de", NARROW)):
        program = Program(path, folder, theme, language, size=size)
        with open(program.home / "broadcaster" / "broadcaster.conf", "a") as file:
            file.write(settings)
        with program:
            program.join_office()
            time.sleep(8)
            where = f"{theme}-{language}-{size[0]}x{size[1]}"
            program.click(size[0] // 2, 300)
            program.key("shift+Down", "shift+Down", "m", "Down", "Down", "shift+m")
            program.type("Why does this take so long?")
            program.shoot(f"rows-comment-{where}")
            program.key("Return")
            tool("windowfocus", program.window)  # No window manager does it.
            program.key("Up", "shift+Up")
            time.sleep(1)
            program.shoot(f"rows-selected-{where}")
            program.key("ctrl+shift+l")
            time.sleep(1)
            program.shoot(f"rows-colours-{where}")
            program.key("Escape")
            tool("windowfocus", program.window)
            program.key("ctrl+f", "ctrl+a")
            program.type("type contains query && size > 100")
            program.key("Return", "ctrl+shift+b")
            program.type("Long queries")
            program.shoot(f"rows-save-filter-{where}")
            program.key("Return")
            time.sleep(1)
            program.shoot(f"rows-filtered-{where}")


def cluster(path, folder):
    """Three brokers around a Redis: all is well, one was killed, and Redis is away."""
    for theme, language, size in (("light", "en", README), ("dark", "en", LARGE),
                                  ("light", "de", SMALL), ("dark", "de", NARROW)):
        with Redis() as redis, Program(
                path, folder, theme, language, size=size,
                arguments=("--cluster", redis.url, "--cluster-namespace", "office",
                           "--cluster-name", "b1")) as program:
            program.start_brokers(2)
            program.join_office()
            time.sleep(6)
            where = f"{theme}-{language}-{size[0]}x{size[1]}"
            program.key(f"ctrl+{CLUSTER}")
            time.sleep(3)
            program.shoot(f"cluster-{where}")
            program.page("clients")
            time.sleep(2)
            program.shoot(f"cluster-clients-{where}")
            program.page("traffic")
            program.click(size[0] // 2, 250)
            program.click(*DELIVERY_TAB)
            time.sleep(1)
            program.shoot(f"cluster-delivery-{where}")
            program.others[0].kill()
            program.key(f"ctrl+{CLUSTER}")
            time.sleep(7)
            program.shoot(f"cluster-killed-{where}")
            redis.kill()
            time.sleep(7)
            program.shoot(f"cluster-away-{where}")
            program.scroll(20)
            program.shoot(f"cluster-away-below-{where}")


def scaled(path, folder):
    """A laptop's screen: 1280x720 of the window's pixels are 1920x1080 of the screen's."""
    for theme, language in (("light", "en"), ("dark", "de")):
        with Program(path, folder, theme, language, size=WIDE, scale=1.5) as program:
            program.join_office()
            program.issue_keys([("user123", "Production"), ("checkout-staging", "Staging of Mia")])
            time.sleep(8)
            where = f"{theme}-{language}"
            program.shoot(f"scaled-following-{where}")
            program.click(WIDE[0] // 2, 375)
            program.shoot(f"scaled-detail-{where}")
            for page in list(PAGES)[1:]:
                program.page(page)
                time.sleep(1.5)
                program.shoot(f"scaled-{page}-{where}")
            program.page("traffic")
            program.key("ctrl+6")
            program.shoot(f"scaled-composer-{where}")
            program.key("ctrl+6", "ctrl+7")
            time.sleep(1.5)
            program.shoot(f"scaled-conversations-{where}")
            program.key("ctrl+1", "ctrl+g")
            time.sleep(1)
            program.shoot(f"scaled-diagram-{where}")


def languages(path, folder):
    """Every page in every language but English and German, which the other scenes have."""
    for language in ("es", "fr", "pt_BR", "hi", "ja", "zh_CN"):
        for theme, size in (("light", SMALL), ("dark", NARROW)):
            with Program(path, folder, theme, language, size=size) as program:
                program.join_office()
                program.issue_keys([("user123", "Production"), ("checkout-staging", "Mia")])
                time.sleep(6)
                where = f"{language}-{theme}-{size[0]}x{size[1]}"
                program.click(size[0] // 2, 250)
                for page in PAGES:
                    program.page(page)
                    time.sleep(1.5)
                    program.shoot(f"language-{page}-{where}")
                program.page("traffic")
                program.key("ctrl+6")
                program.shoot(f"language-composer-{where}")


SCENES = {scene.__name__: scene for scene in (
    empty, busy, slow, conversations, sequence, details, server, composer, rows, error,
    second, tls, long, readme, remote, cluster, scaled, languages)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(SCENES))
    options = parser.parse_args()
    unknown = set(options.scenes) - set(SCENES)
    if unknown:
        parser.error(f"there is no scene {', '.join(unknown)}; there are {', '.join(SCENES)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    with Display():
        for name in options.scenes or SCENES:
            SCENES[name](os.path.abspath(options.program), options.folder)


if __name__ == "__main__":
    main()
