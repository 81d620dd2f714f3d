"""A total whose own parts add up to more: 主动公开23条，其中公示公告15条、工作情况32条."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from law.report_check.text.phrases import Quantity, bracketed, quantities, spelled, without_brackets

_LIST = re.compile(
    r"^(?:政府信息|信息|政务信息|文件|申请)?[，。,：:；]?(?:其中|包括|分别为|分别是|具体为|主要包括|具体包括)|^[：:]"
)
_ENDS = re.compile(r"同时|此外|另外|另有|收到|受理|答复|回复|累计|全年|开展|其中|行政复议|行政诉讼")
_OVERLAPPING = re.compile(r"微信|微博|网站|公众号|平台|新媒体|渠道|公示栏|显示屏|客户端|APP|抖音|转载")
_COMPARED = re.compile(r"[较比].*(?:增|减|多|少|升|降)|同比|占|%")
_LONG = 600
"""Characters of a list at most, and of what stands before its total in the sentence."""
_STOP, _STOP_OF_CLAUSE = re.compile(r"[。！？]"), re.compile(r"[。！？；;]")
"""Where a list ends: one after a colon goes on after semicolons."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A total and its parts; ``overlapping`` where the parts are channels, so that one thing may count in several."""

    total: Decimal
    unit: str
    parts: tuple[Decimal, ...]
    text: str
    overlapping: bool

    @property
    def sum(self) -> Decimal:
        """Of the parts."""
        return sum(self.parts, Decimal(0))


def exceeded(text: str) -> Iterator[Parts]:
    """The totals of a paragraph that are smaller than the sum of their parts."""
    whole = spelled(text)
    for found in _lists(whole):
        if found.sum > found.total and len(found.parts) > 1:
            yield found


def _lists(whole: str) -> Iterator[Parts]:
    yield from _with_words(without_brackets(whole))
    for inner in bracketed(whole):
        yield from _with_words(without_brackets(inner))
    for match in re.finditer(r"(?<![\d,.])(?=(\d[\d,]*(?:件|条|个|份|宗|起))[（(])", whole):
        total = quantities(match[1])
        inside = next(bracketed(whole[match.start() :]), "")
        if total and not total[0].about and "其中" not in inside[2:]:
            yield from _list(total[0], without_brackets(inside), whole[match.start() :], _STOP)


def _with_words(text: str) -> Iterator[Parts]:
    for total in quantities(text):
        start = _LIST.search(total.after)
        if start and not total.about:
            rest = text[total.end + start.end() :]
            colon = start.group().endswith(("：", ":")) or rest.startswith(("：", ":"))
            begin = max(text.rfind(mark, 0, total.end) for mark in "。；") + 1
            sentence = max(text.rfind("。", 0, total.end) + 1, total.end - _LONG)
            for parts in _list(total, rest[:_LONG], text[begin:], _STOP if colon else _STOP_OF_CLAUSE):
                if parts.sum <= total.number or parts.sum not in _told(text[sentence : total.end], total):
                    yield parts


def _told(text: str, total: Quantity) -> set[Decimal]:
    """What the parts may be parts of, beside the number just before them: an earlier one of the sentence, or their sum."""
    earlier = [quantity.number for quantity in quantities(text) if quantity.unit == total.unit and not quantity.about]
    return {*earlier, *accumulate(reversed(earlier))}


def _list(total: Quantity, text: str, shown: str, stop: re.Pattern[str]) -> Iterator[Parts]:
    end = stop.search(text)
    within = text[: end.start()] if end else text
    parts: list[Decimal] = []
    labels = ""
    for quantity in quantities(within):
        if _ENDS.search(quantity.before) and parts:
            break
        if quantity.unit == total.unit and not quantity.about and not _COMPARED.search(quantity.before):
            parts.append(quantity.number)
            labels += quantity.before
    if parts:
        overlapping = bool(_OVERLAPPING.search(labels))
        yield Parts(total.number, total.unit, tuple(parts), shown[:60], overlapping)
