"""From a row's texts to the elements of an item, with findings for what cannot be taken."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from contracts.item import ItemElements, Origin
from law.time_limits import NOTES, Note, read
from papers.catalog.audience import audience_of
from papers.catalog.channels import channels_of
from papers.catalog.choices import Choices
from papers.catalog.columns import Column
from papers.catalog.finding import Finding
from papers.catalog.head import Head
from papers.catalog.item import NOBODY, Entry
from papers.catalog.rows import RawRow
from papers.files.grid import Grid
from papers.files.spelling import on_a_line, plain

FIELDS = {
    "domain": Column.DOMAIN,
    "level1": Column.LEVEL1,
    "level2": Column.LEVEL2,
    "level3": Column.LEVEL3,
    "name": Column.NAME,
    "content": Column.CONTENT,
    "basis": Column.BASIS,
    "time_limit": Column.LIMIT,
    "body": Column.BODY,
    "audience": Column.AUDIENCE,
    "process": Column.PROCESS,
    "channels": Column.CHANNELS,
    "channels_optional": Column.CHANNELS,
    "update_frequency": Column.FREQUENCY,
    "note": Column.NOTE,
}
"""Field of the contract → column from which its text comes."""

_UNLIKELY = frozenset({Note.OTHERWISE_PROVIDED, Note.TOO_LONG})
"""Notes of the reading that are no doubt: the first is in every other row, the second is refused by the contract."""


class Interpreter:
    """Reads the rows of one table."""

    def __init__(self, grid: Grid, head: Head, domain: str) -> None:
        self._grid, self._head, self._domain = grid, head, domain
        self._choices = Choices(grid.name, head)
        self._limits: dict[str, tuple[Note, ...]] = {}

    def entry(self, row: RawRow) -> Entry:
        """The row as an item; findings say what is wrong with it."""
        findings = row.findings
        fields = self._fields(row, findings)
        elements = self._checked(row, fields, findings)
        entry = Entry(self._grid.name, row.line, elements, findings=findings)
        entry.number = plain(row.texts.get(Column.NUMBER, ""))
        entry.origin = self._origin_of(row)
        entry.tiers = self._choices.tiers(row)
        for column, name in ((Column.COUNTY_UNITS, "county_units"), (Column.TOWN_UNITS, "town_units")):
            slugs = row.texts.get(column, "").split()
            if slugs == [NOBODY]:
                entry.nobody = True
            elif slugs:
                entry.elements = entry.elements.model_copy(update={name: slugs})
        return entry

    def _find(self, code: str, row: RawRow, column: Column | None, about: str = "") -> Finding:
        at = self._head.at(column) if column is not None else None
        value = row.texts.get(column, "") if column is not None else ""
        return Finding(code, self._grid.name, row.line, at, value, about)

    def _fields(self, row: RawRow, findings: list[Finding]) -> dict[str, Any]:
        texts = row.texts
        levels = self._levels(row, findings)
        channels = channels_of(texts.get(Column.CHANNELS, ""))
        notes = [on_a_line(texts.get(Column.NOTE, ""))]
        if office := on_a_line(texts.get(Column.OFFICE, "")):
            notes.append(f"{Column.OFFICE}：{office}")
        notes += [words for words in channels.notes() if words not in notes[0]]
        domain = texts.get(Column.DOMAIN, "") or row.section or self._domain
        if not domain:
            findings.append(self._find("row.no_domain", row, Column.DOMAIN))
        self._look_at_limit(row, findings)
        return {
            **levels,
            "domain": on_a_line(domain).removesuffix("领域"),
            "content": texts.get(Column.CONTENT, ""),
            "basis": texts.get(Column.BASIS, ""),
            "time_limit": texts.get(Column.LIMIT, ""),
            "body": on_a_line(texts.get(Column.BODY, "")),
            "method": self._choices.method(row),
            "channels": list(channels.must),
            "channels_optional": list(channels.may),
            "audience": audience_of(texts),
            "process": self._choices.process(row),
            "update_frequency": on_a_line(texts.get(Column.FREQUENCY, "")),
            "note": "；".join(note for note in notes if note),
        }

    def _levels(self, row: RawRow, findings: list[Finding]) -> dict[str, str]:
        columns = {"level1": Column.LEVEL1, "level2": Column.LEVEL2, "level3": Column.LEVEL3, "name": Column.NAME}
        names = {field: on_a_line(row.texts.get(column, "")) for field, column in columns.items()}
        for field, column in columns.items():
            if names[field] and not any(character.isalnum() for character in names[field]):
                findings.append(self._find("cell.no_words", row, column))
        last = next((names[field] for field in reversed(columns) if names[field]), "")
        if not last:
            findings.append(self._find("row.nameless", row, Column.LEVEL2 if Column.LEVEL2 in row.texts else None))
        names["level1"] = names["level1"] or last
        names["level2"] = names["level2"] or last
        if names["name"] == (names["level3"] or names["level2"]):
            names["name"] = ""
        return names

    def _look_at_limit(self, row: RawRow, findings: list[Finding]) -> None:
        text = row.texts.get(Column.LIMIT, "")
        if Column.LIMIT not in self._head.columns or any(
            finding.column == self._head.at(Column.LIMIT) for finding in findings
        ):
            return
        if text not in self._limits:
            reading = read(text)
            self._limits[text] = () if reading.parsed else reading.notes
        doubts = [NOTES[note] for note in self._limits[text] if note not in _UNLIKELY]
        if doubts:
            findings.append(self._find("limit.unread", row, Column.LIMIT, "；".join(doubts)))

    def _origin_of(self, row: RawRow) -> Origin | None:
        words = plain(row.texts.get(Column.ORIGIN, ""))
        if not words:
            return None
        return Origin.NATIONAL if "国家" in words or "统一" in words else Origin.LOCAL

    def _checked(self, row: RawRow, fields: dict[str, Any], findings: list[Finding]) -> ItemElements:
        """The elements, without those that the contract does not take: the row is refused for them."""
        filled = {name: value for name, value in fields.items() if value not in ("", None, [])}
        try:
            return ItemElements.model_validate(filled)
        except ValidationError as error:
            for fault in error.errors():
                name = str(fault["loc"][0])
                filled.pop(name, None)
                findings.append(self._fault(row, name, fault["type"], dict(fault.get("ctx", {}))))
            return ItemElements.model_validate(filled)

    def _fault(self, row: RawRow, name: str, kind: str, context: dict[str, Any]) -> Finding:
        column = FIELDS.get(name)
        if kind == "string_too_long":
            return self._find("cell.too_long", row, column, f"文字超过{context['max_length']}字")
        return self._find("cell.invalid", row, column, f"内容不合规则：不能含有 @ # ! / · 等符号（{kind}）")
