# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A WebSocket client with control over every byte (RFC 6455)."""
import base64
import hashlib
import itertools
import json
import os
import struct
import time
import urllib.parse
import zlib

from httpclient import Response
from wire import DEADLINE, EndOfStream, Wire

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
SHORT, MEDIUM, LONG = 0, 126, 127  # the three encodings of a payload length


def masked(payload, mask):
    size = len(payload)
    if not size:
        return b""
    pad = (mask * (size // 4 + 1))[:size]
    joined = int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")
    return joined.to_bytes(size, "big")


def frame(opcode, payload=b"", *, fin=True, reserved=0, mask=None, announced=None,
          length_form=None):
    """One client frame. `mask` b"" leaves it unmasked; `announced` lies about the length."""
    mask = os.urandom(4) if mask is None else mask
    size = len(payload) if announced is None else announced
    form = length_form
    if form is None:
        form = SHORT if size < 126 else MEDIUM if size < 65536 else LONG
    mask_bit = 0x80 if mask else 0
    head = bytes([(0x80 if fin else 0) | reserved << 4 | opcode, mask_bit | (form or size)])
    if form == MEDIUM:
        head += struct.pack(">H", size)
    elif form == LONG:
        head += struct.pack(">Q", size)
    return head + mask + (masked(payload, mask) if mask else payload)


def text_frame(text):
    return frame(TEXT, text if isinstance(text, bytes) else text.encode())


def deflated(message, window_bits=15, level=6):
    """The payload of a compressed frame (RFC 7692 7.2.1)."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -window_bits)
    return (packer.compress(message) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]


def inflated(payload, window_bits=15):
    """The message in such a payload. Fails when it refers to something outside of it."""
    unpacker = zlib.decompressobj(-window_bits)
    message = unpacker.decompress(payload + b"\0\0\xff\xff")
    assert not unpacker.eof and not unpacker.unused_data, "a last block"
    return message


def close_frame(code=1000, reason=b""):
    return frame(CLOSE, struct.pack(">H", code) + reason)


def websocket_target(project, kind, **parameters):
    """The request target for a connection; a parameter of None is left out."""
    query = {"projectId": project, "type": kind, **parameters}
    return "/websocket?" + urllib.parse.urlencode(
        {name: value for name, value in query.items() if value is not None})


def new_key():
    return base64.b64encode(os.urandom(16)).decode()


def upgrade_headers(key=None, **replaced):
    """The headers of a handshake. `Connection="…"` replaces one, `Connection=None` omits it.
    An underscore in a name stands for a hyphen."""
    headers = {"Host": "localhost", "Upgrade": "websocket", "Connection": "Upgrade",
               "Sec-WebSocket-Key": key or new_key(), "Sec-WebSocket-Version": "13"}
    headers.update({name.replace("_", "-"): value for name, value in replaced.items()})
    return [(name, value) for name, value in headers.items() if value is not None]


def head_bytes(method, target, headers):
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


class Closed(Exception):
    """The broker closed the connection; `code` is None when it did so without a close frame."""

    def __init__(self, code, reason=""):
        super().__init__(f"closed with {code} {reason}")
        self.code = code
        self.reason = reason


class Client(Wire):
    """One connected client. The `connected` message is in `welcome`, read already."""

    _numbers = itertools.count(1)
    offered = agreed = None  # Sec-WebSocket-Extensions
    window_bits = 15
    last_text = None  # its size on the wire, its size, whether it was compressed

    def __init__(self, port, project, kind="runtime", *, headers=(), api_key=None, with_head=b"",
                 host="127.0.0.1", receive_buffer=None, answers_pings=True, tls=None,
                 extensions=None):
        super().__init__(port, host, receive_buffer, tls)
        self.project, self.kind = project, kind
        self.answers_pings = answers_pings
        self.offered = extensions
        key = new_key()
        target = websocket_target(project, kind, apiKey=api_key)
        self.send(head_bytes("GET", target, [
            *upgrade_headers(key, Sec_WebSocket_Extensions=extensions), *headers]) + with_head)
        self.finish_handshake(key)

    def finish_handshake(self, key):
        answer = Response(self.read_until(b"\r\n\r\n")[:-4], b"")
        if answer.status != 101:
            self.abort()
            raise AssertionError(f"the handshake was refused with {answer.status}")
        accept = base64.b64encode(hashlib.sha1(key.encode() + GUID).digest()).decode()
        assert answer.header("Sec-WebSocket-Accept") == accept, answer.headers
        assert answer.header("Upgrade").lower() == "websocket", answer.headers
        assert answer.tokens("Connection") == {"upgrade"}, answer.headers
        self.agreed = answer.header("Sec-WebSocket-Extensions")
        assert self.agreed is None or self.offered, answer.headers
        self.handshake = answer
        self.welcome = self.receive()
        self.id = self.welcome["payload"]["clientId"]

    # Sending

    def send_text(self, text):
        self.send(text_frame(text))

    def send_compressed(self, text, **how):
        message = text if isinstance(text, bytes) else text.encode()
        self.send(frame(TEXT, deflated(message, **how), reserved=4))

    def send_json(self, envelope):
        self.send_text(json.dumps(envelope))

    def ping_pong(self):
        """Waits until the broker has handled all sent messages; returns those received meanwhile."""
        token = f"ping-{next(self._numbers)}."
        self.send_text(f'{{"type":"PING","payload":{{"timestamp":"{token}"}}}}')
        before = []
        while True:
            text = self.receive_text()
            message = json.loads(text)
            if message.get("type") == "PONG" and token in text.decode():
                return before
            before.append(text)

    # Receiving

    def receive_frame(self):
        """The next frame of any kind: (opcode, payload)."""
        first, second = self.read(2)
        assert not second & 0x80, "a server frame is masked"
        assert first & 0x80, "a server frame is a fragment"
        is_compressed = bool(first & 0x40)
        assert not first & 0x30, "a server frame has reserved bits"
        assert not is_compressed or self.agreed, "nobody agreed on compression"
        size = second & 0x7F
        if size == MEDIUM:
            size = struct.unpack(">H", self.read(2))[0]
        elif size == LONG:
            size = struct.unpack(">Q", self.read(8))[0]
        payload = self.read(size)
        if first & 0x0F == TEXT:
            message = inflated(payload, self.window_bits) if is_compressed else payload
            self.last_text = size, len(message), is_compressed
            return TEXT, message
        assert not is_compressed, "a compressed control frame"
        return first & 0x0F, payload

    def receive_step(self):
        """The next frame: a message as bytes, or None for a ping, which is answered, or a pong.
        Raises Closed."""
        try:
            opcode, payload = self.receive_frame()
        except EndOfStream:
            raise Closed(None) from None
        if opcode == TEXT:
            return payload
        if opcode == CLOSE:
            code = struct.unpack(">H", payload[:2])[0] if payload else 1005
            raise Closed(code, payload[2:].decode())
        assert opcode in (PING, PONG), f"an unexpected frame: {opcode} {payload!r}"
        if opcode == PING and self.answers_pings:
            self.send_while_open(frame(PONG, payload))
        return None

    def receive_text(self):
        """The next message as bytes; pings are answered on the way. Raises Closed."""
        while (text := self.receive_step()) is None:
            pass
        return text

    def receive(self):
        return json.loads(self.receive_text())

    def receive_type(self, kind):
        """The next message, which must be of a type."""
        message = self.receive()
        assert message["type"] == kind, f"{kind} expected: {message}"
        return message

    def texts_until(self, token):
        """The messages before the one that holds `token`, which is dropped."""
        texts = []
        while token not in (text := self.receive_text()):
            texts.append(text)
        return texts

    # Closing

    def wait_closed(self):
        """Reads until the broker closes, and returns the code; None when it just cut."""
        until = time.monotonic() + DEADLINE
        while time.monotonic() < until:
            try:
                self.receive_text()
            except Closed as closed:
                if closed.code is not None:
                    self.send_while_open(close_frame())
                    self.read_to_end()
                self.abort()
                return closed.code
        raise TimeoutError("the broker goes on sending")

    def close(self, code=1000):
        """Closes from this side, and returns the code of the broker's answer."""
        self.send(close_frame(code))
        return self.wait_closed()


def barrier(sender, everyone):
    """Messages of one project that came to each of its clients before this call's own.

    Messages of a sender arrive in order, so when the barrier has come, nothing that `sender`
    sent earlier is still on its way. One message goes to the sender and the admins, one to all
    others: exactly one each."""
    token = f"barrier-{os.urandom(8).hex()}"
    sender.send_json({"id": token, "type": "barrier", "to": {"id": sender.id}})
    sender.send_json({"id": token, "type": "barrier"})
    return {client: client.texts_until(token.encode()) for client in everyone}
