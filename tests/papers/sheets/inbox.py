"""A unit's inbox, as its sheets fill it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from chassis.amend import effective
from contracts.envelope import SHANGHAI, Fact
from contracts.families import FAMILIES
from contracts.kit import Key
from papers.sheets.changes import Known, Plan, plan
from papers.sheets.columns import columns_of
from papers.sheets.forms import LAYOUTS, Layout, Step
from papers.sheets.headings import Head
from papers.sheets.reported import Record, Reported
from papers.sheets.rows import Row
from papers.sheets.telling import tellings

LAYOUT = next(layout for layout in LAYOUTS if layout.name == "信息公开")
START = datetime(2026, 3, 6, 9, tzinfo=SHANGHAI)
DAY = date(2026, 3, 6)


class Inbox:
    """A unit's inbox: sendings are taken as the line takes them, each a while after the one before."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def known(self) -> Known:
        """What sheets told so far."""
        reported = Reported()
        for record in self.records:
            reported.add(record)
        return reported.known()

    def send(self, rows: list[Row], known: Known | None = None) -> Plan:
        """Plans the rows against what is known and takes the messages in."""
        made = plan(rows, tellings(rows), self.known() if known is None else known)
        for order, message in enumerate(made.messages):
            moment = START + timedelta(seconds=len(self.records), microseconds=order)
            self.records.append(Record(message.id, message.type, message.subject, moment, as_sent(message.data)))
        return made

    def standing(self, subject: str) -> list[tuple[str, dict[str, Any]]]:
        """Type and data of the facts that count for a service, each once."""
        key = Key("publishing.disclosure", "x-zhen", subject)
        facts = [
            Fact(
                record.id,
                record.type,
                key,
                record.time,
                DAY,
                FAMILIES.messages[record.type].model_validate_json(json.dumps(record.data)),
            )
            for record in reversed(self.records)
            if record.subject == subject
        ]
        counting = effective(facts)
        assert not counting.waiting
        return [(fact.type, fact.data.model_dump(mode="json", exclude_defaults=True)) for fact in counting.facts]


def as_sent(data: Mapping[str, Any]) -> dict[str, Any]:
    """Through JSON, as it travels."""
    return dict(json.loads(json.dumps(data)))


def head(layout: Layout, without: Iterable[str] = ()) -> Head:
    """The head of a sheet, without some columns."""
    columns = [column for column in columns_of(layout) if column.heading not in without]
    return Head(layout, 3, 4, dict(enumerate(columns)))


def row(values: Mapping[Step, Mapping[str, Any]], number: str = "a-1", **more: Any) -> Row:
    """A row that tells steps of a subject."""
    paths: dict[Step, dict[tuple[str, ...], Any]] = {
        step: {(name,): value for name, value in fields.items()} for step, fields in values.items()
    }
    usual: dict[str, Any] = {"head": head(LAYOUT), "subject": number} | more
    return Row("信息公开", 5, number=number, values=paths, **usual)
