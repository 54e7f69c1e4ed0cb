# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""RFC 6455 as a table: bytes from a client, and the broker's answer."""
import struct
from typing import NamedTuple

from wsclient import (BINARY, CLOSE, CONTINUATION, LONG, MEDIUM, PING, PONG, TEXT, close_frame,
                      frame)

NORMAL, PROTOCOL_ERROR, INVALID_UTF8, POLICY, TOO_BIG = 1000, 1002, 1007, 1008, 1009
MAX_MESSAGE = 1 << 20
MAX_FRAGMENTS = 131_072
LARGEST = 16 << 20  # Where the broker is told to take larger messages
CONTROLS = (CLOSE, PING, PONG)


class Case(NamedTuple):
    section: str
    name: str
    # Sent one after the other; where a frame ends between two, nothing comes back before the next.
    parts: tuple
    # The answers: ("pong", payload), ("text", content), ("close", code). Nothing after.
    answers: tuple


def refused(section, name, *parts, code=PROTOCOL_ERROR):
    """Costs the connection with the last part, and not before."""
    return Case(section, name, parts, (("close", code),))


def taken(section, name, *parts, texts=(), pongs=()):
    return Case(section, name, parts, (*(("pong", payload) for payload in pongs),
                                       *(("text", text) for text in texts)))


def envelope(text):
    """A message that the broker answers with `text` in it."""
    return b'{"type":"PING","payload":{"timestamp":"' + text + b'"}}'


def fragments(pieces, opcode=TEXT):
    """The frames of one message."""
    return [frame(CONTINUATION if at else opcode, piece, fin=at == len(pieces) - 1)
            for at, piece in enumerate(pieces)]


def start(payload=b""):
    """A message that goes on."""
    return frame(TEXT, payload, fin=False)


def more(payload=b""):
    return frame(CONTINUATION, payload, fin=False)


def framing():
    for opcode in (0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF):
        for fin in (True, False):
            yield refused("5.2", f"opcode {opcode:X} fin {fin}", frame(opcode, b"{}", fin=fin))
        yield refused("5.2", f"opcode {opcode:X} in a message", start(b"{"), frame(opcode, b""))
        yield refused("5.2", f"opcode {opcode:X}, one byte of it", bytes([0x80 | opcode]))
    for bits in range(1, 8):
        for opcode in (TEXT, BINARY, *CONTROLS):
            yield refused("5.2", f"reserved bits {bits:03b} of opcode {opcode:X}",
                          frame(opcode, b"", reserved=bits))
        yield refused("5.2", f"reserved bits {bits:03b} of a continuation", start(b"{"),
                      frame(CONTINUATION, b"}", reserved=bits))
    for opcode in (TEXT, BINARY, *CONTROLS):
        for payload in (b"", b"\x03\xe8"):
            yield refused("5.1", f"unmasked {opcode:X} of {len(payload)}",
                          frame(opcode, payload, mask=b""))
    yield refused("5.1", "unmasked continuation", start(b"{"), frame(CONTINUATION, b"}", mask=b""))
    for mask in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x80\0\x01\x7f"):
        yield taken("5.3", f"mask {mask.hex()}", frame(TEXT, envelope(b"x"), mask=mask),
                    texts=[b"x"])


def lengths():
    shell = len(envelope(b""))
    for size in (shell, 125, 126, 127, 65_535, 65_536, 65_537, MAX_MESSAGE):
        text = b"x" * (size - shell)
        yield taken("5.2", f"{size} bytes", frame(TEXT, envelope(text)), texts=[text])
    for form, sizes in ((MEDIUM, (0, 1, 125)), (LONG, (0, 1, 125, 126, 65_535))):
        for size in sizes:
            for opcode in (TEXT, BINARY):
                yield refused("5.2", f"{size} in the form of {form}, opcode {opcode}",
                              frame(opcode, b"x" * size, length_form=form))
    for announced in (1 << 63, (1 << 64) - 1):
        yield refused("5.2", f"length {announced:x}", frame(TEXT, b"", announced=announced))
    for opcode in CONTROLS:
        code = b"\x03\xe8"
        yield refused("5.5", f"{opcode:X} of 126", frame(opcode, code + b"x" * 124))
        yield refused("5.5", f"{opcode:X} in 16 bits", frame(opcode, code, length_form=MEDIUM))
        yield refused("5.5", f"{opcode:X} in 64 bits", frame(opcode, code, length_form=LONG))
        yield refused("5.5", f"{opcode:X} of a GiB", frame(opcode, b"", announced=1 << 30))
        yield refused("5.5", f"{opcode:X} fragmented", frame(opcode, code, fin=False))
        yield refused("5.5", f"{opcode:X} fragmented in a message", start(b"{"),
                      frame(opcode, code, fin=False))


def fragmentation():
    whole = envelope("é😀 ".encode() * 9)
    text = "é😀 ".encode() * 9
    for size in (1, 2, 3, 7, len(whole) - 1):
        pieces = [whole[at:at + size] for at in range(0, len(whole), size)]
        for opcode in (TEXT, BINARY):
            yield taken("5.4", f"fragments of {size}, opcode {opcode}",
                        b"".join(fragments(pieces, opcode)), texts=[text])
        pinged = b"".join(frame(PING, b"%d" % at) + piece
                          for at, piece in enumerate(fragments(pieces)))
        yield taken("5.4", f"a ping before every fragment of {size}", pinged, texts=[text],
                    pongs=[b"%d" % at for at in range(len(pieces))])
    yield taken("5.4", "empty fragments", start() + more() * 9 + more(whole) + more()
                + frame(CONTINUATION), texts=[text])
    yield taken("5.4", "unasked pongs in a message",
                start(whole[:5]) + frame(PONG, b"x") + frame(CONTINUATION, whole[5:]), texts=[text])
    for fin in (True, False):
        yield refused("5.4", f"nothing to continue, fin {fin}", frame(CONTINUATION, b"{}", fin=fin))
        yield Case("5.4", f"nothing to continue any more, fin {fin}",
                   (b"".join(fragments([whole[:9], whole[9:]])) + frame(CONTINUATION, fin=fin),),
                   (("text", text), ("close", PROTOCOL_ERROR)))
        for opcode in (TEXT, BINARY):
            yield refused("5.4", f"{opcode} in a message, fin {fin}", start(b"{"),
                          frame(opcode, b"}", fin=fin))
    most = start() + more() * (MAX_FRAGMENTS - 2)
    yield taken("10.4", "as many fragments as may be", most + frame(CONTINUATION, whole),
                texts=[text])
    yield refused("10.4", "one fragment too many", most, more() + more(), code=POLICY)


BAD_UTF8 = {  # Bytes that may stand so far, and the one that may not.
    "a continuation alone": (b"", b"\x80"),
    "the last continuation alone": (b"", b"\xbf"),
    "a longer form of 2": (b"", b"\xc0"),
    "a longer form of 2, the last": (b"", b"\xc1"),
    "a lead of too large ones": (b"", b"\xf5"),
    "a lead of 5": (b"", b"\xf8"),
    "FE": (b"", b"\xfe"),
    "FF": (b"", b"\xff"),
    "ASCII in 2": (b"\xc3", b"a"),
    "a lead in 2": (b"\xc3", b"\xc3"),
    "a longer form of 3": (b"\xe0", b"\x9f"),
    "the first surrogate": (b"\xed", b"\xa0"),
    "the last surrogate": (b"\xed", b"\xbf"),
    "ASCII in 3": (b"\xe2\x82", b"a"),
    "a longer form of 4": (b"\xf0", b"\x8f"),
    "beyond U+10FFFF": (b"\xf4", b"\x90"),
    "ASCII in 4": (b"\xf0\x9f\x98", b"a"),
    "a lead in 4": (b"\xf0\x9f", b"\xf0"),
}
GOOD_UTF8 = b"".join(chr(point).encode() for point in (
    0x20, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0xCFFF, 0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF, 0x10000,
    0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF))


def utf8():
    """In unfinished messages: the close has to come before their end (RFC 6455 8.1)."""
    begin = b'{"a":"'
    for name, (good, bad) in BAD_UTF8.items():
        prefix = begin + good
        yield refused("8.1", f"{name}, in the middle of a fragment",
                      start(begin + good + bad + b"..."), code=INVALID_UTF8)
        yield refused("8.1", f"{name}, in a fragment of its own",
                      *(start(prefix[at:at + 1]) if at == 0 else more(prefix[at:at + 1])
                        for at in range(len(prefix))), more(bad), code=INVALID_UTF8)
        for split in range(len(begin), len(prefix) + 1):
            yield refused("8.1", f"{name}, fragments split at {split}", start(prefix[:split]),
                          more(prefix[split:]), more(bad), code=INVALID_UTF8)
            head = frame(TEXT, prefix + bad, announced=1000)
            at = len(head) - len(prefix) - 1 + split
            yield refused("8.1", f"{name}, segments split at {split}", head[:at], head[at:-1],
                          head[-1:], code=INVALID_UTF8)
        yield refused("8.1", f"{name}, at the start of a large frame",
                      frame(TEXT, prefix + bad, announced=200_000), code=INVALID_UTF8)
        yield refused("8.1", f"{name}, at the start of a large continuation", start(prefix),
                      frame(CONTINUATION, bad, announced=200_000), code=INVALID_UTF8)
        yield refused("8.1", f"{name}, in a whole frame", frame(TEXT, begin + good + bad + b'"}'),
                      code=INVALID_UTF8)
        if good:
            yield refused("8.1", f"{name}: the end instead", start(prefix), frame(CONTINUATION),
                          code=INVALID_UTF8)
            yield refused("8.1", f"{name}: the end instead, in a frame", frame(TEXT, prefix),
                          code=INVALID_UTF8)
    whole = envelope(GOOD_UTF8)
    for split in range(len(whole)):
        yield taken("8.1", f"good text, fragments split at {split}",
                    b"".join(fragments([whole[:split], whole[split:]])), texts=[GOOD_UTF8])
        one = frame(TEXT, whole)
        at = len(one) - len(whole) + split
        yield taken("8.1", f"good text, segments split at {split}", one[:at], one[at:],
                    texts=[GOOD_UTF8])


def closing():
    for code in (1000, 1001, 1002, 1003, *range(1007, 1015), 3000, 3001, 3999, 4000, 4500, 4999):
        yield refused("7.4", f"code {code}", close_frame(code), code=code)
    for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1099, 1100, 1999, 2000, 2999, 5000, 9999,
                 65_535):
        yield refused("7.4", f"code {code}", close_frame(code))
    yield refused("5.5.1", "no code", frame(CLOSE), code=NORMAL)
    yield refused("5.5.1", "half a code", frame(CLOSE, b"\x03"))
    for reason in (b"x", "é😀".encode(), b"x" * 123, GOOD_UTF8):
        yield refused("5.5.1", f"a reason of {len(reason)}", close_frame(NORMAL, reason),
                      code=NORMAL)
    for name, (good, bad) in BAD_UTF8.items():
        yield refused("5.5.1", f"a reason with {name}", close_frame(NORMAL, b"x" + good + bad),
                      code=INVALID_UTF8)
        if good:
            yield refused("5.5.1", f"a reason that ends before {name}",
                          close_frame(NORMAL, b"x" + good), code=INVALID_UTF8)
    for name, behind in {"text": frame(TEXT, envelope(b"late")), "a ping": frame(PING, b"late"),
                         "a close": close_frame(1001), "an error": b"\xff" * 20}.items():
        yield refused("5.5.1", f"{name} behind a close", close_frame() + behind, code=NORMAL)
        yield refused("7.1.7", f"{name} behind an error", frame(3) + behind)
    yield refused("5.5.1", "in a message", start(b"{"), close_frame(), code=NORMAL)
    yield refused("5.5.1", "byte by byte", *(bytes([byte]) for byte in close_frame(4321)),
                  code=4321)


def limits():
    half = b"x" * (MAX_MESSAGE // 2 + 1)
    for announced in (MAX_MESSAGE + 1, 1 << 30, 1 << 40, (1 << 63) - 1):
        for opcode in (TEXT, BINARY):
            whole = frame(opcode, b"", announced=announced)
            yield refused("10.4", f"{announced} bytes announced, opcode {opcode}", whole,
                          code=TOO_BIG)
            yield refused("10.4", f"{announced} bytes announced, opcode {opcode}, not the mask",
                          whole[:9], whole[9:10], code=TOO_BIG)
    for fin in (True, False):
        yield refused("10.4", f"half and half, fin {fin}", start(half),
                      frame(CONTINUATION, b"", announced=len(half), fin=fin), code=TOO_BIG)


def pings():
    for size in (*range(9), 63, 64, 124, 125):
        for payload in (b"\xff" * size, bytes(range(size)), b"x" * size):
            yield taken("5.5.2", f"{payload!r}", frame(PING, payload), pongs=[payload])
    yield taken("5.5.2", "byte by byte", *(bytes([byte]) for byte in frame(PING, b"abc")),
                pongs=[b"abc"])
    yield taken("5.5.3", "unasked pongs", frame(PONG) + frame(PONG, b"x" * 125))
    several = [struct.pack(">H", number) for number in range(999)]
    yield taken("5.5.3", "999 in a packet", b"".join(frame(PING, payload) for payload in several),
                pongs=several)


BEHIND = (  # Packets that arrive when a connection has failed.
    b"A" * 15_000,
    frame(TEXT, envelope(b"late")) + frame(PING, b"late") + frame(TEXT, b"{", fin=False)
    + frame(CONTINUATION, b"}") + close_frame(1001),
    bytes(range(256)) * 20,
)


def large(size):
    """A message of so many bytes, and the text in it that comes back."""
    text = b"x" * (size - len(envelope(b"")))
    return envelope(text), text


def large_whole():
    for size in (65_536, 262_144, 1 << 20, 4 << 20, 8 << 20, LARGEST):
        for group, opcode in (("9.1", TEXT), ("9.2", BINARY)):
            whole, text = large(size)
            yield taken(group, f"{size} bytes", frame(opcode, whole), texts=[text])


def large_fragments():
    whole, text = large(4 << 20)
    for size in (64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1 << 20, 4 << 20):
        pieces = [whole[at:at + size] for at in range(0, len(whole), size)]
        for group, opcode in (("9.3", TEXT), ("9.4", BINARY)):
            for last in ((), (b"",)):
                frames = fragments([*pieces, *last], opcode)
                yield taken(group, f"4 MiB in fragments of {size}{', the last empty' * len(last)}",
                            b"".join(frames), texts=[text])


def large_segments():
    whole, text = large(1 << 20)
    for size in (64, 128, 256, 512, 1024, 2048):
        for group, opcode in (("9.5", TEXT), ("9.6", BINARY)):
            data = frame(opcode, whole)
            yield taken(group, f"1 MiB in segments of {size}",
                        *(data[at:at + size] for at in range(0, len(data), size)), texts=[text])
