"""Where facts lie, as readers are told: each once, at the place that counts, whatever came beside it or again."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from contracts.topics import FACTS, intake
from tests.assessment.records import Log, Record
from tests.assessment.service import Assessment

SUBJECT = "publishing.disclosure/o/ys-1"
TOPIC = intake("publishing")


def sent(
    log: Log, fact: str = "f1", key: str | None = SUBJECT, time: str = "2026-02-05T17:00:00+00:00", **more: str
) -> Record:
    headers = {
        "ce_id": fact,
        "ce_type": "disclosure.published.v1",
        "ce_time": time,
        "ce_recordedon": "2026-02-09",
        **more,
    }
    return log.add(TOPIC, key, {"published_on": "2026-02-06"}, headers)


async def told(assessment: Assessment, *batches: list[Record]) -> Mapping[str, bytes]:
    for records in batches:
        await assessment.batch(records)
    await assessment.settle()
    return assessment.topics[FACTS]


async def test_a_fact_is_told_with_its_days_in_local_time_and_its_place(assessment: Assessment) -> None:
    log = Log()
    sent(log, "f0")
    sent(log)
    await told(assessment, log.taken())
    assert assessment.told(FACTS, f"{SUBJECT}|f1") == {
        "kind": "publishing.disclosure",
        "org": "o",
        "subject": "ys-1",
        "id": "f1",
        "type": "disclosure.published.v1",
        "on": "2026-02-06",
        "recorded_on": "2026-02-09",
        "topic": TOPIC,
        "partition": 0,
        "offset": 1,
    }


async def test_of_records_with_one_id_the_first_is_told_and_once(assessment: Assessment) -> None:
    log = Log()
    sent(log)
    sent(log)
    first = log.taken()
    sent(log)
    later = log.taken()
    await told(assessment, first, later)
    assert [topic for topic, *_ in assessment.log].count(FACTS) == 1
    assert assessment.told(FACTS, f"{SUBJECT}|f1")["offset"] == 0


async def test_a_rebuild_tells_the_same_places(assessment: Assessment, rebuilt: Assessment) -> None:
    log = Log()
    for number in (1, 2, 1, 3, 2):
        sent(log, f"f{number}")
    records = log.taken()
    once = await told(assessment, records[:2], records[2:])
    again = await told(rebuilt, *[[record] for record in records])
    assert once == again
    assert len(once) == 3


@pytest.mark.parametrize(
    ("key", "more"),
    [
        ("no key of a subject", {}),
        (f"{SUBJECT}\0", {}),
        (f"{SUBJECT}{'长' * 400}", {}),
        (SUBJECT, {"ce_time": "yesterday"}),
        (SUBJECT, {"ce_recordedon": "9. 2."}),
        (SUBJECT, {"ce_id": "a\0b"}),
        (None, {}),
    ],
)
async def test_what_is_no_fact_is_its_services_to_refuse_and_its_neighbours_are_told(
    assessment: Assessment, key: str | None, more: dict[str, str]
) -> None:
    log = Log()
    sent(log, "before")
    if "ce_time" in more:
        sent(log, "bad", key, more["ce_time"])
    else:
        sent(log, "bad", key, **more)
    sent(log, "after")
    assert set(await told(assessment, log.taken())) == {f"{SUBJECT}|before", f"{SUBJECT}|after"}
    assert assessment.keeper.counts["refused"] == 0
