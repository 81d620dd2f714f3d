"""Over HTTP the door says what it says over Kafka: the same code, field, value, rule and remedy, whatever is wrong."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chassis.outbox import Message
from contracts.amendments import AMENDMENTS
from contracts.envelope import STRUCTURED
from contracts.families import FAMILIES
from contracts.generator.samples import Sample, invalid
from contracts.topics import inbox
from deploy.servers import Servers
from services.gateway.http.answers import TOLD_OF_A_REFUSAL
from tests.deploy.waiting import until
from tests.gateway.http.asked import AS_A_BATCH, AS_STRUCTURED, Gateway, started

pytestmark = pytest.mark.servers

_SENDER = re.compile(rb"/orgs/([a-z-]+)")
_OTHERWISE = "fengjie-xinglongzhen"
_AT_ONCE = 500


def by_sender() -> dict[str, list[Sample]]:
    """Every invalid sample that a department could send, by the organisation that its source names."""
    sorted_: dict[str, list[Sample]] = defaultdict(list)
    for kind in (*FAMILIES.facts, *AMENDMENTS, "envelope", "record"):
        for sample in invalid(kind):
            sender = _SENDER.search(sample.raw)
            sorted_[sender[1].decode() if sender else _OTHERWISE].append(sample)
    return dict(sorted_)


SAMPLES = by_sender()


@pytest.fixture(scope="module")
def gateway(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with started(servers, tmp_path_factory.mktemp("gateway"), list(SAMPLES), rate="2000", burst="2000") as running:
        yield running


@pytest.mark.parametrize("org", SAMPLES)
def test_every_invalid_sample_is_refused_over_http_as_over_kafka(gateway: Gateway, org: str) -> None:
    samples = SAMPLES[org]
    headers = [("content-type", STRUCTURED)]
    offsets = gateway.put([Message(inbox(org), None, sample.raw, headers) for sample in samples])
    over_http = told_over_http(gateway, org, samples)
    until(lambda: set(offsets) <= refusals(gateway, org).keys(), "every record is refused", 300)
    over_kafka = refusals(gateway, org)
    for sample, offset, told in zip(samples, offsets, over_http, strict=True):
        assert told == over_kafka[offset], sample.path
    assert gateway.inbox(org)[-1].offset == offsets[-1], "HTTP has written none of them"


def told_over_http(gateway: Gateway, org: str, samples: list[Sample]) -> list[dict[str, Any]]:
    """The refusals; what is JSON goes in batches, the rest one by one."""
    told: dict[Path, dict[str, Any]] = {}
    batched = [sample for sample in samples if is_json(sample.raw)]
    for begin in range(0, len(batched), _AT_ONCE):
        chosen = batched[begin : begin + _AT_ONCE]
        body = b"[" + b",".join(sample.raw for sample in chosen) + b"]"
        results = gateway.post("/v1/events", body, AS_A_BATCH, org=org).json()["results"]
        told |= {sample.path: only_words(result) for sample, result in zip(chosen, results, strict=True)}
    for sample in samples:
        if sample.path not in told:
            answer = gateway.post("/v1/events", sample.raw, AS_STRUCTURED, org=org)
            assert answer.status_code == 422, (sample.path, answer.text)
            told[sample.path] = only_words(answer.json())
    return [told[sample.path] for sample in samples]


def is_json(raw: bytes) -> bool:
    """Whether a document can stand in a batch as it is."""
    try:
        return bool(json.dumps(json.loads(raw), allow_nan=False)) and b"NaN" not in raw
    except (ValueError, RecursionError):
        return False


def only_words(told: dict[str, Any]) -> dict[str, Any]:
    """What a refusal says."""
    return {name: told[name] for name in TOLD_OF_A_REFUSAL}


def refusals(gateway: Gateway, org: str) -> dict[int, dict[str, Any]]:
    """Offset in the inbox → what its notice says."""
    notices = [json.loads(record.value or b"") for record in gateway.notices(org)]
    return {told["record"]["offset"]: only_words(told) for told in notices if told["record"]["topic"] == inbox(org)}
