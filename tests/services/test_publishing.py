"""Disclosures: 20 working days from formation or change (条例第二十六条), met early, on time, late or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.folding import Folded
from contracts.envelope import Fact
from contracts.states import DisclosureState, DocumentState
from law.calendar import WorkingCalendar, YearCalendar
from law.data import load_calendars
from services.publishing.fold import fold
from tests.services.folding import CALENDAR, document, fact, owed

TODAY = date(2026, 6, 30)
DUE = date(2026, 4, 7)
"""Formed on 9 March 2026; Monday 6 April is off for 清明节."""


def formed(on: str = "2026-03-09", attribute: str = "主动公开", number: str = "f") -> Fact:
    return fact(number, "disclosure.formed.v1", on, attribute=attribute)


def published(on: str, channel: str = "政府网站", number: str = "p", **data: Any) -> Fact:
    return fact(number, "disclosure.published.v1", on, channel=channel, **data)


def folded(*facts: Fact, of: DocumentState | None = None, today: date = TODAY) -> Folded:
    return fold(facts, of, CALENDAR, today)


def state(*facts: Fact, of: DocumentState | None = None, today: date = TODAY) -> DisclosureState:
    whole = folded(*facts, of=of, today=today).state
    assert isinstance(whole, DisclosureState)
    return whole


@pytest.mark.parametrize(
    ("on", "status", "taken", "flags"),
    [
        ("2026-03-02", "met", 0, ["published_before_formation"]),
        ("2026-03-09", "met", 0, []),
        ("2026-03-10", "met", 1, []),
        ("2026-04-07", "met", 20, []),
        ("2026-04-08", "met_late", 21, []),
    ],
)
def test_the_first_disclosure_meets_the_obligation(
    on: str, status: str, taken: int, flags: list[str]
) -> None:
    disclosed = folded(formed(), published(on))
    one = owed(disclosed)
    assert (one.due_on, one.status, one.met_on) == (DUE, status, date.fromisoformat(on))
    assert one.facts == ["f", "p"]
    assert (one.explanation.article, one.explanation.working_days) == ("条例第二十六条", 20)
    assert disclosed.check_on is None
    assert isinstance(disclosed.state, DisclosureState)
    assert (disclosed.state.working_days, disclosed.state.flags) == (taken, flags)


def test_undisclosed_it_is_open_through_the_due_day_and_overdue_from_the_next() -> None:
    last = folded(formed(), today=DUE)
    assert (owed(last).status, last.check_on) == ("open", date(2026, 4, 8))
    after = folded(formed(), today=date(2026, 4, 8))
    assert (owed(after).status, after.check_on) == ("overdue", None)


def test_an_approved_document_opens_the_obligation_on_the_day_of_its_signature() -> None:
    one = owed(folded(of=document()))
    assert (one.opened_on, one.due_on, one.facts) == (date(2026, 3, 6), date(2026, 4, 3), ["d-2", "d-1"])


@pytest.mark.parametrize(
    ("changes", "owes"),
    [
        ({"stage": "expired"}, True),
        ({"stage": "returned", "attribute": None}, False),
        ({"stage": "drafted", "approved_on": None}, False),
        ({"attribute": "依申请公开"}, False),
        ({"attribute": "不予公开"}, False),
    ],
)
def test_only_a_signed_public_document_that_was_not_returned_is_owed(
    changes: dict[str, Any], owes: bool
) -> None:
    result = folded(of=document(**changes))
    assert bool(result.state.obligations) is owes
    assert result.relevant is owes


def test_a_reported_formation_goes_before_the_signature_and_a_change_begins_the_limit_anew() -> None:
    assert owed(folded(formed(), of=document())).opened_on == date(2026, 3, 9)
    changed = owed(folded(formed(), formed("2026-05-11", number="f2"), published("2026-05-12")))
    assert (changed.opened_on, changed.facts) == (date(2026, 5, 11), ["f2", "p"])


def test_disclosing_what_is_not_public_is_flagged_and_owes_nothing() -> None:
    leaked = state(formed(attribute="不予公开"), published("2026-03-10"))
    assert (leaked.flags, leaked.obligations) == (["published_though_not_public"], [])


def test_a_disclosure_of_nothing_known_is_kept_and_flagged() -> None:
    unknown = state(published("2026-03-10"))
    assert (unknown.flags, unknown.obligations, unknown.working_days) == (["no_formation"], [], None)


def test_each_channel_counts_by_its_own_first_day() -> None:
    shown = state(
        formed(), published("2026-03-20", number="p1"), published("2026-03-12", "公示栏", "p2"),
        published("2026-03-13", number="p3", url="https://a.cn/1"),
    )  # fmt: skip
    assert [(p.channel, p.published_on.day, p.url) for p in shown.publications] == [
        ("公示栏", 12, None), ("政府网站", 13, "https://a.cn/1"),
    ]  # fmt: skip
    assert shown.published_on == date(2026, 3, 12)


def test_taking_down_leaves_the_obligation_met_and_before_publication_is_flagged() -> None:
    down = fact("w", "disclosure.withdrawn.v1", "2026-05-06", reason="更新")
    kept = state(formed(), published("2026-03-10"), down)
    assert (kept.withdrawn_on, kept.obligations[0].status, kept.flags) == (date(2026, 5, 6), "met", [])
    assert state(formed(), down).flags == ["withdrawn_before_publication"]


def test_a_notice_that_comes_later_moves_the_open_date_and_not_the_met_one() -> None:
    known = max((year for year in load_calendars() if year.year == 2026), key=lambda year: year.version)
    later = YearCalendar(
        year=2026, version=known.version + 1, notice="后来的通知", known_from=date(2026, 3, 20),
        off=known.off | {date(2026, 3, 16), date(2026, 4, 7)}, work=known.work,
    )  # fmt: skip
    changed = WorkingCalendar([*load_calendars(), later])
    still_open = owed(fold([formed()], None, changed, date(2026, 3, 20)))
    assert (still_open.due_on, still_open.original_due_on) == (date(2026, 4, 9), DUE)
    assert owed(fold([formed()], None, changed, date(2026, 3, 19))).due_on == DUE
    met = owed(fold([formed(), published("2026-03-20")], None, changed, TODAY))
    assert (met.due_on, met.original_due_on) == (DUE, DUE)
