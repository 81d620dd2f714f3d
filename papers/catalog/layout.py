"""The columns of the official layout, and those beside it that only the system reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.item import Method
from law.codes import Channel
from papers.catalog.audience import APART, EVERYBODY
from papers.catalog.channels import listed, split_note
from papers.catalog.columns import Column
from papers.catalog.listing import Listed
from papers.files.same_as import points_elsewhere

TICK = "√"


@dataclass(frozen=True)
class Place:
    """A column: its heading, the one above it where several have one, its width in characters, and what stands in it."""

    column: Column
    width: float
    value: Callable[[Listed], str]
    above: str = ""
    printed: bool = True
    centred: bool = True


def _text(name: str) -> Callable[[Listed], str]:
    """An element's words; those that point at another row (同上) are written so that they point at none here."""

    def words(item: Listed) -> str:
        text = str(item.elements.get(name) or "")
        return f"原文“{text}”" if points_elsewhere(text) else text

    return words


def _tick(condition: Callable[[dict[str, Any]], bool]) -> Callable[[Listed], str]:
    return lambda item: TICK if condition(item.elements) else ""


def _channels(item: Listed) -> str:
    _, others, others_may = split_note(str(item.elements.get("note") or ""))
    must, may = (
        [Channel(name) for name in item.elements.get(field) or []] for field in ("channels", "channels_optional")
    )
    return listed(must, may, others, others_may)


def _note(item: Listed) -> str:
    return split_note(str(item.elements.get("note") or ""))[0]


def _everybody(elements: dict[str, Any]) -> bool:
    return EVERYBODY in str(elements.get("audience") or "").split(APART)


def _group(item: Listed) -> str:
    return APART.join(part for part in str(item.elements.get("audience") or "").split(APART) if part != EVERYBODY)


LOCAL_NAMES = {
    "time_limit": "公开时限",
    "body": "公开主体",
    "content": "公开内容",
    "basis": "公开依据",
    "method": "公开方式",
    "audience": "公开对象",
    "update_frequency": "更新频率",
    "note": "备注",
}


def _local(item: Listed) -> str:
    return "；".join(
        f"{LOCAL_NAMES[name]}：{item.local[name]}" for name in LOCAL_NAMES if item.local.get(name) not in (None, "")
    )


def places(items: Sequence[Listed], units: Callable[[Listed], tuple[str, str]]) -> list[Place]:
    """The columns for the items of a sheet; those that standard tables lack are there where an item has something in them.

    ``units`` gives the slugs of a row whose 公开主体 alone would not lead to them.
    """
    used = {name for item in items for name in item.elements} | {"local" for item in items if _local(item)}
    if any(_note(item) for item in items):
        used.add("written note")
    level, matter = "公开事项", Column.CONTENT
    made = [
        Place(Column.ORDER, 5, _text("")),
        Place(Column.LEVEL1, 10, _text("level1"), level),
        Place(Column.LEVEL2, 12, _text("level2"), level),
        Place(Column.LEVEL3, 12, _text("level3"), level),
        Place(Column.NAME, 14, _text("name")),
        Place(matter, 26, _text("content"), centred=False),
        Place(Column.BASIS, 26, _text("basis"), centred=False),
        Place(Column.LIMIT, 16, _text("time_limit")),
        Place(Column.BODY, 14, _text("body")),
        Place(Column.CHANNELS, 36, _channels, centred=False),
        Place(Column.AUDIENCE_ALL, 6, _tick(_everybody), Column.AUDIENCE),
        Place(Column.AUDIENCE_GROUP, 9, _group, Column.AUDIENCE),
        Place(Column.METHOD_ACTIVE, 5, _tick(lambda row: row.get("method") == Method.PROACTIVE), Column.METHOD),
        Place(Column.METHOD_REQUEST, 7, _tick(lambda row: row.get("method") == Method.ON_REQUEST), Column.METHOD),
        Place(Column.TIER_COUNTY, 5, _tick(lambda row: bool(row.get("county_units"))), Column.TIER),
        Place(Column.TIER_TOWN, 7, _tick(lambda row: bool(row.get("town_units"))), Column.TIER),
        Place(Column.PROCESS, 7, _text("process")),
        Place(Column.FREQUENCY, 9, _text("update_frequency")),
        Place(Column.NOTE, 12, _note, centred=False),
        Place(Column.LOCAL, 14, _local, centred=False),
        Place(Column.NUMBER, 15, lambda item: item.number, printed=False),
        Place(Column.ORIGIN, 6, lambda item: item.origin.value, printed=False),
        Place(Column.DOMAIN, 12, _text("domain"), printed=False),
        Place(Column.COUNTY_UNITS, 24, lambda item: units(item)[0], printed=False),
        Place(Column.TOWN_UNITS, 24, lambda item: units(item)[1], printed=False),
    ]
    needed = {
        Column.LEVEL3: "level3",
        Column.NAME: "name",
        Column.PROCESS: "process",
        Column.FREQUENCY: "update_frequency",
        Column.NOTE: "written note",
        Column.LOCAL: "local",
    }
    return [place for place in made if needed.get(place.column) in used | {None}]
