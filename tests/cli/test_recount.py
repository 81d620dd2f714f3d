"""What the states of a whole log come to: rows of three views, and what is unmet."""

from __future__ import annotations

from cli.commands.verify import view_differences
from cli.recount import obligations, views
from contracts.families import Families
from tests.cli.records import ORG, fact, whole
from tests.deploy.toys.further import FAMILIES as FURTHER

WELLS = Families(FURTHER)
COUNTIES = {ORG: "fengjie"}


def dug(*days: str) -> list[object]:
    return [
        fact(f"f{number}", "well.dug.v1", f"w{number % 2}", day, families=WELLS, dug_on=day, depth=7)
        for number, day in enumerate(days)
    ]


STATES = whole({"wells": dug("2026-02-27", "2026-03-02", "2026-03-30")}, "2026-03-31", WELLS).states


def test_what_states_count_is_added_up_by_unit_and_by_month_quarter_and_year() -> None:
    rows = views(STATES, COUNTIES)
    counted = {view: {key: row["counts"] for key, row in of.items() if row["counts"]} for view, of in rows.items()}
    assert counted == {
        "monthly": {f"2026-02|{ORG}": {"wells_dug": 1}, f"2026-03|{ORG}": {"wells_dug": 2}},
        "quarterly": {f"2026-Q1|{ORG}": {"wells_dug": 3}},
        "annual": {f"2026|{ORG}": {"wells_dug": 3}},
    }
    # Due after five working days: 27 February on 5 March (Saturday 28 is worked), 2 March on the 9th, 30 March on 7 April.
    assert rows["monthly"][f"2026-03|{ORG}"]["obligations"]["show_well"]["overdue"] == 2
    assert rows["monthly"][f"2026-04|{ORG}"]["obligations"]["show_well"]["open"] == 1
    assert rows["annual"][f"2026|{ORG}"]["county"] == "fengjie"


def test_what_is_unmet_stands_side_by_side_under_the_ids_of_obligations() -> None:
    rows = obligations(STATES, COUNTIES)
    key = f"wells.well/{ORG}"
    assert sorted(rows) == [
        f"{key}/w0/show_well:2026-02-27",
        f"{key}/w0/show_well:2026-03-30",
        f"{key}/w1/show_well:2026-03-02",
    ]
    row = rows[f"{key}/w1/show_well:2026-03-02"]
    assert (row["kind"], row["county"], row["title"]) == ("wells.well", "fengjie", "w1")
    assert row["obligation"]["status"] == "overdue"


def test_a_difference_names_view_key_and_field() -> None:
    log = {"2026|aa": {"counts": {"wells_dug": 3}, "by": {}}}
    assert view_differences("annual", log, {"2026|aa": {"counts": {"wells_dug": 3}}}) == []
    assert view_differences("annual", log, {"2026|aa": {"counts": {"wells_dug": 2}}}) == [
        "annual 2026|aa counts.wells_dug: the log says 3, the view 2"
    ]
    assert view_differences("annual", log, {}) == ["annual 2026|aa counts.wells_dug: the log says 3, the view None"]
