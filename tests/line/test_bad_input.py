"""Bad records on the real line: each refused with its own code, once, while its good neighbours are counted."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from contracts.generator.messages import BUS
from contracts.generator.samples import HAND_MADE, Sample, invalid
from contracts.topics import inbox, notices
from demo.sent import ACCEPTED, Sent
from services.gateway.door import judge
from services.gateway.records import Inbound, Refused, Unit, Units
from tests.gateway.accidents import CARD, MUTATIONS, mangled
from tests.gateway.making import GOOD, ORG, UNIT, binary, structured
from tests.line.conftest import ORGS
from tests.line.facts import fact, lives
from tests.line.line import NAMES, Line

pytestmark = pytest.mark.servers

TODAY = date(2026, 12, 31)
INCOMING = [contract.name for kind in ("fact", "amendment") for contract in BUS.of_kind(kind)]
SAMPLES = [sample for name in (*INCOMING, *HAND_MADE) for sample in invalid(name)]
BAD: dict[str, Callable[[str, dict[str, Any]], Inbound]] = {
    **MUTATIONS,
    "date.future": lambda kind, data: structured(kind, data, time="2027-01-01T00:00:00+08:00"),
}
"""The door's tests know a day of their own; here it is a later one."""


def sender(sample: Sample) -> str:
    """The organisation that the sample's source names."""
    source = re.search(rb"/orgs/([a-z-]+)", sample.raw)
    return source[1].decode() if source else ORG


def spoken_about(sample: Sample) -> str:
    """The unit that the sample's sender tells of as its 主管部门; empty: its own."""
    found = re.search(rb'"about": "([a-z-]+)"', sample.raw)
    return found[1].decode() if found else ""


SUPERVISORS = {UNIT: ORG} | {spoken_about(sample): sender(sample) for sample in SAMPLES if spoken_about(sample)}


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    orgs = {org: org.split("-", maxsplit=1)[0] for org in {*ORGS, ORG, *SUPERVISORS, *map(sender, SAMPLES)}}
    line = Line(tmp_path_factory.mktemp("door"), orgs, SUPERVISORS)
    try:
        line.start_all()
        line.until(TODAY)
        yield line
    finally:
        line.stop()


def as_sent(record: Inbound, code: str, org: str = ORG) -> Sent:
    headers = tuple((name, raw) for name, raw in record.headers if raw is not None)
    # A record must have one of the two; without a value it is what deletes a key from a compacted topic.
    return Sent(org, record.value, code, key=None if record.value else b"key", headers=headers)


def between_good_ones(bad: Sequence[Sent], seed: int, orgs: Sequence[str]) -> list[Sent]:
    """``bad`` in its order, with good facts of the same organisations strewn in."""
    chance = random.Random(seed)
    mixed = list(bad)
    for org, value in lives(seed, max(20, len(bad) // 20), orgs):
        mixed.insert(chance.randrange(len(mixed) + 1), Sent(org, value))
    return mixed


def refusals(line: Line, *orgs: str) -> list[Any]:
    """The notices of refusal that these organisations got."""
    records = line.records(*map(notices, orgs))
    return [record for record in records if dict(record.headers)["ce_type"] == b"fact.refused.v1"]


def refused_once_each(line: Line, records: Sequence[Sent]) -> None:
    """Send, wait, and find each bad record once in the notices and once in the dead letters, under its code."""
    places = [(inbox(sent.org), offset) for sent, offset in zip(records, line.send_records(records), strict=True)]
    line.counted()
    expected = {place: sent.expect for place, sent in zip(places, records, strict=True) if sent.expect != ACCEPTED}
    refused: list[tuple[tuple[str, int], str]] = []
    for record in refusals(line, *line.orgs):
        body = json.loads(record.value)
        assert record.topic == notices(body["record"]["topic"].split(".")[1])
        assert body["rule"]
        assert body["remedy"]
        refused.append(((body["record"]["topic"], body["record"]["offset"]), body["code"]))
    ours = Counter((place, code) for place, code in refused if place in set(places))
    assert ours == Counter(dict.fromkeys(expected.items(), 1))
    aside = Counter(((letter["topic"], letter["offset"]), letter["code"]) for letter in line.dead_letters("gateway"))
    assert Counter({at: n for at, n in aside.items() if at[0] in set(places)}) == ours
    assert line.differences() == []


def test_each_frozen_invalid_sample_is_refused_with_the_code_of_its_name(door: Line) -> None:
    bad = [Sent(sender(sample), sample.raw, sample.code) for sample in SAMPLES]
    assert len({record.expect for record in bad}) >= 15
    refused_once_each(door, between_good_ones(bad, 501, sorted({record.org for record in bad})))


def test_each_kind_of_accident_is_refused_with_its_own_code_in_either_mode(door: Line) -> None:
    bad = [as_sent(make(kind, GOOD[kind]), code) for code, make in BAD.items() for kind in GOOD]
    bad += [
        as_sent(
            structured("document.drafted.v1", {**GOOD["document.drafted.v1"], "title": f"{CARD}的申请"}),
            "personal.id_card",
        ),
        as_sent(binary("document.approved.v1", {"approved_on": "2026-02-30"}), "date.invalid"),
    ]
    assert {
        "header.missing",
        "utf8.invalid",
        "json.nan",
        "json.too_deep",
        "value.null",
        "value.too_large",
        "version.unknown",
        "identity.other_org",
    } <= {record.expect for record in bad}
    refused_once_each(door, between_good_ones(bad, 502, [ORG, "fengjie-aa"]))


def test_thousands_of_mangled_facts_never_disturb_the_good_ones(door: Line) -> None:
    chance = random.Random(503)
    units = Units({org: Unit(SUPERVISORS.get(org)) for org in door.orgs})
    good = [make(kind) for kind in GOOD for make in (structured, binary)]
    bad: list[Sent] = []
    while len(bad) < 3000:
        record = chance.choice(good)
        record = record._replace(value=mangled(record.value or b"", chance))
        verdict = judge(record, ORG, TODAY, units)
        if isinstance(verdict, Refused):
            bad.append(as_sent(record, verdict.refusal.code))
    refused_once_each(door, between_good_ones(bad, 503, [ORG, "fengjie-bb"]))


def test_no_notice_and_no_log_repeats_a_number_of_a_person(door: Line) -> None:
    number = "11010519491231002X"
    drafted = GOOD["document.drafted.v1"]
    bad = [
        as_sent(structured("document.drafted.v1", {**drafted, name: number}), "personal.id_card")
        for name in ("title", "document_number", "attribute", number)
    ]
    refused_once_each(door, [*bad, as_sent(binary("document.drafted.v1", subject=number), "personal.id_card")])
    assert not [record for record in door.records(*map(notices, door.orgs)) if number.encode() in record.value]
    logs = [path.read_bytes() for path in (door.state / "logs").glob("*-serve.log")]
    assert len(logs) == len(NAMES)
    assert not [log for log in logs if number.encode() in log]


def test_an_id_used_again_with_another_content_is_refused_by_the_service_and_the_first_stays(
    door: Line,
) -> None:
    day = date(2026, 5, 6)
    first: dict[str, object] = {"received_on": day.isoformat(), "applicant_kind": "natural"}
    other: dict[str, object] = {**first, "applicant_kind": "business"}
    door.send([("fengjie-aa", fact("fengjie-aa", "reused", "application.received.v1", "re-1", day, first))])
    door.counted()
    (offset,) = door.send_records(
        [
            Sent(
                "fengjie-aa",
                fact("fengjie-aa", "reused", "application.received.v1", "re-1", day, other),
                "id.reused",
            )
        ]
    )
    door.counted()
    refused = [json.loads(record.value) for record in refusals(door, "fengjie-aa")]
    ours = [body for body in refused if body["record"]["offset"] == offset]
    assert [(body["code"], body["fact"], body["field"]) for body in ours] == [("id.reused", "reused", "id")]
    assert [letter["fact"] for letter in door.dead_letters("requests")] == ["reused"]
    assert door.differences() == []
