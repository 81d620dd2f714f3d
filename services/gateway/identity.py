"""Who speaks is known from the topic; whom it speaks about is its own unit, one that it supervises, or one that it has taken over."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

from contracts.envelope import ABOUT
from contracts.fields import PATTERN_ORG
from contracts.kit import Family, Speaker
from services.gateway.records import Event, Units
from services.gateway.rules import WITHHELD, RuleError
from services.gateway.strict_json import is_string

_SLUG: Final = re.compile(PATTERN_ORG)
_PATH: Final = re.compile(r"(?:^|/)orgs/([^/?#]+)", re.IGNORECASE)
_URN: Final = re.compile(r"urn:(?:gongkai:(?:orgs?:)?|(?:[^:]+:)*orgs?:)([^:/?#]+)", re.IGNORECASE)
_PART: Final = re.compile(r"[^/:?#]+")


def check(event: Event, org: str, units: Units, family: Family | None) -> str:
    """The organisation that the fact is about; ``family`` is None where the type names none.

    Raises RuleError when the sender is closed, when envelope or data name an organisation that it may not
    speak for, and when it speaks about another where it may not.
    """
    sender = units.by_org.get(org)
    if sender is not None and sender.closed:
        raise RuleError("identity.org_closed", org=org)
    unit = _about(event, org, units, family)
    for field, named in _named(event):
        if named not in {org, unit}:
            raise RuleError("identity.other_org", field, named, org=org)
    source = event.attributes["source"]
    if not _is_own_source(source, org, units.orgs):
        raise RuleError("identity.other_org", f"{event.prefix}source", source, org=org)
    return unit


def _about(event: Event, org: str, units: Units, family: Family | None) -> str:
    field, about = event.prefix + ABOUT, event.attributes.get(ABOUT)
    if family is None or (family.speaker is Speaker.OWNER and about is None):
        return org
    former = units.by_org.get(about) if about is not None else None
    if family.speaker is Speaker.OWNER and about is not None and former is not None and former.successor == org:
        # While what the former unit could still send is being read, its own word goes before its successor's.
        if former.closed and not former.closing:
            return about
        raise RuleError("identity.other_org", field, about, about="identity.not_closed", former=about)
    if about is None:
        raise RuleError("identity.about_missing", field, family=family.name)
    shown = about if _SLUG.fullmatch(about) else WITHHELD
    if family.speaker is Speaker.OWNER:
        raise RuleError("identity.other_org", field, shown, about="identity.about", family=family.name)
    unit = units.by_org.get(about)
    if unit is None or about == org or unit.supervisor != org:
        raise RuleError("identity.not_supervisor", field, shown, org=org)
    if unit.closed:
        raise RuleError("identity.org_closed", field, shown, org=about)
    return about


@lru_cache(4096)
def _is_own_source(source: str, org: str, orgs: AbstractSet[str]) -> bool:
    """Whether ``source`` leaves open or says rightly who sends.

    Organisations are named as ``/orgs/<slug>``, ``urn:gongkai:<slug>``, ``urn:…:org:<slug>``, or by a
    part that is the slug of a known one.
    """
    urn = _URN.match(source)
    named = {*_PATH.findall(source)} | ({urn[1]} if urn else set())
    parts = _PART.findall(source) if orgs else []
    return all(name.lower() == org for name in named) and all(part == org or part not in orgs for part in parts)


def _named(event: Event) -> list[tuple[str, str]]:
    """Organisations that envelope and data name, each with the place."""
    attributes, body = event.attributes, event.body
    named = []
    if "org" in attributes:
        named.append((f"{event.prefix}org", attributes["org"]))
    if "ce_org" in attributes:
        named.append(("ce_org", attributes["ce_org"]))
    if isinstance(body, dict):
        for field, data in (("org", body), ("data.org", body.get("data"))):
            if isinstance(data, dict) and is_string(data.get("org")):
                named.append((field, data["org"]))
    return named
