"""Which part of a package is which sheet: a part may lie anywhere, and only the workbook's relations say where."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from papers.files.bounds import MOST_SHEETS
from papers.files.refusal import broken, too_large

_ROOM = "xl/"
_OF = "}"
"""Stands between a namespace and a name."""

Attributes = dict[str, str]


def sheet_parts(workbook: bytes, relations: bytes) -> list[str | None]:
    """The part of each sheet in the workbook's order, in lower case; None of a sheet that has no cells. Raises ``NotTaken``.

    The address is read as the reader of the cells reads it: what is measured must be what is read.
    """
    listed: list[str | None] = []
    targets: dict[str | None, str] = {}

    def sheet(attributes: Attributes) -> None:
        listed.append(next((value for name, value in attributes.items() if name.endswith(f"{_OF}id")), None))
        _must_be_few(len(listed))

    def relation(attributes: Attributes) -> None:
        if attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id")] = _part(attributes.get("Target", ""))
            _must_be_few(len(targets))

    _look_through(workbook, "sheet", sheet)
    _look_through(relations, "Relationship", relation)
    return [targets.get(identity) for identity in listed]


def _must_be_few(sheets: int) -> None:
    if sheets > MOST_SHEETS:
        raise too_large(f"文件的工作表超过{MOST_SHEETS}张")


def _look_through(xml: bytes, wanted: str, take: Callable[[Attributes], None]) -> None:
    """Each element of that name, as it comes: laid out as a tree a part would take twenty times its size."""

    def start(tag: str, attributes: Attributes) -> None:
        if tag.rpartition(_OF)[2] == wanted:
            take(attributes)

    parser = expat.ParserCreate(namespace_separator=_OF)
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise broken(f"工作簿的清单不是完整的XML：{error}") from error


def _part(target: str) -> str:
    path = target.lower().removeprefix("/")
    return path if path.startswith(_ROOM) else f"{_ROOM}{path}"
