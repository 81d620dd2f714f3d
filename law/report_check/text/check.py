"""The text of a report beside its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from law.report_check.finding import Finding, Level, key_words, number, of_cells
from law.report_check.published import TABLE_NAMES, PublishedReport
from law.report_check.text import measures
from law.report_check.text.parts import Parts, exceeded
from law.report_check.text.scope import Speaker
from law.report_check.text.statements import Statement, stated

_FEE = re.compile(r"信息处理费|处理费|收费|费用")
_OTHER_MATTERS = re.compile(r"其[他它]需要报告的?事项")


def text(report: PublishedReport, before: PublishedReport | None) -> Iterator[Finding]:
    """Numbers in the text that differ from the tables, of this year or, with last year's report, of last year."""
    speaker = Speaker(report.agency)
    for statement in stated(report.passages, speaker, report.year):
        yield from _compared(report, before, statement)
    for passage in report.passages:
        for parts in exceeded(passage.text):
            yield _exceeding(report, parts, passage.place)
    yield from _fee(report)


def _compared(report: PublishedReport, before: PublishedReport | None, statement: Statement) -> Iterator[Finding]:
    about = report
    if statement.year != report.year:
        if before is None or before.year != statement.year:
            return
        about = before
    values = [measures.value(about, reading) for reading in statement.claim.readings]
    known = [value for value in values if value is not None]
    stated_numbers = [statement.number, *statement.or_else]
    if len(known) < len(values) or any(_same(each, value) for each in stated_numbers for value in known):
        return
    reading = statement.claim.readings[0]
    table = " ".join(dict.fromkeys(TABLE_NAMES[key.table] for key in reading))
    whose = f"{about.name}的{table}" if about is before else table
    scoped = bool(statement.scope)
    yield Finding(
        "text.scope" if scoped else "text.differs",
        Level.HINT if scoped else Level.ERROR,
        report.name,
        f"正文“{_short(statement.clause)}”",
        (statement.place, *of_cells(about, *reading)),
        f"正文的{statement.claim.about}与{whose}不同" + (f"：正文说的是“{statement.scope}”" if scoped else ""),
        f"口径不同可以不改；最好在正文写明统计范围（{_cells(reading)}）"
        if scoped
        else f"核对后改正正文或者{_cells(reading)}；口径不同的，在正文写明范围",
        number(statement.number),
        number(known[0]),
        reading,
    )


def _cells(reading: measures.Reading) -> str:
    table, row, column = key_words(reading[0])
    more = "等格" if len(reading) > 1 else ""
    return f"{table} {row}、{column}{more}"


def _same(stated_number: Decimal, value: Decimal) -> bool:
    """Whether the text gives the table's number, with fewer decimals perhaps."""
    exponent = stated_number.as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    return stated_number == value or (
        exponent < 0 and stated_number == value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)
    )


def _exceeding(report: PublishedReport, parts: Parts, place: str) -> Finding:
    sums = "+".join(number(part) for part in parts.parts)
    return Finding(
        "text.parts",
        Level.WARNING if parts.overlapping else Level.ERROR,
        report.name,
        f"正文“{_short(parts.text)}”",
        (place,),
        "分项之和大于总数" + ("（按渠道分列的可能重复计算）" if parts.overlapping else ""),
        f"核对总数和分项：{sums}={number(parts.sum)}",
        f"{number(parts.total)}{parts.unit}",
        f"{number(parts.sum)}{parts.unit}",
    )


def _fee(report: PublishedReport) -> Iterator[Finding]:
    """Section 六 must state the 信息处理费 that was collected (国办函〔2020〕109号); where there is a section 六."""
    texts = [passage.text for passage in report.passages]
    if (report.year or 2021) < 2021:
        return
    heads = [at for at, passage in enumerate(texts) if _OTHER_MATTERS.search(passage) and len(passage) < 40]
    if heads and not any(_FEE.search(passage) for passage in texts[heads[-1] :]):
        yield Finding(
            "text.no_fee",
            Level.HINT,
            report.name,
            "六、其他需要报告的事项",
            (report.passages[heads[-1]].place,),
            "没有写明信息处理费收取情况",
            "请写明本年度收取信息处理费的金额，没有收取的写0元",
        )


def _short(clause: str) -> str:
    return clause if len(clause) <= 40 else f"{clause[:40]}…"
