"""A column that moves to another site: what it was and did before stays with the site on which it stood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from chassis.case import encode
from contracts.column import ColumnState
from contracts.envelope import Fact
from contracts.message import MESSAGE
from contracts.site import SITE, UPDATE_HOME_PAGE
from tests.families.columns import LONG_AGO, NEWS, OTHER, codes, column, posted, registered, vetoes
from tests.families.making import ORG, fact, folded, owed

OLD, NEW = "portal", "new"


def moved(on: str, subject: str = "s-1", *posts: str, **data: Any) -> list[Fact]:
    """A column that stood on the old site from the last day of 2025, moved on this day, with these posts."""
    content = {"last_updated_on": LONG_AGO} | data
    first = registered("2025-12-31", subject, **content)
    return [first, registered(on, subject, site=NEW, **data), *(posted(day, subject) for day in posts)]


def site(name: str, today: str, behind: Sequence[bytes]) -> Any:
    opened = fact("w", "site.registered.v1", "2025-12-01", name, name="网", url="http://x.cn", kind="政府门户网站")
    return folded(SITE, [opened], date.fromisoformat(today), linked={"publishing.column": behind})


def both(today: str, behind: Sequence[bytes]) -> list[list[tuple[str, str, str | None]]]:
    """Vetoes of the site on which the columns stood, and of the one on which they stand."""
    return [[veto for veto in vetoes(site(name, today, behind)) if veto[0] != "home_page"] for name in (OLD, NEW)]


def test_a_column_that_moved_flows_to_every_site_on_which_it_stood() -> None:
    state = column(moved("2026-02-02"), "2026-02-03").state
    assert isinstance(state, ColumnState)
    assert state.sends == [f"publishing.site/{ORG}/{NEW}", f"publishing.site/{ORG}/{OLD}"]
    (left,) = state.moved_from
    assert (state.site, left.site) == (f"{ORG}:{NEW}", f"{ORG}:{OLD}")
    assert [(str(each.since), str(each.until)) for each in left.days] == [("2025-12-31", "2026-02-02")]


def test_rule_38_columns_fail_the_site_on_which_they_stood_while_they_were_stale_and_no_other() -> None:
    behind = [encode(column(moved("2026-02-02", f"c-{n}", "2026-02-02"), "2026-02-10")) for n in range(5)]
    assert both("2026-02-10", behind) == [[("columns_not_updated", "2026-01-15", "2026-02-02")], []]


def test_rule_38_columns_that_are_stale_when_they_move_fail_the_other_site_from_the_day_of_the_move() -> None:
    behind = [encode(column(moved("2026-02-02", f"c-{n}"), "2026-02-10")) for n in range(5)]
    assert both("2026-02-10", behind) == [
        [("columns_not_updated", "2026-01-15", "2026-02-02")],
        [("columns_not_updated", "2026-02-02", None)],
    ]


def test_rule_38_a_column_that_moves_back_speaks_for_each_site_on_its_own_days() -> None:
    def to_and_fro(subject: str) -> list[Fact]:
        return [*moved("2026-02-02", subject), registered("2026-02-05", subject)]

    behind = [encode(column(to_and_fro(f"c-{n}"), "2026-02-10")) for n in range(5)]
    assert both("2026-02-10", behind) == [
        [("columns_not_updated", "2026-01-15", "2026-02-02"), ("columns_not_updated", "2026-02-05", None)],
        [("columns_not_updated", "2026-02-02", "2026-02-05")],
    ]


def test_columns_without_content_count_where_they_stand() -> None:
    behind = [encode(column(moved("2026-02-02", f"c-{n}", last_updated_on=None), "2026-02-10")) for n in range(5)]
    old, new = (site(name, "2026-02-10", behind) for name in (OLD, NEW))
    assert ("columns_empty", "2025-12-31", "2026-02-02") in vetoes(old)
    assert ("columns_empty", "2026-02-02", None) in vetoes(new)
    assert (old.state.columns, new.state.columns, codes(old), codes(new)) == (0, 5, [], [])


def test_rule_39_a_message_fails_the_site_on_which_its_column_stands() -> None:
    waits = encode(
        folded(MESSAGE, [fact("m", "message.received.v1", "2026-01-05", "ly-1", column="s-1")], date(2026, 6, 1))
    )
    behind = [encode(column(moved("2026-05-06", kind=OTHER), "2026-06-01", messages=[waits]))]
    assert both("2026-06-01", behind) == [
        [("messages_unanswered", "2026-04-06", "2026-05-06")],
        [("messages_unanswered", "2026-05-06", "2027-01-05")],
    ]


@pytest.mark.parametrize(("name", "opened_on"), [(OLD, ["2026-01-10"]), (NEW, ["2026-02-02", "2026-02-20"])])
def test_rule_39_a_home_page_is_as_fresh_as_what_was_posted_while_it_stood_there(
    name: str, opened_on: list[str]
) -> None:
    move = moved("2026-02-02", "s-1", "2026-01-10", "2026-02-20", kind=NEWS, on_home_page=True)
    result = site(name, "2026-04-01", [encode(column(move, "2026-04-01"))])
    late = [str(duty.opened_on) for duty in owed(result, UPDATE_HOME_PAGE)]
    assert late[-len(opened_on) :] == opened_on
