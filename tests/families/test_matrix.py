"""Rules 38, 40 and 42 as a county's office looks at them: all accounts in one list, and the columns that go stale next."""

from __future__ import annotations

from datetime import date

import msgspec

from chassis.case import encode
from services.publishing.matrix import Account, Column, due, matrix
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
    assert (second["subject"], second["fails"], second["due_on"]) == ("s-2", [], None)


def test_an_account_that_was_closed_late_waits_for_no_post() -> None:
    closing = accounts.account_fact("closed", "2026-01-21", filed_on="2026-01-08", announced_on="2026-01-08")
    closed = accounts.account([accounts.opened("2026-01-06"), closing], TODAY.isoformat())
    assert [owed.status for owed in closed.obligations] == ["overdue"]
    (shown,) = matrix([msgspec.json.decode(encode(closed), type=Account)], COUNTIES, TODAY)["fengjie"]["accounts"]
    assert (shown["closed_on"], shown["due_on"]) == (date(2026, 1, 21), None)


def test_rule_38_columns_are_listed_by_the_day_on_which_they_go_stale() -> None:
    updated_on = {"c-1": "2026-01-10", "c-2": "2026-01-05", "c-3": "2026-01-20"}
    states = [
        msgspec.json.decode(encode(column([registered(on, subject)], TODAY.isoformat())), type=Column)
        for subject, on in updated_on.items()
    ]
    rows = due(states, COUNTIES, TODAY, 7)["fengjie"]["columns"]
    assert [(row["subject"], row["days_left"]) for row in rows] == [("c-2", -2), ("c-1", 3)]
    assert due(states, COUNTIES, TODAY, 14)["fengjie"]["columns"][-1]["subject"] == "c-3"
