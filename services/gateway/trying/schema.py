"""The schema of a kind of fact for the page: its fields, its lists of terms, and a sample to begin with."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from contracts.generator.fields import Field, fields, terms
from contracts.generator.messages import BUS
from contracts.generator.samples import valid
from contracts.generator.schemas import schema
from contracts.shapes import Json

_SENDER = re.compile(r"/orgs/[a-z0-9-]+")


@dataclass(frozen=True)
class Part:
    """An object or a list of terms that fields refer to."""

    name: str
    fields: list[Field]
    terms: list[tuple[str, str]]


@dataclass(frozen=True)
class Shown:
    """A kind of fact: its names, its purpose, its fields with what they refer to, and the schema as JSON."""

    type: str
    chinese: str
    purpose: str
    fields: list[Field]
    parts: list[Part]
    json: str


@cache
def shown(kind: str) -> Shown:
    """The schema of the type ``kind``."""
    contract = BUS.contract_of[kind]
    whole = schema(contract)
    parts = [_part(name, node, whole) for name, node in whole.get("$defs", {}).items()]
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    return Shown(kind, contract.chinese, contract.purpose, fields(whole, whole, str), parts, text)


def sample(kind: str, org: str) -> str:
    """A sample of ``kind`` as ``org`` would send it, ready to be changed."""
    body = valid(kind)[0].body()
    body["source"] = _SENDER.sub(f"/orgs/{org}", body["source"])
    return json.dumps(body, ensure_ascii=False, indent=2)


def _part(name: str, node: Json, whole: Json) -> Part:
    if "properties" in node:
        return Part(name, fields(node, whole, str), [])
    return Part(name, [], terms(name, node))
