"""Delivery to the archive and the library (条例第二十五条), where the county asks for it."""

from __future__ import annotations

from datetime import date

from contracts.disclosure import DELIVER_ARCHIVE, DELIVER_LIBRARY, FAMILY
from contracts.envelope import Fact
from contracts.kit import Duty
from contracts.profile import BY_DEFAULT, County
from tests.families.disclosing import formed, published
from tests.families.making import county, fact, folded, owed, owing

TODAY = date(2026, 6, 30)
ASKING = owing("2021-01-01", DELIVER_ARCHIVE, DELIVER_LIBRARY)


def delivered(on: str, receiver: str) -> Fact:
    return fact(f"{receiver}-{on}", "disclosure.delivered.v1", on, receiver=receiver)


def stands(duty: Duty, *facts: Fact, asked: County = ASKING) -> list[tuple[date, date | None, str]]:
    return [(o.due_on, o.met_on, o.status.value) for o in owed(folded(FAMILY, facts, TODAY, county=asked), duty)]


def test_each_receiver_is_a_duty_of_its_own_of_twenty_working_days_from_the_formation() -> None:
    facts = (formed("2026-09-18"), published("2026-09-21"))
    asked = folded(FAMILY, facts, date(2026, 10, 31), county=ASKING)
    assert [o.due_on for duty in (DELIVER_ARCHIVE, DELIVER_LIBRARY) for o in owed(asked, duty)] == [
        date(2026, 10, 22)
    ] * 2
    spring = (formed("2026-03-09"), published("2026-03-10"), delivered("2026-03-20", "国家档案馆"))
    due = date(2026, 4, 7)
    assert stands(DELIVER_ARCHIVE, *spring) == [(due, date(2026, 3, 20), "met")]
    assert stands(DELIVER_LIBRARY, *spring) == [(due, None, "overdue")]


def test_a_change_is_delivered_anew_and_what_became_secret_is_not() -> None:
    first = (formed("2026-01-05"), published("2026-01-06"), delivered("2026-01-08", "公共图书馆"))
    changed = (*first, formed("2026-03-09", number="g"), delivered("2026-04-08", "公共图书馆"))
    assert [status for _, _, status in stands(DELIVER_LIBRARY, *changed)] == ["met", "met_late"]
    secret = (formed("2026-03-09"), formed("2026-03-16", "不予公开", "g"))
    assert [status for _, _, status in stands(DELIVER_ARCHIVE, *secret)] == ["excused"]


def test_what_is_delivered_after_it_was_annulled_meets_nothing_that_was_owed() -> None:
    annulled = fact("x", "disclosure.annulled.v1", "2026-01-12", reason="撤销")
    facts = (formed("2026-01-05"), annulled, delivered("2026-03-20", "国家档案馆"))
    assert stands(DELIVER_ARCHIVE, *facts) == [(date(2026, 2, 2), None, "excused")]


def test_nothing_is_owed_by_default_and_every_delivery_is_counted() -> None:
    facts = (formed(), published("2026-03-10"), delivered("2026-03-20", "国家档案馆"))
    assert stands(DELIVER_ARCHIVE, *facts, asked=BY_DEFAULT) == []
    assert folded(FAMILY, facts, TODAY).state.counts["2026-03"]["items_delivered@国家档案馆"] == 1


def test_a_county_sets_its_own_limit_shorter_or_longer() -> None:
    for amount, due in ((5, date(2026, 3, 16)), (30, date(2026, 4, 21))):
        own = county(
            duties=[{"duty": DELIVER_ARCHIVE.code, "spans": [{"since": "2021-01-01"}]}],
            limits=[{"duty": DELIVER_ARCHIVE.code, "since": "2021-01-01", "amount": amount, "unit": "working_days"}],
        )
        assert [day for day, _, _ in stands(DELIVER_ARCHIVE, formed("2026-03-09"), asked=own)] == [due]
