"""States as the services would say them, in bulk, for the metrics service alone."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from chassis.events import state_event
from chassis.ledger import encode
from chassis.outbox import Message
from contracts.envelope import SHANGHAI, Fact
from contracts.facts import DocumentApproved, DocumentDrafted, DisclosurePublished
from law.calendar import WorkingCalendar
from law.codes import Attribute, Channel
from law.data import load_calendars
from services.catalog.app import SPEC as CATALOG
from services.publishing.app import SPEC as PUBLISHING

TOGETHER = 2_000
"""Documents under way at once."""


def events(count: int, orgs: list[str], seed: int = 2020) -> Iterator[Message]:
    """``count`` state events of documents and their disclosures, five a document."""
    random_ = random.Random(seed)
    calendar = WorkingCalendar(load_calendars())
    for start in itertools.count(0, TOGETHER):
        lives = [list(_life(random_, calendar, random_.choice(orgs), start + n)) for n in range(TOGETHER)]
        for step in range(5):
            for life in lives:
                if not count:
                    return
                count -= 1
                yield life[step]


def _life(random_: random.Random, calendar: WorkingCalendar, org: str, number: int) -> Iterator[Message]:
    subject = f"doc-{number:07d}"
    drafted = date(2026, 1, 1) + timedelta(days=random_.randrange(300))
    approved = drafted + timedelta(days=random_.randrange(10))
    published = approved + timedelta(days=random_.randrange(40))
    today = date(2026, 12, 31)
    draft = _fact(
        org,
        subject,
        "document.drafted.v1",
        drafted,
        DocumentDrafted(title=f"关于{number}号事项的通知", drafted_on=drafted, attribute=Attribute.PROACTIVE),
    )
    approval = _fact(org, subject, "document.approved.v1", approved, DocumentApproved(approved_on=approved))
    publication = _fact(
        org,
        subject,
        "disclosure.published.v1",
        published,
        DisclosurePublished(
            published_on=published,
            channel=random_.choice(list(Channel)),
            url="https://example.gov.cn/a/b/c.html",
        ),
    )
    document1 = CATALOG.fold([draft], None, calendar, today)
    document2 = CATALOG.fold([draft, approval], None, calendar, today)
    key = f"{org}/{subject}"
    yield state_event(CATALOG, key, 1, encode(document1), fact=draft)
    yield state_event(CATALOG, key, 2, encode(document2), fact=approval)
    yield state_event(
        PUBLISHING,
        key,
        1,
        encode(PUBLISHING.fold([], document2.state, calendar, approved)),
        verb="referenced",
        day=approved,
    )
    late = PUBLISHING.fold([], document2.state, calendar, approved + timedelta(days=40))
    yield state_event(PUBLISHING, key, 2, encode(late), verb="reassessed", day=approved)
    yield state_event(
        PUBLISHING,
        key,
        3,
        encode(PUBLISHING.fold([publication], document2.state, calendar, today)),
        fact=publication,
    )


def _fact(org: str, subject: str, kind: str, day: date, data: object) -> Fact:
    time = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
    return Fact(f"{subject}-{kind}", kind, org, subject, time, day, data)  # type: ignore[arg-type]
