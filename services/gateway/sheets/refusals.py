"""What was refused behind the door of the facts that a unit's sheets told, from its notices; the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice

import msgspec

from contracts.notices import REFUSED
from contracts.topics import notices
from papers.sheets.finding import WORDS
from papers.sheets.forms import LAYOUTS
from papers.sheets.identity import read as identified
from papers.sheets.refused import OVERTAKEN, in_chinese
from services.gateway.http.notices import BEFORE_ALL
from services.gateway.http.notices_log import Notice, NoticesLog
from services.gateway.rules import shown

_LOOKED_AT = 2_000
"""Notices, from the newest back."""
_SHOWN = 50


class _Refusal(msgspec.Struct):
    code: str
    rule: str
    remedy: str
    fact: str | None = None


class _Event(msgspec.Struct):
    data: _Refusal


@dataclass(frozen=True)
class Refused:
    """A fact of a sheet that a service refused, by the number that the clerk gave it."""

    number: str
    step: str
    """What the clerk's sheets call the fact; a verb that several families have may be any of them."""
    rule: str
    remedy: str


_event = msgspec.json.Decoder(_Event).decode


async def refused(log: NoticesLog, org: str) -> list[Refused]:
    """The newest refusals. Raises as ``NoticesLog.read``."""
    topic = notices(org)
    newest = (await log.last([topic]))[topic]
    read = await log.read(topic, max(newest - _LOOKED_AT, BEFORE_ALL), _LOOKED_AT)
    refusals = (_of_a_sheet(notice) for notice in reversed(read) if notice.type == REFUSED)
    return list(islice((refusal for refusal in refusals if refusal is not None), _SHOWN))


def _of_a_sheet(notice: Notice) -> Refused | None:
    refusal = _event(notice.event).data
    identity = identified(refusal.fact or "")
    if identity is None:
        return None
    words = WORDS["row.overtaken"]
    rule, remedy = in_chinese(refusal.rule), in_chinese(refusal.remedy)
    if refusal.code == OVERTAKEN:
        rule, remedy = words.rule, words.remedy
    return Refused(shown(identity.number), _title(identity.verb), rule, remedy)


@cache
def _title(verb: str) -> str:
    return "、".join(dict.fromkeys(step.title for layout in LAYOUTS for step in layout.steps if step.verb == verb))
