"""What was counted is counted again when the past turns out otherwise: late facts, corrections, calendars."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from contracts.application import APPLICATION
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.topics import ANNUAL, MONTHLY, OBLIGATIONS, QUARTERLY, inbox, states
from demo.oracle.calendar import Version
from demo.sent import Sent
from law.data import load_calendars
from tests.line.conftest import ORGS, TODAY
from tests.line.facts import fact, lives
from tests.line.line import Line
from tests.line.rows import read, standing

pytestmark = pytest.mark.servers

ORG = "fengjie-aa"
VIEWS = (MONTHLY, QUARTERLY, ANNUAL, OBLIGATIONS)
FRIDAY_GONE, WEDNESDAY_TO_COME = date(2026, 6, 12), date(2026, 6, 24)
"""Two working days on either side of the last day, which a later notice makes days off."""


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A line of its own: a calendar that has been changed cannot be changed back."""
    line = Line(tmp_path_factory.mktemp("restated"), ORGS)
    try:
        line.start_all()
        line.until(TODAY)
        line.send(lives(701, 200, list(ORGS)))
        waits = {"received_on": "2026-06-08", "applicant_kind": "natural"}
        line.send([(ORG, fact(ORG, "o-1", "application.received.v1", "waits", date(2026, 6, 8), waits))])
        line.counted()
        yield line
    finally:
        line.stop()


def send(line: Line, fact_id: str, kind: str, subject: str, on: date, **data: object) -> None:
    line.send([(ORG, fact(ORG, fact_id, kind, subject, on, data))])
    line.counted()


def test_a_late_fact_restates_its_month_quarter_and_year_and_nothing_else(restated: Line) -> None:
    on = date(2023, 11, 20)
    send(
        restated,
        "l-1",
        "disclosure.formed.v1",
        "late",
        date(2023, 11, 3),
        formed_on="2023-11-03",
        attribute="主动公开",
    )
    before = standing(restated, *VIEWS)
    send(
        restated,
        "l-2",
        "disclosure.published.v1",
        "late",
        on,
        published_on=on.isoformat(),
        channel="政府网站",
    )
    after = standing(restated, *VIEWS)
    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    owed = (OBLIGATIONS, f"{DISCLOSURE.kind}/{ORG}/late/publish:2023-11-03")
    assert owed in before
    assert changed == {
        (MONTHLY, f"2023-11|{ORG}"),
        (QUARTERLY, f"2023-Q4|{ORG}"),
        (ANNUAL, f"2023|{ORG}"),
        (MONTHLY, f"2023-12|{ORG}"),  # where its due date lies: the obligation is no longer overdue
        owed,
    }
    for topic, period in ((MONTHLY, "2023-11"), (QUARTERLY, "2023-Q4"), (ANNUAL, "2023")):
        row = json.loads(after[topic, f"{period}|{ORG}"])
        assert (row["counts"]["items_published"], row["days"]["days_to_publish"]["histogram"]) == (
            1,
            {"11": 1},
        )
    due = json.loads(after[MONTHLY, f"2023-12|{ORG}"])["obligations"]["publish"]
    assert due == {"due": 1, "met_on_time": 1, "met_late": 0, "overdue": 0, "open": 0, "excused": 0}
    assert owed not in after
    assert restated.differences() == []


def test_a_correction_withdrawn_gives_back_the_earlier_numbers_byte_for_byte(restated: Line) -> None:
    on = date(2026, 3, 2)
    send(
        restated,
        "c-1",
        "application.received.v1",
        "twice",
        on,
        received_on="2026-03-02",
        applicant_kind="natural",
    )
    send(restated, "c-2", "application.answered.v1", "twice", date(2026, 3, 20), answered_on="2026-03-20")
    before = standing(restated, *VIEWS)
    send(
        restated,
        "c-3",
        "fact.corrected.v1",
        "twice",
        TODAY,
        fact="c-1",
        fact_type="application.received.v1",
        data={"received_on": "2026-01-05", "applicant_kind": "business"},
        reason="登记有误",
    )
    corrected = read(standing(restated, *VIEWS))
    assert restated.differences() == []
    earlier = read(before)
    received = [
        Counter(
            {
                key: row["counts"].get("applications_received", 0)
                for (topic, key), row in rows.items()
                if topic == MONTHLY
            }
        )
        for rows in (earlier, corrected)
    ]
    moved = {key: received[1][key] - received[0][key] for key in received[1]}
    assert {key: by for key, by in moved.items() if by} == {f"2026-01|{ORG}": 1, f"2026-03|{ORG}": -1}
    february = [rows[MONTHLY, f"2026-02|{ORG}"]["obligations"] for rows in (earlier, corrected)]
    late = [owed.get("answer", {}).get("met_late", 0) for owed in february]
    assert late[1] == late[0] + 1
    send(
        restated,
        "c-4",
        "fact.withdrawn.v1",
        "twice",
        TODAY,
        fact="c-3",
        fact_type="fact.corrected.v1",
        of_type="application.received.v1",
        reason="更正有误",
    )
    assert standing(restated, *VIEWS) == before
    assert restated.differences() == []


def test_a_fact_withdrawn_leaves_no_trace_in_the_views(restated: Line) -> None:
    before = standing(restated, *VIEWS)
    on = date(2022, 5, 9)
    send(
        restated,
        "w-1",
        "application.received.v1",
        "gone",
        on,
        received_on="2022-05-09",
        applicant_kind="natural",
    )
    assert (MONTHLY, f"2022-05|{ORG}") in standing(restated, *VIEWS)
    send(
        restated,
        "w-2",
        "fact.withdrawn.v1",
        "gone",
        TODAY,
        fact="w-1",
        fact_type="application.received.v1",
        reason="重复登记",
    )
    assert standing(restated, *VIEWS) == before
    assert restated.differences() == []


def obligations(line: Line) -> dict[tuple[str, str], dict[str, Any]]:
    """All obligations to disclose and to answer, those met in time too, by subject and id."""
    owed: dict[tuple[str, str], dict[str, Any]] = {}
    for family in (DISCLOSURE, APPLICATION):
        for _, key in standing(line, states(family.service)):
            if key.startswith(family.kind + "/"):
                subject = line.ask(family.service, f"/subjects/{key}")
                every = {obligation["id"]: obligation for obligation in subject["obligations"]}
                public = {obligation["id"]: obligation for obligation in subject["state"]["obligations"]}
                assert public.items() <= every.items()
                owed |= {(key, name): every[name] for name in every if name.startswith(("publish:", "answer:"))}
    return owed


def test_a_new_notice_moves_open_due_dates_and_only_those(restated: Line) -> None:
    known = max((year for year in load_calendars() if year.year == 2026), key=lambda year: year.version)
    assert not {FRIDAY_GONE, WEDNESDAY_TO_COME} & known.off
    off = known.off | {FRIDAY_GONE, WEDNESDAY_TO_COME}
    notice = {
        "year": 2026,
        "version": known.version + 1,
        "notice": "国办发明电〔2026〕99号",
        "off": sorted(day.isoformat() for day in off),
        "work": sorted(day.isoformat() for day in known.work),
    }
    before = obligations(restated)
    restated.post("/calendars", notice)
    restated.notices.append(Version(2026, known.version + 1, off, known.work, TODAY))
    restated.counted()
    after = obligations(restated)
    assert after.keys() == before.keys()
    moved = {place for place in after if after[place]["due_on"] != before[place]["due_on"]}
    touched = {
        place
        for place, owed in before.items()
        if owed["met_on"] is None
        and any(owed["opened_on"] < day.isoformat() <= owed["due_on"] for day in (FRIDAY_GONE, WEDNESDAY_TO_COME))
    }
    assert moved == touched
    assert {key.partition("/")[0] for key, _ in moved} == {DISCLOSURE.kind, APPLICATION.kind}
    for place, owed in after.items():
        assert owed["original_due_on"] == before[place]["original_due_on"]
        if place in moved:
            assert owed["due_on"] > before[place]["due_on"]
            assert owed["explanation"]["calendars"]["2026"] == known.version + 1
        if owed["met_on"] is not None:
            assert owed == before[place]
    met = [owed for owed in before.values() if owed["met_on"] is not None]
    assert any(owed["opened_on"] < FRIDAY_GONE.isoformat() <= owed["due_on"] for owed in met)
    assert restated.differences() == []


def test_facts_that_come_after_the_notice_are_judged_by_what_was_known_when_they_happened(
    restated: Line,
) -> None:
    restated.send(lives(702, 120, list(ORGS)))
    restated.counted()
    assert restated.differences() == []
    restated.until(date(2026, 7, 10))
    restated.counted()
    assert restated.differences() == []


def test_a_notice_with_a_version_that_is_known_is_refused(restated: Line) -> None:
    again = {"year": 2026, "version": 1, "notice": "再发一次", "off": [], "work": []}
    assert "send version" in restated.post("/calendars", again, status=422)["error"]


def test_a_dead_letter_that_has_become_right_is_replayed_and_counted(restated: Line) -> None:
    assert restated.day is not None
    tomorrow = restated.day + timedelta(days=1)
    received = {"received_on": tomorrow.isoformat(), "applicant_kind": "natural"}
    early = fact(ORG, "e-1", "application.received.v1", "early", tomorrow, received)
    (offset,) = restated.send_records([Sent(ORG, early, "date.future")])
    restated.counted()
    place = {"topic": inbox(ORG), "partition": 0, "offset": offset}
    assert [letter(restated, place)[name] for name in ("code", "replayed", "fact")] == [
        "date.future",
        False,
        "e-1",
    ]
    restated.until(tomorrow)
    assert restated.post("/dead-letters/replay", place) == {"replayed": place}
    restated.sent.append((ORG, early))
    restated.counted()
    assert restated.differences() == []
    assert letter(restated, place)["replayed"] is True


def letter(line: Line, place: dict[str, Any]) -> dict[str, Any]:
    """The dead letter of the gateway at ``place``."""
    (letter,) = [letter for letter in line.dead_letters("gateway") if {name: letter[name] for name in place} == place]
    return letter
