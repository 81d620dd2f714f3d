"""Documents (公文) of one unit's simulated year: drafted, returned, reviewed, signed, evaluated, expired, cleaned up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from demo.cleanup import CLEANED, OUTRIGHT, clean_up
from demo.earlier import Earlier
from demo.items import Item
from demo.steps import LAST, Step
from demo.titles import document_title
from demo.year import Course, Slip, UnitYear
from law.codes import Attribute

ON_REQUEST, WITHHELD, UNMARKED, DRAFT = 0.05, 0.03, 0.015, 0.01
"""Per published item: kept for requests, withheld, sent without attribute, not signed."""

REVIEWED, UNSURE, REFERRED = 0.1, 0.1, 0.8
"""Of the public documents: told to have been reviewed; of the reviews: unsure; of these: referred and answered."""

MARKED, WRONGLY, PARTS, FORWARDED, JOINT = 0.3, 0.02, 0.01, 0.02, 0.01
"""Of the drafts: with a printed mark, of these another's; with parts that are not public; forwarded; made together."""

MARKS = {
    Attribute.PROACTIVE: "此件公开发布",
    Attribute.ON_REQUEST: "此件依申请公开",
    Attribute.WITHHELD: "此件不予公开",
}

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
            written += _signed(year, item.subject, item.formed_on, item.attribute, **_policy(item))
            if item.attribute is Attribute.PROACTIVE and year.rng.random() < REVIEWED:
                written += _reviewed(year, item.subject, item.formed_on)
            if item.published_on is not None and year.rng.random() < 0.02:
                written += _expired(year, item.subject, max(item.published_on, item.formed_on))
            elif year.rng.random() < OUTRIGHT:
                written += clean_up(year, item.subject, item.formed_on)
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
    return [*written, *(step for earlier in year.earlier for step in _kept(year, earlier))]


def _policy(item: Item) -> dict[str, Any]:
    """What is told of its interpretation with the draft, most of it."""
    policy = item.policy
    if policy is None:
        return {}
    draft: dict[str, Any] = {"kind": policy.kind}
    if policy.concerns:
        draft["concerns"] = list(policy.concerns)
    if policy.drafter:
        draft["drafter"] = policy.drafter
    if policy.planned:
        draft["interpretation_plan"] = {
            "outline": "背景、主要内容、办理方法",
            "forms": ["图解", "问答"],
            "channels": ["政府网站"],
            "planned_for": str(item.published_on),
            "material": True,
        }
    return draft


def _signed(year: UnitYear, subject: str, approved_on: date, attribute: Attribute, **why: Any) -> list[Step]:
    drafted_on = year.make.earlier(approved_on, 1, 15)
    together: dict[str, Any] = (
        {"interpretation": {"approved": True, "deployed": True}} if "interpretation_plan" in why else {}
    )
    approved = year.make.step(subject, "approved", approved_on, approved_on=approved_on, **together)
    return [_drafted(year, subject, drafted_on, attribute, **why), approved]


def _drafted(year: UnitYear, subject: str, on: date, attribute: Attribute | None, part: str = "", **why: Any) -> Step:
    title = document_title(year.unit, on, year.rng)
    content: dict[str, Any] = _beside_attribute(year, attribute) | why
    return year.make.step(subject, "drafted", on, part=part, title=title, drafted_on=on, attribute=attribute, **content)


def _beside_attribute(year: UnitYear, attribute: Attribute | None) -> dict[str, Any]:
    """What is said of a draft beside its attribute."""
    content: dict[str, Any] = {}
    if attribute is not None and year.rng.random() < MARKED:
        content["mark"] = year.rng.choice(list(MARKS.values())) if year.rng.random() < WRONGLY else MARKS[attribute]
    drawn = year.rng.random()
    if drawn < PARTS:
        content["parts_restricted"] = [{"part": "附件1", "attribute": Attribute.WITHHELD}]
    elif drawn < PARTS + FORWARDED and attribute is not None:
        content["forwarded_from"] = {
            "number": f"渝府办发〔{LAST.year}〕{year.rng.randint(1, 90)}号",
            "attribute": attribute,
        }
    elif drawn < PARTS + FORWARDED + JOINT and year.others:
        other = year.rng.choice(year.others)
        content |= {"makers": [year.unit.org, other], "lead": year.rng.choice((year.unit.org, other))}
    return content


def _reviewed(year: UnitYear, subject: str, approved_on: date) -> list[Step]:
    """Before it was signed; what is unsure is mostly referred, and then it may be public."""
    on = year.make.earlier(approved_on, 0, 3)
    unsure = year.rng.random() < UNSURE
    outcome = "不能确定" if unsure else "可以公开"
    written = [year.make.step(subject, "reviewed", on, reviewed_on=on, outcome=outcome)]
    if unsure and year.rng.random() < REFERRED:
        written.append(year.make.step(subject, "referred", on, referred_on=on, to="县国家保密局"))
        later = max(on, approved_on)
        written.append(year.make.step(subject, "referral_answered", later, answered_on=later, outcome="可以公开"))
    return written


def _expired(year: UnitYear, subject: str, after: date) -> list[Step]:
    on = year.make.later(after, 30, 250)
    written = [year.make.step(subject, "expired", on, expired_on=on, reason="文件废止")]
    return [*written, *clean_up(year, subject, on)] if year.rng.random() < CLEANED else written


def _kept(year: UnitYear, earlier: Earlier) -> list[Step]:
    """A document of an earlier year that is not public, with its evaluations and their published results."""
    subject, withheld = earlier.subject, earlier.attribute is Attribute.WITHHELD
    written = (_withheld if withheld else _on_request)(year, subject, earlier.approved_on)
    for look in earlier.looks:
        written.append(
            year.make.step(
                subject,
                "evaluated",
                look.on,
                part=f"evaluated-{look.year}",
                evaluated_on=look.on,
                year=look.year,
                attribute=look.after,
            )
        )
        if look.told_on is not None:
            part, on = f"evaluation-published-{look.year}", look.told_on
            result = year.make.step(subject, "evaluation_published", on, part=part, published_on=on, year=look.year)
            written.append(result)
    return written


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


COURSE = Course(
    steps,
    {"approved": Slip("approved_on"), "evaluated": Slip("evaluated_on"), "cleaned_up": Slip("cleaned_on")},
)
