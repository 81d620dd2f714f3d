"""How a field is documented: Chinese name, meaning, unit and source, in one place.

The generated JSON Schemas and the event pages read these; nothing else describes a field.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

PATTERN_ORG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""An organisation's slug; it is part of topic names, so dots and underscores are out."""

PATTERN_ID = r"^[^\x00-\x1f\x7f/]+$"
"""Ids and subjects: anything printable but a slash, which joins org and subject in keys."""


def said(name: str, meaning: str, *, unit: str = "", source: str = "", **rest: Any) -> Any:
    """A pydantic field with its Chinese ``name``, ``meaning``, ``unit`` and ``source``."""
    extra = {key: value for key, value in (("unit", unit), ("source", source)) if value}
    return Field(title=name, description=meaning, json_schema_extra=extra or None, **rest)


class Said(BaseModel):
    """Base of everything on the bus: strict types, no unknown field, immutable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
