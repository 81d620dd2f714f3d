"""What a step of a report is asked with: the report, its number, and in spite of what it is to be issued. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from chassis.json_body import object_in
from chassis.personal import find
from contracts.assessment.hearing import Despite
from law.reports import ReportKind
from services.assessment.periods import months_in

_MOST_NUMBER = 100_000
_MOST_REASON = 1_000


class Asked(NamedTuple):
    """A step's parameters."""

    county: str
    kind: ReportKind
    period: str
    number: int | None
    despite: Mapping[Despite, str]
    """What the report is to be issued in spite of → why."""


def read_asked(content: bytes) -> Asked:
    """The parameters in a request's body. ValueError with field, value, rule and remedy."""
    form = 'send {"county": …, "kind": …, "period": …}'
    try:
        body = object_in(content or b"{}")
    except ValueError:
        raise ValueError(f"the body is no JSON object; {form}") from None
    texts = {name: body.get(name) for name in ("county", "kind", "period")}
    lacking = [name for name, text in texts.items() if not isinstance(text, str) or not text.isprintable()]
    if lacking:
        raise ValueError(f"{lacking[0]}: is lacking or no text; {form}")
    kinds = ", ".join(ReportKind)
    if body["kind"] not in set(ReportKind):
        raise ValueError(f"kind {body['kind']!r}: no kind of report; there are {kinds}")
    number = body.get("number")
    if number is not None and (
        not isinstance(number, int) or isinstance(number, bool) or not 0 < number < _MOST_NUMBER
    ):
        raise ValueError(f"number {number!r}: give a whole number from 1, or leave it out for the next")
    months_in(body["period"])
    return Asked(body["county"], ReportKind(body["kind"]), body["period"], number, _despite(body.get("despite", {})))


def _despite(body: Any) -> Mapping[Despite, str]:
    known = ", ".join(Despite)
    for what, reason in msgspec.convert(body, dict[str, Any]).items():
        if what not in set(Despite):
            raise ValueError(f"despite {what!r}: nothing that can be overruled; there are {known}")
        if not isinstance(reason, str) or not reason.strip() or len(reason) > _MOST_REASON or not reason.isprintable():
            raise ValueError(f"despite {what}: {reason!r}: say why in one line of at most {_MOST_REASON} characters")
        if find(reason):
            raise ValueError(
                f"despite {what}: the reason holds a person's number, and is published; say why without it"
            )
    return {Despite(what): reason.strip() for what, reason in body.items()}
