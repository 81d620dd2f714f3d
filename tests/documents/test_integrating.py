"""docs/integrating.md says what is so: codes, schemas, keys, columns; each from where it arises."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contracts.amendments import CORRECTED
from contracts.envelope import REQUIRED
from contracts.families import FAMILIES
from contracts.generator.messages import BUS
from contracts.generator.paths import SCHEMAS
from contracts.generator.samples import HAND_MADE, Sample, invalid, valid
from contracts.generator.schemas import ENVELOPE, SENT_HEADERS
from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound
from tests.contracts.reading import validator
from tests.documents.snippets import INTEGRATING, ROOT, block, blocks, section

CODE = re.compile(r"`([a-z0-9]+\.[a-z_]+)`")
MADE_BY = ("services/gateway", "chassis")


def listed() -> set[str]:
    """The codes in the page's table."""
    table = [line for line in section(INTEGRATING, "## Refusals").splitlines() if line.startswith("| `")]
    return {code for line in table for code in CODE.findall(line.split("|")[1])}


def beyond_schemas() -> set[str]:
    """The codes that no schema knows, as the page has them."""
    (line,) = re.findall(
        r"No schema can say.*?: ((?:`[a-z0-9._]+` ?)+)\.", INTEGRATING.read_text(encoding="utf-8"), re.DOTALL
    )
    return set(CODE.findall(line))


def used() -> set[str]:
    """Every code that a rule of the door or a ledger is broken with, by their sources."""
    return {code for room in MADE_BY for path in (ROOT / room).rglob("*.py") for code in _codes(path)}


def _codes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            family = node.value.partition(".")[0]
            if re.fullmatch(r"[a-z0-9]+\.[a-z_]+", node.value) and family in {
                code.partition(".")[0] for code in listed()
            }:
                yield node.value


def passes_the_schemas(sample: Sample) -> bool:
    """Whether envelope and data are right by the schemas, formats checked."""
    try:
        body = sample.body()
    except ValueError:
        return True
    if not validator(ENVELOPE).is_valid(body):
        return False
    kind, data = body["type"], body["data"]
    if kind in BUS.contracts and not validator(kind).is_valid(data):
        return False
    concerned = data.get("fact_type") if kind == CORRECTED else None
    return concerned not in FAMILIES.facts or validator(concerned).is_valid(data["data"])


LEFT_TO_THE_DOOR = re.compile(r"fact_type|of_type")
"""What an amendment says of the fact that it names."""

WRONG = [sample for name in (*FAMILIES.messages, *HAND_MADE) for sample in invalid(name)]


def test_every_code_of_the_table_is_one_that_is_given_and_every_invalid_sample_has_one_of_them() -> None:
    assert listed() <= used()
    assert {sample.code for sample in WRONG} <= listed()


def test_what_no_schema_refuses_has_a_code_that_the_page_says_no_schema_knows() -> None:
    passing = [sample for sample in WRONG if passes_the_schemas(sample)]
    passed = {sample.code for sample in passing if not LEFT_TO_THE_DOOR.search(sample.name)}
    # What is no JSON document never comes to a schema, whatever is left of it.
    refused = {sample.code for sample in WRONG if sample.type != "record" and not passes_the_schemas(sample)}
    assert passed <= beyond_schemas() <= listed()
    assert not (refused - passed) & beyond_schemas()


def test_the_schemas_that_the_page_names_are_there() -> None:
    names = re.findall(r"\(\.\./contracts/schemas/([^)]+)\)", INTEGRATING.read_text(encoding="utf-8"))
    assert {f"{ENVELOPE}.json", f"{SENT_HEADERS}.json"} < set(names)
    assert all((SCHEMAS / name).exists() for name in names)


@pytest.mark.parametrize("wrong", [None, "CE_ID", "ce-id"])
def test_the_schema_of_the_headers_takes_the_right_spelling_only(wrong: str | None) -> None:
    body = valid("document.drafted.v1")[0].body()
    headers = {f"ce_{name}": text for name, text in body.items() if name not in {"data", "datacontenttype"}}
    assert headers.keys() >= set(REQUIRED)
    if wrong is not None:
        headers[wrong] = headers.pop("ce_id")
    assert validator(SENT_HEADERS).is_valid(headers) is (wrong is None)


def test_the_pages_headers_are_those_that_are_needed() -> None:
    text = section(INTEGRATING, "## What to send")
    assert all(f"`{header}`" in text for header in REQUIRED)


def test_an_application_through_a_system_of_the_units_own_has_its_clock_from_the_automatic_confirmation() -> None:
    (example,) = blocks(INTEGRATING, "## Applications", "json")
    headers = [("content-type", b"application/cloudevents+json")]
    record = Inbound(example.encode(), headers, "dept.fengjie-caizhengju.events", 0, 0)
    verdict = judge(record, "fengjie-caizhengju", date(2026, 3, 6))
    assert isinstance(verdict, Accepted)
    data: dict[str, Any] = json.loads(verdict.value)
    assert data["confirmed_on"] == data["received_on"] == json.loads(example)["time"][:10]
    assert data["channel"] == "互联网"


def test_the_refusal_that_the_page_shows_is_the_one_that_is_given() -> None:
    shown = json.loads(block(INTEGRATING, "## Refusals", "json"))
    event = {
        "specversion": "1.0",
        "id": shown["fact"],
        "source": "/orgs/fengjie-caizhengju/oa",
        "type": "application.received.v1",
        "subject": "sq-2026-008",
        "time": "2026-03-02T09:00:00+08:00",
        "data": {"received_on": shown["value"], "applicant_kind": "natural"},
    }
    place = shown["record"]
    headers = [("content-type", b"application/cloudevents+json")]
    record = Inbound(json.dumps(event).encode(), headers, place["topic"], place["partition"], place["offset"])
    verdict = judge(record, "fengjie-caizhengju", date(2026, 3, 6))
    assert not isinstance(verdict, Accepted)
    assert verdict.refusal.model_dump(mode="json") | {"sha256": "…"} == shown
