"""Every topic on the bus; created by a deploy step from here, never by a broker's guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from contracts.families import FAMILIES, Families

PARTITIONS = 4
"""Partitions of the keyed topics. Inputs and outputs of a service agree, so that a key keeps its place."""

USUAL_BYTES, LARGE_BYTES = 1_048_588, 32 * 1024 * 1024
"""What a broker takes at once unless it is told otherwise; and where one record names all that a unit fell short in."""

DAYS = "time.days.v1"
CALENDARS = "calendar.years.v1"
ORGS = "registry.orgs.v1"
ADMISSIONS = "registry.admissions.v1"
MEASURES = "registry.measures.v1"
RUBRICS = "registry.rubrics.v1"
PROFILES = "registry.profiles.v1"
TOKENS = "registry.tokens.v1"
MONTHLY = "metrics.monthly.v1"
QUARTERLY = "metrics.quarterly.v1"
ANNUAL = "metrics.annual.v1"
OBLIGATIONS = "metrics.obligations.v1"
WATERMARK = "metrics.watermark.v1"
SUBJECTS = "metrics.subjects.v1"
FACTS = "metrics.facts.v1"
SCORES = "metrics.scores.v1"
FINDINGS = "metrics.findings.v1"
REPORTS = "metrics.reports.v1"
RESTATEMENTS = "metrics.restatements.v1"
QUALITY = "metrics.quality.v1"
AUDITS = "audit.records.v1"

PERIODS = {"monthly": MONTHLY, "quarterly": QUARTERLY, "annual": ANNUAL}
"""View → its topic."""

INBOX_PATTERN = r"^dept\.([a-z0-9]+(?:-[a-z0-9]+)*)\.events$"
"""Departments' inboxes; the group is the organisation."""

ALL_INBOXES_PATTERN = r"^dept\.([a-z0-9]+(?:-[a-z0-9]+)*)\.events(-test)?$"
"""Departments' inboxes and test inboxes; the groups are the organisation, and what only a test inbox has."""

_TEST = "-test"


@dataclass(frozen=True)
class TopicSpec:
    """A topic to create. Retention is for ever on log topics (``cleanup='delete'``)."""

    name: str
    partitions: int
    cleanup: Literal["delete", "compact"]
    retention_ms: int = -1
    max_bytes: int = USUAL_BYTES
    """Of a batch of records; a record that is alone in its batch may be as large."""


def intake(service: str) -> str:
    """Topic of the accepted facts for ``service``."""
    return f"intake.{service}.v1"


def states(service: str) -> str:
    """Topic of the states that ``service`` keeps, of every family; the kind is in the key and in ``ce_type``."""
    return f"{service}.states.v1"


def inbox(org: str, *, test: bool = False) -> str:
    """Topic into which ``org`` sends its facts; its ``test`` inbox is judged alike, and nothing of it goes further."""
    return f"dept.{org}.events{_TEST if test else ''}"


def notices(org: str, *, test: bool = False) -> str:
    """Topic on which ``org`` hears of refusals and dates; that of its ``test`` inbox has a verdict on every record."""
    return f"dept.{org}.notices{_TEST if test else ''}"


def shared_topics(families: Families = FAMILIES) -> list[TopicSpec]:
    """Topics that exist once, whatever organisations there are."""
    logs = [*map(intake, families.services), *map(states, families.services)]
    return [
        TopicSpec(DAYS, 1, "delete"),
        *(TopicSpec(name, 1, "compact") for name in (CALENDARS, ORGS, ADMISSIONS, MEASURES, PROFILES, RUBRICS, TOKENS)),
        *(TopicSpec(name, PARTITIONS, "delete") for name in logs),
        *(TopicSpec(name, 1, "compact") for name in (*PERIODS.values(), OBLIGATIONS, WATERMARK)),
        *(TopicSpec(name, 1, "compact") for name in (SUBJECTS, FACTS, SCORES, QUALITY)),
        *(TopicSpec(name, 1, "compact", max_bytes=LARGE_BYTES) for name in (FINDINGS, RESTATEMENTS)),
        TopicSpec(REPORTS, 1, "delete", max_bytes=LARGE_BYTES),
        TopicSpec(AUDITS, 1, "delete"),
    ]


def department_topics(org: str) -> list[TopicSpec]:
    """The four topics of one organisation; one partition keeps a department's own order."""
    return [TopicSpec(topic(org, test=test), 1, "delete") for test in (False, True) for topic in (inbox, notices)]


def all_topics(orgs: Iterable[str], families: Families = FAMILIES) -> list[TopicSpec]:
    """Every topic for these organisations."""
    return shared_topics(families) + [spec for org in orgs for spec in department_topics(org)]
