"""From a record to what the ledger keeps of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from contracts import topics
from dashboard.ledger.entries import Aside, Deduction, FactPlace, Refused, Subject
from dashboard.records import UnreadableError, decoded, key_text, same, sequence_of
from dashboard.views import ObligationRow

DOCUMENTS: tuple[str, ...] = (
    topics.SCORES,
    topics.REPORTS,
    topics.RESTATEMENTS,
    topics.RUBRICS,
    topics.PROFILES,
)
"""Topics whose records are kept whole, by their keys."""

READ: tuple[str, ...] = (topics.SUBJECTS, topics.FACTS, topics.FINDINGS, topics.OBLIGATIONS, topics.QUALITY, *DOCUMENTS)
"""Every topic that the ledger keeps."""

Body = Subject | FactPlace | Deduction | ObligationRow | Refused | Aside | None


class Entry(NamedTuple):
    """A record as read; without ``value`` what stood under its key is gone. ``part`` is the id of a fact within its subject."""

    topic: str
    key: str
    part: str
    sequence: int
    body: Body
    value: bytes | None


def read(topic: str, key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes]] = ()) -> Entry:
    """What the record says; UnreadableError when that cannot be made out."""
    name, sequence = key_text(key), sequence_of(headers) or 0
    if topic == topics.SUBJECTS:
        _parts(name, 3)
        subject = None if value is None else decoded(Subject, value)
        same(name, name if subject is None else subject.key)
        return Entry(topic, name, "", sequence, subject, value)
    if topic == topics.FACTS:
        about, bar, fact = name.partition("|")
        _parts(about, 3)
        if not bar or not fact:
            raise UnreadableError("key.form")
        place = None if value is None else decoded(FactPlace, value)
        same(name, name if place is None else f"{place.kind}/{place.org}/{place.subject}|{place.id}")
        return Entry(topic, about, fact, sequence, place, value)
    if topic == topics.FINDINGS:
        finding = None if value is None else decoded(Deduction, value)
        same(name, name if finding is None else finding.id)
        return Entry(topic, name, "", sequence, finding, value)
    if topic == topics.QUALITY:
        row: Refused | Aside | None = None
        if value is not None:
            row = decoded(Aside, value) if "/" in name else decoded(Refused, value)
        same(name, name if row is None else row.key)
        return Entry(topic, name, "", sequence, row, value)
    if topic == topics.OBLIGATIONS:
        _parts(name, 4)
        owed = None if value is None else decoded(ObligationRow, value)
        same(name, name if owed is None else owed.key)
        return Entry(topic, name, "", sequence, owed, value)
    return Entry(topic, name, "", sequence, None, value)


def _parts(key: str, count: int) -> None:
    parts = key.split("/")
    if len(parts) != count or not all(parts):
        raise UnreadableError("key.form")
