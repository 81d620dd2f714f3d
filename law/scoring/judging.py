"""A leaf's score by its rule, with the formula in numbers and a deduction for each thing that is held against the unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from law.scoring.evidence import Evidence, amounts
from law.scoring.formula import Formula
from law.scoring.incidents import Deducting, Names, counted, incidents
from law.scoring.points import cumulated, percent, rounded, split, words
from law.scoring.rubric import Clause
from law.scoring.rules import Bonus, PerEvent, Presence, Ratio, ScoreOf, Threshold, Timeliness, Veto
from law.scoring.scales import scale_words, scored
from law.scoring.sheet import ClauseScore, Deduction, Sheet, Standing

NOTHING = "没有发生"
UNHEARD = "本期没有收到本单位的事实"
MOST_KEYS = 50
"""Subjects that a deduction names, the first by key; the amounts say how many there are."""


@dataclass
class Judging:
    """What the leaves of one sheet are judged by."""

    evidence: Evidence
    names: Names
    deducting: Deducting
    inner: Sequence[Sheet]
    """The unit's sheets of shorter periods within this one, in the order of time."""
    over: bool = True
    """Whether everything up to the period's last day has been counted."""


def judge(clause: Clause, judging: Judging) -> ClauseScore:
    """The score of a leaf."""
    return _JUDGES[type(clause.rule)](clause, clause.rule, judging)


def _per_event(clause: Clause, rule: PerEvent, judging: Judging) -> ClauseScore:
    held = incidents(rule.held, judging.evidence)
    if not held:
        return _full(clause, _unheld(judging.evidence), NOTHING)
    amounts = counted(held, judging.names)
    if len(held) < clause.least_evidence:
        return _full(clause, Standing.SCORED, f"{amounts}，不足{clause.least_evidence}件，不扣分")
    wanted = sum(incident.points for incident in held)
    lost = min(wanted, rule.cap)
    formula = f"{amounts}，应扣{words(wanted)}分，最多{words(rule.cap)}分，扣{words(lost)}分"
    deductions, left = [], rule.cap
    for incident in held:
        points = min(incident.points, left)
        left -= points
        capped = "" if points == incident.points else f"，最多{words(rule.cap)}分已扣满"
        each = f"每件{words(incident.points)}分{capped}"
        deductions.append(judging.deducting.about(clause.path, incident, points, each))
    return _score(clause, clause.weight - lost, formula, deductions)


def _threshold(clause: Clause, rule: Threshold, judging: Judging) -> ClauseScore:
    amount = rule.formula.of(judging.evidence.amount)
    asked = f"≥ {rule.least}" if rule.least is not None else f"≤ {rule.most}"
    met = (rule.least is None or amount >= rule.least) and (rule.most is None or amount <= rule.most)
    if met or rule.points is not None or not rule.least:
        lost = clause.weight if rule.points is None else rule.points
    else:
        lost = clause.weight - rounded(clause.weight * max(amount, 0), rule.least)
    return _at_least(clause, judging, rule.formula, asked, met=met, lost=lost, silence_counts=rule.silence_counts)


def _presence(clause: Clause, rule: Presence, judging: Judging) -> ClauseScore:
    met = rule.formula.of(judging.evidence.amount) > 0
    return _at_least(
        clause, judging, rule.formula, "> 0", met=met, lost=rule.points, silence_counts=rule.silence_counts
    )


def _at_least(
    clause: Clause,
    judging: Judging,
    formula: Formula,
    asked: str,
    *,
    met: bool,
    lost: int,
    silence_counts: bool,
) -> ClauseScore:
    evidence = judging.evidence
    shown = f"{formula.words(evidence.amount, judging.names)}，要求{asked}"
    standing = _of_amounts(evidence, formula)
    if met:
        return _full(clause, standing, shown)
    if standing is Standing.NOTHING_TO_REPORT:
        return _full(clause, standing, f"{shown}；本单位报告没有发生，不扣分")
    if standing is Standing.SILENT and not silence_counts:
        return _full(clause, standing, f"{shown}；{UNHEARD}，不扣分")
    if not judging.over:
        return _full(clause, Standing.RUNNING, f"{shown}；期间没有结束，暂不扣分")
    text = UNHEARD if standing is Standing.SILENT else f"没有达到要求{asked}"
    shown += f"，扣{words(lost)}分"
    return _score(
        clause, clause.weight - lost, shown, [judging.deducting.short(clause.path, lost, shown, text)], standing
    )


def _ratio(clause: Clause, rule: Ratio, judging: Judging) -> ClauseScore:
    amount = judging.evidence.amount
    whole = rule.denominator.of(amount)
    below = rule.denominator.words(amount, judging.names)
    if whole <= 0 or whole < clause.least_evidence:
        least = f"，不足{clause.least_evidence}" if whole > 0 else ""
        return _full(clause, Standing.NOT_APPLICABLE, f"分母{below}{least}，不适用")
    standing = _of_amounts(judging.evidence, rule.numerator, rule.denominator)
    if standing is not Standing.SCORED:
        return _full(clause, standing, f"分母{below}，{NOTHING}")
    part = rule.numerator.of(amount)
    score = scored(rule.scale, clause.weight, part, whole)
    lost = clause.weight - score
    shown = (
        _share(rule.numerator.words(amount, judging.names), below, part, whole)
        + f"；{scale_words(rule.scale, clause.weight)}"
    )
    if not lost:
        return _full(clause, Standing.SCORED, shown)
    shown += f"；扣{words(lost)}分"
    keys = _short(rule, judging.evidence)
    text = f"{clause.title}没有达到要求"
    return _score(clause, score, shown, [judging.deducting.short(clause.path, lost, shown, text, keys)])


def _timeliness(clause: Clause, rule: Timeliness, judging: Judging) -> ClauseScore:
    evidence = judging.evidence
    late = incidents(rule.held, evidence)
    met = sum(evidence.amount(f"{duty}!met") for duty in rule.duties)
    settled = met + len(late)
    if not settled or settled < clause.least_evidence:
        least = f"，不足{clause.least_evidence}件" if settled else ""
        standing = Standing.NOT_APPLICABLE if settled else _unheld(evidence, Standing.NOT_APPLICABLE)
        return _full(clause, standing, f"到期{settled}件{least}，不适用")
    score = scored(rule.scale, clause.weight, met, settled)
    shown = _share(f"按期{met}件", f"到期{settled}件", met, settled) + f"；{scale_words(rule.scale, clause.weight)}"
    lost = clause.weight - score
    if not lost or not late:
        return _full(clause, Standing.SCORED, shown)
    shown += f"；扣{words(lost)}分"
    deductions = [
        judging.deducting.about(clause.path, incident, points, shown)
        for incident, points in zip(late, split(lost, len(late)), strict=True)
    ]
    return _score(clause, score, shown, deductions)


def _score_of(clause: Clause, rule: ScoreOf, judging: Judging) -> ClauseScore:
    parts = [part for sheet in judging.inner if sheet.every is rule.every and (part := _part(sheet, rule.path))]
    if not parts:
        return _full(clause, Standing.NOT_APPLICABLE, "期间内没有评分，不适用")
    # Each period has the same share of the weight, whatever its own full score; what is rounded adds up to the whole.
    lost = cumulated([Fraction(clause.weight * (full - score), full * len(parts)) for _, score, full, _ in parts])
    left = clause.weight - sum(lost)
    listed = "、".join(f"{period} {words(score)}/{words(full)}" for period, score, full, _ in parts)
    shown = f"（{listed}）平均，满分{words(clause.weight)}分，得{words(left)}分"
    deductions = []
    for (period, score, full, because), points in zip(parts, lost, strict=True):
        if points:
            formula = f"{words(clause.weight)}分 × {words(full - score)}/{words(full)} ÷ {len(parts)}"
            deductions.append(judging.deducting.inner(clause.path, period, points, formula, because))
    return _score(clause, left, shown, deductions)


def _part(sheet: Sheet, path: str) -> tuple[str, int, int, tuple[str, ...]] | None:
    """Period, score, full score and what it lost by, of a clause or of the whole; a bonus takes nobody beyond the full."""
    if not path:
        ids = tuple(deduction.id for deduction in sheet.deductions)
        return sheet.period, min(sheet.total, sheet.full), sheet.full, ids
    clause = sheet.clause(path)
    if clause is None or clause.standing is Standing.NOT_APPLICABLE or not clause.weight:
        return None
    below = tuple(
        deduction.id
        for deduction in sheet.deductions
        if deduction.path == path or deduction.path.startswith(f"{path}.")
    )
    return sheet.period, clause.score, clause.weight, below


def _veto(clause: Clause, rule: Veto, judging: Judging) -> ClauseScore:
    held = incidents(rule.held, judging.evidence)
    if len(held) < clause.least_evidence:
        return _full(clause, _unheld(judging.evidence), counted(held, judging.names) or NOTHING)
    formula = counted(held, judging.names)
    deductions = [judging.deducting.about(clause.path, incident, 0, "一票否决") for incident in held]
    return _score(clause, 0, formula, deductions)


def _bonus(clause: Clause, rule: Bonus, judging: Judging) -> ClauseScore:
    evidence = judging.evidence
    amount = max(rule.formula.of(evidence.amount), 0)
    score = min(amount * rule.points, rule.cap)
    shown = f"{rule.formula.words(evidence.amount, judging.names)}，每件{words(rule.points)}分，最多{words(rule.cap)}分"
    return ClauseScore(clause.path, clause.title, 0, score, _unheld(evidence), shown)


def _short(rule: Ratio, evidence: Evidence) -> tuple[str, ...]:
    """Subjects that count in the denominator and are not whole in the numerator."""
    short = []
    for key, counts in evidence.parts:
        of_part = amounts(counts)

        def amount(name: str, of_part: Mapping[str, int] = of_part) -> int:
            return of_part.get(name, 0)

        if rule.denominator.of(amount) > max(rule.numerator.of(amount), 0):
            short.append(key)
    return tuple(sorted(set(short))[:MOST_KEYS])


def _share(part_words: str, whole_words: str, part: int, whole: int) -> str:
    return f"{part_words} ÷ {whole_words} = {percent(rounded(max(part, 0) * 10_000, whole))}"


def _unheld(evidence: Evidence, otherwise: Standing = Standing.SCORED) -> Standing:
    """How a clause stands of which there is nothing."""
    if evidence.silent:
        return Standing.SILENT
    return Standing.NOTHING_TO_REPORT if evidence.nothing_to_report and not evidence.heard else otherwise


def _of_amounts(evidence: Evidence, *formulas: Formula) -> Standing:
    """How a clause stands that is about amounts: what is counted is evidence, also of a unit that tells nothing itself."""
    counted_any = any(evidence.amount(name) for formula in formulas for name in formula.names)
    return Standing.SCORED if counted_any else _unheld(evidence)


def _full(clause: Clause, standing: Standing, formula: str) -> ClauseScore:
    return ClauseScore(clause.path, clause.title, clause.weight, clause.weight, standing, formula)


def _score(
    clause: Clause,
    score: int,
    formula: str,
    deductions: Iterable[Deduction],
    standing: Standing = Standing.SCORED,
) -> ClauseScore:
    return ClauseScore(clause.path, clause.title, clause.weight, score, standing, formula, tuple(deductions))


_JUDGES: Mapping[type[Any], Callable[[Clause, Any, Judging], ClauseScore]] = {
    PerEvent: _per_event,
    Threshold: _threshold,
    Presence: _presence,
    Ratio: _ratio,
    Timeliness: _timeliness,
    ScoreOf: _score_of,
    Veto: _veto,
    Bonus: _bonus,
}
