# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""TLS records that Python's ssl module cannot make, by the OpenSSL that it is linked with."""
import ctypes
import re
import ssl

from tls import trusting_context

POINTER, INTEGER = ctypes.c_void_p, ctypes.c_int
SET_MIN_PROTO_VERSION, TLS_1_3, UPDATE_NOT_REQUESTED = 123, 0x0304, 0
BUFFER = 1 << 20
FUNCTIONS = {
    "ssl": {
        "TLS_client_method": (POINTER,), "SSL_CTX_new": (POINTER, POINTER),
        "SSL_CTX_ctrl": (ctypes.c_long, POINTER, INTEGER, ctypes.c_long, POINTER),
        "SSL_new": (POINTER, POINTER), "SSL_set_bio": (None, POINTER, POINTER, POINTER),
        "SSL_set_connect_state": (None, POINTER), "SSL_do_handshake": (INTEGER, POINTER),
        "SSL_read": (INTEGER, POINTER, POINTER, INTEGER),
        "SSL_write": (INTEGER, POINTER, ctypes.c_char_p, INTEGER),
        "SSL_key_update": (INTEGER, POINTER, INTEGER),
    },
    "crypto": {
        "BIO_s_mem": (POINTER,), "BIO_new": (POINTER, POINTER),
        "BIO_read": (INTEGER, POINTER, POINTER, INTEGER),
        "BIO_write": (INTEGER, POINTER, ctypes.c_char_p, INTEGER),
    },
}


def functions():
    """The functions above, by their names."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = dict(re.findall(r"(?m)(?=/\S*/lib(ssl|crypto)\.so)(\S+)$", maps.read()))
    found = {}
    for library, names in FUNCTIONS.items():
        loaded = ctypes.CDLL(paths[library])
        for name, (result, *arguments) in names.items():
            function = getattr(loaded, name)
            function.restype, function.argtypes = result, arguments
            found[name] = function
    return found


class HandMadeTls:
    """A client of TLS 1.3 on a connected plain socket, whose records are made before they are
    sent. Never freed: it belongs to a child process."""

    def __init__(self, connection):
        self.openssl = functions()
        self.socket = connection
        self.memory = ctypes.create_string_buffer(BUFFER)
        context = self.call("SSL_CTX_new", self.call("TLS_client_method"))
        self.call("SSL_CTX_ctrl", context, SET_MIN_PROTO_VERSION, TLS_1_3, None)
        self.session = self.call("SSL_new", context)
        self.incoming, self.outgoing = (
            self.call("BIO_new", self.call("BIO_s_mem")) for _ in range(2))
        self.call("SSL_set_bio", self.session, self.incoming, self.outgoing)
        self.call("SSL_set_connect_state", self.session)
        while self.call("SSL_do_handshake", self.session) != 1:
            self.socket.sendall(self.made())
            self.take()
        self.socket.sendall(self.made())

    def call(self, name, *arguments):
        return self.openssl[name](*arguments)

    def made(self):
        """The records that are to be sent."""
        data = b""
        while (size := self.call("BIO_read", self.outgoing, self.memory, BUFFER)) > 0:
            data += self.memory.raw[:size]
        return data

    def take(self):
        data = self.socket.recv(65536)
        if not data:
            raise AssertionError("the broker ended the handshake")
        self.call("BIO_write", self.incoming, data, len(data))

    def ask(self, request):
        """Sends bytes and waits for some that come back."""
        self.call("SSL_write", self.session, request, len(request))
        self.socket.sendall(self.made())
        while self.call("SSL_read", self.session, self.memory, 65536) <= 0:
            self.take()

    def key_updates(self, count):
        """Records of 27 bytes without data, to be sent in this order."""
        parts = []
        for number in range(count):
            self.call("SSL_key_update", self.session, UPDATE_NOT_REQUESTED)
            self.call("SSL_do_handshake", self.session)
            if number % 1000 == 999:
                parts.append(self.made())
        return b"".join(parts) + self.made()


class TinyRecords:
    """A client of TLS on a connected plain socket that sends each byte in a record of its own."""

    def __init__(self, connection):
        self.socket = connection
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.session = trusting_context().wrap_bio(self.incoming, self.outgoing)
        while True:
            try:
                self.session.do_handshake()
                break
            except ssl.SSLWantReadError:
                self.socket.sendall(self.outgoing.read())
                self.incoming.write(self.socket.recv(65536))
        self.socket.sendall(self.outgoing.read())

    def ask(self, request):
        self.session.write(request)
        self.socket.sendall(self.outgoing.read())
        while True:
            try:
                return self.session.read(65536)
            except ssl.SSLWantReadError:
                self.incoming.write(self.socket.recv(65536))

    def records(self, data):
        for byte in data:
            self.session.write(bytes([byte]))
        return self.outgoing.read()
