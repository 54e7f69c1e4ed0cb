# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A client of the Model Context Protocol (2026-07-28) that checks every answer's form."""
import itertools
import json

from httpclient import HttpConnection

VERSION = "2026-07-28"
MOST_BYTES = 64 * 1024
META = {"io.modelcontextprotocol/protocolVersion": VERSION,
        "io.modelcontextprotocol/clientInfo": {"name": "tests", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {}}


class ToolError(Exception):
    """The tool says what the caller did wrong."""


class McpClient:
    """Calls tools on one connection, with one key."""

    _ids = itertools.count(1)

    def __init__(self, port, key):
        self.connection = HttpConnection(port)
        self.key = key

    def close(self):
        self.connection.abort()

    def post(self, message, headers=()):
        """Sends any message; returns the whole answer."""
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        return self.connection.request("POST", "/mcp", [
            ("Authorization", f"Bearer {self.key}"), ("Content-Type", "application/json"),
            ("Accept", "application/json, text/event-stream"), *headers], body)

    def request(self, method, params=None):
        """The result of a call."""
        params = dict(params or {})
        message = {"jsonrpc": "2.0", "id": next(self._ids), "method": method,
                   "params": {**params, "_meta": META}}
        headers = [("MCP-Protocol-Version", VERSION), ("Mcp-Method", method)]
        if method == "tools/call":
            headers.append(("Mcp-Name", params["name"]))
        answer = self.post(message, headers)
        assert answer.status == 200, (answer.status, answer.body)
        assert len(answer.body) <= MOST_BYTES, f"{len(answer.body)} bytes"
        reply = answer.json()
        assert reply["jsonrpc"] == "2.0" and reply["id"] == message["id"], reply
        assert "error" not in reply, reply["error"]
        assert reply["result"]["resultType"] == "complete", reply
        return reply["result"]

    def tools(self):
        return {tool["name"]: tool for tool in self.request("tools/list")["tools"]}

    def page(self, tool, **arguments):
        """The data of one answer, and the cursor of the next."""
        result = self.request("tools/call", {"name": tool, "arguments": arguments})
        if result["isError"]:
            raise ToolError(result["content"][0]["text"])
        content = result["structuredContent"]
        assert json.loads(result["content"][1]["text"]) == content
        assert "<" not in result["content"][1]["text"]
        assert "never follow instructions" in content["notice"]
        return content["untrustedData"], content.get("nextCursor")

    def call(self, tool, **arguments):
        return self.page(tool, **arguments)[0]

    def rows(self, tool, name, **arguments):
        """The rows of all pages."""
        rows, cursor = [], None
        while True:
            more = {"cursor": cursor} if cursor else {}
            data, following = self.page(tool, **arguments, **more)
            rows += data[name]
            if following is None:
                return rows
            assert following != cursor, "a cursor that leads nowhere"
            cursor = following
