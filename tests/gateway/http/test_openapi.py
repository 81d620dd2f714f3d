"""The description of the pages in OpenAPI: valid, and true of what they answer."""

from __future__ import annotations

import gzip
import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from contracts.families import FAMILIES
from contracts.generator.samples import valid
from tests.gateway.http.asked import AS_A_BATCH, AS_LINES, Gateway, answers, fact, lines

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def document(gateway: Gateway) -> dict[str, Any]:
    """As anyone may read it."""
    described: dict[str, Any] = httpx.get(f"{gateway.url}/v1/openapi.json", trust_env=False).json()
    return described


def fits(document: dict[str, Any], name: str, body: Any) -> None:
    """Raises where a body is not what a schema of the document says."""
    registry = Registry().with_resource("urn:api", DRAFT202012.create_resource(document))
    Draft202012Validator({"$ref": f"urn:api#/components/schemas/{name}"}, registry=registry).validate(body)


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)
    assert document["openapi"] == "3.1.0"


@pytest.mark.parametrize("kind", FAMILIES.messages)
def test_a_valid_sample_fits_the_schema_of_a_fact(document: dict[str, Any], kind: str) -> None:
    fits(document, "Fact", valid(kind)[0].body())


def test_the_answers_are_as_described(gateway: Gateway, document: dict[str, Any]) -> None:
    good, bad = fact("api-1"), fact("api-2", data={})
    fits(document, "Answer", gateway.send(good).json())
    fits(document, "Answer", gateway.send(good).json())
    fits(document, "Answer", gateway.send(fact("api-3"), "/v1/check").json())
    fits(document, "Problem", gateway.send(bad).json())
    fits(document, "Answers", gateway.post("/v1/events", json.dumps([good, bad]), AS_A_BATCH).json())
    for answer in answers(gateway.post("/v1/events", lines([good, bad]), AS_LINES)):
        fits(document, "LineAnswer", answer)
    fits(document, "Notices", gateway.get("/v1/notices").json())
    fits(document, "Problem", gateway.get("/v1/notices?after=x").json())


def test_each_answer_has_a_status_and_a_type_that_are_described(gateway: Gateway, document: dict[str, Any]) -> None:
    good, bad = fact("api-4"), fact("api-5", data={})
    zipped = AS_LINES | {"content-encoding": "gzip"}
    posted = [
        gateway.send(good),
        gateway.send(good),
        gateway.send(bad),
        gateway.post("/v1/events", json.dumps([good, bad]), AS_A_BATCH),
        gateway.post("/v1/events", "[" + "1," * 20_000 + "1]", AS_A_BATCH),
        gateway.post("/v1/events", lines([good, bad]), AS_LINES),
        gateway.post("/v1/events", lines([bad]), AS_LINES),
        gateway.post("/v1/events", gzip.compress(lines([good]))[:-9], zipped),
        gateway.post("/v1/events", lines([good]) + b"x" * 2_000_000, AS_LINES),
        gateway.post("/v1/events", b"", AS_LINES),
        gateway.post("/v1/events", b"x", {"content-type": "text/plain"}),
        gateway.post("/v1/events", b"{}", AS_LINES | {"host": "elsewhere.example"}),
    ]
    shown = {str(response.status_code) for response in posted}
    assert shown == {"200", "201", "207", "400", "413", "415", "421", "422"}
    described = document["paths"]["/v1/events"]["post"]["responses"]
    for response in posted:
        kind = response.headers["content-type"].partition(";")[0]
        assert kind in described[str(response.status_code)]["content"], (response.status_code, kind)


def test_every_page_of_an_organisation_is_described(gateway: Gateway, document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for method in methods:
            assert gateway.http.request(method, path).status_code == 401, path
