# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The broker behind real proxies: HAProxy and nginx, by header and by the PROXY protocol."""
import os
import signal
import socket
import subprocess
import tempfile
import unittest

from support import find_program
from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection
from tls import Certificate
from wire import EndOfStream, Wire, eventually
from wsclient import head_bytes, upgrade_headers, websocket_target
from wiretest import BrokerTest

CLIENT, OTHER = "127.0.5.1", "127.0.5.2"
NAME = "broker.example.com"
NGINX_MODULES = "/usr/lib/nginx/modules"

HAPROXY = """
global
    log stderr local0 warning
defaults
    timeout connect 5s
    timeout client 1m
    timeout server 1m
frontend plain_in
    mode http
    option forwardfor
    bind fd@{fd}
    default_backend plain_out
backend plain_out
    mode http
    server broker 127.0.0.1:{broker}
"""
HAPROXY_TCP = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 1m
    timeout server 1m
listen passes_on
    bind fd@{fd}
    server broker 127.0.0.1:{broker} {option} check check-send-proxy inter 100ms
"""
NGINX = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    map $http_upgrade $connection_upgrade {{
        default upgrade;
        ''      '';
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://127.0.0.1:{broker};
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_buffering off;
        }}
    }}
}}
"""
NGINX_STREAM = """
load_module {modules}/ngx_stream_module.so;
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr warn;
events {{}}
stream {{
    server {{
        listen 127.0.0.1:{port};
        proxy_pass 127.0.0.1:{broker};
        proxy_protocol on;
    }}
}}
"""


class Proxy:
    """A proxy of the given configuration, with a listening socket that was opened for it."""

    def __init__(self, test, configuration, broker, **options):
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        test.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, "configuration")
        fd = listening.fileno()
        with open(path, "w", encoding="utf-8") as file:
            file.write(configuration.format(folder=folder.name, fd=fd, port=self.port,
                                            broker=broker.port, modules=NGINX_MODULES, **options))
        log = open(os.path.join(folder.name, "log"), "wb")
        command = self.command(path, folder.name)
        # nginx takes over the sockets that this variable lists, as it does when it is upgraded.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   pass_fds=[fd], env={**os.environ, "NGINX": f"{fd};"},
                                   start_new_session=True)
        listening.close()
        log.close()

        def end():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        test.addCleanup(end)


class Haproxy(Proxy):
    def command(self, path, _):
        return [find_program("haproxy", "haproxy"), "-db", "-f", path]


class Nginx(Proxy):
    def command(self, path, folder):
        return [find_program("nginx", "nginx"), "-p", folder, "-c", path, "-e", "stderr"]


class ProxyTest(BrokerTest):
    def start(self, *arguments, tls=None):
        self.broker = Broker(*arguments, tls=tls)
        self.broker.__enter__()
        self.addCleanup(self.broker.__exit__, None, None, None)

    def upgrade(self, port, source, headers=(), tls=None, **replaced):
        connection = HttpConnection(port, source=source, tls=tls)
        self.addCleanup(connection.abort)
        target = websocket_target(self.project, "runtime")
        connection.send(head_bytes("GET", target, upgrade_headers(Host=NAME, **replaced)
                                   + list(headers)))
        return connection.response()

    def addresses(self, port, tls=None):
        with HttpConnection(port, tls=tls) as connection:
            answer = connection.request("GET", f"/status?projectId={self.project}",
                                        [("Authorization", f"Bearer {SERVICE_KEY}")])
        return {client["metadata"]["address"].split(":")[0] for client in answer.json()["clients"]}

    def check_clients(self, port, tls=None):
        """Two clients behind one proxy are two, whatever they say about themselves."""
        def answers():
            try:
                with HttpConnection(port, tls=tls) as connection:
                    return connection.request("GET", "/health").status == 200
            except (OSError, EndOfStream):
                return False
        eventually(answers, "an answer through the proxy")
        for source in (CLIENT, OTHER):
            answer = self.upgrade(port, source, [("X-Forwarded-For", "6.6.6.6")], tls,
                                  Origin=f"https://{NAME}")
            self.assertEqual(answer.status, 101, answer.headers)
        self.assertEqual(self.addresses(port, tls), {CLIENT, OTHER})

        def give(source, key):
            return self.upgrade(port, source, [("x-api-key", key)], tls).status
        self.assert_slowed(lambda key: give(CLIENT, key))
        self.assertEqual(give(OTHER, "sa_live_" + 32 * "f"), 403)


class ByHeader(ProxyTest):
    def setUp(self):
        super().setUp()
        self.start("--trusted-proxy", "127.0.0.1", "--allow-host", NAME)

    def test_nginx(self):
        self.check_clients(Nginx(self, NGINX, self.broker).port)

    def test_haproxy(self):
        self.check_clients(Haproxy(self, HAPROXY, self.broker).port)

    def test_one_behind_the_other(self):
        nginx = Nginx(self, NGINX, self.broker)
        self.check_clients(Haproxy(self, HAPROXY, nginx).port)


class ByProxyProtocol(ProxyTest):
    def setUp(self):
        super().setUp()
        self.start("--proxy-protocol", "--trusted-proxy", "127.0.0.1", "--allow-host", NAME)

    def test_haproxy(self):
        self.check_clients(Haproxy(self, HAPROXY_TCP, self.broker, option="send-proxy").port)
        self.assertNotIn("before its first request", self.broker.log())

    def test_haproxy_version_2(self):
        option = "send-proxy-v2 proxy-v2-options unique-id,crc32c"
        self.check_clients(Haproxy(self, HAPROXY_TCP, self.broker, option=option).port)
        self.assertNotIn("before its first request", self.broker.log())

    def test_nginx(self):
        self.check_clients(Nginx(self, NGINX_STREAM, self.broker).port)

    def test_not_past_the_proxy(self):
        with Wire(self.broker.port, tls=False) as wire:
            wire.send(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertEqual(wire.read_to_end(), b"")


class WithTls(ProxyTest):
    """The proxy passes TLS on, and does not look inside."""

    def test_haproxy(self):
        with tempfile.TemporaryDirectory(prefix="broadcaster-") as folder:
            certificate = Certificate(folder)
            self.start("--proxy-protocol", "--trusted-proxy", "127.0.0.1", "--allow-host", NAME,
                       tls=certificate)
            for option in ("send-proxy", "send-proxy-v2"):
                with self.subTest(option):
                    proxy = Haproxy(self, HAPROXY_TCP, self.broker, option=option)
                    self.project = self.new_project()
                    self.check_clients(proxy.port, certificate.context())


if __name__ == "__main__":
    unittest.main()
