"""What the law makes of one document: its attribute, whether it stands returned, its yearly looks, and its end."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date

from demo.oracle.attribute import PUBLIC, WITHHELD, Written
from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.opening_balance import statement

IN_TABLE_2 = ("规章", "行政规范性文件")
NOT_SAID = "未标明"
LIMIT = 20
"""Working days to publish what came out of it: 条例第二十六条."""


def judge(case: Case) -> Judged:
    """Everything there is to count about the document."""
    judged, written = Judged(), Written(case.subject)
    draft = written.draft
    if draft is not None:
        on = draft.day("drafted_on")
        judged.count(on, "documents_drafted")
        judged.count(on, "documents_by_attribute", written.decided or NOT_SAID)
        if case.asks("attribute_at_drafting", on) and _returned(written):
            judged.count(on, "documents_returned")
    for since, _, _ in written.void:
        judged.count(since, "documents_expired")
    for on in _evaluated(written).values():
        judged.count(on, "documents_evaluated")
    for on, attribute in written.openings():
        judged.count(on, "documents_opened", attribute)
    for fact in written.by_day("reviewed", "reviewed_on"):
        judged.count(fact.day("reviewed_on"), "documents_reviewed", str(fact.data["outcome"]))
    for on, outcome in _cleaned(written).items():
        judged.count(on, "documents_cleaned_up", outcome)
    _stock(case, written, judged)
    if not written.elsewhere:
        judged.duties += [duty for duty in _duties(case, written) if case.asks(duty.code, duty.opened_on)]
    return judged


def _stock(case: Case, written: Written, judged: Judged) -> None:
    """规章 and 行政规范性文件 of the unit's own, made and repealed; an opening balance takes the older ones' place."""
    kind, draft = written.kind, written.draft
    handed_on = draft is not None and (draft.data.get("forwarded_from") or draft.text("origin") not in (None, "制作"))
    if kind not in IN_TABLE_2 or handed_on or written.elsewhere:
        return
    firsts = [statement(neighbour) for neighbour in case.neighbours("opening_balance")]
    opened = [
        date(int(str(f.data["year"])), 1, 1) for f in firsts if f is not None and f.data.get("in_force") is not None
    ]
    begin, made = opened[0] if opened else None, written.signed_on
    ended = written.void[-1][0] if written.void and written.void[-1][1] is None else None
    if ended is not None:
        ended = max(ended, made or ended)
        judged.count(ended, "documents_repealed", kind)
    if made is not None:
        judged.count(made, "documents_made", kind)
        judged.count(made, "documents_in_force", kind)
        if begin is not None and made < begin and (ended is None or ended >= begin):
            judged.count(begin, "documents_in_force", kind, -1)
    if ended is not None and (made is not None or (begin is not None and ended >= begin)):
        judged.count(ended, "documents_in_force", kind, -1)


def _returned(written: Written) -> bool:
    """奉节府办发〔2020〕101号 二（三）: no attribute, or withheld without reason and legal basis, unless that was inherited."""
    if written.decided == WITHHELD and written.source is None:
        return not (written.stated("reason") and written.stated("legal_basis"))
    return written.decided is None


def _evaluated(written: Written) -> dict[int, date]:
    """The day of the first look of each year, which cannot be before the year."""
    days: dict[int, date] = {}
    for look in written.looks():
        if look.on.year >= look.year:
            days.setdefault(look.year, look.on)
    return days


def _cleaned(written: Written) -> dict[date, str]:
    """Days of clean-ups, with the outcome first told for each."""
    outcomes: dict[date, str] = {}
    for fact in written.by_day("cleaned_up", "cleaned_on"):
        outcomes.setdefault(fact.day("cleaned_on"), str(fact.data["outcome"]))
    return outcomes


def _duties(case: Case, written: Written) -> Iterator[Duty]:
    owing = Owing(case.calendar, case.today)
    title = written.draft.text("title") if written.draft else None
    yield from _looks_owed(case, owing, written, title)
    results = [(fact.day("published_on"), fact) for fact in written.by_day("evaluation_published", "published_on")]
    for year, on in sorted(_evaluated(written).items()):
        met = [day for day, fact in results if int(str(fact.data["year"])) == year and day >= on]
        yield owing.within("publish_evaluation", on, LIMIT, met_on=min(met, default=None), title=title)
    for since, _, cleaned_on in written.void:
        yield owing.until("clean_up", since, _year_later(since), met_on=cleaned_on, title=title)
    days = [fact.day("published_on") for fact in written.by_day("clean_up_published", "published_on")]
    for on in _cleaned(written):
        met_on = min((day for day in days if day >= on), default=None)
        yield owing.within("publish_clean_up", on, LIMIT, met_on=met_on, title=title)


def _looks_owed(case: Case, owing: Owing, written: Written, title: str | None) -> Iterator[Duty]:
    """For every year at whose beginning it was in force and not public: to its end."""
    held, looked = written.held(), _evaluated(written)
    if not held:
        return
    ends = [since for since, _, _ in written.void] + [on for on, attribute in held if attribute == PUBLIC]
    for year in range(held[0][0].year + 1, case.today.year + 1):
        begin = date(year, 1, 1)
        attribute = [held_as for since, held_as in held if since <= begin][-1]
        if attribute == PUBLIC or written.is_void(begin):
            continue
        gone_on = min((end for end in ends if end > begin), default=None)
        met_on = looked.get(year)
        if met_on is not None and gone_on is not None and gone_on < met_on:
            met_on = None
        yield owing.until("evaluate", begin, date(year, 12, 31), met_on=met_on, gone_on=gone_on, title=title)


def _year_later(day: date) -> date:
    leaps = (day.month, day.day) == (2, 29) and not isleap(day.year + 1)
    return date(day.year + 1, 2, 28) if leaps else day.replace(year=day.year + 1)
