# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Envelopes as text: finding `from` in one without changing a byte of the rest."""
import json

SPACE = " \t\r\n"
DECODER = json.JSONDecoder()


def _skip_space(text, at):
    while text[at] in SPACE:
        at += 1
    return at


def split_from(text):
    """(before, value, after) of the top-level member `from`: the text before its name, its
    raw value, and the text behind that. None when there is no such member."""
    at = _skip_space(text, 0)
    assert text[at] == "{", text[:80]
    at = _skip_space(text, at + 1)
    while text[at] != "}":
        name_at = at
        name, at = DECODER.raw_decode(text, at)
        at = _skip_space(text, at)
        assert text[at] == ":", text[at:at + 80]
        value_at = _skip_space(text, at + 1)
        _, at = DECODER.raw_decode(text, value_at)
        if name == "from":
            return text[:name_at], text[value_at:at], text[at:]
        at = _skip_space(text, at)
        if text[at] == ",":
            at = _skip_space(text, at + 1)
    return None


def without_value(text):
    """`text` with its `from` value blanked: equal for the sent and the received message."""
    _, value, after = split_from(text)
    head = text[:len(text) - len(after) - len(value)]
    return head + "<from>" + after


def without_member(text):
    """`text` without the member `from` and one comma beside it: what was sent without one."""
    before, _, after = split_from(text)
    if after.startswith(","):
        return before + after[1:]
    if before.endswith(","):
        return before[:-1] + after
    return before + after


def members(raw):
    """The members of a raw object as pairs, repeated ones too."""
    return json.loads(raw, object_pairs_hook=lambda pairs: pairs)
