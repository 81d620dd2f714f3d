"""Rule 50: what stands behind the catalog on a day, and the milestones of 奉节府办发〔2020〕101号."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.publishing.coverage import Covered, Entry, Obliging, coverage

COUNTIES = {"fengjie-aa": "fengjie", "fengjie-bb": "fengjie", "wushan-aa": "wushan"}


def entry(org: str, item: str, *covered: tuple[str, str | None], since: str = "2020-06-01", **rest: Any) -> Entry:
    span = {"level": "乡级", "domain": "社会救助"} | rest
    return Entry(
        org,
        item,
        f"事项{item}",
        [Obliging(date.fromisoformat(since), **span)],
        [Covered(date.fromisoformat(first), date.fromisoformat(last) if last else None) for first, last in covered],
    )


ENTRIES = [
    entry("fengjie-aa", "gd:1", ("2021-03-01", None)),
    entry("fengjie-aa", "gd:2", ("2021-03-01", "2022-05-01")),
    entry("fengjie-bb", "gd:1"),
    entry("fengjie-bb", "gd:3", ("2022-01-01", None), domain="脐橙产业", level="县级"),
    entry("wushan-aa", "wd:1"),
]


def fengjie(day: str) -> dict[str, Any]:
    shown: dict[str, Any] = coverage(ENTRIES, COUNTIES, date.fromisoformat(day))["fengjie"]
    return shown


def test_rule_50_rows_are_counted_per_unit_level_and_domain_and_empty_ones_named() -> None:
    shown = fengjie("2023-06-30")
    assert {name: shown[name] for name in ("obliged", "covered", "empty")} == {"obliged": 4, "covered": 2, "empty": 2}
    first, second = shown["units"]
    assert (first["org"], first["obliged"], first["empty"]) == ("fengjie-aa", 2, 1)
    assert first["domains"][0]["empty_items"] == [{"item": "gd:2", "title": "事项gd:2"}]
    assert [(row["level"], row["domain"], row["obliged"]) for row in second["domains"]] == [
        ("乡级", "社会救助", 1),
        ("县级", "脐橙产业", 1),
    ]


def test_rule_50_a_day_of_the_past_is_answered_as_it_was() -> None:
    assert [fengjie(day)["covered"] for day in ("2020-12-31", "2021-12-31", "2022-04-30", "2022-05-01")] == [0, 2, 3, 2]


def test_rule_50_milestones_say_how_many_of_the_26_domains_had_rows_something_and_no_gap() -> None:
    stones = fengjie("2023-12-31")["milestones"]
    assert [stone["on"] for stone in stones] == ["2020-12-31", "2021-12-31", "2022-12-31", "2023-12-31"]
    assert stones[1]["levels"]["乡级"] == {"domains": 26, "with_items": 1, "begun": 1, "complete": 0}
    assert stones[1]["levels"]["县级"] == {"domains": 26, "with_items": 0, "begun": 0, "complete": 0}
    assert [stone["on"] for stone in fengjie("2021-12-30")["milestones"]] == ["2020-12-31"]


def test_a_unit_that_the_registry_does_not_name_is_shown_by_itself() -> None:
    assert list(coverage(ENTRIES[:1], {}, date(2023, 1, 1))) == ["未登记"]
