"""Whatever the evidence: the total is the sum of the clauses within caps and vetoes, and nothing is taken without evidence."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from law.periods import Every, period_of
from law.scoring.evidence import DutyEvidence, Evidence, FindingEvidence
from law.scoring.ground import Ground, Subject
from law.scoring.ranks import ranks
from law.scoring.rubric import Clause
from law.scoring.rules import (
    Bonus,
    Effect,
    Events,
    PerEvent,
    Presence,
    Ratio,
    Rule,
    Scale,
    Threshold,
    Timeliness,
    Veto,
)
from law.scoring.sheet import Standing
from tests.law.scoring.making import LATE, MARCH, OVERDUE, f, leaf, rubric, sheet

DUTIES, CODES, MEASURES = (
    ("answer", "publish"),
    ("published.early", "site.veto_safety"),
    ("items_published", "answer!met"),
)
keys = st.sampled_from(["publishing.disclosure/unit/a", "publishing.disclosure/unit/b"])
days = st.dates(MARCH.first, MARCH.last)

owing = st.builds(
    DutyEvidence,
    due_on=days,
    key=keys,
    duty=st.sampled_from(DUTIES),
    obligation=st.text("ab", min_size=1, max_size=2),
    opened_on=st.just(date(2026, 1, 5)),
    met_on=st.none() | days,
    status=st.sampled_from([LATE, OVERDUE]),
    facts=st.just(("fact",)),
)
finding = st.builds(
    FindingEvidence,
    on=days,
    key=keys,
    code=st.sampled_from(CODES),
    article=st.just("第"),
    text=st.text("ab"),
    fact=st.just("f"),
)
amounts = st.dictionaries(st.sampled_from(MEASURES), st.integers(0, 30))
units = st.builds(
    Evidence,
    org=st.just("unit"),
    period=st.just(MARCH),
    duties=st.lists(owing, max_size=6),
    findings=st.lists(finding, max_size=6),
    counts=amounts,
    heard=st.booleans(),
    nothing_to_report=st.booleans(),
)

points = st.integers(0, 500)
scales = st.builds(
    Scale,
    target=st.integers(1, 10_000),
    per_point=st.none() | points,
    steps=st.sampled_from([(), ((9000, 900), (5000, 300))]),
)
groups = st.builds(
    Events,
    duties=st.lists(st.sampled_from(DUTIES), unique=True).map(tuple),
    statuses=st.sampled_from([(LATE,), (OVERDUE,), (LATE, OVERDUE)]),
    findings=st.lists(st.sampled_from(CODES), unique=True).map(tuple),
    points=points,
)
formulas = st.sampled_from(["items_published", "items_published - answer!met", "answer!met + 2"]).map(f)
weighing: st.SearchStrategy[Rule] = st.one_of(
    st.builds(PerEvent, events=st.lists(groups, max_size=2).map(tuple), cap=st.integers(0, 1000)),
    st.builds(
        Threshold, formula=formulas, least=st.integers(1, 9), points=st.none() | points, silence_counts=st.booleans()
    ),
    st.builds(Presence, formula=formulas, points=points, silence_counts=st.booleans()),
    st.builds(Ratio, numerator=formulas, denominator=formulas, scale=scales),
    st.builds(Timeliness, duties=st.just(DUTIES), scale=scales),
)
others: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Veto, events=st.lists(groups, max_size=1).map(tuple), effect=st.sampled_from(Effect)),
    st.builds(Bonus, formula=formulas, points=points, cap=points),
)


@st.composite
def rubrics(draw: st.DrawFn) -> tuple[Clause, ...]:
    """Clauses of ten points each, with vetoes and bonuses between them."""
    rules = draw(st.lists(weighing, min_size=1, max_size=4)) + draw(st.lists(others, max_size=2))
    clauses = [Clause("1", "上", 0)]
    for number, rule in enumerate(rules, 1):
        clause = leaf(rule, "10", f"1.{number}", least=draw(st.integers(1, 3)))
        clauses.append(clause if clause.weighs else replace(clause, weight=0))
    return tuple(clauses)


@given(rubrics(), units)
def test_the_total_is_the_sum_of_the_clauses_within_caps_and_vetoes(
    clauses: tuple[Clause, ...], unit: Evidence
) -> None:
    made = sheet(rubric(*clauses), unit)
    rules = {clause.path: clause.rule for clause in clauses}
    leaves = [clause for clause in made.clauses if clause.leaf]
    for scored in leaves:
        rule = rules[scored.path]
        lost = sum(deduction.points for deduction in scored.deductions)
        if isinstance(rule, Bonus):
            assert 0 <= scored.score <= rule.cap
        else:
            assert 0 <= scored.score == scored.weight - lost
        if isinstance(rule, PerEvent):
            assert lost <= rule.cap
    zero = any(veto.effect is Effect.ZERO for veto in made.vetoes)
    assert made.base + made.bonus == sum(clause.score for clause in leaves)
    assert made.total == (0 if zero else made.base + made.bonus)
    assert made.clauses[0].score == made.base + made.bonus


@given(rubrics(), units, st.randoms(use_true_random=False))
def test_any_order_and_repetition_of_evidence_gives_the_same_sheet(
    clauses: tuple[Clause, ...], unit: Evidence, rng: random.Random
) -> None:
    duties, findings = [*unit.duties] * 2, [*unit.findings] * 2
    rng.shuffle(duties)
    rng.shuffle(findings)
    again = replace(unit, duties=duties, findings=findings, counts=dict(reversed([*unit.counts.items()])))
    assert sheet(rubric(*clauses), again) == sheet(rubric(*clauses), unit)


@given(rubrics(), units)
def test_without_evidence_nothing_is_taken(clauses: tuple[Clause, ...], unit: Evidence) -> None:
    made = sheet(rubric(*clauses), unit)
    rules = {clause.path: clause.rule for clause in clauses}
    ids = [deduction.id for deduction in made.deductions]
    assert len(ids) == len(set(ids))
    for clause in made.clauses:
        for deduction in clause.deductions:
            rule = rules[clause.path]
            assert deduction.formula
            if isinstance(rule, PerEvent | Timeliness | Veto):
                assert deduction.key
                assert deduction.obligation or deduction.finding
            elif clause.standing is Standing.SILENT:
                assert isinstance(rule, Threshold | Presence)
                assert rule.silence_counts
            else:
                assert unit.heard or any(unit.counts.values())
    nobody = replace(unit, duties=(), findings=(), counts={}, heard=False)
    for clause in sheet(rubric(*clauses), nobody).clauses:
        counts = getattr(rules[clause.path], "silence_counts", False) and not unit.nothing_to_report
        assert not clause.deductions or counts


subjects = st.builds(
    Subject,
    key=st.sampled_from([f"publishing.disclosure/{org}/{name}" for org in ("x", "y") for name in "ab"]),
    org=st.just(""),
    version=st.integers(1, 5),
    counts=st.dictionaries(st.sampled_from(["2026-01", "2026-03"]), amounts),
    duties=st.lists(owing, max_size=2).map(tuple),
    findings=st.lists(finding, max_size=2).map(tuple),
).map(lambda subject: subject._replace(org=subject.key.split("/")[1]))


@given(st.lists(subjects, max_size=6, unique_by=lambda s: (s.key, s.version)), st.randoms(use_true_random=False))
def test_subjects_in_any_order_and_repeated_come_to_the_same_evidence(
    states: list[Subject], rng: random.Random
) -> None:
    again = [*states, *rng.choices(states, k=3)] if states else []
    rng.shuffle(again)
    once, twice = Ground(states), Ground(again)
    assert once.units == twice.units
    for org in once.units:
        for every in Every:
            period = period_of(every, date(2026, 3, 1))
            assert once.evidence(org, period) == twice.evidence(org, period)


@given(st.lists(st.tuples(st.sampled_from(["部门", "乡镇街道"]), st.integers(0, 5), st.booleans()), max_size=8))
def test_a_rank_is_one_more_than_the_units_that_stand_before(drawn: list[tuple[str, int, bool]]) -> None:
    made = sheet(rubric(leaf(PerEvent((), 0))), Evidence("unit", MARCH))
    sheets = [
        replace(made, org=str(number), roster=roster, total=total, silent=silent)
        for number, (roster, total, silent) in enumerate(drawn)
    ]
    ranked = ranks(sheets)
    assert ranked.keys() == {sheet.org for sheet in sheets if not sheet.silent}
    for compared in sheets:
        if not compared.silent:
            before = [s for s in sheets if not s.silent and s.roster == compared.roster and s.total > compared.total]
            assert ranked[compared.org] == 1 + len(before)


def test_ties_share_a_rank_and_vetoed_units_stand_last() -> None:
    made = sheet(rubric(leaf(PerEvent((), 0))), Evidence("unit", MARCH))
    veto = Clause("2", "安全", 0, rule=Veto((Events((), (), ("site.veto_safety",)),), Effect.FAIL))
    fallen = sheet(
        rubric(leaf(PerEvent((), 0)), veto),
        Evidence("unit", MARCH, findings=[FindingEvidence(MARCH.first, "k", "site.veto_safety", "", "")]),
    )
    totals = {"a": 900, "b": 950, "c": 900, "d": 800}
    sheets = [replace(made, org=org, total=total) for org, total in totals.items()]
    assert ranks([*sheets, replace(fallen, org="e")]) == {"b": 1, "a": 2, "c": 2, "d": 4, "e": 5}
