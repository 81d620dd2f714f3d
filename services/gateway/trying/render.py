"""From a choice and a verdict to HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import urlencode

import jinja2
import yaml
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from contracts.organisations import Organisation
from services.gateway.http.answers import TOLD_OF_A_REFUSAL
from services.gateway.records import Accepted, Refused
from services.gateway.sheets.render import HEADERS, language
from services.gateway.sheets.texts import LANGUAGES, Language, Texts
from services.gateway.trying.choice import Choice, kinds
from services.gateway.trying.schema import sample, shown


class Verdict(NamedTuple):
    """What the door would say on a day."""

    said: Accepted | Refused
    today: date


def page(
    choice: Choice, units: Sequence[Organisation], fact: str | None = None, verdict: Verdict | None = None
) -> HTMLResponse:
    """The form; without a ``fact`` a sample stands in it."""
    refusal = verdict.said.refusal if verdict and isinstance(verdict.said, Refused) else None
    told = [(name, getattr(refusal, name)) for name in TOLD_OF_A_REFUSAL] if refusal else []
    return _page("try.html", 200, choice, units, fact, verdict=verdict, refusal=told, reason="")


def shut(choice: Choice, units: Sequence[Organisation], fact: str, reason: str) -> HTMLResponse:
    """The form while nothing can be judged."""
    return _page("try.html", 503, choice, units, fact, verdict=None, refusal=[], reason=reason)


def empty(asked: Mapping[str, str]) -> HTMLResponse:
    """Without any organisation there is nobody to speak."""
    chosen = language(asked.get("lang"))
    html = (
        _templates()
        .get_template("empty.html")
        .render(t=_texts(chosen), other=_other(chosen), here=f"?lang={_other(chosen)}")
    )
    return HTMLResponse(html, 503, headers=HEADERS)


def _page(
    template: str, status: int, choice: Choice, units: Sequence[Organisation], fact: str | None, **more: Any
) -> HTMLResponse:
    other = _other(choice.language)
    html = (
        _templates()
        .get_template(template)
        .render(
            t=_texts(choice.language),
            other=other,
            here=f"?{urlencode(choice.query(lang=other))}",
            choice=choice,
            counties={unit.county: unit.county_name for unit in units},
            units=[unit for unit in units if unit.county == choice.county],
            kinds=kinds(choice.language),
            fact=sample(choice.type, choice.org) if fact is None else fact,
            schema=shown(choice.type),
            **more,
        )
    )
    return HTMLResponse(html, status, headers=HEADERS)


def _other(chosen: Language) -> Language:
    return next(known for known in LANGUAGES if known != chosen)


@cache
def _texts(chosen: Language) -> Texts:
    source = files("services.gateway.trying") / "texts.yaml"
    return Texts(chosen, yaml.safe_load(source.read_text(encoding="utf-8")))


@cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("services.gateway.trying", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["coded"] = _coded
    return templates


def _coded(text: str) -> Markup:
    """A text in which backticks hold codes."""
    parts = [
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(text.split("`"))
    ]
    return Markup("").join(parts)
