"""JSON Schemas (draft 2020-12) of the contracts, each a document of its own."""

from __future__ import annotations

from typing import Any, NamedTuple

from contracts.generator.envelopes import headers, sent
from contracts.generator.messages import BUS, Bus, Contract, Direction
from contracts.shapes import Json

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OPEN = "Readers ignore fields they do not know: within a major version fields are only added."
ENVELOPE = "envelope"
"""Name of the schema of the CloudEvents envelope that a department sends, in structured mode."""
SENT_HEADERS = "headers"
"""Name of the schema of its Kafka headers in binary mode, each a text."""


class Published(NamedTuple):
    """A schema that others rely on, and who writes what it describes."""

    body: Json
    direction: Direction


def schemas(bus: Bus = BUS) -> dict[str, Published]:
    """Every schema by name: one per contract, and the envelope's in both modes."""
    published = {name: Published(schema(contract), contract.direction) for name, contract in bus.contracts.items()}
    envelopes = {
        ENVELOPE: sent(bus.families.messages),
        SENT_HEADERS: {"title": "CloudEvents 消息头", **headers("sent")},
    }
    written = {
        name: Published({"$schema": DIALECT, "$id": schema_id(name), **body}, "incoming")
        for name, body in envelopes.items()
    }
    return {**written, **published}


def schema(contract: Contract) -> Json:
    """The schema of ``contract``: closed for what departments write, open for what others read."""
    body = terms_only(contract.model.model_json_schema(mode="validation"))
    if contract.direction != "incoming":
        body = {**open_up(body), "$comment": OPEN}
    return {"$schema": DIALECT, "$id": schema_id(contract.name), **body}


def schema_id(name: str) -> str:
    """The schema's own name; a URN, for there is nothing to fetch."""
    return f"urn:gongkai:schema:{name}"


def terms_only(body: Json) -> Json:
    """The schema without the docstrings of its lists of terms: those are for who reads the code."""
    definitions = body.get("$defs", {})
    for name, node in definitions.items():
        if "enum" in node:
            definitions[name] = {key: value for key, value in node.items() if key != "description"}
    return body


def open_up(node: Any) -> Any:
    """The schema without ``additionalProperties: false``, at every depth."""
    if isinstance(node, list):
        return [open_up(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        name: open_up(value) for name, value in node.items() if not (name == "additionalProperties" and value is False)
    }
