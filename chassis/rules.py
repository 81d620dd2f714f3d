"""From a family to its fold: the module that says what the facts of its subjects come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from chassis.amend import WAITS, Waiting, effective
from chassis.case import ONE_DAY, Case, ContractError, Folded, FoldFunction, Notice
from contracts.envelope import Fact
from contracts.families import FAMILIES, Families
from contracts.kit import Family, Key
from contracts.notices import WAITING, WaitingNotice
from contracts.profile import BY_DEFAULT, County
from law.calendar import WorkingCalendar

LINKS_LEFT_OUT = "links_left_out"
"""Flag of a subject to which more states flow than it takes."""

Asks = Callable[[Sequence[Fact]], Iterable[Key]]


@dataclass(frozen=True)
class Rules:
    """A family with its fold, and the subjects whose states its facts ask for."""

    family: Family
    fold: FoldFunction
    asks: Asks | None
    families: Families = FAMILIES
    """Those it stands among: what a correction says is read by their models."""
    reads: Mapping[str, type[Any]] = field(default_factory=dict)
    """What it reads of others' states, by kind; of a kind that is not here, all. See chassis.ledger.flowing."""


def rules_of(service: str, families: Families = FAMILIES) -> dict[str, Rules]:
    """Kind → rules, of every family that ``service`` keeps, in the order of the flow."""
    rules = {}
    for family in families.of_service(service):
        module = import_module(family.module)
        fold = getattr(module, f"fold_{family.name}", None) or module.fold
        reads = {kind: reads for kind, reads in getattr(module, "READS", {}).items() if kind in family.takes}
        rules[family.kind] = Rules(family, fold, getattr(module, "asks", None), families, reads)
    return rules


def levels(rules: Mapping[str, Rules]) -> list[list[str]]:
    """Kinds by how far down the flow they lie within the service: what one level sends, later ones take."""
    level: dict[str, int] = {}
    for kind, rule in rules.items():
        level[kind] = max((level[taken] + 1 for taken in rule.family.takes if taken in level), default=0)
    return [[kind for kind in rules if level[kind] == depth] for depth in range(max(level.values(), default=-1) + 1)]


def fold_subject(
    rules: Rules,
    key: Key,
    facts: Sequence[Fact],
    calendar: WorkingCalendar,
    today: date,
    linked: Mapping[str, Sequence[bytes]] | None = None,
    county: County = BY_DEFAULT,
) -> Folded:
    """The subject as its family's fold sees it, with what holds for every family; ``county`` is that of its organisation.

    An amendment that names an unknown fact is told on the day after it was recorded, and makes no subject by
    itself. Raises whatever the fold raises, and ContractError when it breaks its contract.
    """
    counting, waiting = effective(facts, rules.families)
    taken, more = _taken(linked or {}, rules.family.most_linked)
    flags = [flag for flag, is_set in ((WAITS, waiting), (LINKS_LEFT_OUT, more)) if is_set]
    profile = county.family(rules.family)
    case = Case(key, counting, calendar, today, taken, flags=flags, profile=profile, reads=rules.reads)
    _tell_waiting(case, waiting)
    folded = rules.fold(case)
    if folded.check_on is not None and folded.check_on <= today:
        raise ContractError(f"check_on {folded.check_on} is not after {today}")
    if not counting and not (linked and any(linked.values())):
        # Nothing is known of it: only that an amendment waits is to be told.
        waits = tuple(notice for notice in folded.notices if notice.type == WAITING)
        return folded._replace(relevant=False, notices=waits)
    return folded


def _taken(linked: Mapping[str, Sequence[bytes]], most: int) -> tuple[Mapping[str, Sequence[bytes]], bool]:
    """The first ``most`` of the states by key, and whether there are more: without a bound every new sender would cost what all did."""
    if sum(map(len, linked.values())) <= most:
        return linked, False
    taken: dict[str, Sequence[bytes]] = {}
    for kind in sorted(linked):
        taken[kind] = linked[kind][: most - sum(map(len, taken.values()))]
    return taken, True


def _tell_waiting(case: Case, waiting: Sequence[Waiting]) -> None:
    for amendment in waiting:
        tell_on = amendment.recorded_on + ONE_DAY
        case.look_again(tell_on)
        if case.today >= tell_on:
            body = WaitingNotice(
                subject=case.key.subject,
                amendment=amendment.id,
                fact=amendment.fact,
                fact_type=amendment.fact_type,
                remedy="核对所指事实的编号和类型后重发更正（撤回），或者补报该事实 / "
                "send the amendment again with the right id and type, or send the fact that it names",
            )
            case.tell(Notice(WAITING, f"waiting:{amendment.id}", body))
