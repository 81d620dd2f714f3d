"""The rubric that comes with the program: marked as a default, sourced, whole, and fit for every roster and period."""

from __future__ import annotations

from datetime import date

from contracts.rubric.lawful import lawful
from law.periods import Every, period_of
from law.scoring.evidence import Evidence
from law.scoring.rules import Bonus, Veto
from law.scoring.scoring import Scorer
from services.gateway import registry, rubrics

(DEFAULT,) = rubrics.packaged()
TASKS = "一二三四五六七八"


def test_it_says_that_it_is_a_default_and_every_clause_names_what_it_rests_on() -> None:
    assert DEFAULT.is_default
    assert "默认" in DEFAULT.title
    assert [clause.path for clause in DEFAULT.clauses if not clause.source] == []


def test_each_task_of_the_founding_document_is_asked_about() -> None:
    sources = "".join(clause.source for clause in DEFAULT.clauses)
    assert [task for task in TASKS if f"二（{task}）" not in sources] == []
    assert "三（三）" in sources


def test_every_unit_of_the_county_stands_in_a_roster() -> None:
    scored_by = lawful(DEFAULT)
    units = [unit for unit in registry.from_file(None) if unit.county == "fengjie"]
    assert len(units) >= 40
    assert {scored_by.roster_of(unit.org, unit.kind) for unit in units} == {"县级部门", "乡镇街道"}


def test_a_unit_against_which_nothing_is_held_has_the_full_score_in_every_period() -> None:
    scorer = Scorer(lawful(DEFAULT))
    for roster in ("县级部门", "乡镇街道"):
        for every in Every:
            period = period_of(every, date(2026, 1, 1))
            counts = {"items_published": 1}
            sheet = scorer.score(Evidence("unit", period, counts=counts), roster, every, date(2026, 12, 31))
            assert sheet is not None
            assert (sheet.total, sheet.grade, sheet.deductions) == (10_000, "优秀", ())


def test_what_is_vetoed_and_what_is_added_is_no_part_of_the_full_score() -> None:
    rules = [clause for clause in lawful(DEFAULT).clauses if isinstance(clause.rule, Veto | Bonus)]
    assert [clause.weight for clause in rules] == [0, 0]
