"""A document that has to be interpreted, and when that was done (奉节府办发〔2020〕101号 二（二）, 渝府办发〔2020〕38号)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from demo.oracle.attribute import PUBLIC, Written
from demo.oracle.case import Case, Judged, Owing
from demo.oracle.disclosed import ANNULLED, FORMED, days_public, published_days, steps_of
from demo.oracle.facts import Subject
from demo.oracle.interpretation import names, publications, taken_down

LIMIT = 3
"""Working days after its publication, by default."""

MADE_HERE = "制作"
ALWAYS = ("规章", "行政规范性文件")


@dataclass
class Policy(Subject):
    """A document of somebody's as the unit sees it that interprets it; its facts are the document's and its disclosure's."""

    document: Subject
    """The document as its own unit has it, by whose law it is formed and disclosed."""
    interpreted: list[tuple[date, date | None]]
    """First days of its interpretations, each with the day on which it was taken down for good."""


def called(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """One for each document that has to be interpreted, of the unit that drafted it."""
    everything = list(subjects)
    days: defaultdict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for subject in everything:
        told = publications(subject)
        for name in {name for fact in told for name in names(fact)}:
            days[name].append((told[0].day("published_on"), taken_down(subject)))
    for subject in everything:
        if unit := _interpreter(subject):
            name = f"{subject.org}:{subject.id}"
            yield Policy(unit, name, subject.facts, subject, days[name])


def judge(case: Case) -> Judged:
    """Everything there is to count about the policy."""
    judged, policy = Judged(), case.subject
    assert isinstance(policy, Policy), "a policy is called into being by its document"
    written = Written(policy.document)
    assert written.draft is not None
    drafted_on = written.draft.day("drafted_on")
    if case.asks("interpretation_plan", drafted_on) and written.draft.data.get("interpretation_plan") is None:
        judged.count(drafted_on, "policies_unplanned")
    if not published_days(policy.document):
        return judged
    published_on = min(published_days(policy.document))
    readable = [on for on, down_on in policy.interpreted if down_on is None or down_on >= published_on]
    met_on = min(readable, default=None)
    gone_on = _gone_on(policy, written, published_on)
    judged.count(published_on, "policies_published")
    if met_on is not None and (gone_on is None or met_on <= gone_on):
        judged.count(published_on, "policies_interpreted")
        judged.took(met_on, "days_to_interpret", case.calendar.before(met_on).taken(published_on, met_on))
    if case.asks("interpret", published_on):
        owing, title = Owing(case.calendar, case.today), written.draft.text("title")
        judged.duties.append(
            owing.within("interpret", published_on, LIMIT, met_on=met_on, gone_on=gone_on, title=title)
        )
    return judged


def _interpreter(subject: Subject) -> str | None:
    """谁起草、谁解读; None for what needs no interpretation."""
    written = Written(subject)
    draft = written.draft
    if draft is None or draft.data.get("forwarded_from") or (draft.text("origin") or MADE_HERE) != MADE_HERE:
        return None
    opened = written.openings()
    if (opened[-1][1] if opened else written.decided) != PUBLIC:
        return None
    if draft.text("kind") not in ALWAYS and not draft.data.get("concerns"):
        return None
    return draft.text("drafter") or draft.text("lead") or _only_maker(draft.data.get("makers")) or subject.org


def _only_maker(makers: object) -> str | None:
    return str(makers[0]) if isinstance(makers, list) and len(set(makers)) == 1 else None


def _gone_on(policy: Policy, written: Written, published_on: date) -> date | None:
    """Void, annulled or taken down, and so to this day."""
    ends = [since for since, until, _ in written.void if until is None]
    shown = days_public(policy.document)
    if shown and shown[-1][1] is not None:
        ends.append(shown[-1][1])
    steps = list(steps_of(policy.document))
    formed = [number for number, step in enumerate(steps) if step.word == FORMED]
    since = formed[-1] if formed else 0
    ends += [step.on for step in steps[since:] if step.word == ANNULLED][:1]
    return max(min(ends), published_on) if ends else None
