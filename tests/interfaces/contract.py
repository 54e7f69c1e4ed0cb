# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Holds answers of the real server to docs/openapi.yaml, and remembers what was seen."""
import re

from document import examples_of, faults, load, shape

METHODS = ("get", "put", "post", "delete", "options")
ON_EVERY_ANSWER = {"connection", "content-length", "content-type"}  # said once, in the description


class Contract:
    def __init__(self):
        self.document = load("openapi.yaml")
        self.paths = self.document["paths"]
        self.seen = set()  # (method, path, status), and the same with the name of an example
        self._patterns = {path: re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
                          for path in self.paths}

    def operations(self):
        """(method, path, operation) of all that are documented."""
        return [(method, path, item[method]) for path, item in self.paths.items()
                for method in METHODS if method in item]

    def is_operators(self, path):
        return "options" in self.paths[path]

    def path_of(self, target):
        """The documented path of a target, None if there is none."""
        asked = target.split("?")[0]
        return next((path for path, pattern in self._patterns.items()
                     if pattern.fullmatch(asked)), None)

    def responses(self, method, target):
        """The documented responses by status, and the names by which they are remembered."""
        shared = self.document["components"]["responses"]
        path, method = self.path_of(target), method.lower()
        if path is None:
            return {"404": shared["NotFound"]}, ("any", "unknown")
        item = self.paths[path]
        method = "get" if method == "head" and "get" in item else method
        if method not in item:
            refusal = "OperatorMethodNotAllowed" if self.is_operators(path) else "MethodNotAllowed"
            return {"405": shared[refusal]}, ("any", refusal)
        return item[method]["responses"], (method, path)

    def check(self, method, target, answer):
        """Fails unless the answer is as the document has it. Returns its body."""
        responses, name = self.responses(method, target)
        status = str(answer.status)
        assert status in responses, f"{method} {target}: {status} is not documented: {answer.body}"
        response = responses[status]
        place = f"{method} {target} {status}"
        self._check_headers(place, response.get("headers", {}), answer)
        self.seen.add((*name, status))
        if "content" not in response:
            assert (answer.body, answer.header("Content-Type")) == (b"", None), place
            return None
        if method == "HEAD":
            assert answer.body == b"", place
            return None
        kind = answer.header("Content-Type").split(";")[0]
        assert kind in response.get("content", {}), f"{place}: {kind} is not documented"
        media = response["content"][kind]
        is_json = kind == "application/json" and answer.body
        body = answer.json() if is_json else answer.body.decode()
        found = faults(body, media["schema"])
        assert not found, f"{place}: {answer.body[:2000]}\n" + "\n".join(found)
        for example, value in examples_of(media):
            if body == value or (answer.status < 300 and shape(body) == shape(value)):
                self.seen.add((*name, status, example))
        return body

    @staticmethod
    def _check_headers(place, documented, answer):
        known = {name.lower(): header for name, header in documented.items()}
        for name, _ in answer.headers:
            assert name.lower() in known or name.lower() in ON_EVERY_ANSWER, \
                f"{place}: the header {name} is not documented"
        for name, header in known.items():
            value = answer.header(name)
            if value is None:
                assert not header.get("required"), f"{place}: the header {name} is missing"
                continue
            if header["schema"].get("type") == "integer":
                value = int(value)
            found = faults(value, header["schema"])
            assert not found, f"{place}: {name}: {value!r}: {found}"

    def unseen(self):
        """Every documented status and example of which nothing was seen."""
        documented = set()
        shared = self.document["components"]["responses"]
        rows = [(method, path, operation["responses"])
                for method, path, operation in self.operations()]
        rows += [("any", name, {status: shared[response]}) for name, status, response in (
            ("unknown", "404", "NotFound"), ("MethodNotAllowed", "405", "MethodNotAllowed"),
            ("OperatorMethodNotAllowed", "405", "OperatorMethodNotAllowed"))]
        for method, path, responses in rows:
            for status, response in responses.items():
                documented.add((method, path, status))
                for media in response.get("content", {}).values():
                    documented |= {(method, path, status, name) for name, _ in examples_of(media)}
        return sorted(documented - self.seen)
