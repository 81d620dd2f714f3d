"""Every message there is: its model, who writes it, and the pages and schemas it gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from contracts.admission import ADMISSION, Admission
from contracts.amendments import AMENDMENTS
from contracts.assessment import ASSESSED
from contracts.audit import AUDIT, AuditRecord
from contracts.closing import DAY_CLOSED, DayClosed
from contracts.families import AMENDED, FAMILIES, Families
from contracts.fields import BusModel, chinese
from contracts.generator.paths import SAMPLES
from contracts.kit import Family
from contracts.notices import (
    DUE_NOTICES,
    JUDGED,
    REFUSED,
    UNKNOWN,
    WAITING,
    DueNotice,
    Judgement,
    Refusal,
    UnknownNotice,
    WaitingNotice,
)
from contracts.organisations import ORG, Organisation
from contracts.profile.record import PROFILE, ProfileRecord
from contracts.quality import QUALITY
from contracts.registry import ENTRIES
from contracts.rubric.record import RUBRIC, CountyRubric
from contracts.time import CalendarYear, Day
from contracts.token import TOKEN, Token
from contracts.views import ObligationRow, PeriodRow, Watermark

Kind = Literal["fact", "amendment", "state", "mark", "notice", "reference", "view", "audit"]

Direction = Literal["incoming", "outgoing", "both"]
"""``incoming``: departments write, we read. ``outgoing``: we write, anyone reads. ``both``: operators write too."""

DUE = "obligation.notice.v1"
DAY = "time.day.v1"
CALENDAR = "calendar.year.v1"
PERIOD = "metrics.period.v1"
OBLIGATION = "metrics.obligation.v1"
MARK = "metrics.watermark.v1"


@dataclass(frozen=True)
class Contract:
    """A model under the name of its schema, and the messages that carry it."""

    name: str
    model: type[BusModel]
    kind: Kind
    direction: Direction
    types: tuple[str, ...]
    """Types of the messages; a state is carried by several events, everything else by one message."""
    family: Family | None = None
    """The family it belongs to, when it belongs to one."""

    @property
    def chinese(self) -> str:
        """Its Chinese name."""
        return chinese(self.model)

    @property
    def purpose(self) -> str:
        """What it says, in a sentence."""
        return _sentence(self.model)


class Bus:
    """The messages of ``families``; ``samples`` are the folders that hold the valid ones."""

    def __init__(self, families: Families = FAMILIES, samples: tuple[Path, ...] = (SAMPLES,)) -> None:
        self.families = families
        self.samples = samples

    @cached_property
    def contracts(self) -> Mapping[str, Contract]:
        """Contracts by the name of their schema."""
        return {contract.name: contract for contract in _contracts(self.families)}

    @cached_property
    def contract_of(self) -> Mapping[str, Contract]:
        """The contract behind each type of message."""
        return {name: contract for contract in self.contracts.values() for name in contract.types}

    def of_kind(self, kind: Kind) -> tuple[Contract, ...]:
        """The contracts of one kind."""
        return tuple(contract for contract in self.contracts.values() if contract.kind == kind)

    def intake_types(self, service: str) -> tuple[str, ...]:
        """What the gateway passes on to a service: the facts of its families, and the amendments."""
        families = self.families.of_service(service)
        facts = (family.fact_type(verb) for family in families for verb in family.facts)
        return (*facts, *AMENDMENTS)

    def title(self, message: str) -> str:
        """The Chinese name of a message; a state's event is called after what brought it about."""
        contract = self.contract_of[message]
        if contract.kind != "state":
            return contract.chinese
        return f"{contract.chinese}（{self._verb(contract, message)[0]}）"

    def purpose(self, message: str) -> str:
        """What a message says, in a sentence."""
        contract = self.contract_of[message]
        return contract.purpose if contract.kind != "state" else self._verb(contract, message)[1]

    def _verb(self, contract: Contract, message: str) -> tuple[str, str]:
        """What the last word of an event's type says: the name of the fact, or how else a state changes."""
        assert contract.family is not None, "states belong to families"
        word = message.split(".")[-2]
        fact = contract.family.facts.get(word)
        return AMENDED[word] if fact is None else (chinese(fact), _sentence(fact))


def _contracts(families: Families) -> Iterator[Contract]:
    for family in families.all:
        for verb, fact in family.facts.items():
            yield _alone(family.fact_type(verb), fact, "fact", "incoming", family)
    for name, model in AMENDMENTS.items():
        yield _alone(name, model, "amendment", "incoming")
    for family in families.all:
        yield Contract(f"{family.kind}.v1", family.state, "state", "outgoing", families.events(family), family)
    yield _alone(DAY_CLOSED, DayClosed, "mark", "outgoing")
    yield _alone(REFUSED, Refusal, "notice", "outgoing")
    yield _alone(JUDGED, Judgement, "notice", "outgoing")
    yield _alone(WAITING, WaitingNotice, "notice", "outgoing")
    yield _alone(UNKNOWN, UnknownNotice, "notice", "outgoing")
    yield Contract(DUE, DueNotice, "notice", "outgoing", DUE_NOTICES)
    for family in families.all:
        for name, model in family.notices.items():
            yield _alone(name, model, "notice", "outgoing", family)
    yield _alone(DAY, Day, "reference", "outgoing")
    yield _alone(CALENDAR, CalendarYear, "reference", "both")
    yield _alone(ORG, Organisation, "reference", "outgoing")
    yield _alone(ADMISSION, Admission, "reference", "outgoing")
    yield _alone(PROFILE, ProfileRecord, "reference", "outgoing")
    yield _alone(RUBRIC, CountyRubric, "reference", "outgoing")
    yield _alone(TOKEN, Token, "reference", "outgoing")
    for name, model in ENTRIES.items():
        yield _alone(name, model, "reference", "outgoing")
    yield _alone(PERIOD, PeriodRow, "view", "outgoing")
    yield _alone(OBLIGATION, ObligationRow, "view", "outgoing")
    yield _alone(MARK, Watermark, "view", "outgoing")
    for name, model in (*ASSESSED.items(), *QUALITY.items()):
        yield _alone(name, model, "view", "outgoing")
    yield _alone(AUDIT, AuditRecord, "audit", "outgoing")


def _alone(
    name: str, model: type[BusModel], kind: Kind, direction: Direction, family: Family | None = None
) -> Contract:
    return Contract(name, model, kind, direction, (name,), family)


def _sentence(model: type[BusModel]) -> str:
    return model.meaning[:1].upper() + model.meaning[1:]


BUS = Bus()
"""The bus of the families there are."""
