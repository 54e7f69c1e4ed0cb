# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The documents of the interfaces, docs/openapi.yaml and docs/asyncapi.yaml, and their schemas."""
import functools
import os
import sys

import jsonschema
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(TREE, "tests", "clients"), os.path.join(TREE, "tests", "wire")]


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 as these documents use it: `on` and dates are text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
            or (tag.endswith("bool") and first in "tTfF")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def document_path(name):
    return os.path.join(TREE, "docs", name)


@functools.cache
def load(name):
    """A document of docs/, with every `$ref` replaced by the part that it names."""
    with open(document_path(name), encoding="utf-8") as file:
        document = yaml.load(file, Loader)
    return resolved(document, document, {})


def resolved(part, document, known):
    """`known` has the parts that a `$ref` has named before, so that each of them is there once."""
    if isinstance(part, list):
        return [resolved(each, document, known) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" not in part:
        return {name: resolved(value, document, known) for name, value in part.items()}
    reference = part["$ref"]
    if reference not in known:
        target = document
        for name in reference.removeprefix("#/").split("/"):
            target = target[name]
        known[reference] = resolved(target, document, known)
    return known[reference]


def closed(schema):
    """The schema without room for members that it does not list. Clients ignore such members; the
    tests want to know of them."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {name: closed(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        strict.setdefault("additionalProperties", False)
    return strict


VALIDATORS = {}  # by the id of the schema, with the schema itself, so that the id stays its own


def validator_of(schema):
    if id(schema) not in VALIDATORS:
        jsonschema.Draft202012Validator.check_schema(schema)
        VALIDATORS[id(schema)] = schema, jsonschema.Draft202012Validator(closed(schema))
    return VALIDATORS[id(schema)][1]


def faults(value, schema):
    """A sentence for each fault of a value; it may have no member that the schema does not list."""
    found = validator_of(schema).iter_errors(value)
    return [f"{error.json_path}: {error.message}" + "".join(
        f"\n    {inner.json_path}: {inner.message}" for inner in error.context or ())
            for error in found]


def shape(value):
    """A value of JSON without its texts and numbers: members, and the first item of arrays."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value[:1]]
    return type(value).__name__


def examples_of(media):
    """(name, value) of the examples of a media type, a parameter or a message."""
    if "example" in media:
        yield "example", media["example"]
    for name, example in media.get("examples", {}).items():
        yield name, example["value"]
