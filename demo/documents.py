"""The real documents of data/documents.csv as facts.

What a row supports is decided in the file (data/README.md says by which rule); here it becomes facts:

* without a 发布日期 only the signature is told. A page shows that the document was disclosed but not when; a
  draft marked 主动公开 would make it overdue, a draft without an attribute would make it returned, and
  nobody could vouch for either;
* otherwise the draft carries the attribute that the page shows, and 主动公开 where it shows none: a government
  that puts a document on its website has disclosed it;
* the day of drafting is not public, so the day of signature stands for it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from demo.sent import Data, Schedule, Sent, encode, event
from demo.steps import SHANGHAI, START
from demo.units import DATA
from law.codes import Attribute, Channel
from law.interpretation import DocumentKind

Row = dict[str, str]

_HOURS = {"drafted": 9, "approved": 10, "published": 11}


@dataclass(frozen=True)
class Unusable:
    """A row that becomes no fact, and why."""

    subject: str
    county: str
    office: str
    title: str
    reason: str


@dataclass
class RealDocuments:
    """The facts, by the day they are sent, and the rows that became none."""

    schedule: Schedule = field(default_factory=Schedule)
    documents: int = 0
    unusable: list[Unusable] = field(default_factory=list)


def real_documents(path: Path = DATA / "documents.csv") -> RealDocuments:
    """Reads the file. What is dated before the clock starts is sent on its first day, the rest on its own."""
    real = RealDocuments()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["usable"] != "yes":
                office = row["org"] or row["org_as_published"]
                real.unusable.append(
                    Unusable(row["subject"], row["county_name"], office, row["title"], row["reason_unusable"])
                )
                continue
            real.documents += 1
            for on, sent in _facts(row):
                real.schedule.add(max(on, START), [sent])
    return real


def _facts(row: Row) -> Iterator[tuple[date, Sent]]:
    supported = row["facts"].split()
    if "drafted" in supported and "published" in supported:
        yield _fact(row, "drafted", row["formed_on"], _draft(row))
    if "approved" in supported:
        yield _fact(row, "approved", row["formed_on"], {"approved_on": row["formed_on"]})
    if "published" in supported:
        address = row["source_url"] if row["source_url"].startswith(("http://", "https://")) else None
        data: Data = {"published_on": row["published_on"], "channel": Channel.WEBSITE, "url": address}
        yield _fact(row, "published", row["published_on"], data)


def _draft(row: Row) -> Data:
    return {
        "title": row["title"],
        "drafted_on": row["formed_on"],
        "attribute": row["attribute"] or Attribute.PROACTIVE,
        "document_number": row["document_number"] or None,
        "index_number": row["index_number"] or None,
        "kind": DocumentKind.NORMATIVE if "规范性文件" in row["genre"] else None,
    }


def _fact(row: Row, part: str, on: str, data: Data) -> tuple[date, Sent]:
    day = date.fromisoformat(on)
    time = datetime(day.year, day.month, day.day, _HOURS[part], tzinfo=SHANGHAI)
    family = "disclosure" if part == "published" else "document"
    fact = event(row["org"], f"{row['subject']}.{part}", f"{family}.{part}.v1", row["subject"], time, data)
    return day, Sent(row["org"], encode(fact), key=row["subject"].encode())
