"""公开主体 in words: classes of townships, named units, departments by their words and by the domain, and what meets nobody."""

from __future__ import annotations

import pytest

from papers.catalog.roster import Resolver
from papers.catalog.units_file import own_words
from tests.papers.catalog.building import COUNTY, OFFICE, RESOLVER, codes, read_and_oblige, row, standard

TOWNS = ["x-baidi", "x-caotang", "x-hongtu"]
ALL = ["x-yongan", *TOWNS]
WORDS: dict[str, tuple[list[str], list[str], list[str]]] = {
    "县民政局": (["x-minzheng"], [], []),
    "奉节县民政局": (["x-minzheng"], [], []),
    "县级政府民政部门、乡镇政府（街道办事处）": (["x-minzheng"], ALL, []),
    "县民政局、各乡(镇)人民政府(街道办事处)": (["x-minzheng"], ALL, []),
    "市、区两级人民政府民政部门、街镇人民政府(街道办事处)": (["x-minzheng"], ALL, []),
    "各镇街": ([], ALL, []),
    "乡镇人民政府": ([], TOWNS, []),
    "乡镇人民 政府": ([], TOWNS, []),
    "镇级人民政府": ([], TOWNS, []),
    "镇政府": ([], ["x-baidi", "x-caotang"], []),
    "乡政府": ([], ["x-hongtu"], []),
    "街道\n办事处": ([], ["x-yongan"], []),
    "白帝镇人民政府、草堂镇": ([], ["x-baidi", "x-caotang"], []),
    "财政部门和应急管理部门": (["x-caizheng", "x-yingji"], [], []),
    "相关主管部门": (["x-minzheng"], [], []),
    "发改委": (["x-fagai"], [], []),
    "县发展和改革委员会": (["x-fagai"], [], []),
    "县人民政府": ([OFFICE], [], []),
    "县政府办公室": ([OFFICE], [], []),
    "重庆市奉节县民政局": (["x-minzheng"], [], []),
    "全县各乡镇（街道）": ([], ALL, []),
    "乡镇（街道）人民政府（办事处）": ([], ALL, []),
    "县级各部门、各乡镇（街道、管委会）": ([OFFICE, "x-minzheng", "x-caizheng", "x-yingji", "x-fagai"], ALL, []),
    "县民政局等部门按职责分工": (["x-minzheng"], [], []),
    "盖州市民政局": ([], [], ["盖州市民政局"]),
    "武汉市武昌区发展和改革局": ([], [], ["武汉市武昌区发展和改革局"]),
    "胡家镇人民政府": ([], [], ["胡家镇人民政府"]),
    "县教育局、县财政局": (["x-caizheng"], [], ["县教育局"]),
    "村民委员会": ([], [], ["村民委员会"]),
    "县民政局\n各乡镇人民政府": (["x-minzheng"], TOWNS, []),
    "县民政局 县财政局": (["x-minzheng", "x-caizheng"], [], []),
    "民政局社会救助科": (["x-minzheng"], [], []),
    "奉节县永安街道办事处": ([], ["x-yongan"], []),
    "奉节县白帝镇人民政府": ([], ["x-baidi"], []),
    "各级各部门": ([OFFICE, "x-minzheng", "x-caizheng", "x-yingji", "x-fagai"], [], []),
    "县、乡镇人民政府": ([OFFICE], TOWNS, []),
    "": ([], [], []),
}


@pytest.mark.parametrize("words", WORDS)
def test_the_words_of_a_body_meet_the_units_that_they_name(words: str) -> None:
    roster = RESOLVER.resolve(words, "社会救助", None)
    assert (roster.county, roster.towns, roster.unknown) == WORDS[words]


def test_an_empty_body_is_who_its_levels_say() -> None:
    roster = RESOLVER.resolve("", "社会救助", (True, True))
    assert (roster.county, roster.towns) == (["x-minzheng"], ALL)


def test_in_a_townships_own_catalog_the_township_is_meant() -> None:
    baidi = next(unit for unit in COUNTY if unit.org == "x-baidi")
    roster = Resolver(baidi, COUNTY, {}).resolve("镇人民政府", "社会救助", (False, True))
    assert (roster.county, roster.towns) == ([], ["x-baidi"])


def test_a_countys_own_words_come_first() -> None:
    own = own_words("公开主体,单位\n县教育局,x-minzheng\n各学校,x-yongan x-baidi\n", [unit.org for unit in COUNTY])
    roster = Resolver(COUNTY[0], COUNTY, own).resolve("县教育局、各学校", "义务教育", None)
    assert (roster.county, roster.towns, roster.unknown) == (["x-minzheng"], ["x-yongan", "x-baidi"], [])


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("a,b\n", "line 1 names no column 公开主体, 单位"),
        ("公开主体,单位\n甲,\n", "line 2"),
        ("公开主体,单位\n甲,y\n", "y not in"),
    ],
)
def test_a_wrong_table_of_words_is_named_by_its_line(table: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        own_words(table, ["x"])


def test_who_is_not_in_the_registry_is_found_and_the_row_is_taken_for_the_others_or_the_issuer() -> None:
    catalog = read_and_oblige(standard(row(body="县教育局、县民政局"), row(level2="其他", body="县教育局")))
    assert codes(catalog) == [("body.unknown", "G4"), ("body.unknown", "G5"), ("body.nobody", "G5")]
    assert [entry.elements.county_units for entry in catalog.good] == [["x-minzheng"], [OFFICE]]
    assert "gongkai orgs load" in catalog.entries[0].findings[0].remedy


def test_levels_that_differ_from_the_body_are_a_doubt() -> None:
    catalog = read_and_oblige(standard(row(body="乡镇人民政府", county="√", town="√")))
    assert codes(catalog) == [("tier.differs", "G4")]
    assert catalog.good[0].elements.town_units == TOWNS
    unknown = read_and_oblige(standard(row(body="县教育局、乡镇人民政府", county="√", town="√")))
    assert codes(unknown) == [("body.unknown", "G4")], "the level is missing because the unit is"
