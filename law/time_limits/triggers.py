"""起算点: the event from which a 公开时限 runs."""

from __future__ import annotations

import re

from law.time_limits.events import Event

_ENDS = "结束|终了|期满|完毕|届满"
_RULES: tuple[tuple[str, Event], ...] = (
    (rf"(公示|公告)期?({_ENDS}|无异议)|^无异议|异议期满", Event.SHOWN),
    (rf"季(度|末)?({_ENDS})", Event.QUARTER_ENDED),
    (rf"月(份|末|度)?({_ENDS})", Event.MONTH_ENDED),
    (rf"半年度?({_ENDS})", Event.HALF_YEAR_ENDED),
    (rf"(?<!学)年(度|末)?({_ENDS})", Event.YEAR_ENDED),
    ("下发(至|到|给)|收到|接到|接报|收悉|送达", Event.RECEIVED),
    ("批复", Event.REPLIED),
    ("(?:作出|做出).{0,6}决定|决定书?(?:作出|做出|形成)", Event.DECIDED),
    ("批准|核准|通过|审定|审批|审签", Event.APPROVED),
    ("决定|决策|裁决|处罚|许可|^作出", Event.DECIDED),
    ("受理", Event.ACCEPTED),
    ("确定|认定|评定|核定|审核|确认", Event.DETERMINED),
    ("签订|签约|签署|订立", Event.SIGNED),
)
_FORMATION: tuple[tuple[str, Event], ...] = (
    ("形成|制作|制定|生成|产生|编制|出台", Event.FORMED),
    ("变更|更新|调整|修订|变动|变化|修改|更改", Event.CHANGED),
    ("获取|获得|取得", Event.OBTAINED),
)
_LATER: tuple[tuple[str, Event], ...] = (
    ("发出|印发|发布|公布|下达|颁布|公开|下发", Event.ISSUED),
    ("发生|事发|案发", Event.OCCURRED),
    (f"完成|办结|竣工|验收合格|{_ENDS}", Event.COMPLETED),
    ("召开|举行|举办|听证|会议|^会$", Event.HELD),
    ("开始|启动|实施|开展|施行|开工", Event.BEGUN),
    ("进展|进度", Event.PROGRESS),
)


def events(words: str) -> tuple[Event, ...]:
    """The events that a trigger's words name; OTHER where they are of no known kind, none for no words."""
    if not words:
        return ()
    for pattern, event in _RULES:
        if re.search(pattern, words):
            return (event,)
    formation = tuple(event for pattern, event in _FORMATION if re.search(pattern, words))
    if formation:
        return formation
    return (next((event for pattern, event in _LATER if re.search(pattern, words)), Event.OTHER),)
