"""公开渠道和载体: ■ those that must be used and □ those that may be, or names alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from law.codes import Channel
from papers.catalog.marks import boxes
from papers.files.spelling import on_a_line, plain

STANDARD: dict[Channel, str] = {
    Channel.WEBSITE: "政府网站",
    Channel.GAZETTE: "政府公报",
    Channel.SOCIAL: "两微一端",
    Channel.PRESS_CONFERENCE: "发布会/听证会",
    Channel.BROADCAST: "广播电视",
    Channel.NEWSPAPER: "纸质媒体",
    Channel.READING_POINT: "公开查阅点",
    Channel.SERVICE_CENTRE: "政务服务中心",
    Channel.SERVICE_STATION: "便民服务站",
    Channel.ON_SITE: "入户/现场",
    Channel.NOTICE_BOARD: "社区/企事业单位/村公示栏（电子屏）",
    Channel.PUSH: "精准推送",
    Channel.OTHER: "其他",
}
"""The list of the standard catalog, in its words and order."""

OTHERS, OTHERS_MAY = "其他渠道：", "可选的其他渠道："
_NOTED = re.compile(
    rf"^(?P<note>(?:(?!(?:^|；)(?:{OTHERS}|{OTHERS_MAY})).)*)(?:(?:^|；){OTHERS}(?P<others>(?:(?!；{OTHERS_MAY}).)*))?"
    rf"(?:(?:^|；){OTHERS_MAY}(?P<may>.*))?$",
    re.DOTALL,
)

_PATTERNS: tuple[tuple[Channel, re.Pattern[str]], ...] = tuple(
    (channel, re.compile(pattern))
    for channel, pattern in (
        (
            Channel.WEBSITE,
            r"(?:[县市区省]|本级|各级|部门|镇|乡|街道)*(?:人民)?(?:政府|部门|局)?(?:信息公开|门户)*网站?(?:[(].*[)])?",
        ),
        (Channel.GAZETTE, r"(?:政府)?公报"),
        (
            Channel.SOCIAL,
            r"[“\"]?两微一端[”\"]?|政务新媒体|新媒体|(?:政务)?微[博信](?:公众号)?(?:[、/]?微[博信](?:公众号)?)?|(?:移动)?客户端",
        ),
        (Channel.PRESS_CONFERENCE, r"(?:新闻)?发布会(?:[/、,]?听证会)?|听证会"),
        (Channel.BROADCAST, r"广播(?:[、/]?电[视台])?台?|电视(?:台)?"),
        (Channel.NEWSPAPER, r"纸质媒[体介]|报[刊纸](?:[、/]?[杂期]志|[、/]?刊物)?"),
        (Channel.READING_POINT, r"(?:政府)?(?:信息)?公开查[阅询](?:点|室|场所|处|中心)|查阅[点室]"),
        (Channel.SERVICE_CENTRE, r"(?:政务|行政|行政审批|公共)服务(?:中心|大厅)|(?:政务|办事|服务|行政审批)大厅"),
        (Channel.SERVICE_STATION, r"便民服务(?:站|点|中心|室)(?:[(].*[)])?"),
        (Channel.ON_SITE, r"入户(?:[/、]?现场)?(?:宣传|告知)?|现场(?:宣传|公示)?"),
        (Channel.NOTICE_BOARD, r"[^■□]{0,30}公[示告开]栏(?:[(].*[)])?|电子(?:显示)?屏"),
        (Channel.PUSH, r"精准推送.*"),
        (Channel.OTHER, r"其[他它].*"),
    )
)
_ENUMERATED = re.compile(r"(?:^|(?<=[\s;,、。]))\d{1,2}[.、)](?!\d)")
_APART = re.compile(r"[;,\n]|[;；，、]|\s+")
_OTHER = re.compile(r"^其\s?[他它](?:渠道|方式)?[\s::：_＿…\-—]*(?P<words>.*)$")
_BRACKETED = re.compile(r"^[(（](.*)[)）]$")


@dataclass(frozen=True)
class Channels:
    """The channels of a cell; ``others`` are names that the standard list does not have, which count as 其他."""

    must: tuple[Channel, ...] = ()
    may: tuple[Channel, ...] = ()
    others: tuple[str, ...] = ()
    others_may: tuple[str, ...] = ()

    def notes(self) -> list[str]:
        """What the list of channels has no place for, as the note of an item keeps it."""
        return [
            f"{label}{'、'.join(names)}"
            for label, names in ((OTHERS, self.others), (OTHERS_MAY, self.others_may))
            if names
        ]


@lru_cache(maxsize=1_000)
def channels_of(text: str) -> Channels:
    """The channels that a cell names; without boxes all that it names must be used."""
    must: set[Channel] = set()
    may: set[Channel] = set()
    others: dict[str, None] = {}
    others_may: dict[str, None] = {}
    for filled, name in boxes(text) or [(True, name) for name in _names(text)]:
        for channel, words in _read(name):
            (must if filled else may).add(channel)
            if words:
                (others if filled else others_may)[words] = None
    return Channels(_in_order(must), _in_order(may - must), tuple(others), tuple(others_may))


def _in_order(chosen: set[Channel]) -> tuple[Channel, ...]:
    return tuple(channel for channel in Channel if channel in chosen)


def _names(text: str) -> list[str]:
    """Names without boxes: each on a line, or parted by marks; a name that the list has stays whole."""
    names: list[str] = []
    for piece in _ENUMERATED.sub("\n", text).split("\n"):
        if _channel(plain(piece)) is not None:
            names.append(piece)
        else:
            names += [name for name in _APART.split(piece) if name]
    return [name for name in names if plain(name).strip(".。…")]


def _read(name: str) -> list[tuple[Channel, str]]:
    """The channel of a name, or those of several that stand in one box; with the words of what is not on the list."""
    words = plain(name).strip(".。…,;、_")
    channel = _channel(words)
    if channel is Channel.OTHER:
        return [(channel, _words_of_other(on_a_line(name)))]
    if channel is not None:
        return [(channel, "")]
    for parts in (name.splitlines(), _APART.split(name)):
        named = [part for part in parts if part.strip()]
        if len(named) > 1 and all(_channel(plain(part)) is not None for part in named):
            return [read for part in named for read in _read(part)]
    return [(Channel.OTHER, on_a_line(name))] if words else []


def _channel(words: str) -> Channel | None:
    return next((channel for channel, pattern in _PATTERNS if pattern.fullmatch(words)), None)


def _words_of_other(name: str) -> str:
    """What stands after 其他, in brackets or not; empty for a blank to be filled in."""
    match = _OTHER.match(name)
    words = (match["words"] if match else name).rstrip("…_＿ ")
    bracketed = _BRACKETED.match(words)
    return (bracketed[1] if bracketed else words).strip("…_＿ 。.")


def listed(must: Collection[Channel], may: Collection[Channel], others: str, others_may: str) -> str:
    """The cell of a list of boxes, two on a line; channels that are in neither have no box."""
    names = []
    for channel, name in STANDARD.items():
        if channel in must or channel in may:
            words = (others if channel in must else others_may) if channel is Channel.OTHER else ""
            names.append(f"{'■' if channel in must else '□'}{name}{f'（{words}）' if words else ''}")
    if Channel.OTHER in must and others_may:
        names.append(f"□{STANDARD[Channel.OTHER]}（{others_may}）")
    return "\n".join("  ".join(names[at : at + 2]) for at in range(0, len(names), 2))


def split_note(note: str) -> tuple[str, str, str]:
    """A note without what ``Channels.notes`` added to it, and that: the names of channels beside the list."""
    match = _NOTED.match(note)
    assert match is not None
    return match["note"], match["others"] or "", match["may"] or ""
