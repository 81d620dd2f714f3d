"""Which families take part: each has its course and its oracle in modules of its own name, and no list has either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType, ModuleType

from contracts.families import FAMILIES, Families
from demo.oracle.calendar import Calendar
from demo.oracle.case import Caller, Judge, Judgement, Watcher
from demo.oracle.judging import Bench
from demo.oracle.judging import judgements as judgements_of
from demo.oracle.profile import read_asked
from demo.oracle.rows import Expected, expected_of
from demo.units import COUNTY
from demo.year import Course


def courses(families: Families = FAMILIES) -> dict[str, Course]:
    """Name of a family → its part in the simulated year; a family of a county's own may have none."""
    modules = {family.name: _module("courses", family.name) for family in families.all}
    return {name: module.COURSE for name, module in modules.items() if module is not None}


def judges(families: Families = FAMILIES) -> dict[str, Judge]:
    """Kind → what the oracle makes of a subject of that kind."""
    modules = {family.kind: _module("oracle", family.name) for family in families.all}
    return {kind: module.judge for kind, module in modules.items() if module is not None}


def callers(families: Families = FAMILIES) -> dict[str, Caller]:
    """Kind → what calls its subjects into being, for those that have no facts of their own."""
    modules = {family.kind: _module("oracle", family.name) for family in families.all}
    return {kind: module.called for kind, module in modules.items() if module and hasattr(module, "called")}


def watchers(families: Families = FAMILIES) -> dict[str, Watcher]:
    """Kind → what sees the departures from the law that a rubric may ask after, for the kinds that have any."""
    modules = {family.kind: _module("oracle.departures", family.name) for family in families.all}
    return {kind: module.departures for kind, module in modules.items() if module is not None}


def judgements(
    accepted: Iterable[tuple[str, bytes]],
    calendar: Calendar,
    today: date,
    counties: Mapping[str, str],
    families: Families = FAMILIES,
    asked: Mapping[str, Mapping[str, date]] | None = None,
    recorded: Mapping[tuple[str, str], date] = MappingProxyType({}),
) -> list[Judgement]:
    """What becomes of every subject of these records (organisation, CloudEvents line) on the day ``today``.

    ``counties`` gives each organisation's county; ``asked``: county → duty or check that stands on its word → since
    when it asks for it. By default 奉节县 asks for what its packaged profile names, and no other county for anything.
    ``recorded``: sender and id of a fact → the day on which it came in, where its time is of another day.
    """
    asked = {COUNTY: read_asked()} if asked is None else asked
    bench = Bench(judges(families), callers(families), watchers(families))
    return judgements_of(accepted, bench, calendar, today, counties, asked, recorded)


def expect(
    accepted: Iterable[tuple[str, bytes]],
    calendar: Calendar,
    today: date,
    counties: Mapping[str, str],
    families: Families = FAMILIES,
    asked: Mapping[str, Mapping[str, date]] | None = None,
) -> Expected:
    """Everything the views must say after these records; see ``judgements``."""
    return expected_of(judgements(accepted, calendar, today, counties, families, asked), counties)


def _module(folder: str, family: str) -> ModuleType | None:
    name = f"demo.{folder}.{family}"
    return import_module(name) if find_spec(name) else None
