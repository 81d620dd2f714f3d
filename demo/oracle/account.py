"""What the rules make of one new-media account: its life, that it must not fall silent, and what fails it.

国办发〔2018〕123号: consent of the head and filing come before the opening, and it follows its unit's new name.
国办秘函〔2019〕19号: an account that is not updated for two weeks fails, and so does one with an incident, without
interaction, with bought fans, or that cannot be used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from demo.oracle.case import Case, Duty, Judged, Owing, status
from demo.oracle.checks import aspect, unsafe
from demo.oracle.facts import Subject

SILENCE = timedelta(days=14)
"""Calendar days from the opening or a post by which the next post must come."""

RENAME_WITHIN = 20
"""Working days for the account to follow its unit's new name: a custom."""

OPENED, CLOSED = "account.opened.v1", "account.closed.v1"
ONE_DAY = timedelta(days=1)
Life = tuple[date | None, date | None]
"""Day of the opening and last day, where they are known."""

_WRONG = {
    "unusable": ("usable", "False"),
    "no_interaction": ("interactive", "False"),
    "bought_fans": ("bought_fans", "True"),
}


def judge(case: Case) -> Judged:
    """Everything there is to count about the account."""
    judged, subject = Judged(), case.subject
    lived = lives(subject)
    openings = sorted(subject.facts.get(OPENED, ()), key=lambda fact: (fact.time, fact.id))
    # Of one day what was told last stands.
    filed_on = {fact.day("opened_on"): fact.text("filed_on") for fact in openings}
    for opened_on, closed_on in lived:
        judged.count(opened_on, "accounts_opened")
        if opened_on is not None and filed_on[opened_on] is None:
            judged.count(opened_on, "accounts_without_filing")
        judged.count(closed_on, "accounts_closed")
    for post in subject.facts.get("account.posted.v1", ()):
        judged.count(post.day("posted_on"), "account_posts")
    for number, life in enumerate(lived):
        updates = list(_updates(subject, life, case.today))
        judged.duties += updates
        again_on = next((opened_on for opened_on, _ in lived[number + 1 :]), None)
        _vetoes(case, judged, life, updates, again_on)
    judged.duties += _renamings(case, lived)
    return judged


def lives(subject: Subject) -> list[Life]:
    """An opening of what is open opens nothing; what is closed before any opening was open from the beginning."""
    opened = Counter(fact.day("opened_on") for fact in subject.facts.get(OPENED, ()))
    closed = Counter(fact.day("closed_on") for fact in subject.facts.get(CLOSED, ()))
    lives: list[Life] = []
    for day in sorted({*opened, *closed}):
        # Of one day they take turns, beginning with what can be: what is open is closed, what is not is opened.
        turns = max(2 * opened[day], 2 * closed[day])
        for _ in range(turns):
            running = bool(lives) and lives[-1][1] is None
            if not running and opened[day]:
                opened[day] -= 1
                lives.append((day, None))
            elif running and closed[day]:
                closed[day] -= 1
                lives[-1] = (lives[-1][0], day)
        if closed[day] and not lives:
            lives.append((None, day))
    return lives or ([(None, None)] if any(fact.startswith("account.") for fact in subject.facts) else [])


def _updates(subject: Subject, life: Life, today: date) -> Iterator[Duty]:
    """The opening and each day with posts ask for a post on a later day; nothing is asked from the closing on."""
    opened_on, closed_on = life
    posts = {post.day("posted_on") for post in subject.facts.get("account.posted.v1", ())}
    days = {on for on in posts if opened_on is None or on >= opened_on}
    alive = sorted(on for on in days | ({opened_on} if opened_on else set()) if closed_on is None or on <= closed_on)
    for on, next_on in zip_longest(alive, alive[1:]):
        due_on = on + SILENCE
        state = status(due_on, next_on, today)
        if next_on is None and closed_on is not None and closed_on <= due_on:
            state = "excused"
        yield Duty("account_post", _name(subject), on, due_on, due_on, False, next_on, state)


def _renamings(case: Case, lives: list[Life]) -> Iterator[Duty]:
    renamed = sorted(fact.day("renamed_on") for fact in case.subject.facts.get("account.renamed.v1", ()))
    closed = [closed_on for _, closed_on in lives if closed_on]
    owing = Owing(case.calendar, case.today)
    names = sorted(fact.day("renamed_on") for fact in case.subject.facts.get("account.unit_renamed.v1", ()))
    for number, on in enumerate(names):
        met_on = next((day for day in renamed if day >= on), None)
        gone_on = min([day for day in closed if day >= on] + names[number + 1 : number + 2], default=None)
        if met_on and gone_on and gone_on < met_on:
            met_on = None
        gone_on = None if met_on else gone_on
        yield owing.within(
            "rename_account", on, RENAME_WITHIN, met_on=met_on, gone_on=gone_on, title=_name(case.subject)
        )


def _vetoes(case: Case, judged: Judged, life: Life, updates: list[Duty], again_on: date | None) -> None:
    """Each by the day on which it begins, one day after the other."""
    late = [duty for duty in updates if duty.status in {"met_late", "overdue"}]
    day, before = life[0] or min(case.subject.days_of("account"), default=case.today), set[str]()
    while day <= case.today and (life[1] is None or day <= life[1]) and (again_on is None or day < again_on):
        holding = {code for code, (name, bad) in _WRONG.items() if aspect(case.subject, "account", name, day) == bad}
        if unsafe(case.subject, "account", day):
            holding.add("safety")
        if any(duty.due_on < day and (duty.met_on is None or day < duty.met_on) for duty in late):
            holding.add("silent")
        for code in holding - before:
            judged.count(day, "account_vetoes", code)
        before, day = holding, day + ONE_DAY


def _name(subject: Subject) -> str | None:
    """The public name, as it was last given."""
    for fact_type, field in (("account.renamed.v1", "renamed_on"), (OPENED, "opened_on")):
        if naming := subject.facts.get(fact_type):
            return max(naming, key=lambda fact: (fact.day(field), fact.time, fact.id)).text("name")
    return None
