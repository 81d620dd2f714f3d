"""Organisations of a file are entered in an order in which each names only those that are there."""

from __future__ import annotations

from cli.registering import in_order
from contracts.organisations import Organisation, organisations

HEAD = "org,name,county,county_name,kind,supervisor,valid_to,successor"


def listed(*rows: str) -> list[Organisation]:
    return organisations("\n".join([HEAD, *(row.replace(":", ",甲局,a,甲县,部门,") for row in rows)]))


def test_whom_others_name_comes_before_them() -> None:
    rows = ("a:b,,", "b:c,,", "c:,,", "d:elsewhere,2026-03-31,a")
    assert [unit.org for unit in in_order(listed(*rows))] == ["c", "b", "a", "d"]
    assert in_order(listed("a:,,", "b:a,,")) == listed("a:,,", "b:a,,")


def test_those_who_name_one_another_are_sent_all_the_same() -> None:
    assert [unit.org for unit in in_order(listed("a:b,,", "b:a,,", "c:a,,"))] == ["a", "b", "c"]
