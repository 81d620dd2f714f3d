"""The golden county's quarterly report and annual tables, worked out by hand from the facts: every paragraph, every cell that is not 0."""

from __future__ import annotations

import pytest

from law.table2 import COLUMNS as COLUMNS_2
from law.table3 import COLUMNS as COLUMNS_3
from law.table3 import ROWS
from law.table4 import COLUMNS as COLUMNS_4
from law.table4 import Remedy
from tests.families.golden_county import CIVIL, EAST, FACTS, FINANCE, JUSTICE, WEST
from tests.families.golden_report import QUARTER, filled, report, tables

# Published: a-1, gw-1, a-2, a-3 of 财政局, b-1, b-2, gw-2, b-3 of 民政局, c-1, d-1: 10. An interpretation and a post are no items.
# Asked: sq-1 to sq-4; answered all but sq-3. Late sq-2 (02-12, due 02-09), overdue sq-3 (due 03-23).
# Due in the quarter, by their last days:
#   answers 4: sq-1 02-03 and sq-4 03-06 in time, sq-2 late, sq-3 overdue;
#   publications 9: a-1 02-02, gw-1 02-09, a-2 03-06, a-3 03-30, b-2 03-06, gw-2 03-30, c-1 03-06, d-1 02-09 in time, b-1 02-02 late;
#     b-3, formed on 03-16, is due on 04-14 (清明 on 04-06) and no part of the quarter;
#   posts of 东镇 6: 01-19, 01-29, 02-11, 02-24, 03-10, 03-23 in time; the next is due on 04-03;
#   posts of 西乡 3: 01-19 in time, 01-24 late (02-20), 03-06 overdue; its account, opened on 01-06: 01-20 overdue, 1.
# 4 + 9 + 6 + 3 + 1 = 23; in time 2 + 8 + 6 + 1 = 17; late 1 + 1 + 1 = 3; overdue 1 + 1 + 1 = 3, two of them of 西乡.
TEXT = [
    "本季度（2026年第1季度）数据截至2026年4月10日，共5个单位。",
    "主动公开：本季度公开政府信息10条。",
    "依申请公开：本季度收到申请4件，答复3件；到期应答复的，逾期答复1件，逾期未答复1件。",
    "按期履行：本季度到期的义务23项，按期履行17项，逾期履行3项，逾期未履行3项。",
    "逾期未履行最多的单位：西乡2项、民政局1项。",
    "得分排在后面的单位（乡镇，共2个）：西乡40.67分。",
    "得分排在后面的单位（部门，共3个）：民政局41分、司法局96分。",
]

RANKINGS = {
    "乡镇": [(EAST, "76", 1), (WEST, "40.67", 2)],
    "部门": [(FINANCE, "100", 1), (JUSTICE, "96", 2), (CIVIL, "41", 3)],
}

# Cells that are not 0, by unit: table/row/column. 二: gw-1 and gw-2 are 行政规范性文件 signed in the year, nothing is repealed;
# 12345 元 are 1.2345 万元. 三: sq-2 is a firm's. 四: fy-1 is upheld; ss-1, without 复议 before it, is not decided.
MADE = {"2/20_1_normative_documents/made": "1", "2/20_1_normative_documents/in_force": "1"}
UNIT_CELLS = {
    # sq-1 was granted.
    FINANCE: {
        **MADE,
        "3/1_new/natural": "1",
        "3/1_new/total": "1",
        "3/3_1_granted/natural": "1",
        "3/3_1_granted/total": "1",
        "3/3_7_total/natural": "1",
        "3/3_7_total/total": "1",
    },
    # sq-2 was granted; sq-3 waits, and is carried out.
    CIVIL: {
        **MADE,
        "2/20_5_licensing/decisions": "12",
        "2/20_8_fees/amount_10k_yuan": "1.2345",
        "3/1_new/natural": "1",
        "3/1_new/business": "1",
        "3/1_new/total": "2",
        "3/3_1_granted/business": "1",
        "3/3_1_granted/total": "1",
        "3/3_7_total/business": "1",
        "3/3_7_total/total": "1",
        "3/4_carried_out/natural": "1",
        "3/4_carried_out/total": "1",
        "4/review/upheld": "1",
        "4/review/total": "1",
    },
    # What sq-4 asked for does not exist here: （四）1.
    JUSTICE: {
        "3/1_new/natural": "1",
        "3/1_new/total": "1",
        "3/3_4_1/natural": "1",
        "3/3_4_1/total": "1",
        "3/3_7_total/natural": "1",
        "3/3_7_total/total": "1",
        "4/litigation_direct/pending": "1",
        "4/litigation_direct/total": "1",
    },
    EAST: {},
    WEST: {},
}

# The sums of the five: 4 = 3 + 1 new, 3 = 2 + 1 with a result, 1 carried out: 4 + 0 = 3 + 1.
COUNTY_CELLS = {
    "2/20_1_normative_documents/made": "2",
    "2/20_1_normative_documents/in_force": "2",
    "2/20_5_licensing/decisions": "12",
    "2/20_8_fees/amount_10k_yuan": "1.2345",
    "3/1_new/natural": "3",
    "3/1_new/business": "1",
    "3/1_new/total": "4",
    "3/3_1_granted/natural": "1",
    "3/3_1_granted/business": "1",
    "3/3_1_granted/total": "2",
    "3/3_4_1/natural": "1",
    "3/3_4_1/total": "1",
    "3/3_7_total/natural": "2",
    "3/3_7_total/business": "1",
    "3/3_7_total/total": "3",
    "3/4_carried_out/natural": "1",
    "3/4_carried_out/total": "1",
    "4/review/upheld": "1",
    "4/review/total": "1",
    "4/litigation_direct/pending": "1",
    "4/litigation_direct/total": "1",
}


def test_the_quarterly_report_says_what_was_written_by_hand() -> None:
    head = report()
    assert (head.title, head.period, head.numbered) == ("青山县2026年第1季度政务公开季通报", QUARTER, "〔2026〕1")
    assert head.text == TEXT


def test_the_report_ranks_the_units_of_each_roster_as_worked_out_by_hand() -> None:
    rankings = {
        ranking.roster: [(place.org, place.total, place.rank) for place in ranking.places]
        for ranking in report().rankings
    }
    assert rankings == RANKINGS


def test_the_countys_tables_have_the_cells_that_were_worked_out_by_hand_and_no_others() -> None:
    county = tables(2026)["counties"]["qingshan"]
    assert filled(county) == COUNTY_CELLS
    assert (county["broken"], county["differences"]) == ([], [])
    assert {row: set(columns) for row, columns in county["table2"].items()} == {
        row: set(columns) for row, columns in COLUMNS_2.items()
    }
    assert county["table3"].keys() == ROWS.keys()
    assert all(columns.keys() == COLUMNS_3.keys() for columns in county["table3"].values())
    assert county["table4"].keys() == set(Remedy)
    assert all(columns.keys() == COLUMNS_4.keys() for columns in county["table4"].values())


@pytest.mark.parametrize("unit", UNIT_CELLS)
def test_each_units_tables_have_the_cells_that_were_worked_out_by_hand_and_no_others(unit: str) -> None:
    body = tables(2026)["counties"]["qingshan"]["units"][unit]
    assert filled(body) == UNIT_CELLS[unit]
    assert body["broken"] == []


def test_there_are_five_units_and_some_forty_facts() -> None:
    assert len({unit for unit, *_ in FACTS}) == 5
    assert 40 <= len(FACTS) <= 50
