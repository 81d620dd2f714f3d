"""States as the services would say them, in bulk, for the metrics service alone; and what they add up to."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from chassis.outbox import Message
from contracts.topics import states

CATALOG, PUBLISHING = states("catalog"), states("publishing")
ORGS = [f"fengjie-{number:03d}" for number in range(100)]

TOGETHER = 2_000
"""Documents under way at once; a subject's states lie within five times as many events."""
AGAIN = 0.03
"""Share of events that come a second time, up to AGAIN_WITHIN events later."""
AGAIN_WITHIN = 5_000

_CHANNELS = ("政府网站", "政务新媒体", "公示栏", "政府公报", "新闻发布会", "广播电视", "报刊")
_BEGIN = date(2026, 1, 1)
_encode = msgspec.json.Encoder().encode


def events(count: int, seed: int = 2020, together: int = TOGETHER) -> Iterator[Message]:
    """``count`` events, 3 % of them for the second time: documents and their disclosures, five states a document."""
    chance = random.Random(seed)
    again: list[Message] = []
    for number, message in enumerate(itertools.islice(_once(chance, together), count)):
        if again and chance.random() < AGAIN:
            yield again[chance.randrange(len(again))]
        else:
            yield message
        if len(again) < AGAIN_WITHIN:
            again.append(message)
        else:
            again[number % AGAIN_WITHIN] = message


def _once(chance: random.Random, together: int) -> Iterator[Message]:
    for start in itertools.count(0, together):
        lives = [_life(chance, start + number) for number in range(together)]
        for step in range(5):
            yield from (life[step] for life in lives)


def _life(chance: random.Random, number: int) -> list[Message]:
    org, subject = chance.choice(ORGS), f"doc-{number:07d}"
    drafted = _BEGIN + timedelta(days=chance.randrange(300))
    approved = drafted + timedelta(days=chance.randrange(10))
    taken = chance.randrange(40)
    published, due = approved + timedelta(days=taken), approved + timedelta(days=28)
    late = published > due
    document = {
        "org": org,
        "subject": subject,
        "title": f"关于印发《{number}号事项管理办法》的通知",
        "counts": {_month(drafted): {"documents_by_attribute@主动公开": 1, "documents_drafted": 1}},
        "obligations": [],
        "findings": [],
        "flags": [],
        "sends": [],
        "stage": "drafted",
        "document_number": f"奉节府办发〔2026〕{number}号",
        "attribute": "主动公开",
        "drafted_on": drafted,
        "approved_on": None,
        "expired_on": None,
        "formed_by": [f"{subject}-drafted"],
    }
    signed = document | {
        "stage": "approved",
        "approved_on": approved,
        "formed_by": [f"{subject}-approved", f"{subject}-drafted"],
    }
    owed = {
        "id": f"publish:{approved}",
        "duty": "publish",
        "org": org,
        "subject": subject,
        "opened_on": approved,
        "due_on": due,
        "original_due_on": due,
        "provisional": False,
        "met_on": None,
        "status": "open",
        "facts": [f"{subject}-approved", f"{subject}-drafted"],
        "explanation": {
            "article": "条例第二十六条",
            "start": approved,
            "limit": 20,
            "unit": "工作日",
            "calendars": {"2026": 1},
            "rule": "",
        },
    }
    open_ = {
        "org": org,
        "subject": subject,
        "title": document["title"],
        "counts": {_month(due): {"publish!due": 1, "publish!open": 1}},
        "obligations": [owed],
        "findings": [],
        "flags": [],
        "sends": [],
        "attribute": "主动公开",
        "formed_on": approved,
        "published_on": None,
        "publications": [],
        "withdrawn_on": None,
        "working_days": None,
    }
    missed = owed | {"status": "overdue"}
    overdue = open_ | {
        "counts": {_month(due): {"publish!due": 1, "publish!overdue": 1}},
        "obligations": [missed],
        "flags": ["overdue"],
    }
    channel = chance.choice(_CHANNELS)
    status = "met_late" if late else "met"
    counts = {
        _month(published): {
            f"days_to_publish#{taken * 5 // 7}": 1,
            "items_published": 1,
            "items_published_by_attribute@主动公开": 1,
            f"items_published_by_channel@{channel}": 1,
        }
    }
    month = counts.setdefault(_month(due), {})
    month |= {"publish!due": 1, f"publish!{status}": 1}
    done = open_ | {
        "counts": counts,
        "obligations": [owed | {"status": status, "met_on": published}] if late else [],
        "published_on": published,
        "working_days": taken * 5 // 7,
        "publications": [{"channel": channel, "published_on": published, "url": "https://example.gov.cn/a/b/c.html"}],
    }
    middle = overdue if late else open_
    return [
        _event("catalog.document", "drafted", org, subject, 1, drafted, document, f"{subject}-drafted"),
        _event("catalog.document", "approved", org, subject, 2, approved, signed, f"{subject}-approved"),
        _event(
            "publishing.disclosure",
            "linked",
            org,
            subject,
            1,
            approved,
            open_,
            f"catalog.document/{org}/{subject}:2",
        ),
        _event("publishing.disclosure", "reassessed", org, subject, 2, due, middle, f"day-{due}"),
        _event("publishing.disclosure", "published", org, subject, 3, published, done, f"{subject}-published"),
    ]


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _event(kind: str, verb: str, org: str, subject: str, version: int, day: date, state: object, cause: str) -> Message:
    key = f"{kind}/{org}/{subject}"
    service = kind.partition(".")[0]
    headers = [
        ("ce_specversion", "1.0"),
        ("ce_id", f"{key}:{version}"),
        ("ce_source", f"/services/{service}"),
        ("ce_type", f"{kind}.{verb}.v1"),
        ("ce_subject", subject),
        ("ce_time", f"{day}T09:00:00+08:00"),
        ("ce_org", org),
        ("ce_version", str(version)),
        ("ce_causationid", cause),
        ("ce_causes", f'["{cause}"]'),
        ("content-type", "application/json"),
    ]
    return Message(states(service), key.encode(), _encode(state), headers)
