"""Whose report of which year a title names, in the ways in which titles are written."""

from __future__ import annotations

import pytest

from law.report_check.published import Passage
from papers.annual.reading.gathered import Gathered
from papers.annual.reading.titles import organ_of, period_of, title_of


@pytest.mark.parametrize(
    ("text", "agency", "year"),
    [
        ("奉节县永乐镇人民政府2025年政府信息公开工作年度报告", "奉节县永乐镇人民政府", 2025),
        ("2025年金厂镇政府信息公开工作年度报告", "金厂镇", 2025),
        ("2023年政府信息公开工作年度报告", "", 2023),
        ("二〇二三年奉节县政府信息公开工作年度报告", "奉节县", 2023),
        ("《2023年如东县人民政府办公室政府信息公开年度报告》", "如东县人民政府办公室", 2023),
        ("奉节县政府信息公开工作年度报告（2023年）", "奉节县", 2023),
        ("奉节县人民政府信息公开2023年度报告", "奉节县人民政府", 2023),
        ("会同县林业局信息公开工作年度报告", "会同县林业局", None),
        ("政府信息公开工作年度报告", "", None),
        ("重庆市奉节县 2023 年度 政府信息公开工作报告", "重庆市奉节县", 2023),
        ("奉节县财政局关于2023年政府信息公开工作年度报告", "奉节县财政局", 2023),
        ("根据《条例》规定，现公布区统计局2023年政府信息公开工作年度报告。本报告由六部分组成。", "区统计局", 2023),
        ("特向社会公布本镇2021年度政府信息公开年度报告。", "", 2021),
        ("根据规定，现向社会公布2024年兴和县政府信息公开工作年度报告。", "兴和县", 2024),
        ("2022年湖口县卫生健康委员会信息公开年报", "湖口县卫生健康委员会", 2022),
        ("铜川市公安局编制完成2024年政府信息公开年度报告，数据自2024年1月1日起。", "", 2024),
        ("演示数据（模拟）    填报单位：奉节县    年度：2026年    数据截至：2026-03-01", "奉节县", 2026),
    ],
)
def test_a_title_names_the_organ_and_the_year(text: str, agency: str, year: int | None) -> None:
    title = title_of(text)
    assert title is not None
    assert (title.agency, title.year) == (agency, year)


@pytest.mark.parametrize(
    "text", ["一、总体情况", "关于做好年度报告编制发布工作的通知", "2023年，全县公开信息4702条。", "报告" * 400]
)
def test_what_is_no_title_names_nobody(text: str) -> None:
    assert title_of(text) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["奉节县财政局", "2024年政府信息公开工作年度报告"],
        ["奉节县财政局2024年度政府", "信息公开工作年度报告"],
        ["奉节县财政局", "2024年度", "政府信息公开工作年度报告"],
        ["奉节县财政局", "2024年度政府信息", "公开工作年度报告"],
        ["奉节县财政局", "政府信息公开工作年度报告", "（2024年度）"],
        ["附件", "奉节县财政局2024年政府信息公开工作年度报告", "（2025年1月20日）"],
    ],
)
def test_a_title_may_break_anywhere(lines: list[str]) -> None:
    gathered = Gathered()
    for line in lines:
        gathered.text(Passage(line, ""))
    assert (gathered.current.agency, gathered.current.year) == ("奉节县财政局", 2024)


def test_the_organ_may_stand_on_a_line_of_its_own_and_the_year_in_the_period() -> None:
    assert organ_of("奉节县永乐镇人民政府") == "奉节县永乐镇人民政府"
    assert organ_of("一、总体情况") == organ_of("监督保障") == ""
    assert period_of("本报告所列数据的统计期限自2024年1月1日起至12月31日止。") == 2024
    assert period_of("成立于1949年1月1日。") is None
