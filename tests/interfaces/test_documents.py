# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""docs/openapi.yaml and docs/asyncapi.yaml are valid, and have what the program's own tables have."""
import json
import os
import re
import unittest

import sources
from contract import Contract
from document import HERE, document_path, examples_of, faults, load
from tools import installed, node

SECURITY = {  # what the callers of a route may bring
    "Operator": [{"serviceKey": []}],
    "Agents": [{"serviceKey": []}, {"viewerKey": []}],
    "Consoles": [{"serviceKey": []}, {"viewerKey": []}],
    "ProjectReaders": [{}, {"projectKey": []}, {"projectKeyHeader": []}, {"serviceKey": []}],
    "Clients": [{}, {"projectKey": []}, {"projectKeyHeader": []}, {"serviceKey": []}],
}
SYSTEM_MESSAGES = ("connected", "client_left", "error", "PONG")
WAYS = {"no": "no", "later": "yes", "slower": "yes, and send more slowly"}  # in protocol.md


def rows_of(heading, document="protocol.md"):
    """The rows of the table below a heading, as lists of cells."""
    section = sources.read("docs", document).split(f"\n{heading}\n")[1]
    table = re.search(r"^\|.*?\n\n", section + "\n\n", re.MULTILINE | re.DOTALL)[0]
    return [[cell.strip() for cell in line.strip("| ").split("|")]
            for line in table.strip().split("\n")[2:]]


class Validity(unittest.TestCase):
    def test_public_validators(self):
        task = {"folder": installed(), "openapi": document_path("openapi.yaml"),
                "asyncapi": document_path("asyncapi.yaml")}
        done = node(os.path.join(HERE, "node", "validate.mjs"), text=json.dumps(task))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout), {"openapi": [], "asyncapi": []})

    def check(self, place, value, schema):
        with self.subTest(place):
            self.assertEqual(faults(value, schema), [])

    def test_examples_of_openapi(self):
        document = load("openapi.yaml")
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if method == "parameters":
                    continue
                for parameter in operation.get("parameters", []):
                    for name, value in examples_of(parameter):
                        self.check((path, method, parameter["name"], name), value,
                                   parameter["schema"])
                parts = {"request": operation.get("requestBody", {}), **operation["responses"]}
                for status, part in parts.items():
                    for media in part.get("content", {}).values():
                        for name, value in examples_of(media):
                            self.check((path, method, status, name), value, media["schema"])

    def test_every_body_of_json_has_an_example(self):
        for method, path, operation in Contract().operations():
            for status, response in operation["responses"].items():
                for kind, media in response.get("content", {}).items():
                    if kind == "application/json" and media["schema"] != {"const": ""}:
                        self.assertTrue(list(examples_of(media)), (method, path, status))

    def test_examples_of_asyncapi(self):
        for name, message in load("asyncapi.yaml")["components"]["messages"].items():
            self.assertTrue(message["examples"], name)
            for example in message["examples"]:
                self.check((name, example["name"]), example["payload"], message["payload"])


class Http(unittest.TestCase):
    def setUp(self):
        self.contract = Contract()
        self.documented = {(method, path): operation for method, path, operation
                           in self.contract.operations() if method != "options"}

    def test_every_route(self):
        routes = {(route.method, route.path) for route in sources.routes()}
        self.assertGreater(len(routes), 12)
        self.assertEqual(routes, set(self.documented))

    def test_callers(self):
        for route in sources.routes():
            with self.subTest(route):
                operation = self.documented[route.method, route.path]
                if route.callers in SECURITY:
                    self.assertEqual(operation["security"], SECURITY[route.callers])
                self.assertEqual(route.callers == "Operator",
                                 self.contract.is_operators(route.path))

    def test_operations_of_routes(self):
        for route in sources.routes():
            with self.subTest(route):
                operation = self.documented[route.method, route.path]
                self.assertEqual(set(operation.get("x-operations", [])), set(route.operations))

    def test_every_operation_is_there_or_is_said_to_be_elsewhere(self):
        here = {name for operation in self.documented.values()
                for name in operation.get("x-operations", [])}
        elsewhere = self.contract.document["x-operations-elsewhere"]
        self.assertEqual(here & set(elsewhere), set())
        self.assertEqual(sorted([*here, *elsewhere]), sorted(sources.operations()))

    def test_every_name_of_an_error(self):
        schema = self.contract.document["components"]["schemas"]["Failure"]
        self.assertEqual(set(schema["properties"]["error"]["enum"]), sources.error_names())

    def test_names_are_unique(self):
        names = [operation["operationId"] for _, _, operation in self.contract.operations()]
        self.assertEqual(len(names), len(set(names)))


class Socket(unittest.TestCase):
    def setUp(self):
        self.document = load("asyncapi.yaml")
        self.messages = self.document["components"]["messages"]
        self.codes = self.document["channels"]["project"]["x-close-codes"]

    def test_every_system_message(self):
        self.assertEqual(set(SYSTEM_MESSAGES), sources.system_messages())
        self.assertLess(set(SYSTEM_MESSAGES), set(self.messages))

    def test_every_error(self):
        payload = self.messages["error"]["payload"]["properties"]["payload"]
        texts, _ = payload["properties"]["message"]["anyOf"]
        self.assertEqual(set(texts["enum"]), sources.envelope_errors())

    def test_every_close_code(self):
        self.assertEqual({row["code"] for row in self.codes}, sources.close_codes())

    def test_the_protocol_says_the_same_of_close_codes(self):
        told = {int(code): again.split(";")[0] for code, again, *_ in rows_of("### Coming back")
                if code.isdigit()}
        self.assertEqual(told.pop(1006), "yes")  # No broker sends it.
        self.assertEqual(told, {row["code"]: WAYS[row["again"]] for row in self.codes})

    def test_the_protocol_explains_every_refusal_of_an_upgrade(self):
        told = {status for row in rows_of("### Coming back")
                for status in re.findall(r"\bHTTP (\d{3})", row[0])}
        responses = load("openapi.yaml")["paths"]["/websocket"]["get"]["responses"]
        self.assertEqual(told, set(responses) - {"101"})

    def test_the_query_is_that_of_openapi(self):
        query = self.document["channels"]["project"]["bindings"]["ws"]["query"]
        parameters = load("openapi.yaml")["paths"]["/websocket"]["get"]["parameters"]
        required = {each["name"] for each in parameters if each["in"] == "query"}
        self.assertEqual(set(query["required"]), required)
        self.assertEqual(set(query["properties"]), required | {"apiKey"})


if __name__ == "__main__":
    unittest.main()
