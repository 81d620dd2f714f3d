"""Reading a batch: what each record is, and that one that cannot be read stops no other."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from chassis.fence import Record
from chassis.ledger.reading import fact_in, fact_of, read, read_fact
from contracts.amendments import CORRECTED
from contracts.envelope import SHANGHAI
from contracts.kit import Key, key_of
from contracts.topics import CALENDARS, DAYS, ORGS, intake, states
from tests.chassis.ledgers import ORG, TODAY, Log
from tests.chassis.toys import PLANT, STALL, TOYS

ROSE = Key(PLANT.kind, ORG, "rose")
PLANTED = PLANT.fact_type("planted")


def state(log: Log, version: int, value: bytes = b'{"sends": []}', key: str = str(ROSE)) -> Record:
    """A state of the garden's, as the market reads it."""
    headers = {"ce_type": "garden.plant.planted.v1", "ce_version": str(version)}
    return log.record(states("garden"), value, headers, key)


def test_a_fact_is_read_as_the_door_has_written_it() -> None:
    record = Log().fact("p", PLANTED, ROSE, planted_on="2026-03-09")
    stored = read_fact(record, "garden", TOYS)
    assert (stored.key, stored.id, stored.type) == (str(ROSE), "p", PLANTED)
    assert (stored.time, stored.recorded_on) == (datetime(2026, 3, 9, 9, tzinfo=SHANGHAI), TODAY)
    assert (len(stored.digest), stored.data, stored.names) == (32, b'{"planted_on": "2026-03-09"}', "")


def test_a_fact_straight_from_the_log_is_the_same_as_after_its_way_through_the_ledger() -> None:
    record = Log().fact("p", PLANTED, ROSE, planted_on="2026-03-09")
    stored = read_fact(record, "garden", TOYS)
    row = {
        "id": stored.id,
        "type": stored.type,
        "time": stored.time,
        "day": stored.recorded_on,
        "a": stored.data,
    }
    assert fact_in(record, "garden", TOYS) == fact_of(key_of(stored.key), row, TOYS)


def test_an_amendment_says_what_it_names() -> None:
    stored = read_fact(Log().corrected("c", "p", PLANTED, ROSE, planted_on="2026-03-08"), "garden", TOYS)
    assert (stored.type, stored.names, stored.names_type) == (CORRECTED, "p", PLANTED)


@pytest.mark.parametrize(
    ("key", "fact_type"),
    [
        (Key(STALL.kind, ORG, "s"), STALL.fact_type("opened")),
        (ROSE, STALL.fact_type("opened")),
        (Key("garden.tomorrow", ORG, "s"), CORRECTED),
        (Key("garden.tomorrow", ORG, "s"), "tomorrow.came.v1"),
    ],
    ids=["another service's", "another family's", "an amendment of no kind", "a kind of tomorrow"],
)
def test_what_is_no_fact_of_this_service_is_refused(key: Key, fact_type: str) -> None:
    log = Log()
    headers = {name: value.decode() for name, value in log.fact("f", fact_type, key).headers}
    record = log.record(intake("garden"), b'{"fact": "p", "fact_type": "t"}', headers, str(key))
    batch = read([record], "garden", TOYS)
    assert ([refusal.code for refusal in batch.refusals], batch.facts) == (["record.unreadable"], [])


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-03-09T09:00:00"])
def test_a_fact_of_a_moment_that_the_database_cannot_keep_is_refused(moment: str) -> None:
    log = Log()
    headers = {name: value.decode() for name, value in log.fact("p", PLANTED, ROSE).headers} | {"ce_time": moment}
    batch = read([log.record(intake("garden"), b"{}", headers, str(ROSE))], "garden", TOYS)
    assert ([refusal.code for refusal in batch.refusals], batch.facts) == (["record.unreadable"], [])


def test_a_batch_is_sorted_by_what_its_records_are() -> None:
    log = Log()
    org = b'{"org":"fengjie-aa","name":"n","county":"fengjie","county_name":"c","kind":"\xe4\xb9\xa1"}'
    records = [
        log.day(date(2026, 3, 10)),
        log.day(TODAY),
        log.fact("o", STALL.fact_type("opened"), Key(STALL.kind, ORG, "s"), opened_on="2026-03-09", bed="n"),
        state(log, 2, b'{"sends": ["market.stall/a/b", "elsewhere.x/a/b"]}'),
        state(log, 1),
        log.record(states("garden"), b'{"day": "2026-03-09"}', {"ce_type": "day.closed.v1"}, partition=3),
        log.record(ORGS, org, key="fengjie-aa"),
        log.record(ORGS, None, key="fengjie-bb"),
    ]
    batch = read(records, "market", TOYS)
    assert batch.days == [TODAY, date(2026, 3, 10)]
    assert [fact.id for fact, _ in batch.facts] == ["o"]
    assert {key: (linked.version, linked.sends) for key, linked in batch.linked.items()} == {
        str(ROSE): (2, ["market.stall/a/b"])
    }
    assert batch.closed == {(states("garden"), 3): TODAY}
    assert batch.orgs == {"fengjie-aa": "fengjie", "fengjie-bb": None}
    assert batch.refusals == []


def test_states_of_a_kind_that_no_family_here_takes_are_kept_where_they_flow_here_and_passed_over_else() -> None:
    log = Log()
    fair = f"garden.fair/{ORG}/spring"
    batch = read(
        [state(log, 1, b'{"sends": ["market.stall/a/b"]}', fair), state(log, 1, key=f"garden.hedge/{ORG}/h")],
        "market",
        TOYS,
    )
    assert list(batch.linked) == [fair]


@pytest.mark.parametrize(
    ("topic", "value"),
    [
        (DAYS, b"{}"),
        (DAYS, b'{"day": "9999-12-31"}'),
        (DAYS, None),
        (CALENDARS, b'{"year": 2026}'),
        (CALENDARS, None),
        (ORGS, b"[]"),
        (states("garden"), None),
        (states("garden"), b"{"),
        ("intake.market.v1", b"{}"),
    ],
)
def test_what_cannot_be_read_is_refused_with_where_it_lies(topic: str, value: bytes | None) -> None:
    log = Log()
    batch = read([log.record(topic, value, key="k"), log.day(TODAY)], "market", TOYS)
    (refusal,) = batch.refusals
    assert (refusal.code, refusal.record.topic, refusal.record.offset) == ("record.unreadable", topic, 0)
    assert batch.days == [TODAY]


def test_a_notice_that_says_impossible_days_is_refused() -> None:
    saturday_off = b'{"year": 2026, "version": 9, "notice": "n", "off": ["2026-03-07"], "work": []}'
    batch = read([Log().record(CALENDARS, saturday_off)], "market", TOYS)
    assert ([refusal.code for refusal in batch.refusals], batch.calendars) == (["record.unreadable"], [])
