"""Documents (公文) of one unit's simulated year: drafted, returned, signed, expired."""

from __future__ import annotations

from datetime import date, timedelta

from demo.steps import LAST, Step
from demo.titles import document_title
from demo.year import Course, Slip, UnitYear
from law.codes import Attribute

ON_REQUEST, WITHHELD, UNMARKED, DRAFT = 0.05, 0.03, 0.015, 0.01
"""Per published item: kept for requests, withheld, sent without attribute, not signed."""

GROUNDS = (
    ("属于内部事务信息", "政府信息公开条例第十六条第一款"),
    ("属于过程性信息", "政府信息公开条例第十六条第二款"),
    ("公开会对第三方合法权益造成损害", "政府信息公开条例第十五条"),
)


def steps(year: UnitYear) -> list[Step]:
    """Facts of the documents among the public items, and of those that nobody is to see or that are not done."""
    written: list[Step] = []
    for item in year.items:
        if item.is_document and item.formed_on is not None:
            written += _signed(year, item.subject, item.formed_on, item.attribute)
            if item.published_on is not None and year.rng.random() < 0.02:
                written.append(_expired(year, item.subject, max(item.published_on, item.formed_on)))
    number = len(year.items)
    for write, part in (
        (_on_request, ON_REQUEST),
        (_withheld, WITHHELD),
        (_unmarked, UNMARKED),
        (_draft, DRAFT),
    ):
        for _ in range(round(year.share.published * part + year.rng.random() - 0.5)):
            number += 1
            written += write(year, f"gw-2026-{number:05d}", year.make.weekday())
    return written


def _signed(year: UnitYear, subject: str, approved_on: date, attribute: Attribute, **why: str) -> list[Step]:
    drafted_on = year.make.earlier(approved_on, 1, 15)
    approved = year.make.step(subject, "approved", approved_on, approved_on=approved_on)
    return [_drafted(year, subject, drafted_on, attribute, **why), approved]


def _drafted(year: UnitYear, subject: str, on: date, attribute: Attribute | None, part: str = "", **why: str) -> Step:
    title = document_title(year.unit, on, year.rng)
    return year.make.step(subject, "drafted", on, part=part, title=title, drafted_on=on, attribute=attribute, **why)


def _expired(year: UnitYear, subject: str, after: date) -> Step:
    on = year.make.later(after, 30, 250)
    return year.make.step(subject, "expired", on, expired_on=on, reason="文件废止")


def _on_request(year: UnitYear, subject: str, on: date) -> list[Step]:
    return _signed(year, subject, on, Attribute.ON_REQUEST)


def _withheld(year: UnitYear, subject: str, on: date) -> list[Step]:
    reason, basis = year.rng.choice(GROUNDS)
    return _signed(year, subject, on, Attribute.WITHHELD, reason=reason, legal_basis=basis)


def _unmarked(year: UnitYear, subject: str, on: date) -> list[Step]:
    """Sent without an attribute or withheld without a reason, so returned; most are sent again, in order."""
    written = [_drafted(year, subject, on, year.rng.choice((None, Attribute.WITHHELD)))]
    again = on + timedelta(days=year.rng.randint(1, 9))
    if again <= LAST and year.rng.random() < 0.7:
        reason, basis = GROUNDS[0]
        written.append(
            _drafted(year, subject, again, Attribute.WITHHELD, "drafted-2", reason=reason, legal_basis=basis)
        )
    return written


def _draft(year: UnitYear, subject: str, on: date) -> list[Step]:
    return [_drafted(year, subject, on, Attribute.PROACTIVE)]


COURSE = Course(steps, {"approved": Slip("approved_on")})
