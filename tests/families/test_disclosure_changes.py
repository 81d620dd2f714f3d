"""Changes, take-downs and steps of one day: each formation and change is owed by itself (条例第二十六条)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import Fact
from tests.families.disclosing import SIGNED, TODAY, at, down, formed, owed, published, result, state


def duties(*facts: Fact, of: bytes | None = None, today: date = TODAY) -> list[tuple[str, str, str | None]]:
    """Opened, status, met: of every duty to publish, by its opening."""
    return [
        (owed.opened_on.isoformat()[5:], owed.status.value, owed.met_on.isoformat()[5:] if owed.met_on else None)
        for owed in result(*facts, of=of, today=today).obligations
    ]


def test_what_was_published_and_then_changed_has_a_duty_for_each_and_the_first_stays_met() -> None:
    facts = (formed("2026-01-05"), published("2026-01-10"), formed("2026-06-01", number="f2"))
    january, june = result(*facts).obligations
    assert (january.status, january.met_on) == ("met", date(2026, 1, 10))
    assert (june.opened_on, june.due_on, june.status) == (date(2026, 6, 1), date(2026, 6, 30), "open")
    assert duties(*facts, today=date(2026, 7, 1))[1] == ("06-01", "overdue", None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            [
                formed("2026-01-05"),
                published("2026-03-10"),
                formed("2026-05-06", number="f2"),
                published("2026-05-07", number="p2"),
            ],
            [("01-05", "met_late", "03-10"), ("05-06", "met", "05-07")],
        ),
        (
            [formed("2026-01-05"), formed("2026-03-02", number="f2"), published("2026-03-10")],
            [("01-05", "met_late", "03-10")],
        ),
        (
            [
                formed("2026-01-05"),
                published("2026-01-10"),
                formed("2026-02-02", number="f2"),
                formed("2026-03-02", number="f3"),
            ],
            [("01-05", "met", "01-10"), ("02-02", "overdue", None)],
        ),
        (
            [
                formed("2026-01-05"),
                published("2026-01-10"),
                published("2026-01-12", "公示栏", "p2"),
                formed("2026-02-02", number="f2"),
                published("2026-02-03", "公示栏", "p3"),
            ],
            [("01-05", "met", "01-10"), ("02-02", "met", "02-03")],
        ),
        (
            [formed("2026-01-05"), published("2026-01-10"), down("2026-01-20"), published("2026-02-10", number="p2")],
            [("01-05", "met", "01-10")],
        ),
        (
            [formed("2026-01-05"), published("2026-01-04"), formed("2026-02-02", number="f2")],
            [("01-05", "met", "01-04"), ("02-02", "overdue", None)],
        ),
        (
            [formed("2026-03-02"), formed("2026-03-09", "不予公开", "f2")],
            [("03-02", "excused", None)],
        ),
        (
            [formed("2026-01-05"), formed("2026-03-09", "不予公开", "f2")],
            [("01-05", "met_late", "03-09")],
        ),
        (
            [formed("2026-01-05", "依申请公开"), formed("2026-06-08", number="f2")],
            [("06-08", "open", None)],
        ),
    ],
    ids=[
        "a late first publication stays late",
        "a change of what is not public yet is no second omission",
        "nor is a second change",
        "any channel meets it",
        "published again without a change",
        "an early publication does not meet a later change",
        "what became secret is no longer owed",
        "what was overdue by then ended late",
        "what became public is owed from then",
    ],
)
def test_each_formation_and_change_is_owed_by_itself(
    facts: list[Fact], expected: list[tuple[str, str, str | None]]
) -> None:
    assert duties(*facts) == expected


def test_what_was_published_early_and_taken_down_before_it_was_formed_is_still_to_be_published() -> None:
    early = (published("2026-03-02"), down("2026-03-04"), formed("2026-03-09"))
    assert duties(*early) == [("03-09", "overdue", None)]
    assert duties(*early, published("2026-03-10", number="p2")) == [("03-09", "met", "03-10")]
    again = published("2026-03-06", number="p2")
    assert duties(*early, again) == [("03-09", "met", "03-06")]


def test_steps_of_one_day_go_by_their_time_and_else_in_the_order_of_the_law() -> None:
    changed = formed("2026-03-09", number="f2")
    public = published("2026-03-09")
    assert duties(formed("2026-03-02"), at(9, public), at(15, changed)) == [
        ("03-02", "met", "03-09"),
        ("03-09", "overdue", None),
    ]
    assert duties(formed("2026-03-02"), at(15, public), at(9, changed)) == [("03-02", "met", "03-09")]
    assert duties(formed("2026-03-02"), public, changed) == [("03-02", "met", "03-09")]


def test_the_signature_of_a_document_forms_it_and_what_is_reported_later_is_a_change() -> None:
    assert duties(formed(), of=SIGNED) == [("03-06", "overdue", None)]
    assert duties(published("2026-03-08"), formed(), of=SIGNED) == [
        ("03-06", "met", "03-08"),
        ("03-09", "overdue", None),
    ]
    assert owed(result(formed("2026-03-05"), of=SIGNED)).facts == ["f"]


def test_published_and_withdrawn_on_one_day_is_met_found_and_counted_as_withdrawn() -> None:
    whole = result(formed(), published("2026-03-10"), down("2026-03-10"))
    assert (owed(whole).status, owed(whole).met_on) == ("met", date(2026, 3, 10))
    assert [(finding.code, finding.fact) for finding in whole.state.findings] == [
        ("disclosure.withdrawn_same_day", "w")
    ]
    assert whole.state.counts["2026-03"]["items_withdrawn"] == 1
    assert whole.state.flags == []


def test_what_was_public_before_on_another_channel_is_not_withdrawn_on_its_day() -> None:
    whole = state(formed(), published("2026-03-10"), published("2026-04-01", "公示栏", "p2"), down("2026-04-01"))
    assert (whole.findings, whole.withdrawn_on) == ([], date(2026, 4, 1))


def test_withdrawn_published_again_and_withdrawn_again_counts_twice_and_twice_without_that_once() -> None:
    again = state(formed(), published("2026-03-10"), down("2026-04-01"), published("2026-04-15", number="p2"))
    assert (again.withdrawn_on, again.counts["2026-04"]) == (
        None,
        {"items_withdrawn": 1, "publish!due": 1, "publish!met": 1},
    )
    twice = state(
        formed(),
        published("2026-03-10"),
        down("2026-04-01"),
        published("2026-04-15", number="p2"),
        down("2026-05-06", "w2"),
    )
    assert (twice.withdrawn_on, twice.counts["2026-05"]) == (date(2026, 5, 6), {"items_withdrawn": 1})
    repeated = state(formed(), published("2026-03-10"), down("2026-04-01"), down("2026-05-06", "w2"))
    assert (repeated.withdrawn_on, repeated.counts.get("2026-05")) == (date(2026, 4, 1), None)
    assert [(finding.code, finding.fact) for finding in repeated.findings] == [("disclosure.withdrawn_twice", "w2")]


def test_a_published_item_keeps_the_attribute_that_it_had_and_is_flagged_while_it_stays_public_though_secret() -> None:
    kept = state(formed(), published("2026-03-10"), formed("2026-05-06", "不予公开", "f2"))
    assert kept.counts["2026-03"]["items_published_by_attribute@主动公开"] == 1
    assert kept.flags == ["published_though_not_public"]
    assert (
        state(formed(), published("2026-03-10"), down("2026-05-06"), formed("2026-05-06", "不予公开", "f2")).flags == []
    )


STEPS = ("formed", "kept", "published", "withdrawn")


@st.composite
def told_in_order(draw: st.DrawFn) -> list[Fact]:
    """Steps of one piece of information, one a day or with days between, in their order."""
    facts: list[Fact] = []
    day = date(2026, 1, 5)
    for number in range(draw(st.integers(1, 9))):
        day += timedelta(days=draw(st.integers(1, 40)))
        verb, name = draw(st.sampled_from(STEPS)), f"f{number}"
        match verb:
            case "published":
                facts.append(published(day.isoformat(), number=name))
            case "withdrawn":
                facts.append(down(day.isoformat(), name))
            case _:
                facts.append(formed(day.isoformat(), "主动公开" if verb == "formed" else "不予公开", name))
    return facts


@given(told_in_order())
def test_what_comes_later_leaves_what_was_settled_as_it_was(facts: list[Fact]) -> None:
    ever = date(2027, 12, 31)
    before: list[tuple[str, str, str | None]] = []
    for number in range(1, len(facts) + 1):
        now = duties(*facts[:number], today=ever)
        settled = [duty for duty in before if duty[1] in {"met", "met_late", "excused"}]
        assert now[: len(settled)] == settled
        before = now
    assert all(duty[1] != "overdue" for duty in before[:-1]), "only the last can wait"


@given(told_in_order())
def test_each_item_counts_as_published_once_and_as_withdrawn_once_each_time(facts: list[Fact]) -> None:
    counts = Counter[str]()
    for month in state(*facts).counts.values():
        counts.update(month)
    shown = [fact for fact in facts if fact.verb == "published"]
    assert counts["items_published"] == bool(shown)
    assert counts["items_withdrawn"] <= len(shown) + 1
    assert counts["publish!due"] == sum(
        counts[f"publish!{status}"] for status in ("met", "met_late", "overdue", "open", "excused")
    )
