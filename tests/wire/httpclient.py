# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""HTTP/1.1 over a Wire, with control over every byte of a request."""
import json

from wire import Wire


class Response:
    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        self.version, status, self.reason = (lines[0].split(" ", 2) + [""])[:3]
        self.status = int(status)
        self.headers = [tuple(part.strip() for part in line.split(":", 1))
                        for line in lines[1:] if line]
        self.body = body

    def header(self, name):
        """The value of a header; None when it is missing. Fails when it is there twice."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(values) < 2, f"{name} is there {len(values)} times"
        return values[0] if values else None

    def tokens(self, name):
        """The comma-separated words of a header, lower-case."""
        return {word.strip().lower() for word in (self.header(name) or "").split(",")}

    def json(self):
        assert (self.header("Content-Type") or "").startswith("application/json"), self.headers
        return json.loads(self.body)


def request_bytes(method, target, headers=(), body=None, host="localhost"):
    lines = [f"{method} {target} HTTP/1.1"]
    if host is not None:
        lines.append(f"Host: {host}")
    lines += [f"{name}: {value}" for name, value in headers]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


class HttpConnection(Wire):
    def request(self, method, target, headers=(), body=None):
        """Sends a request and reads its answer."""
        self.send(request_bytes(method, target, headers, body))
        return self.response(method)

    def response(self, method="GET"):
        head = self.read_until(b"\r\n\r\n")[:-4]
        answer = Response(head, b"")
        if method == "HEAD" or answer.status in (204, 304) or answer.status < 200:
            return answer
        length = answer.header("Content-Length")
        if answer.header("Transfer-Encoding"):
            answer.body = self._chunks()
        elif length is not None:
            answer.body = self.read(int(length))
        else:
            answer.body = self.read_to_end()
        return answer

    def _chunks(self):
        body = b""
        while True:
            size = int(self.read_until(b"\r\n").split(b";")[0], 16)
            if size == 0:
                self.read_until(b"\r\n")
                return body
            body += self.read(size)
            self.read(2)
