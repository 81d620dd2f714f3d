"""Strategies for lawful facts, read off the models, so that a new field is tried out by itself."""

from __future__ import annotations

import operator
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from contracts.amendments import AMENDMENTS, CORRECTED
from contracts.fields import at_most, is_ahead, not_before
from services.gateway.content import EARLIEST, YEARS_AHEAD
from tests.gateway.making import CODES_ONLY_FACTS, FACTS, TODAY

LATEST = TODAY.replace(year=TODAY.year + YEARS_AHEAD)
NAMES = st.from_regex(r"[A-Za-z0-9\u4e00-\u9fa5][A-Za-z0-9\u4e00-\u9fa5._:-]{0,40}", fullmatch=True)
CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,40}", fullmatch=True)
TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from('"\\\n\t/')), max_size=60)


PATTERNS = {
    **dict.fromkeys(("applicant_ref", "subject_hash"), r"[0-9a-f]{64}"),
    **dict.fromkeys(
        ("number", "ref", "applications", "disclosures", "application", "item", "documents", "decision"),
        r"[A-Za-z0-9][A-Za-z0-9._:-]{0,30}",
    ),
    **dict.fromkeys(
        ("to", "transferred_from", "lead", "makers", "county_units", "town_units", "drafter", "made_by"),
        r"[a-z0-9]{1,9}(-[a-z0-9]{1,9})?",
    ),
    **dict.fromkeys(
        ("column", "site", "merged_into", "township_list", "village", "affair"), r"[A-Za-z0-9][A-Za-z0-9._:-]{0,30}"
    ),
    **dict.fromkeys(("session", "fault", "notice", "appeal"), r"[A-Za-z0-9][A-Za-z0-9._:-]{0,30}"),
    "name": r"[\u4e00-\u9fa5a-z_]{1,20}",
    "township": r"[a-z0-9]{1,9}(-[a-z0-9]{1,9})?",
    "period": r"20[0-9]{2}-(Q[1-4]|0[1-9]|1[0-2])",
    "platform_name": r"[\w]{1,20}",
    "domain": r"[\u4e00-\u9fa5]{1,10}",
    "url": r"https?://[a-z.]{1,20}/[\w/]{0,20}",
    "fact": r"[\w-]{1,40}",
    "tables": r"sha256:[0-9a-f]{64}",
}
"""What the patterned fields may hold, by name."""


def leaves(annotation: Any) -> list[Any]:
    """The types within an annotation."""
    inner = get_args(annotation)
    return [leaf for part in inner for leaf in leaves(part)] if inner else [annotation]


def value_of(model: type[BaseModel], name: str) -> st.SearchStrategy[Any]:
    """Any lawful JSON value of a field, read off the model."""
    field = model.model_fields[name]
    kinds = [kind for kind in leaves(field.annotation) if isinstance(kind, type)]
    # A list's limits are those of the list; its items carry theirs themselves.
    within = [*field.metadata, *(leaf for leaf in leaves(field.annotation) if not isinstance(leaf, type))]
    limits = {key: bound for limit in within for key, bound in vars_of(limit).items()}
    values: st.SearchStrategy[Any]
    if part := next((kind for kind in kinds if issubclass(kind, BaseModel)), None):
        values = data_of(part)
    elif bool in kinds:
        values = st.booleans()
    elif int in kinds:
        values = st.integers(limits["ge"], limits["le"])
    elif date in kinds:
        values = st.dates(EARLIEST, LATEST if is_ahead(field) else TODAY).map(date.isoformat)
    elif enum := next((kind for kind in kinds if issubclass(kind, Enum)), None):
        values = st.sampled_from([term.value for term in enum])
    elif limits.get("pattern"):
        values = st.from_regex(PATTERNS[name], fullmatch=True)
    else:
        least, most = limits.get("min_length", 0), limits.get("max_length", 60)
        values = TEXTS.filter(lambda text: least <= len(text) <= most)
    if any(get_origin(kind) is list for kind in (field.annotation, *get_args(field.annotation))):
        fewest = next((bound for limit in field.metadata if (bound := vars_of(limit).get("min_length"))), 0)
        values = st.lists(values, min_size=fewest, max_size=4)
        return st.one_of(st.none(), values) if type(None) in kinds else values
    return st.one_of(st.none(), values) if type(None) in kinds else values


def vars_of(limit: object) -> dict[str, Any]:
    return {
        key: bound
        for key in ("min_length", "max_length", "pattern", "ge", "le")
        if (bound := getattr(limit, key, None)) is not None
    }


def data_of(model: type[BaseModel], skip: frozenset[str] = frozenset()) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: value_of(model, name) for name in model.model_fields if name not in skip}
    required = {name: fields.pop(name) for name in list(fields) if model.model_fields[name].is_required()}
    return st.fixed_dictionaries(required, optional=fields).map(lambda data: agreeing(model, data))


def agreeing(model: type[BaseModel], data: dict[str, Any]) -> dict[str, Any]:
    """The same, where a field contradicts another it takes that one's value."""
    for name, field in model.model_fields.items():
        for bound, wrong in ((not_before(field), operator.lt), (at_most(field), operator.gt)):
            if data.get(name) is not None and data.get(bound) is not None and wrong(data[name], data[bound]):
                data = {**data, name: data[bound]}
    return data


@st.composite
def facts(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A good fact: its type, data, and attributes of the envelope."""
    kind = concerned = draw(st.sampled_from([*FACTS, *AMENDMENTS]))
    if kind in FACTS:
        data = draw(data_of(FACTS[kind]))
    else:
        data = draw(data_of(AMENDMENTS[kind], frozenset({"data", "fact_type", "of_type"})))
        about = concerned = data["fact_type"] = draw(st.sampled_from([*FACTS]))
        if kind == CORRECTED:
            data["data"] = draw(data_of(FACTS[about]))
        elif draw(st.booleans()):
            data |= {"fact_type": CORRECTED, "of_type": about}
        if concerned in CODES_ONLY_FACTS:
            data["fact"] = draw(CODES)
    names = CODES if concerned in CODES_ONLY_FACTS else NAMES
    moment = f"{draw(st.dates(EARLIEST, TODAY))}T{draw(st.times()).replace(microsecond=0).isoformat()}+08:00"
    return kind, data, {"id": draw(names), "subject": draw(names), "source": draw(names), "time": moment}
