"""What one version of a rubric makes of another, and which version holds on which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from contracts.rubric.record import CountyRubric
from contracts.rubric.writing import of_clause, settings

NOT_THERE = "—"
_UNSAID = ("县", "版本", "默认", "自", "止")
"""What tells versions apart, and is no change of what is asked for."""


class Change(NamedTuple):
    """On these days a clause, or a setting of the whole, is another one than was; the last day is included where there is one."""

    where: str
    since: date
    until: date | None
    was: str
    becomes: str

    def __str__(self) -> str:
        """In one line."""
        days = f"from {self.since}" if self.until is None else f"{self.since} to {self.until}"
        return f"{self.where}, {days}: {self.was} → {self.becomes}"

    def is_past(self, today: date) -> bool:
        """Whether it changes how a period is scored that has begun before today: a month is the shortest, and begins on its first."""
        first = self.since
        if first.day > 1:
            first = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
        return first < today and (self.until is None or first <= self.until)


class Held(NamedTuple):
    """The days on which a version holds for the periods that begin on them."""

    rubric: CountyRubric | None
    since: date
    until: date | None


def held(versions: Iterable[CountyRubric]) -> list[Held]:
    """All days, in order, with the version that holds: the last that has begun, the newest of those of one day."""
    listed = list(versions)
    ends = {rubric.until + timedelta(days=1) for rubric in listed if rubric.until is not None}
    days = sorted({date.min, *(rubric.since for rubric in listed), *ends})
    spans: list[Held] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        until = following - timedelta(days=1) if following else None
        holder = holding(listed, day)
        if spans and spans[-1].rubric == holder:
            spans[-1] = spans[-1]._replace(until=until)
        else:
            spans.append(Held(holder, day, until))
    return spans


def holding(versions: Iterable[CountyRubric], day: date) -> CountyRubric | None:
    """The version by which a period that begins on ``day`` is scored, as ``law.scoring.rubric.in_force`` says it."""
    begun = [rubric for rubric in versions if rubric.since <= day]
    rubric = max(begun, key=lambda rubric: (rubric.since, rubric.version), default=None)
    return rubric if rubric is not None and (rubric.until is None or day <= rubric.until) else None


def changes(known: Sequence[CountyRubric], new: CountyRubric) -> list[Change]:
    """What would be asked for otherwise when ``new`` is taken in beside the versions that are known, by day and clause."""
    before, after = held(known), held([*known, new])
    days = sorted({span.since for span in (*before, *after)})
    runs: dict[tuple[str, str, str], Change] = {}
    done: list[Change] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        until = following - timedelta(days=1) if following else None
        differing = set()
        for where, was, becomes in differences(_on(before, day), _on(after, day)):
            named = where, was, becomes
            differing.add(named)
            runs[named] = runs.get(named, Change(where, day, until, was, becomes))._replace(until=until)
        done += [runs.pop(named) for named in list(runs) if named not in differing]
    return sorted([*done, *runs.values()], key=lambda change: change.since)


def differences(old: CountyRubric | None, new: CountyRubric | None) -> Iterator[tuple[str, str, str]]:
    """Where two versions differ, what was and what becomes; by setting, then by clause."""
    if old is None or new is None:
        if old is not new:
            yield "评分", _named(old), _named(new)
        return
    was, becomes = (_settings(rubric) for rubric in (old, new))
    for name in dict.fromkeys((*was, *becomes)):
        if was.get(name) != becomes.get(name):
            yield name, _shown(was.get(name)), _shown(becomes.get(name))
    before, after = (_clauses(rubric) for rubric in (old, new))
    for path in sorted({*before, *after}, key=lambda path: [int(part) for part in path.split(".")]):
        yield from _of_clause(path, before.get(path, []), after.get(path, []))


def past(changes: Iterable[Change], today: date | None) -> list[Change]:
    """Those that change how a period is scored that has begun before today; none while no day has begun."""
    return [] if today is None else [change for change in changes if change.is_past(today)]


def _of_clause(path: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    if old == new:
        return
    if len(old) == len(new) == 1:
        titled = f"{path} {new[0]['名称']}"
        for name in dict.fromkeys((*old[0], *new[0])):
            if old[0].get(name) != new[0].get(name):
                yield f"{titled} {name}", _shown(old[0].get(name)), _shown(new[0].get(name))
        return
    titled = f"{path} {(new or old)[0]['名称']}"
    yield titled, _shown(old or None), _shown(new or None)


def _settings(rubric: CountyRubric) -> Mapping[str, Any]:
    return {name: value for name, value in settings(rubric).items() if name not in _UNSAID}


def _clauses(rubric: CountyRubric) -> dict[str, list[dict[str, Any]]]:
    clauses: dict[str, list[dict[str, Any]]] = {}
    for clause in rubric.clauses:
        clauses.setdefault(clause.path, []).append(of_clause(clause))
    return clauses


def _on(spans: Sequence[Held], day: date) -> CountyRubric | None:
    return next((span.rubric for span in reversed(spans) if span.since <= day), None)


def _named(rubric: CountyRubric | None) -> str:
    return NOT_THERE if rubric is None else f"第{rubric.version}版《{rubric.title}》"


def _shown(value: Any) -> str:
    if value is None:
        return NOT_THERE
    if isinstance(value, dict):
        return "{" + "，".join(f"{name}: {_shown(each)}" for name, each in value.items()) + "}"
    return "、".join(map(_shown, value)) if isinstance(value, list) else str(value)
