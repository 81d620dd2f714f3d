"""Every message there is: its model, who writes it, and the pages and schemas it gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contracts.application.handling import APPLICATION_FACTS
from contracts.facts import AMENDMENTS, FACTS, SERVICE_OF
from contracts.fields import BusModel
from contracts.notices import (
    REFUSED,
    DisclosureSuggestion,
    DueNotice,
    Refusal,
    RepeatNotice,
    UnconfirmedNotice,
)
from contracts.states import DAY_CLOSED, EVENTS, STATES, DayClosed
from contracts.time import CalendarYear, Day, Organisation
from contracts.views import ObligationRow, PeriodRow, Watermark

Kind = Literal["fact", "amendment", "state", "mark", "notice", "reference", "view"]

Direction = Literal["incoming", "outgoing", "both"]
"""``incoming``: departments write, we read. ``outgoing``: we write, anyone reads. ``both``: operators write too."""


@dataclass(frozen=True)
class Contract:
    """A model under the name of its schema, and the messages that carry it."""

    name: str
    model: type[BusModel]
    kind: Kind
    direction: Direction
    types: tuple[str, ...]
    """Types of the messages; a state is carried by several events, everything else by one message."""

    @property
    def chinese(self) -> str:
        """The Chinese name, which begins the model's docstring."""
        return _docstring(self.model).partition(": ")[0]

    @property
    def purpose(self) -> str:
        """What it says, in a sentence."""
        said = _docstring(self.model).partition(": ")[2]
        return said[:1].upper() + said[1:]


def _docstring(model: type[BusModel]) -> str:
    return " ".join((model.__doc__ or "").split())


VERBS: dict[str, tuple[str, str]] = {
    "drafted": ("已拟稿", "A draft of the document was reported."),
    "approved": ("已签发", "The signature of the document was reported."),
    "expired": ("已失效", "The expiry of the document was reported."),
    "formed": ("已形成", "The formation or a change of the information was reported."),
    "published": ("已公开", "A disclosure of the information was reported."),
    "withdrawn": ("已撤下", "The taking down of the disclosure was reported."),
    "restated": ("已更正", "A correction or withdrawal of an earlier fact was reported."),
    "reassessed": (
        "已重新评定",
        "A day has passed or a holiday notice has come, and the state is another one.",
    ),
    "referenced": (
        "所依事项已变",
        "A newer state of another service, which this one rests on, has changed it.",
    ),
}
"""What the last word of an event's type says."""


def verb(message: str) -> tuple[str, str]:
    """What the event says, in Chinese and English; a step of an application is called as its fact is."""
    family, word = message.split(".")[-3:-1]
    model = APPLICATION_FACTS.get(f"{family}.{word}.v1")
    if model is None:
        return VERBS[word]
    chinese = _docstring(model).partition(": ")[0]
    return f"（{chinese}）", f"An application: {chinese} was reported."


def _states() -> list[Contract]:
    return [
        Contract(
            f"{kind}.v1", STATES[kind], "state", "outgoing", tuple(f"{kind}.{verb}.v1" for verb in verbs)
        )
        for kind, verbs in EVENTS.items()
    ]


def _one(name: str, model: type[BusModel], kind: Kind, direction: Direction) -> Contract:
    return Contract(name, model, kind, direction, (name,))


DUE = "obligation.notice.v1"
DUE_NOTICES = ("due_soon", "due_today", "overdue", "firm", "moved")
UNCONFIRMED = "application.unconfirmed.v1"
REPEAT = "application.repeat_suspected.v1"
SUGGESTED = "disclosure.suggested.v1"
DAY = "time.day.v1"
CALENDAR = "calendar.year.v1"
ORG = "registry.org.v1"
PERIOD = "metrics.period.v1"
OBLIGATION = "metrics.obligation.v1"
MARK = "metrics.watermark.v1"

CONTRACTS: dict[str, Contract] = {
    contract.name: contract
    for contract in [
        *(_one(name, model, "fact", "incoming") for name, model in FACTS.items()),
        *(_one(name, model, "amendment", "incoming") for name, model in AMENDMENTS.items()),
        *_states(),
        _one(DAY_CLOSED, DayClosed, "mark", "outgoing"),
        _one(REFUSED, Refusal, "notice", "outgoing"),
        Contract(
            DUE, DueNotice, "notice", "outgoing", tuple(f"obligation.{what}.v1" for what in DUE_NOTICES)
        ),
        _one(UNCONFIRMED, UnconfirmedNotice, "notice", "outgoing"),
        _one(REPEAT, RepeatNotice, "notice", "outgoing"),
        _one(SUGGESTED, DisclosureSuggestion, "notice", "outgoing"),
        _one(DAY, Day, "reference", "outgoing"),
        _one(CALENDAR, CalendarYear, "reference", "both"),
        _one(ORG, Organisation, "reference", "outgoing"),
        _one(PERIOD, PeriodRow, "view", "outgoing"),
        _one(OBLIGATION, ObligationRow, "view", "outgoing"),
        _one(MARK, Watermark, "view", "outgoing"),
    ]
}
"""Contracts by the name of their schema."""

CONTRACT_OF: dict[str, Contract] = {
    name: contract for contract in CONTRACTS.values() for name in contract.types
}
"""The contract behind each type of message."""


def intake_types(service: str) -> list[str]:
    """What the gateway passes on to a service: its families of facts, and the amendments."""
    families = {family for family, keeper in SERVICE_OF.items() if keeper == service}
    return [*(name for name in FACTS if name.split(".", 1)[0] in families), *AMENDMENTS]
