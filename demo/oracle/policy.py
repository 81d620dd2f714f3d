"""A document that has to be interpreted, and when that was done (奉节府办发〔2020〕101号 二（二）, 渝府办发〔2020〕38号)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from demo.oracle.attribute import PUBLIC, Written
from demo.oracle.case import Case, Judged, Owing
from demo.oracle.disclosed import ANNULLED, FORMED, days_public, published_days, steps_of
from demo.oracle.facts import Subject
from demo.oracle.interpretation import names, publications, readable_days

LIMIT = 3
"""Working days after its publication, by default."""

MADE_HERE = "制作"
ALWAYS = ("规章", "行政规范性文件")


@dataclass
class Policy(Subject):
    """A document of somebody's as the unit sees it that interprets it; its facts are the document's and its disclosure's."""

    document: Subject
    """The document as the unit has it that reported it, the interpreter's own report first."""
    shown: Subject
    """Whose publication counts: of a joint document its own, or that of another of its makers."""
    interpreted: list[tuple[date, date | None]]
    """Days from which an interpretation of it could be read, each with the day on which that was taken down."""
    reported_as: list[str]
    """As its makers report it, ``<organisation>:<id>``."""


def called(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """One for each document that has to be interpreted, of the unit that drafted it; a joint one is one by its number."""
    everything = list(subjects)
    days: defaultdict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for subject in everything:
        published = publications(subject)
        for name in {name for fact in published for name in names(fact)}:
            days[name] += readable_days(subject)
    reported: defaultdict[tuple[str, str], list[Subject]] = defaultdict(list)
    for subject in everything:
        if unit := _interpreter(subject):
            reported[unit, _number(subject) or f"{subject.org}:{subject.id}"].append(subject)
    for (unit, number), reports in reported.items():
        own_first = sorted(reports, key=lambda report: (report.org != unit, f"{report.org}:{report.id}"))
        public = [report for report in own_first if published_days(report)]
        of_unit = [report for report in public if report.org == unit]
        shown = min(of_unit or public, key=lambda report: min(published_days(report)), default=own_first[0])
        named = [f"{report.org}:{report.id}" for report in reports]
        interpreted = [span for name in named for span in days[name]]
        yield Policy(unit, number, own_first[0].facts, own_first[0], shown, interpreted, named)


def _number(subject: Subject) -> str | None:
    """发文字号 of a joint document, written one way."""
    draft = Written(subject).draft
    assert draft is not None, "what has to be interpreted was drafted"
    makers = draft.data.get("makers")
    several = isinstance(makers, list) and len(set(makers)) > 1
    if not (draft.text("lead") or several):
        return None
    plain = "".join(unicodedata.normalize("NFKC", draft.text("document_number") or "").split())
    return plain.translate(str.maketrans("[({【])}】/", "〔〔〔〔〕〕〕〕-")) or None


def judge(case: Case) -> Judged:
    """Everything there is to count about the policy."""
    judged, policy = Judged(), case.subject
    assert isinstance(policy, Policy), "a policy is called into being by its document"
    written = Written(policy.document)
    assert written.draft is not None
    drafted_on = written.draft.day("drafted_on")
    if case.asks("interpretation_plan", drafted_on) and written.draft.data.get("interpretation_plan") is None:
        judged.count(drafted_on, "policies_unplanned")
    if not published_days(policy.shown):
        return judged
    published_on = min(published_days(policy.shown))
    readable = [on for on, down_on in policy.interpreted if down_on is None or down_on >= published_on]
    met_on = min(readable, default=None)
    gone_on = _gone_on(policy.shown, written, published_on)
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


def _gone_on(shown: Subject, written: Written, published_on: date) -> date | None:
    """Void, annulled or taken down, and so to this day."""
    ends = [since for since, until, _ in written.void if until is None]
    public = days_public(shown)
    if public and public[-1][1] is not None:
        ends.append(public[-1][1])
    steps = list(steps_of(shown))
    formed = [number for number, step in enumerate(steps) if step.word == FORMED]
    since = formed[-1] if formed else 0
    ends += [step.on for step in steps[since:] if step.word == ANNULLED][:1]
    return max(min(ends), published_on) if ends else None
