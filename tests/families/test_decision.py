"""Decisions in which the public takes part: listed with ways and channels, prepared as listed, published with what was adopted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.consultation import CONSULTATION
from contracts.decision import ADOPTION_TOLD, ANNOUNCE_DECISION, AS_LISTED, DECISION, PUBLISH_ARRANGEMENT, DecisionState
from contracts.envelope import Fact
from contracts.hearing import HEARING
from contracts.profile import BY_DEFAULT, County
from tests.families.making import county, fact, folded, owed

TODAY = date(2026, 12, 31)
SINCE = [{"since": "2021-01-01"}]
ASKING = county(
    duties=[{"duty": duty.code, "spans": SINCE} for duty in (PUBLISH_ARRANGEMENT, ANNOUNCE_DECISION)],
    checks=[{"check": check.code, "spans": SINCE} for check in (AS_LISTED, ADOPTION_TOLD)],
)
LIKELY = ("listed", "made")


def listed(on: str = "2026-02-02", number: str = "l", **data: Any) -> Fact:
    content = {"title": "停车收费", "matter": "重大行政决策", "ways": ["向社会公开征求意见"], "routes": ["政府网站"]}
    return fact(number, "decision.listed.v1", on, **(content | data))


def made(on: str = "2026-06-15", **data: Any) -> Fact:
    return fact("m", "decision.made.v1", on, **data)


def consulted(on: str = "2026-03-02", until: str = "2026-04-01", off: str = "") -> bytes:
    facts = [fact("o", "consultation.opened.v1", on, closes_on=until, matter="重大行政决策", decision="s-1")]
    if off:
        facts.append(fact("x", "consultation.cancelled.v1", off, reason="方案重拟"))
    return encode(folded(CONSULTATION, facts, TODAY))


def heard(on: str = "2026-05-20") -> bytes:
    facts = [
        fact("a", "hearing.announced.v1", "2026-04-20", takes_place_on=on, decision="s-1"),
        fact("h", "hearing.held.v1", on, participants={"public": 3}),
    ]
    return encode(folded(HEARING, facts, TODAY))


def fold(
    *facts: Fact,
    consultations: tuple[bytes, ...] = (),
    hearings: tuple[bytes, ...] = (),
    county: County = ASKING,
) -> Folded:
    linked = {CONSULTATION.kind: list(consultations), HEARING.kind: list(hearings)}
    return folded(DECISION, facts, TODAY, linked=linked, county=county)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


@pytest.mark.parametrize(("on", "status"), [("2026-02-02", "met"), ("2026-03-06", "met"), ("2026-03-09", "met_late")])
def test_what_the_public_takes_part_in_is_published_with_ways_and_channels(on: str, status: str) -> None:
    (duty,) = owed(fold(listed(), fact("p", "decision.published.v1", on)), PUBLISH_ARRANGEMENT)
    assert (duty.due_on, duty.status) == (date(2026, 3, 6), status)


def test_a_change_of_what_is_published_is_published_anew_and_of_what_waits_joins_it() -> None:
    changed = fact("c", "decision.changed.v1", "2026-03-02", ways=["听证会"], routes=["现场"])
    published = fact("p", "decision.published.v1", "2026-02-10")
    again = owed(fold(listed(), published, changed), PUBLISH_ARRANGEMENT)
    assert [(duty.opened_on.isoformat(), duty.status) for duty in again] == [
        ("2026-02-02", "met"),
        ("2026-03-02", "overdue"),
    ]
    waiting = owed(fold(listed(), changed), PUBLISH_ARRANGEMENT)
    assert [duty.opened_on.isoformat() for duty in waiting] == ["2026-02-02"]


def test_a_listing_without_ways_or_channels_is_found_where_the_county_asks() -> None:
    bare = listed(ways=[], routes=[])
    assert codes(fold(bare)) == ["decision.ways_missing"]
    assert codes(fold(bare, county=BY_DEFAULT)) == []


@pytest.mark.parametrize(
    ("ways", "consultations", "hearings", "departures"),
    [
        (["向社会公开征求意见"], (consulted(),), (), []),
        (["向社会公开征求意见"], (), (), ["decision.way_unused"]),
        (["听证会"], (consulted(),), (), ["decision.way_unused"]),
        (["听证会", "向社会公开征求意见"], (consulted(),), (heard(),), []),
        (["听证会"], (), (heard("2026-06-16"),), ["decision.way_unused"]),
        (["座谈会"], (), (), []),
    ],
)
def test_the_public_is_heard_before_the_decision_by_the_ways_that_were_listed(
    ways: list[str], consultations: tuple[bytes, ...], hearings: tuple[bytes, ...], departures: list[str]
) -> None:
    result = fold(listed(ways=ways), made(), consultations=consultations, hearings=hearings)
    assert codes(result) == departures


def test_a_decision_before_its_consultation_has_ended_is_found_whoever_asks() -> None:
    early = fold(listed(), made("2026-03-20"), consultations=(consulted(),), county=BY_DEFAULT)
    assert codes(early) == ["decision.made_before_closing"]


def test_a_consultation_on_a_decision_that_nobody_listed_is_found_there_and_waits() -> None:
    waits = fold(consultations=(consulted(),))
    assert (waits.relevant, codes(waits)) == (True, ["decision.not_listed"])
    assert codes(fold(listed(), consultations=(consulted(),))) == []


@pytest.mark.parametrize(
    ("high", "adoption_told", "departures"),
    [
        (True, True, []),
        (True, None, ["decision.adoption_untold"]),
        (True, False, ["decision.adoption_untold"]),
        (False, None, []),
    ],
)
def test_rule_36_a_decision_of_high_attention_says_which_opinions_were_adopted(
    high: bool, adoption_told: bool | None, departures: list[str]
) -> None:
    announced = fact("a", "decision.announced.v1", "2026-06-22", adoption_told=adoption_told)
    result = fold(listed(), made(high_attention=high), announced, consultations=(consulted(),))
    assert codes(result) == departures
    assert [duty.status for duty in owed(result, ANNOUNCE_DECISION)] == ["met"]


def test_what_is_dropped_from_the_list_need_not_be_published() -> None:
    dropped = fact("x", "decision.dropped.v1", "2026-03-01", reason="项目取消")
    assert [duty.status for duty in owed(fold(listed(), dropped), PUBLISH_ARRANGEMENT)] == ["excused"]


@pytest.mark.parametrize(("off", "departures"), [("2026-03-03", ["decision.way_unused"]), ("2026-04-02", [])])
def test_a_consultation_that_was_called_off_has_heard_nobody(off: str, departures: list[str]) -> None:
    result = fold(listed(), made(), consultations=(consulted(off=off),))
    assert codes(result) == departures
    assert ("decisions_heard" in result.state.counts["2026-06"]) is not bool(departures)


def test_a_decision_counts_as_heard_in_its_month() -> None:
    result = fold(listed(), made(), consultations=(consulted(),), hearings=(heard(),))
    assert result.state.counts["2026-06"] == {"decisions_heard": 1, "decisions_made": 1}
    assert isinstance(result.state, DecisionState)
    assert (result.state.consultations, result.state.hearings) == (1, 1)


DROPPED = fact("x", "decision.dropped.v1", "2026-03-01", reason="项目取消")


def again(on: str = "2026-05-06", **data: Any) -> Fact:
    return listed(on, "l2", **data)


def test_a_decision_that_is_listed_again_after_it_was_dropped_is_on_the_list() -> None:
    result = fold(listed(), DROPPED, again(title="停车收费（修订）"))
    assert isinstance(result.state, DecisionState)
    assert (result.state.listed_on, result.state.dropped_on) == (date(2026, 2, 2), None)
    assert [(str(each.since), str(each.until or "")) for each in result.state.on_list] == [
        ("2026-02-02", "2026-03-01"),
        ("2026-05-06", ""),
    ]
    assert (result.state.title, codes(result)) == ("停车收费（修订）", [])
    assert [result.state.counts[month]["decisions_listed"] for month in ("2026-02", "2026-05")] == [1, 1]


def test_what_is_listed_again_has_to_be_published_anew_whatever_became_of_it_before() -> None:
    published = fact("p", "decision.published.v1", "2026-02-10")
    for before, status in (((published,), "met"), ((), "excused")):
        duties = owed(fold(listed(), *before, DROPPED, again()), PUBLISH_ARRANGEMENT)
        assert [(str(duty.opened_on), duty.status) for duty in duties] == [
            ("2026-02-02", status),
            ("2026-05-06", "overdue"),
        ]


def test_what_is_published_after_the_drop_meets_nothing_that_ended_with_it() -> None:
    late = fact("p", "decision.published.v1", "2026-03-03")
    (duty,) = owed(fold(listed(), DROPPED, late), PUBLISH_ARRANGEMENT)
    assert (duty.status, duty.met_on) == ("excused", None)
    overdue = fact("x", "decision.dropped.v1", "2026-03-20", reason="项目取消")
    (duty,) = owed(fold(listed(), overdue, fact("p", "decision.published.v1", "2026-03-23")), PUBLISH_ARRANGEMENT)
    assert (duty.status, duty.met_on) == ("met_late", date(2026, 3, 20))


def test_of_what_is_off_the_list_no_change_is_owed_and_a_listing_of_what_is_on_it_is_found() -> None:
    changed = fact("c", "decision.changed.v1", "2026-04-01", ways=["听证会"], routes=["现场"])
    result = fold(listed(), DROPPED, changed, again(), listed("2026-06-01", "l3"))
    assert [str(duty.opened_on) for duty in owed(result, PUBLISH_ARRANGEMENT)] == ["2026-02-02", "2026-05-06"]
    assert codes(result) == ["decision.listed_twice"]
