"""Who speaks is known from the topic; content that names another organisation is not the sender's to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from services.gateway.records import Event
from services.gateway.rules import RuleError
from services.gateway.strict_json import is_string

_PATH: Final = re.compile(r"(?:^|/)orgs/([^/?#]+)", re.IGNORECASE)
_URN: Final = re.compile(r"urn:(?:gongkai:(?:orgs?:)?|(?:[^:]+:)*orgs?:)([^:/?#]+)", re.IGNORECASE)
_PART: Final = re.compile(r"[^/:?#]+")


def check(event: Event, org: str, orgs: AbstractSet[str]) -> None:
    """Raises RuleError when the envelope or the data name an organisation other than ``org``.

    ``orgs`` are the known organisations: a source that has one of them as a part speaks for it.
    """
    for field, named in _named(event):
        if named != org:
            raise RuleError("identity.other_org", field, named, org=org)
    source = event.attributes["source"]
    if not is_own_source(source, org, orgs):
        raise RuleError("identity.other_org", f"{event.prefix}source", source, org=org)


def is_own_source(source: str, org: str, orgs: AbstractSet[str]) -> bool:
    """Whether ``source`` leaves open or says rightly who sends.

    Organisations are named as ``/orgs/<slug>``, ``urn:gongkai:<slug>``, ``urn:…:org:<slug>``, or by a
    part that is the slug of a known one.
    """
    urn = _URN.match(source)
    named = {*_PATH.findall(source)} | ({urn[1]} if urn else set())
    parts = _PART.findall(source) if orgs else []
    return all(name.lower() == org for name in named) and all(
        part == org or part not in orgs for part in parts
    )


def _named(event: Event) -> Iterator[tuple[str, str]]:
    for name in ("org", "ce_org"):
        if name in event.attributes:
            yield (f"{event.prefix}{name}" if name == "org" else name), event.attributes[name]
    if isinstance(event.body, dict):
        inner = event.body.get("data")
        for field, data in (("org", event.body), ("data.org", inner)):
            if isinstance(data, dict) and is_string(data.get("org")):
                yield field, data["org"]
