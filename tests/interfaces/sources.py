# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The program's own tables, read from its sources: routes, operations, names of errors, close codes and
system messages."""
import glob
import os
import re
from typing import NamedTuple

from document import TREE

ASKED = re.compile(r'operationRoute<(\w+)>\(\s*console,\s*"(\w+)",\s*"([^"]+)",\s*Callers::(\w+)')
PLAIN = re.compile(r'HttpRoute \w+ ?\{ "(\w+)", "([^"]+)", (?:HttpRoute::)?Callers::(\w+) \}')
ERROR = re.compile(r'\b(?:error|refusal|failure)\(\s*\d+, u"([^"]+)"_s,|\{ u"error"_s, u"([^"]+)"_s'
                   r'|\{ \d+, "[^"]+", "([^"]+)" \}')
PARAMETER = {"/api-keys": "projectId", "/clients": "clientId"}  # the name of the star in a path


class Route(NamedTuple):
    method: str
    path: str  # as OpenAPI writes it
    callers: str
    operations: frozenset


def read(*parts):
    with open(os.path.join(TREE, *parts), encoding="utf-8") as file:
        return file.read()


def open_path(path):
    """`/clients/**` as OpenAPI writes it."""
    first = "/" + path.split("/")[1]
    return re.sub(r"\*+", "{%s}" % PARAMETER.get(first, "*"), path)


def routes():
    """Every route of server/endpoints."""
    found = {}
    for path in glob.glob(os.path.join(TREE, "server", "endpoints", "*.cpp")):
        text = read(path)
        rows = [(method, target, callers, operation)
                for operation, method, target, callers in ASKED.findall(text)]
        rows += [(*row, None) for row in PLAIN.findall(text)]
        for method, target, callers, operation in rows:
            operations = found.setdefault((method.lower(), open_path(target), callers), set())
            if operation:
                operations.add(operation[0].lower() + operation[1:])
    return {Route(*row, frozenset(operations)) for row, operations in found.items()}


def operations():
    """The operations of docs/operations.md, a table that a test of the program writes."""
    return set(re.findall(r"^\| `(\w+)` \|", read("docs", "operations.md"), re.MULTILINE))


def error_names():
    """The names of faults in `{"error":…}`."""
    files = [*glob.glob(os.path.join(TREE, "server", "endpoints", "*.cpp")),
             *(os.path.join(TREE, "server", "gateway", name)
               for name in ("accesscontrol.cpp", "httpresponse.cpp", "upgradecheck.cpp"))]
    return {next(filter(None, groups)) for path in files for groups in ERROR.findall(read(path))}


def close_codes():
    """The codes that the broker sends."""
    text = read("server", "api", "closecode.h")
    return {int(code) for code in re.findall(r"= (\d{4});(?! ///< Never sent)", text)}


def system_messages():
    return set(re.findall(r'MessageWriter message\("(\w+)"sv\)',
                          read("server", "protocol", "systemmessages.cpp")))


def envelope_errors():
    """The texts of `error` for an envelope that is refused."""
    body = read("server", "protocol", "envelope.cpp").split("std::string_view scanErrorMessage")[1]
    body = re.sub(r'"\s+"', "", body.split("unreachable(")[0])
    return set(re.findall(r'return "([^"]+)"sv', body))
