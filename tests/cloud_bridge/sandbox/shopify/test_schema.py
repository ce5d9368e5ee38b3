"""Every name and type of the sandbox is Shopify's own: held against the schema in npm @shopify/dev-mcp."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from graphql import (
    GraphQLSchema,
    build_client_schema,
    is_enum_type,
    is_input_object_type,
    is_object_type,
    parse,
    validate,
)

from cloud_bridge.connectors.shopify import _documents
from cloud_bridge.sandbox.shopify._gate import SCHEMA

FILE = Path(__file__).parents[3] / "node" / "shopify-schema" / "package" / "dist" / "data"
DOCUMENTS = {name: one for name, one in vars(_documents).items() if isinstance(one, _documents.Document)}


@pytest.fixture(scope="module")
def theirs() -> GraphQLSchema:
    file = FILE / f"admin_{_documents.VERSION}.json.gz"
    if not file.is_file():
        pytest.skip("Shopify's schema is not here: `make node` unpacks @shopify/dev-mcp into tests/node/shopify-schema")
    return build_client_schema(json.loads(gzip.decompress(file.read_bytes()))["data"], assume_valid=True)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_connector_asks_is_what_the_sandbox_understands(name) -> None:
    assert validate(SCHEMA, parse(DOCUMENTS[name].text)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_connector_asks_is_what_shopify_understands(theirs, name) -> None:
    assert validate(theirs, parse(DOCUMENTS[name].text)) == []


def test_the_sandbox_has_no_name_and_no_type_of_its_own(theirs) -> None:
    wrong = []
    for name, ours in SCHEMA.type_map.items():
        if name.startswith("__"):
            continue
        real = theirs.type_map.get(name)
        if real is None or type(real) is not type(ours):
            wrong.append(name)
        elif is_enum_type(ours):
            wrong += [f"{name}.{value}" for value in ours.values.keys() - real.values.keys()]
        elif is_object_type(ours) or is_input_object_type(ours):
            wrong += [f"{name}.{field}" for field in _wrong_fields(ours, real)]
    assert wrong == []


def _wrong_fields(ours, real) -> list[str]:
    wrong = []
    for field_name, field in ours.fields.items():
        other = real.fields.get(field_name)
        if other is None or str(other.type) != str(field.type):
            wrong.append(field_name)
            continue
        for name, argument in getattr(field, "args", {}).items():
            if name not in other.args or str(other.args[name].type) != str(argument.type):
                wrong.append(f"{field_name}({name})")
    return wrong
