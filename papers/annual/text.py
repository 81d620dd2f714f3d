"""What an annual report says beside its tables: sentences filled from the same numbers, and blanks for what only people can write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from law import table2, table3, table4
from law.outcomes import Row
from law.table4 import BLOCKS, Remedy, Result
from papers.annual.report import Report

BLANK = "【　　】"
"""To be written by people."""

GROUPS = {
    "予以公开": (Row.GRANTED,),
    "部分公开": (Row.PARTIAL,),
    "不予公开": tuple(row for row in Row if row.startswith("3_3_")),
    "无法提供": tuple(row for row in Row if row.startswith("3_4_")),
    "不予处理": tuple(row for row in Row if row.startswith("3_5_")),
    "其他处理": tuple(row for row in Row if row.startswith("3_6_")),
}
"""Results as a text names them together → rows of table 三."""


class Paragraph(NamedTuple):
    """A paragraph, or the heading of a section."""

    text: str
    heading: bool = False


def title(report: Report) -> str:
    """Whose report of which year."""
    return f"{report.name}{report.year}年政府信息公开工作年度报告"


def opening(report: Report) -> Iterator[Paragraph]:
    """What it rests on, and section 一."""
    yield Paragraph(
        "根据《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作"
        f"年度报告格式〉的通知》，编制本报告。所列数据的统计期限自{report.year}年1月1日起至{report.year}年12月31日止。"
    )
    yield Paragraph("一、总体情况", heading=True)
    yield Paragraph(f"（一）主动公开。{_proactive(report)}{BLANK}")
    yield Paragraph(f"（二）依申请公开。{_applications(report)}{_remedies(report)}{BLANK}")
    yield Paragraph(f"（三）政府信息管理。{BLANK}")
    yield Paragraph(f"（四）政府信息公开平台建设。{BLANK}")
    yield Paragraph(f"（五）监督保障。{BLANK}")
    if report.units:
        yield Paragraph(f"工作考核、社会评议和责任追究情况：{BLANK}")


def closing(report: Report) -> Iterator[Paragraph]:
    """Sections 五 and 六; the fees for handling information are stated here."""
    yield Paragraph("五、存在的主要问题及改进情况", heading=True)
    yield Paragraph(f"存在的主要问题：{BLANK}")
    yield Paragraph(f"改进情况：{BLANK}")
    yield Paragraph("六、其他需要报告的事项", heading=True)
    fees = f"收取信息处理费{report.fees}元" if report.fees else "没有收取信息处理费"
    yield Paragraph(f"按照《政府信息公开信息处理费管理办法》，{report.year}年{fees}。")
    yield Paragraph(f"其他事项：{BLANK}")


def basis(report: Report) -> str:
    """Of which period, up to which day and by which formulas its numbers are; under the text and under each table."""
    sums = "表三各列第一项加第二项之和，等于第三项（七）总计加第四项之和；表三、表四的总计是各项之和。"
    return f"{_period(report)}{sums}本报告不依据考核评分细则。"


def basis_of_units(report: Report) -> str:
    """The same under the list of a county's units."""
    return f"{_period(report)}各列是表三、表四的总计；各单位合计是上列各单位之和，县表是全县的表，两行应当相等。"


def _period(report: Report) -> str:
    return f"编制说明：期间为{report.year}年度，数据截至{report.as_of}。"


def _proactive(report: Report) -> str:
    """What table 二 counts; 规章 only where there are any, as most organs can make none."""
    sentences = []
    for row, name in ((table2.REGULATIONS, "规章"), (table2.NORMATIVE, "行政规范性文件")):
        cells = report.table2[row]
        made, repealed, in_force = (cells[column] for column in (table2.MADE, table2.REPEALED, table2.IN_FORCE))
        if row == table2.NORMATIVE or any((made, repealed, in_force)):
            sentences.append(f"制发{name}{made}件，废止{name}{repealed}件，现行有效{name}{in_force}件")
    decided = "、".join(
        f"{table2.ROWS[row][1]}决定{report.table2[row][table2.DECISIONS]}件"
        for row in (table2.LICENSING, table2.PENALTY, table2.COERCION)
    )
    fees = report.table2[table2.FEES][table2.AMOUNT]
    return f"{report.year}年，{'；'.join(sentences)}。作出{decided}。行政事业性收费{fees}万元。"


def _applications(report: Report) -> str:
    totals = {row: cells["total"] for row, cells in report.table3.items()}
    parts = [(name, sum(totals[row] for row in rows)) for name, rows in GROUPS.items()]
    results = "、".join(f"{name}{number}件" for name, number in parts)
    return (
        f"{report.year}年，新收政府信息公开申请{totals[table3.NEW]}件，上年结转{totals[table3.CARRIED_IN]}件。"
        f"办结{totals[table3.RESULTS_TOTAL]}件，其中{results}。结转下年度继续办理{totals[table3.CARRIED_OUT]}件。"
    )


def _remedies(report: Report) -> str:
    """Reviews with what came of them, lawsuits by the way to them."""
    cells = report.table4[Remedy.REVIEW]
    review = "、".join(f"{table4.RESULT_NAMES[result]}{cells[result]}件" for result in Result)
    lawsuits = [
        (BLOCKS[remedy][1], report.table4[remedy]["total"])
        for remedy in (Remedy.LITIGATION_DIRECT, Remedy.LITIGATION_AFTER_REVIEW)
    ]
    parts = "、".join(f"{way}{number}件" for way, number in lawsuits)
    return (
        f"因政府信息公开工作被申请行政复议{cells['total']}件，其中{review}。"
        f"被提起行政诉讼{sum(number for _, number in lawsuits)}件，其中{parts}。"
    )
