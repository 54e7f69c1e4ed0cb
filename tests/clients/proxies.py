# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Real proxies: nginx, HAProxy and Caddy, by the configurations of docs/proxies.md if there is one."""
import os
import re
import signal
import socket
import subprocess
import tempfile

from support import find_program

DOCUMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/proxies.md")
NGINX_MODULES = "/usr/lib/nginx/modules"

HAPROXY_TCP = """
defaults
    mode tcp
    timeout connect 5s
    timeout client {timeout}
    timeout server {timeout}
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
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {site}
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
CADDY = """
{{
    admin off
    auto_https disable_redirects
    default_bind 127.0.0.1
}}
{site}
"""


def documented(heading, replaced):
    """The configuration under a heading of the document, with each of `replaced` in place of what
    the document says. All of it must be there."""
    with open(DOCUMENT, encoding="utf-8") as file:
        section = file.read().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    text = re.search(r"^```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)[1]
    for there, here in replaced.items():
        assert there in text, f"{there!r} is not in the configuration of {heading}"
        text = text.replace(there, here)
    return text


class Proxy:
    """A proxy before `broker`, with a socket that was bound for it. With a certificate, it speaks
    TLS by it. `timeout` is how long a connection may be silent."""

    def __init__(self, test, broker, *, certificate=None, timeout="1h", **options):
        self.broker, self.certificate, self.timeout = broker, certificate, timeout
        self.options = options
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        test.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.socket = self.bind()
        self.port = self.socket.getsockname()[1]
        # nginx takes it as it is: a worker that is late for a client would wait in accept().
        self.socket.setblocking(False)
        path = os.path.join(self.folder, "configuration")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.configuration())
        fd = self.socket.fileno()
        with open(os.path.join(self.folder, "log"), "wb") as log:
            process = subprocess.Popen(
                self.command(path), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=[fd], start_new_session=True,
                env={**os.environ, "HOME": self.folder, "NGINX": f"{fd};"})
        test.addCleanup(self.end, process)

    def bind(self):
        return socket.create_server(("127.0.0.1", 0))

    def end(self, process):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.socket.close()


class Haproxy(Proxy):
    """Takes over the listening socket by its number."""

    def configuration(self):
        bind = f"bind fd@{self.socket.fileno()}"
        if self.certificate:
            both = os.path.join(self.folder, "both.pem")
            with open(both, "w", encoding="ascii") as file:
                for path in (self.certificate.certificate, self.certificate.key):
                    with open(path, encoding="ascii") as part:
                        file.write(part.read())
            bind += f" ssl crt {both}"
        return documented("HAProxy", {
            "bind :443 ssl crt /etc/haproxy/broker.example.com.pem": bind,
            "timeout tunnel 1h": f"timeout tunnel {self.timeout}",
            "127.0.0.1:8787": f"127.0.0.1:{self.broker.port}"})

    def command(self, path):
        return [find_program("haproxy", "haproxy"), "-db", "-f", path]


class PassingHaproxy(Haproxy):
    """Passes bytes on, and tells the client's address by the PROXY protocol, as `option` says."""

    def configuration(self):
        return HAPROXY_TCP.format(fd=self.socket.fileno(), broker=self.broker.port,
                                  timeout=self.timeout, option=self.options["option"])


class Nginx(Proxy):
    """Takes over the sockets that the variable NGINX lists, as it does when it is upgraded."""

    def configuration(self):
        letsencrypt = "/etc/letsencrypt/live/broker.example.com"
        tls = self.certificate
        site = documented("nginx", {
            "listen 443 ssl": f"listen 127.0.0.1:{self.port}" + (" ssl" if tls else ""),
            f"ssl_certificate     {letsencrypt}/fullchain.pem;":
                f"ssl_certificate {tls.certificate};" if tls else "",
            f"ssl_certificate_key {letsencrypt}/privkey.pem;":
                f"ssl_certificate_key {tls.key};" if tls else "",
            "_timeout 1h": f"_timeout {self.timeout}",
            "127.0.0.1:8787": f"127.0.0.1:{self.broker.port}"})
        return NGINX.format(folder=self.folder, site=site)

    def command(self, path):
        return [find_program("nginx", "nginx"), "-p", self.folder, "-c", path, "-e", "stderr"]


class PassingNginx(Nginx):
    """Passes bytes on, and tells the client's address by the PROXY protocol."""

    def configuration(self):
        return NGINX_STREAM.format(folder=self.folder, port=self.port, broker=self.broker.port,
                                   modules=NGINX_MODULES)


class Caddy(Proxy):
    """Takes over no socket, but shares its port (SO_REUSEPORT): a socket that is bound and does not
    listen keeps the port for it. REQUIRES: a certificate."""

    def bind(self):
        kept = socket.socket()
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept.bind(("127.0.0.1", 0))
        return kept

    def configuration(self):
        tls = f"tls {self.certificate.certificate} {self.certificate.key}"
        site = documented("Caddy", {
            "broker.example.com {": f"https://localhost:{self.port} {{\n    {tls}",
            "127.0.0.1:8787": f"127.0.0.1:{self.broker.port}"})
        return CADDY.format(site=site)

    def command(self, path):
        return [find_program("caddy", "caddy"), "run", "--config", path, "--adapter", "caddyfile"]
