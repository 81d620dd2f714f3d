"""Answers of the door, whatever the record: a code of the list, and little of the record."""

from __future__ import annotations

from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound, Refused
from tests.gateway.making import ORG, TODAY, UNITS

CODES = {
    "value.null",
    "value.too_large",
    "utf8.invalid",
    "json.invalid",
    "json.nan",
    "json.too_deep",
    "json.duplicate_key",
    "header.missing",
    "envelope.invalid",
    "type.unknown",
    "version.unknown",
    "field.missing",
    "field.unknown",
    "field.type",
    "field.value",
    "date.invalid",
    "date.future",
    "date.too_early",
    "date.too_far",
    "date.order",
    "number.too_large",
    "identity.other_org",
    "identity.about_missing",
    "identity.not_supervisor",
    "org.unknown",
    "personal.id_card",
    "personal.mobile",
    "personal.text",
}
"""Every code that the door may refuse with."""


def answer(record: Inbound) -> Accepted | Refused:
    """The verdict, after making sure that it is one, with a code of the list and little of the record."""
    verdict = judge(record, ORG, TODAY, UNITS)
    if isinstance(verdict, Refused):
        assert verdict.refusal.code in CODES
        assert len(verdict.refusal.value) <= 60
        assert len(verdict.refusal.field) <= 60
    return verdict
