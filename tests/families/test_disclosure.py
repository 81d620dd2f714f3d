"""Disclosures: 20 working days from formation or change (条例第二十六条), met early, on time, late or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.disclosure import FAMILY, DisclosureState
from contracts.envelope import Fact
from contracts.obligations import Obligation
from tests.families.disclosing import SIGNED, TODAY, down, formed, owed, published, result, state
from tests.families.making import fact, folded, with_notice

DUE = date(2026, 4, 7)
"""Formed on 9 March 2026; Monday 6 April is off for 清明节."""


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
def test_the_first_disclosure_meets_the_obligation(on: str, status: str, taken: int, flags: list[str]) -> None:
    disclosed = result(formed(), published(on))
    duty = owed(disclosed)
    assert (duty.due_on, duty.status, duty.met_on) == (DUE, status, date.fromisoformat(on))
    assert duty.facts == ["f", "p"]
    assert (duty.explanation.article, duty.explanation.limit) == ("条例第二十六条", 20)
    assert disclosed.check_on is None
    assert isinstance(disclosed.state, DisclosureState)
    assert (disclosed.state.working_days, disclosed.state.flags) == (taken, flags)


def test_what_was_met_in_time_only_counts_and_what_was_late_stays_as_evidence() -> None:
    assert state(formed(), published("2026-04-07")).obligations == []
    assert [late.status for late in state(formed(), published("2026-04-08")).obligations] == ["met_late"]


def test_undisclosed_it_is_open_through_the_due_day_and_overdue_from_the_next() -> None:
    last = result(formed(), today=DUE)
    assert (owed(last).status, last.check_on) == ("open", date(2026, 4, 8))
    after = result(formed(), today=date(2026, 4, 8))
    assert (owed(after).status, after.check_on) == ("overdue", None)


def test_an_approved_document_opens_the_obligation_on_the_day_of_its_signature() -> None:
    duty = owed(result(of=SIGNED))
    assert (duty.opened_on, duty.due_on, duty.facts) == (date(2026, 3, 6), date(2026, 4, 3), ["d-2", "d-1"])


@pytest.mark.parametrize(
    ("changes", "owes"),
    [
        ({"stage": "expired"}, True),
        ({"stage": "returned", "decided": None}, False),
        ({"stage": "drafted", "approved_on": None}, False),
        ({"decided": "依申请公开"}, False),
        ({"decided": "不予公开"}, False),
        ({"decided": "an attribute of tomorrow"}, False),
        ({"stage": "a stage of tomorrow"}, False),
    ],
)
def test_only_a_signed_public_document_that_was_not_returned_is_owed(changes: dict[str, Any], owes: bool) -> None:
    whole = result(of=SIGNED, **changes)
    assert bool(whole.obligations) is owes
    assert whole.relevant is owes


def test_disclosing_what_is_not_public_is_flagged_and_owes_nothing() -> None:
    leaked = result(formed(attribute="不予公开"), published("2026-03-10"))
    assert (leaked.state.flags, leaked.obligations) == (["published_though_not_public"], [])


def test_a_disclosure_of_nothing_known_is_kept_and_flagged() -> None:
    unknown = state(published("2026-03-10"))
    assert (unknown.flags, unknown.obligations, unknown.working_days) == (["no_formation"], [], None)


def test_each_channel_counts_by_its_own_first_day() -> None:
    shown = state(
        formed(),
        published("2026-03-20", number="p1"),
        published("2026-03-12", "公示栏", "p2"),
        published("2026-03-13", number="p3", url="https://a.cn/1"),
    )
    assert [(p.channel, p.published_on.day, p.url) for p in shown.publications] == [
        ("公示栏", 12, None),
        ("政府网站", 13, "https://a.cn/1"),
    ]
    assert shown.published_on == date(2026, 3, 12)


def test_taking_down_leaves_the_obligation_met_and_before_publication_is_flagged() -> None:
    gone = down("2026-05-06")
    kept = result(formed(), published("2026-03-10"), gone)
    assert (owed(kept).status, kept.state.flags) == ("met", [])
    assert state(formed(), published("2026-03-10"), gone).withdrawn_on == date(2026, 5, 6)
    assert state(formed(), gone).flags == ["withdrawn_before_publication"]


def test_a_notice_that_comes_later_moves_the_open_date_and_not_the_met_one() -> None:
    changed = with_notice(date(2026, 3, 20), off=[date(2026, 3, 16), date(2026, 4, 7)])

    def duty(*facts: Fact, today: date) -> Obligation:
        return owed(folded(FAMILY, facts, today, calendar=changed))

    still_open = duty(formed(), today=date(2026, 3, 20))
    assert (still_open.due_on, still_open.original_due_on) == (date(2026, 4, 9), DUE)
    assert duty(formed(), today=date(2026, 3, 19)).due_on == DUE
    met = duty(formed(), published("2026-03-20"), today=TODAY)
    assert (met.due_on, met.original_due_on) == (DUE, DUE)


def test_each_number_counts_in_the_month_of_its_own_day() -> None:
    counted = state(
        formed("2026-01-28"),
        published("2026-03-02"),
        published("2026-04-01", "公示栏", "q"),
        fact("w", "disclosure.withdrawn.v1", "2026-05-06", reason="更新"),
    )
    assert counted.counts == {
        "2026-03": {
            "days_to_publish#19": 1,
            "items_published": 1,
            "items_published_by_attribute@主动公开": 1,
            "items_published_by_channel@政府网站": 1,
            "publish!due": 1,
            "publish!met": 1,
        },
        "2026-04": {"items_published_by_channel@公示栏": 1},
        "2026-05": {"items_withdrawn": 1},
    }
