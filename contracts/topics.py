"""Every topic on the bus; created by a deploy step from here, never by a broker's guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

PARTITIONS = 4
"""Partitions of the keyed topics. Inputs and outputs of a service agree, so that a key keeps its place."""

DAYS = "time.days.v1"
CALENDARS = "calendar.years.v1"
ORGS = "registry.orgs.v1"
INTAKE = {service: f"intake.{service}.v1" for service in ("catalog", "requests", "publishing")}
DOCUMENTS = "catalog.documents.v1"
DISCLOSURES = "publishing.disclosures.v1"
APPLICATIONS = "requests.applications.v1"
STATES_OF = {"catalog": DOCUMENTS, "publishing": DISCLOSURES, "requests": APPLICATIONS}
SUGGESTIONS = "requests.suggestions.v1"
MONTHLY = "metrics.monthly.v1"
QUARTERLY = "metrics.quarterly.v1"
ANNUAL = "metrics.annual.v1"
OBLIGATIONS = "metrics.obligations.v1"
WATERMARK = "metrics.watermark.v1"

INBOX_PATTERN = r"^dept\.([a-z0-9]+(?:-[a-z0-9]+)*)\.events$"
"""Departments' inboxes; the group is the organisation."""


@dataclass(frozen=True)
class TopicSpec:
    """A topic to create. Retention is for ever on log topics (``cleanup='delete'``)."""

    name: str
    partitions: int
    cleanup: Literal["delete", "compact"]
    retention_ms: int = -1


def inbox(org: str) -> str:
    """Topic into which ``org`` sends its facts."""
    return f"dept.{org}.events"


def notices(org: str) -> str:
    """Topic on which ``org`` hears of refusals and dates."""
    return f"dept.{org}.notices"


def shared_topics() -> list[TopicSpec]:
    """Topics that exist once, whatever organisations there are."""
    logs = [*INTAKE.values(), *STATES_OF.values()]
    return [
        TopicSpec(DAYS, 1, "delete"),
        TopicSpec(CALENDARS, 1, "compact"),
        TopicSpec(ORGS, 1, "compact"),
        *(TopicSpec(name, PARTITIONS, "delete") for name in logs),
        *(
            TopicSpec(name, 1, "compact")
            for name in (SUGGESTIONS, MONTHLY, QUARTERLY, ANNUAL, OBLIGATIONS, WATERMARK)
        ),
    ]


def department_topics(org: str) -> list[TopicSpec]:
    """The two topics of one organisation; one partition keeps a department's own order."""
    return [TopicSpec(inbox(org), 1, "delete"), TopicSpec(notices(org), 1, "delete")]


def all_topics(orgs: Iterable[str]) -> list[TopicSpec]:
    """Every topic for these organisations."""
    return shared_topics() + [spec for org in orgs for spec in department_topics(org)]
