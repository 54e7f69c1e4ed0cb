# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Three brokers behind a balancer, by the files of packaging/cluster: only addresses and folders
are replaced. Their clients are those of Python's `websockets` package, which connect again as
applications do."""
import asyncio
import contextlib
import json
import os
import random
import re
import urllib.parse

import yaml

from support import find_program  # It finds the modules of tests/wire, too.
from broker import Broker
from httpclient import HttpConnection
from postgres import HOST, Daemon
from proxies import Haproxy, Nginx
from wire import DEADLINE, EndOfStream, eventually

import websockets

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = os.path.join(TREE, "packaging", "cluster")
GUIDE = os.path.join(TREE, "docs", "cluster.md")
KINDS = ("runtime", "data-agent", "admin")


def packaged(name, replaced):
    """A file of packaging/cluster with each of `replaced` in place of what it says. All of it must
    be there."""
    with open(os.path.join(FILES, name), encoding="utf-8") as file:
        text = file.read()
    for there, here in replaced.items():
        assert there in text, f"{there!r} is not in {name}"
        text = text.replace(there, here)
    return text


def guide_block(language):
    """The first block in a language of docs/cluster.md."""
    with open(GUIDE, encoding="utf-8") as file:
        return re.search(rf"^```{language}\n(.*?)^```$", file.read(), re.MULTILINE | re.DOTALL)[1]


class Brokers(list):
    """Three brokers with one database. The index of a broker is its number in the files less 1."""

    def __init__(self, test, *arguments, redis=None):
        super().__init__()
        self.silent = set()  # Brokers that are not to be asked.
        for number in range(3):
            broker = Broker("--trusted-proxy", HOST, "--threads", "1", *arguments,
                            environment=redis.environment(number + 1) if redis else {})
            broker.__enter__()
            test.addCleanup(broker.__exit__, None, None, None)
            # Started again, it is found at the same place.
            broker.arguments[broker.arguments.index("--port") + 1] = str(broker.port)
            self.append(broker)

    def addresses(self):
        """Replacements for packaged(): the brokers' addresses."""
        return {f"broker{number + 1}:8787": f"127.0.0.1:{broker.port}"
                for number, broker in enumerate(self)}

    def alive(self):
        """{index: broker}"""
        return {index: broker for index, broker in enumerate(self)
                if broker not in self.silent and broker.is_running()}

    def status(self, index, project):
        with HttpConnection(self[index].port) as connection:
            target = "/status?" + urllib.parse.urlencode({"projectId": project})
            return connection.request("GET", target).json()

    def clients_of(self, project):
        """{index of a broker: ids of the project's clients, as that broker knows them}"""
        found = {index: self.status(index, project)["clients"] for index in self.alive()}
        return {index: {client["id"] for client in clients} for index, clients in found.items()
                if clients}


class ClusterNginx(Nginx):
    def configuration(self):
        return packaged("nginx.conf", {
            **self.broker.addresses(), **self.options.get("replaced", {}),
            "listen 8787": f"listen 127.0.0.1:{self.port}",
            "http {\n": f"""daemon off;\npid {self.folder}/pid;\nhttp {{
    client_body_temp_path {self.folder}/b; proxy_temp_path {self.folder}/p;
    fastcgi_temp_path {self.folder}/f; uwsgi_temp_path {self.folder}/u;
    scgi_temp_path {self.folder}/s;
"""})


class ClusterHaproxy(Haproxy):
    def configuration(self):
        return packaged("haproxy.cfg", {
            **self.broker.addresses(), **self.options.get("replaced", {}),
            "bind :8787": f"bind fd@{self.socket.fileno()}"})


def compose():
    """packaging/compose.yaml."""
    with open(os.path.join(TREE, "packaging", "compose.yaml"), encoding="utf-8") as file:
        return yaml.safe_load(file)


def substituted(text, variables, replaced):
    """A text of the compose file with its variables' values, and with each of `replaced`."""
    text = re.sub(r"(?<!\$)\$\{(\w+):\?\}", lambda match: variables[match[1]], text)
    for there, here in replaced.items():
        text = text.replace(there, here)
    return text.replace("$$", "$")


class ClusterRedis(Daemon):
    """Redis, as packaging/compose.yaml starts it."""

    SECRETS = {"REDIS_PASSWORD": "5ecret", "CLUSTER_SECRET": "shared by all",
               "SERVICE_KEY": "unused", "DATABASE_PASSWORD": "unused"}

    def __init__(self):
        super().__init__("broadcaster-redis-")
        self.write("redis.conf", packaged("redis.conf", {
            "bind * -::*": f"bind {HOST}", "port 6379": f"port {self.port}",
            "/etc/redis/users.acl": self.path("users.acl")}))
        self.write("users.acl", packaged("users.acl", {}))
        self.secret = self.write("cluster-secret", self.SECRETS["CLUSTER_SECRET"])
        self.start()

    def start(self):
        service = compose()["services"]["redis"]
        paths = {"/tmp/": f"{self.folder}/made-", "/etc/redis": self.folder,
                 "redis-server": find_program("redis-server", "redis-server")}
        command = [substituted(word, self.SECRETS, paths) for word in service["entrypoint"]]
        variables = [f"{name}={substituted(value, self.SECRETS, {})}"
                     for name, value in service["environment"].items()]
        self.run("env", f"--chdir={self.folder}", *variables, *command)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def environment(self, number):
        """The variables of a broker in the compose file that concern the cluster."""
        service = compose()["services"][f"broker{number}"]
        places = {"redis:6379": f"{HOST}:{self.port}", "/run/secrets/cluster-secret": self.secret}
        return {name: substituted(value, self.SECRETS, places)
                for name, value in service["environment"].items()
                if name.startswith("BROADCASTER_CLUSTER")}


class Peer:
    """A client that connects again when its connection ends, until it is stopped."""

    def __init__(self, test, port, project, kind="runtime", spelling=None):
        """`spelling` is the project's name as the URL has it."""
        self.project, self.kind = project, kind
        name = spelling or urllib.parse.quote(project)
        self.url = f"ws://127.0.0.1:{port}/websocket?projectId={name}&type={kind}"
        self.id = None
        self.connections = 0
        self.messages = asyncio.Queue()
        self._connected = asyncio.Event()
        self._socket = None
        self._task = asyncio.create_task(self._run())
        test.addAsyncCleanup(self.stop)

    async def _run(self):
        while True:
            with contextlib.suppress(OSError, websockets.WebSocketException, asyncio.TimeoutError):
                # Without pings of its own: the balancer has to cut what is dead.
                async with websockets.connect(self.url, ping_interval=None) as socket:
                    self._socket = socket
                    async for text in socket:
                        self._take(json.loads(text))
            self._connected.clear()
            await asyncio.sleep(random.uniform(0.02, 0.1))  # As a client should: not all at once.

    def _take(self, message):
        if message["type"] == "connected":
            self.id = message["payload"]["clientId"]
            self.connections += 1
            self._connected.set()
        else:
            self.messages.put_nowait(message)

    async def connected(self):
        await asyncio.wait_for(self._connected.wait(), 3 * DEADLINE)
        return self

    async def connected_again(self, connections):
        """Waits until there were more connections than these."""
        async def wait():
            while self.connections <= connections:
                await asyncio.sleep(0.02)
        await asyncio.wait_for(wait(), 3 * DEADLINE)
        return await self.connected()

    async def send(self, envelope):
        await self._socket.send(json.dumps(envelope))

    async def receive(self, token):
        """The message with this id; those before it are dropped."""
        async def wait():
            while (message := await self.messages.get())["id"] != token:
                pass
            return message
        return await asyncio.wait_for(wait(), DEADLINE)

    async def stop(self):
        self._task.cancel()
        if self._socket:
            self._socket.transport.abort()  # Without a word, as many at once would take long.
        await asyncio.gather(self._task, return_exceptions=True)


async def start_peers(test, port, projects, shuffle):
    """{project: {kind: its client}}, connected in random order."""
    places = [(project, kind) for project in projects for kind in KINDS]
    shuffle(places)
    peers = {project: {} for project in projects}
    for project, kind in places:
        peers[project][kind] = Peer(test, port, project, kind)
    await asyncio.gather(*(peer.connected() for group in peers.values() for peer in group.values()))
    return peers


async def check_routing(group, token):
    """The clients of a project hear each other, and the admin all of it."""
    await group["runtime"].send({"id": token, "type": "ask", "to": {"type": "data-agent"}})
    question = await group["data-agent"].receive(token)
    await group["data-agent"].send(
        {"id": f"{token}-answer", "type": "answer", "to": question["from"]})
    answer = await group["runtime"].receive(f"{token}-answer")
    assert answer["from"]["id"] == group["data-agent"].id, answer
    await group["admin"].receive(token)
    await group["admin"].receive(f"{token}-answer")


def await_answer(port):
    """Waits until the broker behind a balancer answers."""
    def probe():
        try:
            with HttpConnection(port) as connection:
                return connection.request("GET", "/health").status == 200
        except (OSError, EndOfStream):
            return False
    eventually(probe, "an answer through the balancer")
