"""Of a document: what its attribute does not go together with (条例第十四至十七条、第三十七条; 奉节府办发〔2020〕101号 二（三）)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from demo.oracle.attribute import ON_REQUEST, PUBLIC, WITHHELD, Written
from demo.oracle.case import Case, Departure, Judgement
from demo.oracle.departures.disclosure import reviews

TAKEN_OUT = "此件删减后公开"
"""Mark of a document whose restricted parts were taken out."""

MARKS = {
    "此件公开发布": PUBLIC,
    "此件主动公开": PUBLIC,
    "此件公开": PUBLIC,
    TAKEN_OUT: PUBLIC,
    "此件依申请公开": ON_REQUEST,
    "此件不予公开": WITHHELD,
    "此件不公开": WITHHELD,
}
REFUSED = "不得公开"
WITHHOLDING, DISCLOSING = {"十四", "十五", "十六", "14", "15", "16"}, {"十九", "二十", "二十一", "19", "20", "21"}
"""Articles of the 条例."""


def departures(judgement: Judgement) -> Iterator[Departure]:
    """Of the draft and the signature; of the review against the attribute as it came to be."""
    case = judgement.case
    written = Written(case.subject)
    draft = written.draft
    if draft is not None:
        on, mark = draft.day("drafted_on"), MARKS.get(_plain(draft.text("mark")))
        for day, attribute in _stated(written) if written.source is not None else ():
            if attribute not in (None, written.source):
                yield Departure(day, "document.forwarded_differs")
        if _contradicts(written):
            yield Departure(on, "document.basis_contradicts")
        if mark is not None and written.decided is not None and mark != written.decided:
            yield Departure(on, "document.mark_differs")
        yield from _restricted(written)
    yield from _refused(case, written)


def _stated(written: Written) -> Iterator[tuple[date, str | None]]:
    """The attributes of drafter and signer."""
    if written.draft is not None:
        yield written.draft.day("drafted_on"), written.draft.text("attribute")
    if written.signature is not None:
        yield written.signature.day("approved_on"), written.signature.text("attribute")


def _plain(mark: str | None) -> str:
    """Without what it stands in."""
    return re.sub(r"\W", "", mark or "")


def _contradicts(written: Written) -> bool:
    """Whether the basis cites only articles of the 条例 that say the opposite: 14–16 withhold, 19–21 disclose."""
    texts = (fact.text("legal_basis") for fact in (written.signature, written.draft) if fact is not None)
    basis = next((text for text in texts if text), "")
    named = re.search("(?:政府信息公开|^|[^一-鿿])条例([^《；]*)", basis)
    cited = set(re.findall("第([一二三四五六七八九十0-9]+)条", named[1])) if named else set()
    withholds, discloses = bool(cited & WITHHOLDING), bool(cited & DISCLOSING)
    if written.decided == PUBLIC:
        return withholds and not discloses
    return written.decided == WITHHELD and discloses and not withholds


def _restricted(written: Written) -> Iterator[Departure]:
    """What is public carries no part that is not, from the day on which it is public."""
    draft = written.draft
    parts = draft.data.get("parts_restricted") if draft is not None else None
    if draft is None or not isinstance(parts, list) or _plain(draft.text("mark")) == TAKEN_OUT:
        return
    public = [on for on, attribute in written.held() if attribute == PUBLIC]
    on_draft = [draft.day("drafted_on")] if written.decided == PUBLIC else []
    for on in (public or on_draft)[:1]:
        if any(part["attribute"] != PUBLIC for part in parts):
            yield Departure(on, "document.restricted_parts")


def _refused(case: Case, written: Written) -> Iterator[Departure]:
    """Public in the end, though the review says in the end that it must not be."""
    held, steps = written.held(), reviews(case.subject)
    if not steps or steps[-1][1] != REFUSED or (held[-1][1] if held else written.decided) != PUBLIC:
        return
    runs = [list(run) for _, run in groupby(steps, key=lambda step: step[1])]
    public_since = [on for on, attribute in held if attribute == PUBLIC]
    yield Departure(max([runs[-1][0][0], *public_since[:1]]), "review.contradicts_attribute")
