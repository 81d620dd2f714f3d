"""Rules 38, 40 and 42 as a county's office looks at them: all accounts in one list, and the columns that go stale next."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from chassis.case import encode
from services.publishing.fresh import Column, due
from services.publishing.matrix import Account, matrix
from tests.families import test_account_vetoes as accounts
from tests.families.columns import column, registered

COUNTIES = {"fengjie-aa": "fengjie"}
TODAY = date(2026, 1, 21)


def test_rule_42_the_matrix_names_every_account_of_the_county_and_what_fails_it() -> None:
    silent = accounts.account([accounts.opened("2026-01-06")], TODAY.isoformat())
    closed = accounts.account(
        [
            accounts.opened("2026-01-06", "s-2", platform="微博"),
            accounts.account_fact("closed", "2026-01-10", "s-2", filed_on="2026-01-08", announced_on="2026-01-08"),
        ],
        TODAY.isoformat(),
    )
    states = [msgspec.json.decode(encode(result), type=Account) for result in (closed, silent)]
    shown = matrix(states, COUNTIES, TODAY)["fengjie"]
    assert (shown["running"], shown["closed"], shown["failing"], shown["platforms"]) == (1, 1, 1, {"微信": 1})
    first, second = shown["accounts"]
    assert (first["subject"], first["fails"], first["due_on"]) == ("s-1", ["silent"], date(2026, 1, 20))
    assert (first["state"], first["stale_on"], second["state"]) == ("failing", date(2026, 1, 21), "closed")
    assert (second["subject"], second["fails"], second["due_on"]) == ("s-2", [], None)


def test_an_account_that_was_closed_late_waits_for_no_post() -> None:
    closing = accounts.account_fact("closed", "2026-01-21", filed_on="2026-01-08", announced_on="2026-01-08")
    closed = accounts.account([accounts.opened("2026-01-06"), closing], TODAY.isoformat())
    assert [owed.status for owed in closed.obligations] == ["overdue"]
    (shown,) = matrix([msgspec.json.decode(encode(closed), type=Account)], COUNTIES, TODAY)["fengjie"]["accounts"]
    assert (shown["closed_on"], shown["due_on"]) == (date(2026, 1, 21), None)


def listed(within: int, **registers: dict[str, Any]) -> dict[str, Any]:
    """The county's list of these columns, each registered as it says."""
    states = [
        msgspec.json.decode(encode(column([registered(subject=name, **register)], TODAY.isoformat())), type=Column)
        for name, register in registers.items()
    ]
    county: dict[str, Any] = due(states, COUNTIES, TODAY, within)["fengjie"]
    return county


def full(on: str) -> dict[str, Any]:
    """A column of news with content of that day."""
    return {"on": on, "last_updated_on": on}


FULL = {"c1": full("2026-01-10"), "c2": full("2026-01-05"), "c3": full("2026-01-20")}


def test_rule_38_columns_are_listed_by_the_day_on_which_they_go_stale() -> None:
    rows = listed(7, **FULL)["columns"]
    assert [(row["subject"], row["days_left"], row["empty_since"]) for row in rows] == [
        ("c2", -2, None),
        ("c1", 3, None),
    ]
    assert rows[0]["stale_on"] == date(2026, 1, 20)
    assert listed(14, **FULL)["columns"][-1]["subject"] == "c3"


def test_rule_38_an_empty_column_is_listed_whenever_its_update_is_due() -> None:
    rows = listed(0, e1={"on": "2026-01-19"}, e2={"on": "2026-01-02", "must_update": False}, c3=full("2026-01-20"))
    assert [(row["subject"], row["days_left"], row["empty_since"]) for row in rows["columns"]] == [
        ("e1", 12, date(2026, 1, 19)),
        ("e2", None, date(2026, 1, 2)),
    ]


def test_each_site_is_summed_up_by_the_units_that_fill_it() -> None:
    (site,) = listed(7, **FULL, e1={"on": "2026-01-19"})["sites"]
    assert site == {
        "site": "fengjie-aa:portal",
        "org": "fengjie-aa",
        "columns": 4,
        "stale": 1,
        "due": 1,
        "empty": 1,
        "next_due_on": date(2026, 1, 19),
    }
