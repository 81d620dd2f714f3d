"""What the cells of a restatement are called: measures, duties, findings and clauses in the words of their registries."""

from __future__ import annotations

from collections.abc import Callable

from contracts.families import FAMILIES
from law.codes import STATUS_NAMES
from law.signals import NAMES

_SHEET = {"total": "总分", "grade": "等次", "rank": "名次"}
_OBLIGATIONS = {
    "due": "到期",
    "met_on_time": "按期履行",
    **{str(status): words for status, words in STATUS_NAMES.items()},
}
_DAYS = {"count": "件数", "sum": "工作日合计", "max": "最长工作日"}


def cell_words(path: str) -> str:
    """A path such as ``by.items_published_by_channel.政府网站`` in Chinese; what is unknown stays as it is."""
    room, _, rest = path.partition(".")
    return _ROOMS[room](rest) if room in _ROOMS and rest else path


def measure_words(rest: str) -> str:
    """A measure such as ``items_published`` or ``items_published_by_channel@政府网站`` in Chinese."""
    code, _, label = rest.replace("@", ".", 1).partition(".")
    measure = FAMILIES.measures.get(code)
    if measure is None:
        return rest
    labelled = measure.labels.get(label, (label,))[0]
    return measure.chinese + (f"·{labelled}" if label else "")


def _days(rest: str) -> str:
    code, _, part = rest.partition(".")
    taken = part.removeprefix("histogram.")
    return f"{measure_words(code)}·{f'用{taken}个工作日的' if taken != part else _DAYS.get(part, part)}"


def _obligation(rest: str) -> str:
    code, _, status = rest.partition(".")
    duty = FAMILIES.duties.get(code)
    return f"{duty.chinese if duty else code}·{_OBLIGATIONS.get(status, status)}"


def _sheet(rest: str) -> str:
    clause, _, what = rest.rpartition(".")
    names = {"score": "得分", "veto": "一票否决"}
    return f"评分{clause}{names[what]}" if clause and what in names else _SHEET.get(rest, rest)


_ROOMS: dict[str, Callable[[str], str]] = {
    "counts": measure_words,
    "by": measure_words,
    "stocks": lambda rest: f"{measure_words(rest)}（期末）",
    "days": _days,
    "obligations": _obligation,
    "indicators": lambda code: f"指标异常·{NAMES.get(code, code)}",
    "sheet": _sheet,
}
