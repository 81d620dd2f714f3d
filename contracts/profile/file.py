"""The file in which a county's office keeps its profile: YAML in Chinese terms, read and written.

::

    县: fengjie
    版本: 2
    说明: 依据哪份文件
    种类:                       # 事项种类从哪一天起统计；不点名的一直统计
      account: 2021-01-01
    义务:                       # 不点名的按法定；点了名的只在所写的日子里产生
      register: 不适用
      archive: 2026-01-01
      answer: {自: 2008-05-01, 止: 2030-12-31}
    期限:                       # 本地期限，只能短于法定
      answer: {自: 2026-07-01, 期限: 15个工作日}
    核查: {}
    做法:
      - {自: 2026-01-01, 补正期限: 10个工作日, 网上申请: 系统确认}
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from contracts.families import FAMILIES, Families
from contracts.faults import Fault
from contracts.profile.checking import ProfileError, faults_of, near
from contracts.profile.record import CountyProfile
from law.limit import LimitUnit
from law.local_limits import limit_of
from law.practice import CORRECTION_DAYS, MOST_CORRECTION_DAYS

MOST_CHARACTERS = 200_000
"""Of a file; a profile that names every duty a hundred times is shorter."""

NEVER = "不适用"
RECEIPTS = {"双方确认": "confirmed", "系统确认": "automatic"}
SECTIONS = ("县", "版本", "说明", "种类", "义务", "期限", "核查", "做法")


def read(text: str, families: Families = FAMILIES) -> CountyProfile:
    """The profile of a file; ProfileError with every fault of its writing and of what it says."""
    reader = _Reader()
    profile = reader.profile(_loaded(text))
    faults = [*reader.faults, *(faults_of(profile, families) if profile else ())]
    if faults or profile is None:
        raise ProfileError(faults)
    return profile


class _Loader(yaml.BaseLoader):
    """Texts, lists and mappings only; a key that stands twice is an error, where YAML would let the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{name} stands twice", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


def _loaded(text: str) -> Mapping[str, Any]:
    if len(text) > MOST_CHARACTERS:
        raise ProfileError([Fault("文件", f"{len(text)} characters", f"more than {MOST_CHARACTERS}", "shorten it")])
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506  # it makes text, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        where = " ".join(str(error).split())
        raise ProfileError([Fault("文件", text[:20], f"no YAML ({where})", "see docs/catalog.md")]) from error
    if not isinstance(data, dict):
        raise ProfileError([Fault("文件", text[:20], "no table of settings", "begin with 县: and 版本:")])
    return data


class _Reader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def profile(self, data: Mapping[str, Any]) -> CountyProfile | None:
        known = dict.fromkeys(SECTIONS, "")
        for name in data.keys() - known.keys():
            self._wrong(str(name), str(name), "no such section", f"the sections are {'、'.join(SECTIONS)}")
        fields = {
            "county": self._text("县", data),
            "version": self._number("版本", data.get("版本", "")),
            "note": self._text("说明", data) if data.get("说明") else "",
            "families": [
                {"family": code, "since": None if value == NEVER else self._day(f"种类.{code}", value)}
                for code, value in self._section("种类", data)
            ],
            "duties": [
                {"duty": code, "spans": self._spans(f"义务.{code}", value)}
                for code, value in self._section("义务", data)
            ],
            "limits": [
                {"duty": code, **limit}
                for code, value in self._section("期限", data)
                for limit in self._limits(f"期限.{code}", value)
            ],
            "checks": [
                {"check": code, "spans": self._spans(f"核查.{code}", value)}
                for code, value in self._section("核查", data)
            ],
            "practice": list(self._practice(data.get("做法") or [])),
        }
        return self._made(fields)

    def _made(self, fields: Mapping[str, Any]) -> CountyProfile | None:
        try:
            return CountyProfile.model_validate(fields)
        except ValueError as error:
            # What was said already leaves a hole, of which the model says the same again.
            for fault in getattr(error, "errors", list)() if not self.faults else ():
                place = ".".join(map(str, fault["loc"]))
                self._wrong(place, str(fault["input"])[:40], str(fault["msg"]), "correct it")
            return None

    def _section(self, name: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        section = data.get(name) or {}
        if not isinstance(section, dict):
            self._wrong(name, str(section)[:40], "no table", "write a line for each code, such as register: 不适用")
            return
        for code, value in section.items():
            yield str(code).strip(), value.strip() if isinstance(value, str) else value

    def _text(self, name: str, data: Mapping[str, Any]) -> str:
        value = data.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._wrong(name, str(value or "")[:40], "it is missing, or no text", f"write {name}: and what it is")
        return ""

    def _number(self, field: str, value: object) -> int:
        plain = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
        if plain.isascii() and plain.isdigit() and len(plain) < 8:
            return int(plain)
        self._wrong(field, str(value)[:40], "no whole number", "give a number such as 1")
        return 1

    def _day(self, field: str, value: object) -> date | None:
        plain = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
        try:
            if len(plain) == len("2026-01-01"):
                return date.fromisoformat(plain)
        except ValueError:
            pass
        self._wrong(field, str(value)[:40], "no day of the calendar", f"give a day such as 2026-01-01, or {NEVER}")
        return None

    def _spans(self, field: str, value: object) -> list[dict[str, Any]]:
        if value == NEVER:
            return []
        if isinstance(value, str):
            return [{"since": day}] if (day := self._day(field, value)) else []
        spans = []
        for entry in self._entries(field, value, {"自", "止"}):
            until = self._day(f"{field}.止", entry["止"]) if entry.get("止") else None
            if since := self._day(f"{field}.自", entry.get("自")):
                spans.append({"since": since, "until": until})
        return spans

    def _limits(self, field: str, value: object) -> Iterator[dict[str, Any]]:
        for entry in self._entries(field, value, {"自", "期限"}):
            since = self._day(f"{field}.自", entry.get("自"))
            try:
                limit = limit_of(str(entry.get("期限") or ""))
            except ValueError as error:
                self._wrong(f"{field}.期限", str(entry.get("期限"))[:40], str(error), "correct it")
                continue
            counted = {"amount": limit.amount, "unit": limit.unit, "month": limit.month, "day": limit.day}
            if since is not None:
                yield {"since": since, **counted}

    def _practice(self, value: object) -> Iterator[dict[str, Any]]:
        for entry in self._entries("做法", value, {"自", "补正期限", "网上申请"}):
            receipt = str(entry.get("网上申请") or "双方确认").strip()
            if receipt not in RECEIPTS:
                self._wrong("做法.网上申请", receipt[:40], "no way of receiving", f"give {' or '.join(RECEIPTS)}")
            correction_days = self._correction(entry.get("补正期限"))
            if since := self._day("做法.自", entry.get("自")):
                yield {
                    "since": since,
                    "correction_days": correction_days,
                    "internet_receipt": RECEIPTS.get(receipt, "confirmed"),
                }

    def _correction(self, value: object) -> int:
        if value is None:
            return CORRECTION_DAYS
        try:
            limit = limit_of(str(value))
        except ValueError as error:
            self._wrong("做法.补正期限", str(value)[:40], str(error), "write 15个工作日")
            return CORRECTION_DAYS
        if limit.unit is not LimitUnit.WORKING_DAYS or not 1 <= limit.amount <= MOST_CORRECTION_DAYS:
            self._wrong(
                "做法.补正期限", limit.words, f"not 1 to {MOST_CORRECTION_DAYS} working days", "write 15个工作日"
            )
            return CORRECTION_DAYS
        return limit.amount

    def _entries(self, field: str, value: object, names: set[str]) -> Iterator[Mapping[str, Any]]:
        """One table or a list of them, each with none but these names."""
        entries: Sequence[object] = value if isinstance(value, list) else [value]
        for entry in entries:
            if not isinstance(entry, dict):
                example = "{自: 2026-01-01}"
                self._wrong(field, str(entry)[:40], "no table of settings", f"write {example}, or a list of such")
                continue
            for name in entry.keys() - names:
                remedy = near(str(name), dict.fromkeys(sorted(names), ""))
                self._wrong(f"{field}.{name}", str(name), "no such setting", remedy.replace(" ()", ""))
            yield entry

    def _wrong(self, field: str, value: str, rule: str, remedy: str) -> None:
        self.faults.append(Fault(field, value, rule, remedy))
