"""Strategies for lawful facts, read off the models, so that a new field is tried out by itself."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, get_args

from hypothesis import strategies as st
from pydantic import BaseModel

from contracts.facts import AMENDMENTS, CORRECTED, FACTS
from services.gateway.dates import EARLIEST
from tests.gateway.making import TODAY

NAMES = st.from_regex(r"[A-Za-z0-9\u4e00-\u9fa5][A-Za-z0-9\u4e00-\u9fa5._:-]{0,40}", fullmatch=True)
TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from('"\\\n\t/')), max_size=60
)


def value_of(model: type[BaseModel], name: str) -> st.SearchStrategy[Any]:
    """Any lawful JSON value of a field, read off the model."""
    field = model.model_fields[name]
    kinds = [kind for kind in (field.annotation, *get_args(field.annotation)) if isinstance(kind, type)]
    limits = {key: found for limit in field.metadata for key, found in vars_of(limit).items()}
    if date in kinds:
        values: st.SearchStrategy[Any] = st.dates(EARLIEST, TODAY).map(date.isoformat)
    elif enum := next((kind for kind in kinds if issubclass(kind, Enum)), None):
        values = st.sampled_from([term.value for term in enum])
    elif limits.get("pattern"):
        patterns = {
            "applicant_ref": r"[0-9a-f]{64}",
            "url": r"https?://[a-z.]{1,20}/[\w/]{0,20}",
            "fact": r"[\w-]{1,40}",
        }
        values = st.from_regex(patterns[name], fullmatch=True)
    else:
        values = TEXTS.filter(lambda text: len(text) >= limits.get("min_length", 0))
    return values if field.is_required() else st.one_of(st.none(), values)


def vars_of(limit: object) -> dict[str, Any]:
    return {
        key: found for key in ("min_length", "pattern") if (found := getattr(limit, key, None)) is not None
    }


def data_of(model: type[BaseModel], skip: frozenset[str] = frozenset()) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: value_of(model, name) for name in model.model_fields if name not in skip}
    required = {name: fields.pop(name) for name in list(fields) if model.model_fields[name].is_required()}
    return st.fixed_dictionaries(required, optional=fields)


@st.composite
def facts(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A good fact: its type, data, and attributes of the envelope."""
    kind = draw(st.sampled_from([*FACTS, *AMENDMENTS]))
    if kind in FACTS:
        data = draw(data_of(FACTS[kind]))
    else:
        data = draw(data_of(AMENDMENTS[kind], frozenset({"data", "fact_type", "of_type"})))
        about = data["fact_type"] = draw(st.sampled_from([*FACTS]))
        if kind == CORRECTED:
            data["data"] = draw(data_of(FACTS[about]))
        elif draw(st.booleans()):
            data |= {"fact_type": CORRECTED, "of_type": about}
    moment = f"{draw(st.dates(EARLIEST, TODAY))}T{draw(st.times()).replace(microsecond=0).isoformat()}+08:00"
    return kind, data, {"id": draw(NAMES), "subject": draw(NAMES), "source": draw(NAMES), "time": moment}
