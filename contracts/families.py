"""The families there are, in one tuple; everything that lists kinds, facts, duties or services is derived from it.

The order is the order in which states flow: a family takes states only of families before it. A county
may add families of its own: ``GONGKAI_FAMILIES`` names modules that have a ``FAMILIES`` tuple.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib import import_module

from contracts.amendments import AMENDMENTS
from contracts.fields import BusModel
from contracts.kit import CODE, Check, Duty, Family, Least, Measure, MeasureKind

MODULES = (
    "contracts.dispute",
    "contracts.opening_balance",
    "contracts.application",
    "contracts.suggestion",
    "contracts.annual_figure",
    "contracts.annual_report",
    "contracts.item",
    "contracts.document",
    "contracts.disclosure",
    "contracts.entry",
    "contracts.message",
    "contracts.column",
    "contracts.site",
    "contracts.village",
    "contracts.village_claim",
    "contracts.account",
    "contracts.interpretation",
    "contracts.policy",
    "contracts.consultation",
    "contracts.hearing",
    "contracts.decision",
    "contracts.attendance",
    "contracts.training",
    "contracts.appraisal",
    "contracts.self_report",
    "contracts.assessment_notice",
    "contracts.appeal",
    "contracts.fault",
)
"""Modules with a ``FAMILIES`` tuple, in the order in which states flow. One more kind of subject is one more entry."""

AMENDED = {
    "restated": ("已更正", "A correction or withdrawal of an earlier fact was reported."),
    "reassessed": (
        "已重新评定",
        "A day has passed, a holiday notice or a county's profile has come or a rule was mended: the state is another one.",
    ),
    "linked": ("所依事项已变", "A newer state of another subject, which this one rests on, has changed it."),
}
"""Verbs of events that no fact of the family names, with what they say."""


class Families:
    """Families and what is derived from them; ValueError when two of them cannot stand together."""

    def __init__(self, families: Sequence[Family]) -> None:
        self.all = tuple(families)
        _check(self.all)

    @cached_property
    def by_name(self) -> dict[str, Family]:
        """Name → family; a fact's type begins with the name."""
        return {family.name: family for family in self.all}

    @cached_property
    def by_kind(self) -> dict[str, Family]:
        """Kind (``<service>.<family>``) → family."""
        return {family.kind: family for family in self.all}

    @cached_property
    def services(self) -> tuple[str, ...]:
        """Services that keep subjects, in the order in which states flow."""
        return tuple(dict.fromkeys(family.service for family in self.all))

    @cached_property
    def facts(self) -> dict[str, type[BusModel]]:
        """Type → model, of every fact about a subject."""
        return {family.fact_type(verb): model for family in self.all for verb, model in family.facts.items()}

    @cached_property
    def messages(self) -> dict[str, type[BusModel]]:
        """Type → model of everything that a department may send: facts and amendments."""
        return self.facts | AMENDMENTS

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """Code → duty."""
        return {duty.code: duty for family in self.all for duty in family.duties}

    @cached_property
    def checks(self) -> dict[str, Check]:
        """Code → what a county's profile may ask for."""
        return {check.code: check for family in self.all for check in family.checks}

    @cached_property
    def leasts(self) -> dict[str, Least]:
        """Code → time that has to lie between two steps."""
        return {least.code: least for family in self.all for least in family.leasts}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Code → measure."""
        return {measure.code: measure for family in self.all for measure in family.measures}

    def counted_by(self, family: Family) -> tuple[Measure, ...]:
        """All that a family counts: its own measures, and the stocks of others that it opens."""
        return (*family.measures, *(self.measures[code] for code in family.opens))

    @cached_property
    def findings(self) -> dict[str, str]:
        """Code → what it is called, of every finding; several families may find the same."""
        return {code: chinese for family in self.all for code, chinese in family.findings.items()}

    @cached_property
    def notices(self) -> dict[str, type[BusModel]]:
        """Type → model of what folds may tell departments."""
        return {name: model for family in self.all for name, model in family.notices.items()}

    def of_fact(self, fact_type: str) -> Family:
        """The family of a fact's type, known or not yet; KeyError where there is none of that name."""
        return self.by_name[fact_type.partition(".")[0]]

    def of_service(self, service: str) -> tuple[Family, ...]:
        """The families that a service keeps, in the order of the flow."""
        return tuple(family for family in self.all if family.service == service)

    def taken(self, service: str) -> frozenset[str]:
        """The kinds whose states the families of ``service`` take."""
        return frozenset(kind for family in self.of_service(service) for kind in family.takes)

    def upstream(self, service: str) -> tuple[str, ...]:
        """The other services whose states flow to ``service``."""
        taken = {self.by_kind[kind].service for kind in self.taken(service)}
        return tuple(name for name in self.services if name in taken and name != service)

    def events(self, family: Family) -> tuple[str, ...]:
        """Types of the events that carry its states."""
        happens = {"restated": bool(family.facts), "linked": bool(family.takes)}
        verbs = [*family.facts, *(verb for verb in AMENDED if happens.get(verb, True))]
        return tuple(f"{family.kind}.{verb}.v1" for verb in verbs)


def _check(families: Sequence[Family]) -> None:
    names: set[str] = set()
    codes: set[str] = set()
    services: list[str] = []
    for family in families:
        if family.name in names:
            raise ValueError(f"two families are called {family.name}")
        if services and family.service != services[-1] and family.service in services:
            raise ValueError(f"the families of {family.service} do not stand together")
        services.append(family.service)
        for kind in family.takes:
            if kind not in {known.kind for known in families[: families.index(family)]}:
                raise ValueError(f"{family.kind} takes states of {kind}, which does not stand before it")
        names.add(family.name)
        coded: tuple[Duty | Measure | Check | Least, ...] = (
            *family.duties,
            *family.measures,
            *family.checks,
            *family.leasts,
        )
        for code in (entry.code for entry in coded):
            if code in codes or not CODE.fullmatch(code):
                raise ValueError(f"{code}: a code is used once and is [a-z][a-z0-9_]*")
            codes.add(code)

    stocks = {m.code for family in families for m in family.measures if m.kind is MeasureKind.STOCK}
    for family in families:
        if unknown := sorted(set(family.opens) - stocks):
            raise ValueError(f"{family.kind} opens {unknown[0]}, which is no stock of any family")


def _in(modules: Iterable[str]) -> Iterator[Family]:
    for module in modules:
        yield from import_module(module).FAMILIES


def _placed(own: Iterable[Family], further: Iterable[Family]) -> list[Family]:
    """A county's further families behind those of their service, at the end where it is a new one."""
    families = list(own)
    for family in further:
        places = [place for place, known in enumerate(families, 1) if known.service == family.service]
        families.insert(places[-1] if places else len(families), family)
    return families


_FURTHER = (name.strip() for name in os.environ.get("GONGKAI_FAMILIES", "").split(",") if name.strip())

FAMILIES = Families(tuple(_placed(_in(MODULES), _in(_FURTHER))))
"""Every family that this installation has."""
