"""试点领域: the 26 trial domains of the standard catalogs (国办发〔2019〕54号), and the other names that counties give them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from law.data import read_rows

_ENDS = re.compile(r"(?:领域|类)?(?:基层)?(?:政务公开|信息公开)?(?:标准目录|事项)?$")


class Domain(NamedTuple):
    """One of the 26, by the name that 国办发〔2019〕54号 gives it."""

    name: str
    english: str
    also: tuple[str, ...]


@cache
def domains() -> tuple[Domain, ...]:
    """The 26, in their order."""
    return tuple(Domain(row["name"], row["english"], tuple(row["also"].split())) for row in read_rows("domains.csv"))


@cache
def _names() -> dict[str, str]:
    return {name: domain.name for domain in domains() for name in (domain.name, *domain.also)}


def domain_name(text: str) -> str:
    """The name in the list of 26 of what ``text`` calls a domain (乡村振兴: 扶贫); any other is itself."""
    plain = "".join(text.split())
    return _names().get(plain) or _names().get(_ENDS.sub("", plain)) or text
