"""Which part of a package is which sheet: a part may lie anywhere, and only the workbook's relations say where."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from papers.files.refusal import broken

_ROOM = "xl/"


def sheet_parts(workbook: bytes, relations: bytes) -> list[str | None]:
    """The part of each sheet in the workbook's order, in lower case; None of a sheet that has no cells. Raises ``NotTaken``.

    The address is read as the reader of the cells reads it: what is measured must be what is read.
    """
    try:
        listed, related = ET.fromstring(workbook), ET.fromstring(relations)  # noqa: S314  # what has a DOCTYPE came not so far
    except ET.ParseError as error:
        raise broken(f"工作簿的清单不是完整的XML：{error}") from error
    targets = {
        relation.get("Id"): _part(relation.get("Target", ""))
        for relation in related
        if relation.get("Type", "").endswith("/worksheet")
    }
    return [targets.get(_relation(sheet)) for sheet in listed.iter() if sheet.tag.rpartition("}")[2] == "sheet"]


def _relation(sheet: ET.Element) -> str | None:
    return next((value for name, value in sheet.items() if name.endswith("}id")), None)


def _part(target: str) -> str:
    path = target.lower().removeprefix("/")
    return path if path.startswith(_ROOM) else f"{_ROOM}{path}"
