"""What is wrong with a clause's rule: codes that do not exist, formulas that say nothing, caps above the weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.families import Families
from contracts.faults import Fault
from contracts.kit import MeasureKind
from contracts.profile.checking import near
from contracts.rubric.faults import Lines
from contracts.rubric.record import CountyRubric, EventGroup, RubricClause
from contracts.rubric.words import PER_POINT, RULE_NAMES
from law.codes import STATUS_NAMES
from law.scoring.formula import Formula, formula_of
from law.scoring.points import words

COUNTED = {"due": "到期", **{str(status): name for status, name in STATUS_NAMES.items()}}
"""What a duty is counted by, behind ``!``."""

_TAKES_LEAST = ("per_event", "ratio", "timeliness", "veto")


def of_rule(
    rubric: CountyRubric, number: int, clause: RubricClause, families: Families, lines: Lines
) -> Iterator[Fault]:
    """Every fault of the clause's rule."""
    if clause.rule:
        checking = _Checking(rubric, number, clause, families, lines)
        yield from _CHECKS[clause.rule](checking)
        if clause.least_evidence > 1 and clause.rule not in _TAKES_LEAST:
            rule = "this rule asks for no number of events"
            yield checking.fault("最少证据", str(clause.least_evidence), rule, "leave it out", of_rule=False)


@dataclass(frozen=True)
class _Checking:
    rubric: CountyRubric
    number: int
    clause: RubricClause
    families: Families
    lines: Lines

    def fault(self, setting: str, value: str, rule: str, remedy: str, *, of_rule: bool = True, at: str = "") -> Fault:
        """``at``: where the setting stands in the file, where that is not its name."""
        place = f"{RULE_NAMES[self.clause.rule]}.{setting}" if of_rule else setting
        line = self.lines.of(self.number, f"{RULE_NAMES[self.clause.rule]}.{at}" if at else place)
        return Fault(f"指标.{self.clause.path}.{place}", value, rule, remedy, line)

    def capped(self, setting: str, amount: int | None) -> Iterator[Fault]:
        """What can be lost is not above what the clause is worth."""
        weight = self.clause.weight
        if amount is not None and amount > weight:
            rule = f"it is above the clause's weight of {words(weight)}"
            yield self.fault(setting, words(amount), rule, f"give {words(weight)} or less")
        elif amount == 0:
            yield self.fault(setting, "0", "nothing is lost by it", "give points, or leave the clause out")

    def formula(self, setting: str, text: str) -> Iterator[Fault]:
        """A formula, and every name in it."""
        try:
            formula = formula_of(text)
        except ValueError as error:
            yield self.fault(setting, text[:40], str(error), "write one such as items_published - items_withdrawn")
            return
        for name in formula.names:
            yield from self._name(setting, name)
        if not formula.names:
            rule = "nothing is counted in it"
            yield self.fault(setting, formula.text, rule, "name a measure or a duty such as answer!overdue")

    def _name(self, setting: str, name: str) -> Iterator[Fault]:
        duty, joined, status = name.partition("!")
        if joined:
            yield from self.codes(setting, [duty], _duties(self.families), "duty")
            if status not in COUNTED:
                yield self.fault(setting, name, "there is no such status", near(status, COUNTED))
            return
        code, labelled, label = name.partition("@")
        known = {code: measure.chinese for code, measure in self.families.measures.items()}
        yield from self.codes(setting, [code], known, "measure")
        measure = self.families.measures.get(code)
        if measure is None:
            return
        if measure.kind is MeasureKind.DAYS:
            rule = "it is a length of time, which does not add up"
            yield self.fault(setting, code, rule, "name a count, or ask for 按期率")
        labels = {text: names[0] for text, names in measure.labels.items()}
        if labelled and labels and label not in labels:
            yield self.fault(setting, name, f"{code} has no such label", near(label, labels))

    def codes(
        self, setting: str, named: Sequence[str], known: Mapping[str, str], what: str, at: str = ""
    ) -> Iterator[Fault]:
        """Codes that do not exist, and codes that are named twice."""
        for code in dict.fromkeys(named):
            if code not in known:
                yield self.fault(setting, code, f"there is no such {what}", _remedy(code, known), at=at)
            elif named.count(code) > 1:
                yield self.fault(setting, code, "it is named twice", "name it once", at=at)

    def events(self) -> Iterator[Fault]:
        """Groups of duties and findings; what stands in two of them would be held against a unit twice."""
        seen: set[str] = set()
        if not self.clause.events:
            yield self.fault("事项", "", "no event is named", "write {义务: answer, 每件: 2} or {问题: […], 每件: 1}")
        for place, group in enumerate(self.clause.events):
            at = f"事项.{place}"
            yield from self.codes("事项.义务", group.duties, _duties(self.families), "duty", f"{at}.义务")
            yield from self.codes("事项.问题", group.findings, self.families.findings, "finding", f"{at}.问题")
            if not group.duties and not group.findings:
                yield self.fault("事项", "", "no event is named", "name 义务 or 问题", at=at)
            if group.duties and not group.statuses:
                yield self.fault("事项.状态", "", "no status is named", "name 逾期履行, 逾期未履行 or both", at=at)
            for named in _held(group):
                if named in seen:
                    rule = "another group of the clause has it, too; it would be held against a unit twice"
                    yield self.fault("事项", named, rule, "leave it in one of them", at=at)
                seen.add(named)

    def scale(self) -> Iterator[Fault]:
        """Steps, or points for each percentage point, or neither."""
        clause = self.clause
        if clause.steps and clause.per_point is not None:
            yield self.fault("档次", "", f"档次 and {PER_POINT} stand side by side", "leave one of them out")
        yield from self.capped(PER_POINT, clause.per_point)
        shares = [step.share for step in clause.steps]
        scores = [step.score for step in clause.steps]
        if len(set(shares)) < len(shares):
            yield self.fault("档次", "", "two steps begin at one share", "give each a share of its own")
        elif scores != sorted(scores, reverse=True):
            yield self.fault("档次", "", "a lower share has the higher score", "let the scores fall with the shares")
        if scores and max(scores) != clause.weight:
            rule = f"the highest step is worth {words(max(scores))}, and the clause {words(clause.weight)}"
            yield self.fault("档次", words(max(scores)), rule, f"let the highest step be {words(clause.weight)}")


def _per_event(checking: _Checking) -> Iterator[Fault]:
    yield from checking.events()
    for place, group in enumerate(checking.clause.events):
        if not group.points:
            yield checking.fault("事项.每件", "0", "nothing is lost by it", "give points", at=f"事项.{place}.每件")
    yield from checking.capped("最多", checking.clause.cap)


def _threshold(checking: _Checking) -> Iterator[Fault]:
    clause = checking.clause
    yield from checking.formula("计算", clause.formula)
    if (clause.least is None) == (clause.most is None):
        yield checking.fault("不少于", "", "不少于 or 不多于 says what is asked for", "write one of them")
    if clause.least == 0:
        yield checking.fault("不少于", "0", "everybody has that much", "give 1 or more")
    if clause.points is None and clause.least is None:
        yield checking.fault("扣分", "按比例", "only 不少于 has a proportion", "give points")
    yield from checking.capped("扣分", clause.points)


def _presence(checking: _Checking) -> Iterator[Fault]:
    yield from checking.formula("计算", checking.clause.formula)
    yield from checking.capped("扣分", checking.clause.points)


def _ratio(checking: _Checking) -> Iterator[Fault]:
    clause = checking.clause
    yield from checking.formula("分子", clause.numerator)
    faults = list(checking.formula("分母", clause.denominator))
    formula = _read(clause.denominator)
    if formula is not None and formula.never_above_zero:
        rule = "division by zero: it can never be above 0"
        # That nothing is counted in it is said thereby.
        faults = [checking.fault("分母", formula.text, rule, "name what the numerator is a share of")]
    yield from faults
    yield from checking.scale()


def _timeliness(checking: _Checking) -> Iterator[Fault]:
    if not checking.clause.duties:
        yield checking.fault("义务", "", "no duty is named", "name one such as answer")
    yield from checking.codes("义务", checking.clause.duties, _duties(checking.families), "duty")
    yield from checking.scale()


def _score_of(checking: _Checking) -> Iterator[Fault]:
    clause = checking.clause
    if clause.of_period is None:
        yield checking.fault("周期", "", "it is missing", "name 月 or 季")
        return
    known = {other.path: other.title for other in checking.rubric.clauses if other.rule not in ("veto", "bonus")}
    if clause.of_path and clause.of_path not in known:
        yield checking.fault(
            "编号", clause.of_path, "there is no clause of this number that weighs", near(clause.of_path, known)
        )


def _veto(checking: _Checking) -> Iterator[Fault]:
    yield from checking.events()


def _bonus(checking: _Checking) -> Iterator[Fault]:
    clause = checking.clause
    yield from checking.formula("计算", clause.formula)
    for setting, amount in (("每件", clause.points), ("最多", clause.cap)):
        if not amount:
            yield checking.fault(setting, "0", "nothing is added", "give points")


def _read(text: str) -> Formula | None:
    try:
        return formula_of(text)
    except ValueError:
        return None


def _held(group: EventGroup) -> Iterator[str]:
    yield from (f"{duty}!{status}" for duty in group.duties for status in group.statuses)
    yield from group.findings


def _duties(families: Families) -> Mapping[str, str]:
    return {code: duty.chinese for code, duty in families.duties.items()}


def _remedy(code: str, known: Mapping[str, str]) -> str:
    """The codes that may be meant; of a hundred that are nothing like it no list."""
    remedy = near(code, known)
    return remedy if remedy.startswith("did you mean") else "gongkai rubric codes lists all that there are"


_CHECKS: Mapping[str, Callable[[_Checking], Iterator[Fault]]] = {
    "per_event": _per_event,
    "threshold": _threshold,
    "presence": _presence,
    "ratio": _ratio,
    "timeliness": _timeliness,
    "score_of": _score_of,
    "veto": _veto,
    "bonus": _bonus,
}
