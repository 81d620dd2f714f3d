"""JSON Schemas (draft 2020-12) of the contracts, each a document of its own."""

from __future__ import annotations

from typing import Any

from contracts.generator.messages import Contract

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OPEN = "Readers ignore fields they do not know: within a major version fields are only added."

Json = dict[str, Any]


def schema(contract: Contract) -> Json:
    """The schema of ``contract``: closed for what departments write, open for what others read."""
    body = contract.model.model_json_schema(mode="validation")
    if contract.direction != "incoming":
        body = {**open_up(body), "$comment": OPEN}
    return {"$schema": DIALECT, "$id": schema_id(contract), **body}


def schema_id(contract: Contract) -> str:
    """The schema's own name; a URN, for there is nothing to fetch."""
    return f"urn:gongkai:schema:{contract.name}"


def open_up(node: Any) -> Any:
    """The schema without ``additionalProperties: false``, at every depth."""
    if isinstance(node, list):
        return [open_up(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        name: open_up(value)
        for name, value in node.items()
        if not (name == "additionalProperties" and value is False)
    }
