"""What the rules make of one new-media account: its life, and that it must not fall silent.

国办发〔2018〕123号: consent of the head and filing come before the opening. 国办秘函〔2019〕19号: an account that
is not updated for two weeks fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from demo.oracle.case import Case, Duty, Judged, status
from demo.oracle.facts import Subject

SILENCE = timedelta(days=14)
"""Calendar days from the opening or a post by which the next post must come."""


def judge(case: Case) -> Judged:
    """Everything there is to count about the account."""
    judged, subject = Judged(), case.subject
    opened, closed = subject.last("account.opened.v1"), subject.last("account.closed.v1")
    if opened is not None:
        opened_on = opened.day("opened_on")
        judged.count(opened_on, "accounts_opened")
        if opened.text("filed_on") is None:
            judged.count(opened_on, "accounts_without_filing")
    if closed is not None:
        judged.count(closed.day("closed_on"), "accounts_closed")
    for post in subject.facts.get("account.posted.v1", ()):
        judged.count(post.day("posted_on"), "account_posts")
    judged.duties += _updates(subject, case.today)
    return judged


def _updates(subject: Subject, today: date) -> Iterator[Duty]:
    """The opening and each day with posts ask for a post on a later day; nothing is asked from the closing on."""
    days = {post.day("posted_on") for post in subject.facts.get("account.posted.v1", ())}
    opened_on = subject.last_day("account.opened.v1", "opened_on")
    closed_on = subject.last_day("account.closed.v1", "closed_on")
    alive = sorted(on for on in days | ({opened_on} if opened_on else set()) if closed_on is None or on <= closed_on)
    for on, next_on in zip_longest(alive, alive[1:]):
        due_on = on + SILENCE
        state = status(due_on, next_on, today)
        if next_on is None and closed_on is not None and closed_on <= due_on:
            state = "excused"
        yield Duty("account_post", _name(subject), on, due_on, due_on, False, next_on, state)


def _name(subject: Subject) -> str | None:
    """The public name, as it was last given."""
    named = subject.last("account.renamed.v1") or subject.last("account.opened.v1")
    return named.text("name") if named else None
