"""What a record says, and which records say nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import contracts
from contracts import registry, topics
from contracts.assessment import ASSESSED
from contracts.envelope import SEQUENCE
from contracts.quality import QUALITY
from contracts.time import CalendarYear
from dashboard import records
from dashboard.ledger import reading
from dashboard.periods import parse
from dashboard.records import UnreadableError
from dashboard.registry import Duty, Measure
from dashboard.views import ObligationRow
from tests.dashboard import sample
from tests.dashboard.sample import DAY, Line
from tests.dashboard.year import organisations

ROW = sample.row("2026-03", "fengjie-a", Line(published=3, on_time=2))
VALUE = ROW.model_dump_json().encode()
OWED = sample.owed("a", "1", DAY)
OWED_KEY = sample.owed_key(OWED).encode()


NOTICE = (
    CalendarYear(year=2027, version=1, notice="模拟通知", off=[date(2027, 1, 1)], work=[]).model_dump_json().encode()
)


def change(topic: str, key: bytes | None, value: bytes | None) -> records.Change | None:
    return records.read(topic, key, value).change


def reason(topic: str, key: bytes | None, value: bytes | None) -> str:
    with pytest.raises(UnreadableError) as caught:
        (reading if topic in reading.READ else records).read(topic, key, value)
    return caught.value.reason


def newer(value: bytes, **fields: Any) -> bytes:
    """A value to which a newer version added fields."""
    return json.dumps(json.loads(value) | fields).encode()


def test_a_row_is_kept_with_the_bytes_it_came_in() -> None:
    read = change(topics.MONTHLY, b"2026-03|fengjie-a", VALUE)
    assert isinstance(read, records.Rows)
    assert read.row is not None
    assert (read.period, read.org, read.published) == (parse("2026-03"), "fengjie-a", VALUE)
    assert read.row.counts == ROW.counts
    assert read.row.by == ROW.by
    assert read.row.obligations["publish"].met_on_time == 2
    assert read.row.days["days_to_publish"].sum == ROW.days["days_to_publish"].sum


def test_a_holiday_notice_is_read_and_taken_back() -> None:
    read = change(topics.CALENDARS, b"2027-1", newer(NOTICE, later=1))
    assert isinstance(read, records.Noticed)
    assert read.notice is not None
    assert (read.notice.year, read.notice.off) == (2027, frozenset({date(2027, 1, 1)}))
    assert change(topics.CALENDARS, b"2027-1", None) == records.Noticed("2027-1", None)


def test_a_tombstone_says_which_row_is_gone() -> None:
    march = records.Rows(parse("2026-03"), "fengjie-a", None)
    assert change(topics.MONTHLY, b"2026-03|fengjie-a", None) == march
    assert reading.read(topics.OBLIGATIONS, OWED_KEY, None).body is None
    assert change(topics.ORGS, b"a", None) == records.Named("a", None)
    assert change(topics.MEASURES, b"duty|publish", None) == records.Worded("duty|publish", None)
    assert change(topics.WATERMARK, b"complete", None) == records.Complete(None)


def test_the_sequence_stands_in_a_header_and_may_be_missing() -> None:
    key = b"2026-03|fengjie-a"
    assert records.read(topics.MONTHLY, key, VALUE, [(SEQUENCE, b"17")]).sequence == 17
    assert records.read(topics.MONTHLY, key, None, [(SEQUENCE, b"18")]).sequence == 18
    assert records.read(topics.MONTHLY, key, VALUE).sequence is None
    for wrong in (b"", b"-1", b"1.5", b"\xff", b"9" * 5_000):
        with pytest.raises(UnreadableError, match=r"sequence\.form"):
            records.read(topics.MONTHLY, key, VALUE, [(SEQUENCE, wrong)])


SAMPLES = Path(contracts.__file__).parent / "samples" / "valid"


OF_THE_LEDGER = {*ASSESSED, *QUALITY}
ROWS = [path for path in sorted(SAMPLES.glob("metrics.*/*.json")) if path.parent.name not in OF_THE_LEDGER]
"""Samples of the views that the board reads: not of what the ledger does."""


@pytest.mark.parametrize("path", ROWS, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_frozen_sample_of_a_row_is_read(path: Path) -> None:
    value = path.read_bytes()
    fields = json.loads(value)
    if path.parent.name == "metrics.watermark.v1":
        key, topic = "complete", topics.WATERMARK
    elif path.parent.name == "metrics.obligation.v1":
        owed = fields["obligation"]
        key = f"{fields['kind']}/{owed['org']}/{owed['subject']}/{owed['id']}"
        topic = topics.OBLIGATIONS
    else:
        key = f"{fields['period']}|{fields['org']}"
        topic = next(name for name, kind in records.KIND_OF.items() if kind == parse(fields["period"]).kind)
    sentence = (
        reading.read(topic, key.encode(), value).body if topic in reading.READ else change(topic, key.encode(), value)
    )
    assert sentence is not None


UNREAD = ("registry.admission.v1", "registry.profile.v1", "registry.rubric.v1", "registry.token.v1")
READ = [path for path in sorted(SAMPLES.glob("registry.*/*.json")) if path.parent.name not in UNREAD]
"""Samples of the registries that the dashboard reads."""


@pytest.mark.parametrize("path", READ, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_frozen_sample_of_a_registry_is_read(path: Path) -> None:
    event = json.loads(path.read_bytes())
    key = event["id"].removeprefix(f"{event['type']}:")
    topic = topics.ORGS if event["type"] == "registry.org.v1" else topics.MEASURES
    read = change(topic, key.encode(), json.dumps(event["data"]).encode())
    assert (read is None) == (event["type"] == "registry.sources.v1")


def test_fields_that_a_newer_version_added_are_passed_over_at_every_depth() -> None:
    obligations = {"publish": {"due": 2, "met_on_time": 2, "referred": 1}}
    value = newer(VALUE, score=97, obligations=obligations, as_of={"day": None})
    read = change(topics.MONTHLY, b"2026-03|fengjie-a", value)
    assert isinstance(read, records.Rows)
    assert read.row is not None
    assert (read.row.counts, read.row.obligations["publish"].due) == (ROW.counts, 2)


def test_codes_and_statuses_that_a_newer_version_added_are_read_as_text() -> None:
    obligation = json.loads(OWED.model_dump_json())["obligation"]
    obligation |= {"duty": "rectify", "id": "rectify:2026-03-02", "status": "suspended"}
    obligation["explanation"] |= {"unit": "旬", "limit": 2}
    key = b"assurance.inspection/a/1/rectify:2026-03-02"
    value = newer(OWED.model_dump_json().encode(), kind="assurance.inspection", obligation=obligation)
    row = reading.read(topics.OBLIGATIONS, key, value).body
    assert isinstance(row, ObligationRow)
    held = row.obligation
    assert (row.kind, held.duty, held.status) == ("assurance.inspection", "rectify", "suspended")
    assert held.explanation.unit == "旬"


def test_every_entry_of_the_registry_is_read_or_is_none_that_is_shown() -> None:
    read = {
        key: change(topics.MEASURES, key.encode(), entry.model_dump_json().encode())
        for key, _, entry in registry.entries()
    }
    assert read.pop("sources") is None
    for key, words in read.items():
        assert isinstance(words, records.Worded)
        assert words.entry is not None
        assert words.entry.chinese
        assert key == f"{type(words.entry).__name__.lower()}|{words.entry.code}"


def test_an_entry_of_a_newer_registry_is_read_and_a_sort_that_is_unknown_passed_over() -> None:
    measure = {"code": "share", "chinese": "占比", "english": "Share", "kind": "percentage", "digits": 2}
    read = change(topics.MEASURES, b"measure|share", json.dumps(measure).encode())
    assert isinstance(read, records.Worded)
    assert isinstance(read.entry, Measure)
    assert (read.entry.kind, read.entry.section) == ("percentage", "counts")
    assert change(topics.MEASURES, b"rubric|2026", b'{"weight": 1}') is None
    assert change(topics.MEASURES, b"duty|see", b'{"code": "see"}') == records.Worded("duty|see", Duty(code="see"))


@pytest.mark.parametrize(
    ("topic", "key", "value", "expected"),
    [
        (topics.MONTHLY, None, VALUE, "key.missing"),
        (topics.MONTHLY, b"\xff|a", VALUE, "key.utf8"),
        (topics.MONTHLY, b"2026-03", VALUE, "key.form"),
        (topics.MONTHLY, b"2026-13|a", None, "key.form"),
        (topics.MONTHLY, b"2026-Q1|fengjie-a", None, "period.kind"),
        (topics.QUARTERLY, b"2026-03|fengjie-a", VALUE, "period.kind"),
        (topics.MONTHLY, b"2026-04|fengjie-a", VALUE, "key.other"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"{", "value.json"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"", "value.json"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b'{"later": "\xff"}', "value.json"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b'{"later": ' + b"[" * 100_000, "value.json"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"null", "value.schema"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"{}", "value.schema"),
        (topics.MONTHLY, b"2026-03|fengjie-a", newer(VALUE, counts={"items_published": "3"}), "value.schema"),
        (topics.OBLIGATIONS, b"a/1/publish", None, "key.form"),
        (topics.OBLIGATIONS, b"publishing.disclosure/a//publish:2026-03-02", None, "key.form"),
        (topics.ORGS, b"other", organisations()[0].model_dump_json().encode(), "key.other"),
        (topics.MEASURES, b"duty|publish", b'{"code": "answer"}', "key.other"),
        (topics.CALENDARS, b"2027-2", NOTICE, "key.other"),
        (topics.CALENDARS, b"2027-1", newer(NOTICE, off=["2027-01-02"]), "value.calendar"),
        (topics.CALENDARS, b"2027-1", newer(NOTICE, off=["2027-02-30"]), "value.schema"),
        ("metrics.unheard.v1", b"a", b"{}", "topic.unknown"),
    ],
)
def test_a_record_that_says_nothing_usable_has_a_reason(
    topic: str, key: bytes | None, value: bytes | None, expected: str
) -> None:
    assert reason(topic, key, value) == expected


def test_an_obligation_under_the_key_of_another_is_not_believed() -> None:
    other = sample.owed_key(sample.owed("a", "2", DAY)).encode()
    assert reason(topics.OBLIGATIONS, other, OWED.model_dump_json().encode()) == "key.other"


@given(
    st.sampled_from((*records.READ, *reading.READ)),
    st.sampled_from((b"2026-03|a", b"a", b"complete", b"duty|see", OWED_KEY)) | st.binary(max_size=40) | st.none(),
    st.binary(max_size=200) | st.none(),
)
def test_whatever_bytes_arrive_they_are_read_or_have_a_reason(
    topic: str, key: bytes | None, value: bytes | None
) -> None:
    known = {
        "key.missing",
        "key.utf8",
        "key.form",
        "key.other",
        "period.kind",
        "value.json",
        "value.schema",
        "value.calendar",
    }
    outcome: object
    try:
        outcome = reading.read(topic, key, value) if topic in reading.READ else records.read(topic, key, value).change
    except UnreadableError as error:
        outcome = error.reason
    assert outcome is None or isinstance(outcome, records.Change | reading.Entry) or outcome in known
