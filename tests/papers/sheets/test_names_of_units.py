"""Units are written by name, and a name that could be two is none."""

from __future__ import annotations

from papers.sheets.prepared import NamedUnit, names


def test_a_unit_has_its_names_and_a_former_one_those_that_nobody_took_over() -> None:
    units = [
        NamedUnit("x-ju", ("财政局", "某县 财政局"), False),
        NamedUnit("y-zhan", ("管理站", None), False),
        NamedUnit("z-zhan", ("管理站", None), False),
        NamedUnit("a-ju", ("财政局", None), True),
        NamedUnit("b-zhan", ("管理站", None), True),
        NamedUnit("c-xiang", ("红土乡", None), True),
    ]
    assert names(units) == {"财政局": "x-ju", "某县财政局": "x-ju", "红土乡": "c-xiang"}
