"""What is entered in the register: whom others name first, and under no name that leads to another page."""

from __future__ import annotations

import pytest

from cli.exits import USAGE, Stop
from cli.registering import in_order, page_of
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


@pytest.mark.parametrize("org", ["", "..", "../tokens", "a/b", "a?x", "a#b", "A", "财政局", "a b"])
def test_what_is_no_slug_leads_to_no_page(org: str) -> None:
    with pytest.raises(Stop, match="is no slug") as stop:
        page_of(org)
    assert stop.value.code == USAGE
    assert page_of("fengjie-caizhengju") == "/organisations/fengjie-caizhengju"
