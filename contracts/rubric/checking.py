"""What is wrong with a county's rubric, in words: line, field, value, rule and what to do; all of it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from contracts.families import FAMILIES, Families
from contracts.faults import Fault
from contracts.profile.checking import FIRST_DAY, LAST_DAY, near
from contracts.rubric.cycles import cycles
from contracts.rubric.faults import TOP, Lines, RubricError, near_word
from contracts.rubric.record import CountyRubric, RubricClause
from contracts.rubric.rules import of_rule
from contracts.rubric.weights import weights
from contracts.rubric.words import PERIOD_NAMES
from law.scoring.points import words

NO_LINES = Lines()


def check(
    rubric: CountyRubric,
    families: Families = FAMILIES,
    counties: Mapping[str, str] | None = None,
    units: Collection[str] | None = None,
) -> None:
    """RubricError with every fault. ``counties``: slug → name of those that there are, ``units`` of the county, where that is known."""
    if faults := faults_of(rubric, families, counties, units):
        raise RubricError(faults)


def faults_of(
    rubric: CountyRubric,
    families: Families = FAMILIES,
    counties: Mapping[str, str] | None = None,
    units: Collection[str] | None = None,
    lines: Lines = NO_LINES,
) -> list[Fault]:
    """All that is wrong with it, as ``check`` says it."""
    faults = [*_whole(rubric, counties, lines), *_rosters(rubric, units, lines), *_grades(rubric, lines)]
    tree = list(_tree(rubric, lines))
    for number, clause in enumerate(rubric.clauses):
        tree += _clause(rubric, number, clause, lines)
        faults += of_rule(rubric, number, clause, families, lines)
    faults += tree
    faults += cycles(rubric, lines)
    # Sums of a tree that does not hang together would only say the same again.
    return faults if tree else [*faults, *weights(rubric, lines)]


def _whole(rubric: CountyRubric, counties: Mapping[str, str] | None, lines: Lines) -> Iterator[Fault]:
    if counties is not None and rubric.county not in counties:
        rule = "no organisation belongs to such a county"
        yield Fault("县", rubric.county, rule, near(rubric.county, counties), lines.of(TOP, "县"))
    for setting, day in (("自", rubric.since), ("止", rubric.until)):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            rule = f"no day from {FIRST_DAY} to {LAST_DAY}"
            yield Fault(setting, str(day), rule, "correct the date", lines.of(TOP, setting))
    if rubric.until is not None and rubric.until < rubric.since:
        days = f"{rubric.since}…{rubric.until}"
        yield Fault("止", days, "止 lies before 自", "give the last day on which it applies", lines.of(TOP, "止"))


def _rosters(rubric: CountyRubric, units: Collection[str] | None, lines: Lines) -> Iterator[Fault]:
    for code, times in Counter(roster.code for roster in rubric.rosters).items():
        if times > 1:
            yield Fault(f"名册.{code}", code, "it is named twice", "give each roster one name", lines.of(TOP, "名册"))
    for roster in rubric.rosters:
        field = f"名册.{roster.code}"
        line = lines.of(TOP, field)
        if not roster.kinds and not roster.units:
            yield Fault(field, roster.code, "nobody stands in it", "write {类别: [部门]} or {单位: […]}", line)
        known = roster.units if units is None else units
        for unit in roster.units:
            if unit not in known:
                yield Fault(f"{field}.单位", unit, "no such unit in the county", near_word(unit, known), line)
    for earlier, later in combinations(rubric.rosters, 2):
        twice = [*(set(earlier.kinds) & set(later.kinds)), *(set(earlier.units) & set(later.units))]
        for shared in sorted(twice):
            rule = f"it stands in {earlier.code} and in {later.code}; a unit is compared in one roster"
            line = lines.of(TOP, f"名册.{later.code}")
            yield Fault(f"名册.{later.code}", shared, rule, "leave it in one of them", line)


def _grades(rubric: CountyRubric, lines: Lines) -> Iterator[Fault]:
    line = lines.of(TOP, "等次")
    least = [grade.least for grade in rubric.grades]
    for name, times in Counter(grade.name for grade in rubric.grades).items():
        if times > 1:
            yield Fault(f"等次.{name}", name, "it is named twice", "say from where on it holds once", line)
    if len(set(least)) < len(least):
        yield Fault(
            "等次", words(max(least, key=least.count)), "two grades begin there", "give each a number of its own", line
        )
    if least and min(least) > 0:
        yield Fault(
            "等次", words(min(least)), "totals below this have no grade", "let the lowest grade begin at 0", line
        )
    if least and max(least) > rubric.full:
        rule = f"nobody gets there: the full score is {words(rubric.full)}"
        yield Fault("等次", words(max(least)), rule, "begin the highest grade below it", line)


def _tree(rubric: CountyRubric, lines: Lines) -> Iterator[Fault]:
    before: set[str] = set()
    with_rule = {clause.path for clause in rubric.clauses if clause.rule}
    above = {clause.path.rpartition(".")[0] for clause in rubric.clauses}
    for number, clause in enumerate(rubric.clauses):
        over, field = clause.path.rpartition(".")[0], f"指标.{clause.path}"
        line = lines.of(number, "编号")
        if over and over not in before:
            remedy = f"put clause {over} before it, or correct the number"
            yield Fault(f"{field}.编号", clause.path, f"there is no clause {over} above it", remedy, line)
        if clause.path in with_rule and clause.path in above:
            rule = "it has a rule, and clauses stand below it"
            yield Fault(field, clause.path, rule, "give the rule a clause of its own below it", line)
        elif not clause.rule and clause.path not in above:
            rule = "it has no rule, and nothing stands below it"
            yield Fault(field, clause.path, rule, "give it a rule such as 按件扣分, or clauses below it", line)
        before.add(clause.path)
    for earlier, later in combinations(enumerate(rubric.clauses), 2):
        if _both(rubric, earlier[1], later[1]):
            rule = f"clause {later[1].path} stands twice for the same units and periods on the same days"
            first = lines.of(earlier[0], "编号")
            remedy = "end the first with 止 before the second begins with 自, or give it another number"
            where = f"{rule}, first in line {first}" if first else rule
            yield Fault(f"指标.{later[1].path}.编号", later[1].path, where, remedy, lines.of(later[0], "编号"))


def _both(rubric: CountyRubric, one: RubricClause, other: RubricClause) -> bool:
    """Whether two clauses of one number can stand on one sheet."""
    if one.path != other.path:
        return False
    apart = (one.rosters and other.rosters and not set(one.rosters) & set(other.rosters)) or (
        one.periods and other.periods and not set(one.periods) & set(other.periods)
    )
    begins = max(one.since or rubric.since, other.since or rubric.since)
    ends = min(one.until or LAST_DAY, other.until or LAST_DAY)
    return not apart and begins <= ends


def _clause(rubric: CountyRubric, number: int, clause: RubricClause, lines: Lines) -> Iterator[Fault]:
    field = f"指标.{clause.path}"
    known = [roster.code for roster in rubric.rosters]
    over = [other for other in rubric.clauses if other.path == clause.path.rpartition(".")[0]]
    for code in clause.rosters:
        line = lines.of(number, "名册")
        if code not in known:
            yield Fault(f"{field}.名册", code, "there is no such roster", near_word(code, known), line)
        elif over and all(other.rosters and code not in other.rosters for other in over):
            rule = f"clause {over[0].path} above it is not for this roster"
            yield Fault(f"{field}.名册", code, rule, "add it there, or leave it out here", line)
    for period in clause.periods:
        if over and all(other.periods and period not in other.periods for other in over):
            rule = f"clause {over[0].path} above it is not for this period"
            name = PERIOD_NAMES[period]
            yield Fault(f"{field}.周期", name, rule, "add it there, or leave it out here", lines.of(number, "周期"))
    for setting, day in (("自", clause.since), ("止", clause.until)):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            rule = f"no day from {FIRST_DAY} to {LAST_DAY}"
            yield Fault(f"{field}.{setting}", str(day), rule, "correct the date", lines.of(number, setting))
    if clause.since is not None and clause.until is not None and clause.until < clause.since:
        days = f"{clause.since}…{clause.until}"
        remedy = "give the last day on which it applies"
        yield Fault(f"{field}.止", days, "止 lies before 自", remedy, lines.of(number, "止"))
