"""What goes wrong on the way to an inbox: bytes mangled by chance, and one accident for each code."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from contracts.families import FAMILIES
from services.gateway.records import LIMIT, Inbound
from tests.gateway.making import TODAY, binary, structured

CARD = "110101199003071233"
"""Number of an identity card of nobody."""

SPICE = [
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"NaN",
    b"\\u0000",
    b"\\ud83d",
    b"\x00",
    b"\xff",
    b"\n",
    b" ",
    b'"org":"x",',
    b'"id":"x",',
    b'"data":{},',
    b"1e999",
    b'\\"',
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"-Infinity",
    CARD.encode(),
]


def mangled(value: bytes, chance: random.Random) -> bytes:
    """``value`` with one to three small accidents."""
    for _ in range(chance.randint(1, 3)):
        at, to = sorted(chance.randint(0, len(value)) for _ in range(2))
        match chance.randrange(6):
            case 0:
                value = value[:at] + bytes([chance.randrange(256)]) + value[at + 1 :]
            case 1:
                value = value[:at]
            case 2:
                value = value[:at] + value[to:]
            case 3:
                value = value[:to] + value[at:to] + value[to:]
            case 4:
                value = value[:at] + chance.choice(SPICE) + value[at:]
            case _:
                value = (
                    value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]
                    if at < len(value)
                    else value
                )
    return value


def with_nan(record: Inbound) -> Inbound:
    return record._replace(value=(record.value or b"").replace(b'"2026-', b'NaN, "x": "2026-', 1))


def needed(kind: str) -> str:
    """The first field that a fact cannot do without."""
    return next(name for name, field in FAMILIES.messages[kind].model_fields.items() if field.is_required())


MUTATIONS: dict[str, Callable[[str, dict[str, Any]], Inbound]] = {
    "value.null": lambda kind, data: binary(kind, data)._replace(value=None),
    "value.too_large": lambda kind, data: structured(kind, {**data, "padding": "x" * LIMIT}),
    "utf8.invalid": lambda kind, data: binary(kind, data)._replace(value=b'{"a":"\xc0"}'),
    "json.too_deep": lambda kind, _: binary(kind)._replace(value=b"[" * 100_000),
    "json.nan": lambda kind, data: with_nan(structured(kind, data, time="2026-02-01T00:00:00Z")),
    "json.duplicate_key": lambda kind, data: structured(kind, data)._replace(
        value=(structured(kind, data).value or b"").replace(b'"specversion"', b'"id": "x", "specversion"')
    ),
    "json.invalid": lambda kind, data: structured(kind, data)._replace(
        value=(structured(kind, data).value or b"")[:-1]
    ),
    "header.missing": lambda kind, data: binary(kind, data, id=None),
    "envelope.invalid": lambda kind, data: structured(kind, data, subject="a/b"),
    "identity.other_org": lambda kind, data: binary(kind, data, org="fengjie-zhuyizhen"),
    "type.unknown": lambda kind, data: structured(f"x{kind}", data),
    "version.unknown": lambda kind, data: binary(kind.replace(".v1", ".v7"), data),
    "field.missing": lambda kind, data: structured(kind, {name: data[name] for name in data if name != needed(kind)}),
    "field.unknown": lambda kind, data: binary(kind, {**data, "remark": "备注"}),
    "field.type": lambda kind, data: structured(kind, {**data, next(iter(data)): 12}),
    "date.future": lambda kind, data: binary(kind, data, time=f"{TODAY + timedelta(days=1)}T00:00:00+08:00"),
    "date.too_early": lambda kind, data: structured(kind, data, time="1999-12-31T23:59:59Z"),
    "personal.id_card": lambda kind, data: structured(kind, data, subject=f"收{CARD}"),
    "personal.mobile": lambda kind, data: binary(kind, {**data, "contact": "138-0013-8000"}),
}
"""Code → a good fact, spoilt so that it is refused with it."""
