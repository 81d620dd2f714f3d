"""What the office writes into blanks from a file of its own. It is read for a letter, and goes nowhere else."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from papers.letters.texts import texts

_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class EntriesError(ValueError):
    """The file cannot be used; the text names the line or the entry, and never its value."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Text by place: for every letter, and for the application ``<org>/<subject>`` alone."""

    common: Mapping[str, str] = field(default_factory=dict)
    single: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, case: str) -> dict[str, str]:
        """The entries for one application; its own go before those for every letter."""
        return {**self.common, **self.single.get(case, {})}


def read(text: str) -> Entries:
    """Entries of a YAML text: ``place: text``, or ``<org>/<subject>:`` with such lines below it.

    A place is named by its code or by the words of its blank. Raises EntriesError.
    """
    try:
        # Everything is text here: a number of many digits or a day stays as it was written.
        data = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506  # it makes text, lists and mappings only
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise EntriesError(f"不是“名称: 内容”的格式{f'（第{line + 1}行）' if line is not None else ''}") from error
    if not isinstance(data, dict):
        raise EntriesError("应逐行写“名称: 内容”")
    single = {name: dict(_places(values)) for name, values in data.items() if isinstance(values, dict)}
    for name in single:
        if "/" not in name:
            raise EntriesError(f"“{name}”应写成“<单位代号>/<申请编号>”")
    common = {name: value for name, value in data.items() if name not in single}
    return Entries(dict(_places(common)), single)


def _places(values: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    known = texts().words
    for name, value in values.items():
        place = known.get(str(name))
        if place is None:
            near = difflib.get_close_matches(str(name), known, 3, 0.4)
            raise EntriesError(f"没有“{name}”这一空格{f'，是否为：{chr(0x3001).join(near)}' if near else ''}")
        if not isinstance(value, str) or not value.strip():
            raise EntriesError(f"“{name}”没有内容，或者不是一段文字")
        if _UNPRINTABLE.search(value):
            raise EntriesError(f"“{name}”含有不能打印的字符")
        yield place, value.strip()
