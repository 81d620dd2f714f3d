"""Wordings of published reports that mislead: carried over, channels, comparisons, outcomes, other applications.

The figures are those of the reports of 2021 to 2025 that are named; the sentences are shortened.
"""

from __future__ import annotations

import pytest

from law.report_check.published import Passage
from law.report_check.text.parts import exceeded
from law.report_check.text.scope import Speaker
from law.report_check.text.statements import Statement, stated


def statements(agency: str, year: int, text: str) -> list[Statement]:
    """What a paragraph states."""
    return list(stated([Passage(text, "第1段")], Speaker(agency), year))


def read(agency: str, year: int, text: str) -> list[tuple[str, int]]:
    """What it states of the report's own year and scope."""
    claims_of_text = statements(agency, year, text)
    return [(each.claim.about, int(each.number)) for each in claims_of_text if not each.scope and each.year == year]


@pytest.mark.parametrize(
    ("agency", "year", "text", "expected"),
    [
        (
            "合江县",
            2022,
            "新受理政府信息公开申请17件，办结17件，上年转结政府信息公开申请0件，转下一年办理0件。",
            [("新收申请", 17), ("办结申请", 17), ("上年结转申请", 0), ("结转下年度申请", 0)],
        ),
        (
            "武汉市公安局",
            2024,
            "全年收政府信息公开申请464件，结转上年度申请3件，本年度办结441件，剩余26件结转下年度办理。",
            [("新收申请", 464), ("上年结转申请", 3), ("办结申请", 441), ("结转下年度申请", 26)],
        ),
        (
            "东阳市自然资源和规划局",
            2023,
            "办结依申请公开件177件（含2022年结转的3件）。",
            [("办结申请", 177), ("上年结转申请", 3)],
        ),
        (
            "重庆两江新区",
            2024,
            "收到政府信息公开申请383件，结转2025年度继续办理政府信息公开申请16件，较上年增长36.3%。",
            [("新收申请", 383), ("结转下年度申请", 16)],
        ),
        (
            "东城区住房和城市建设委员会",
            2025,
            "新受理政府信息公开申请104件，2024年结转政府信息公开申请0件。另有6件申请结转到下年度继续办理。",
            [("新收申请", 104), ("上年结转申请", 0), ("结转下年度申请", 6)],
        ),
        (
            "东湖街道办事处",
            2023,
            "通过网站共办理并答复信息公开申请3件、纸质申请36件，顺延至下一年答复2件。",
            [("结转下年度申请", 2)],
        ),
        ("某县", 2024, "新增政府信息公开申请45件、结转2件。", [("新收申请", 45), ("结转申请", 2)]),
        ("某县", 2024, "上年结转办理政府信息公开申请2件。", [("上年结转申请", 2)]),
        (
            "某县",
            2024,
            "收到政府信息公开申请36件，其中办结36件，无结转2025年继续办理件。",
            [
                ("新收申请", 36),
                ("办结申请", 36),
                ("结转下年度申请", 0),
            ],
        ),
    ],
)
def test_what_is_carried_in_and_out_is_told_apart_and_moves_no_year(
    agency: str, year: int, text: str, expected: list[tuple[str, int]]
) -> None:
    assert read(agency, year, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请41件（含上年度结转3件）。",
        "收到政府信息公开申请（含上年结转）41件。",
        "收到政府信息公开申请41件，其中上年结转3件。",
    ],
)
def test_what_came_in_may_hold_what_was_carried_in_where_the_sentence_says_so(text: str) -> None:
    came_in = statements("渝中区人民政府办公室", 2025, text)[0]
    assert int(came_in.number) == 41
    assert [len(reading) for reading in came_in.claim.readings] == [1, 2]


def test_what_came_in_without_that_is_what_was_newly_received_alone() -> None:
    for text in ("收到政府信息公开申请41件。", "收到政府信息公开申请41件（不含上年结转）。"):
        (came_in,) = statements("渝中区人民政府办公室", 2025, text)
        assert [len(reading) for reading in came_in.claim.readings] == [1]


@pytest.mark.parametrize(
    ("agency", "year", "text", "expected"),
    [
        (
            "平度市公安局",
            2023,
            "收到信息公开申请22起，比2022年（31起）下降29%，答复22起。",
            [("新收申请", 22), ("办结申请", 22)],
        ),
        (
            "某县",
            2024,
            "受理政府信息公开申请88件，较2023年的101件减少13件，办结85件。",
            [("新收申请", 88), ("办结申请", 85)],
        ),
        ("某县", 2024, "近三年，共收到政府信息公开申请224件。", []),
        ("某县", 2024, "一季度收到政府信息公开申请20件，二季度30件。", []),
        (
            "瓯海区审计局",
            2024,
            "办理因2023年度政府信息公开申请引发行政复议1件、引发行政诉讼2件。",
            [("行政复议", 1), ("行政诉讼", 2)],
        ),
    ],
)
def test_a_year_named_in_passing_is_not_what_is_spoken_of(
    agency: str, year: int, text: str, expected: list[tuple[str, int]]
) -> None:
    assert read(agency, year, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未收到依申请公开行政复议、行政诉讼案件。", [("行政复议、行政诉讼", 0)]),
        ("未收到政府信息公开申请、行政复议和行政诉讼案件。", [("行政复议、行政诉讼", 0), ("新收申请", 0)]),
        ("政府信息公开申请引发行政复议1件。", [("行政复议", 1)]),
        ("收到政府信息公开申请5件、行政复议1件。", [("新收申请", 5), ("行政复议", 1)]),
        ("行政复议案件21件，其中维持15件，驳回3件，责令履行2件。", [("行政复议", 21), ("行政复议结果维持", 15)]),
        ("以部门为被申请人的行政复议案件9件，驳回复议申请2件。", []),
    ],
)
def test_reviews_and_lawsuits_are_no_applications_and_what_has_no_column_is_not_compared(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert read("铜川市公安局", 2024, text) == expected


def test_an_outcome_after_reviews_and_lawsuits_together_may_be_of_either_or_of_both() -> None:
    text = "政府信息公开被行政复议5宗、行政诉讼0宗，其中2宗维持原答复，1宗尚未审结。"
    claims_of_text = statements("番禺区人民政府办公室", 2024, text)
    assert [int(each.number) for each in claims_of_text] == [5, 0, 2, 1]
    assert [sorted({len(reading) for reading in each.claim.readings}) for each in claims_of_text] == [
        [1],
        [2],
        [1, 2, 3],
        [1, 2, 3],
    ]
    alone = statements("某县", 2024, "行政复议5件，其中行政复议维持2件；行政诉讼1件，维持1件。")
    assert [len(each.claim.readings) for each in alone] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("text", "first", "or_else"),
    [
        ("政府信息公开起诉案件1件，正在审理中；结转起诉案件2件，结果维持。", 1, {3}),
        ("政府信息公开起诉案件1件，结转起诉案件2件。", 1, {2, 3}),
        ("清理规范性文件，予以废止2件、宣布失效3件。", 5, {2, 3}),
        ("清理规范性文件，失效2件，废止4件。", 2, {4, 6}),
        ("废止规范性文件4件。", 4, set()),
    ],
)
def test_what_is_counted_in_two_steps_may_be_the_sum_or_one_of_them(text: str, first: int, or_else: set[int]) -> None:
    statement = statements("正定县人民政府办公室", 2025, text)[0]
    assert (int(statement.number), {int(each) for each in statement.or_else}) == (first, or_else)


def test_news_of_decisions_is_no_number_of_decisions() -> None:
    assert read("某镇", 2024, "主动公开财政信息2条，行政许可0宗、行政处罚0宗。") == []
    assert read("某镇", 2024, "主动公开政府信息100条，作出行政许可决定50件。") == [("行政许可", 50)]


@pytest.mark.parametrize(
    "text",
    [
        "主动公开公文2条，依申请公开2条，免于公开0条。",
        "2025年办理占用城市道路申请件77件。",
        "依申请公开案例评选2件。",
        "对88件依申请公开件逐件审核。",
    ],
)
def test_what_only_looks_like_an_application_is_none(text: str) -> None:
    assert read("城中区城乡建设局", 2025, text) == []


def test_units_to_which_applications_are_passed_on_are_no_scope() -> None:
    claims_of_text = statements("某县财政局", 2024, "收到政府信息公开申请25件，转交其他部门5件，办结20件。")
    assert [(each.claim.about, int(each.number), each.scope) for each in claims_of_text] == [
        ("新收申请", 25, ""),
        ("办结申请", 20, ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "收到依申请公开9件，上年转结1件，其中网络申请5件，信函申请5件。",
        "收到申请20件，办结18件，其中网络申请12件，信函申请8件。",
    ],
)
def test_parts_may_be_of_a_number_earlier_in_their_sentence_or_of_the_sum(text: str) -> None:
    assert list(exceeded(text)) == []


def test_parts_of_nothing_in_their_sentence_are_too_many() -> None:
    (parts,) = exceeded("收到申请20件，办结18件，其中予以公开12件，不予公开9件。")
    assert (int(parts.total), int(parts.sum)) == (18, 21)
