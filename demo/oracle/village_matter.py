"""A matter that arose in a village: to be published at any time, on the board and on line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from demo.oracle.case import Case, Judged, Owing
from demo.oracle.facts import Sent, Subject
from demo.oracle.village import lives_of

LIMIT = 3
"""Working days, by custom."""

DUTIES = {"村务公开栏": "village_matter", "网上": "village_matter_online"}


def judge(case: Case) -> Judged:
    """Counts and duties; another township's village owes its matters itself, one that is dissolved owes none."""
    judged, owing = Judged(), Owing(case.calendar, case.today)
    shown = case.subject.facts.get("village_matter.published.v1", ())
    first = {
        place: min(days)
        for place in DUTIES
        if (days := [fact.day("published_on") for fact in shown if fact.text("place") == place])
    }
    for place, on in first.items():
        judged.count(on, "village_matters_published", place)
    arose = sorted(
        case.subject.facts.get("village_matter.arose.v1", ()),
        key=lambda fact: (fact.day("arose_on"), fact.time, fact.id),
    )
    if not arose:
        return judged
    on = arose[0].day("arose_on")
    judged.count(on, "village_matters")
    name = str(arose[0].text("village"))
    elsewhere = re.fullmatch("([a-z0-9]+(?:-[a-z0-9]+)*):(.+)", name)
    whose, name = elsewhere.groups() if elsewhere else (case.subject.org, name)
    if whose != case.subject.org:
        return judged
    village = case.elsewhere.get("village", {}).get(f"{whose}:{name}")
    if village is None or village.last("village.listed.v1") is None or _own(village.facts["village.listed.v1"], case):
        dissolved_on = _gone_on(village, on) if village else None
        more = {"gone_on": max(dissolved_on, on) if dissolved_on else None, "title": arose[0].text("title")}
        for place, code in DUTIES.items():
            if case.asks(code, on):
                judged.duties.append(owing.within(code, on, LIMIT, met_on=first.get(place), **more))
    return judged


def _gone_on(village: Subject, arose_on: date) -> date | None:
    """Since when it had been gone on that day, or the first day after it on which it was."""
    lives = list(lives_of(village))
    for (_, gone_on), (again_on, _) in zip_longest(lives, lives[1:], fillvalue=(None, None)):
        if gone_on is not None and (again_on is None or again_on > arose_on):
            return gone_on
    return None


def _own(listed: Sequence[Sent], case: Case) -> bool:
    """Whether the newest list says that the village is the sender's."""
    held = sorted(listed, key=lambda fact: (fact.day("listed_on"), fact.time, fact.id))
    newest = [held[0], *(fact for fact in held if fact.day("listed_on") <= case.today)][-1]
    return newest.text("township") in (None, case.subject.org)
