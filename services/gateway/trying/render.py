"""From a choice and a verdict to HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from contracts.organisations import Organisation
from services.gateway.frame.pages import Frame
from services.gateway.frame.texts import language, other
from services.gateway.http.answers import MEMBERS_OF_A_REFUSAL
from services.gateway.records import Accepted, Refused
from services.gateway.trying.choice import Choice, kinds
from services.gateway.trying.schema import sample, shown


class Verdict(NamedTuple):
    """What the door would say on a day."""

    judgement: Accepted | Refused
    today: date


def page(
    choice: Choice, units: Sequence[Organisation], fact: str | None = None, verdict: Verdict | None = None
) -> HTMLResponse:
    """The form; without a ``fact`` a sample stands in it."""
    refusal = verdict.judgement.refusal if verdict and isinstance(verdict.judgement, Refused) else None
    at_fault = refusal.field.partition(".")[0] if refusal else ""
    members = [(name, getattr(refusal, name)) for name in MEMBERS_OF_A_REFUSAL] if refusal else []
    return _page(200, choice, units, fact, verdict=verdict, refusal=members, at_fault=at_fault, reason="")


def shut(choice: Choice, units: Sequence[Organisation], fact: str, reason: str) -> HTMLResponse:
    """The form while nothing can be judged."""
    return _page(503, choice, units, fact, verdict=None, refusal=[], at_fault="", reason=reason)


def empty(asked: Mapping[str, str]) -> HTMLResponse:
    """Without any organisation there is nobody to speak."""
    return FRAME.page("empty.html", language(asked.get("lang")), 503)


def _page(status: int, choice: Choice, units: Sequence[Organisation], fact: str | None, **more: Any) -> HTMLResponse:
    return FRAME.page(
        "try.html",
        choice.language,
        status,
        f"?{urlencode(choice.query(lang=other(choice.language)))}",
        choice=choice,
        counties={unit.county: unit.county_name for unit in units},
        speaker=next(unit.name for unit in units if unit.org == choice.org),
        units=[unit for unit in units if unit.county == choice.county],
        kinds=kinds(choice.language),
        fact=sample(choice.type, choice.org) if fact is None else fact,
        schema=shown(choice.type),
        **more,
    )


def _coded(text: str) -> Markup:
    """A text in which backticks hold codes."""
    parts = [
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(text.split("`"))
    ]
    return Markup("").join(parts)


FRAME = Frame("services.gateway.trying", "/try")
FRAME.templates.filters["coded"] = _coded
