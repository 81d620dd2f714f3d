"""The organisations that get topics: the slugs of the registry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from contracts.time import organisations as listed

_PACKAGED = Path(__file__).parent.parent / "services" / "gateway" / "data" / "organisations.csv"


def organisations(environment: Mapping[str, str]) -> list[str]:
    """Slugs of the registry that the gateway publishes: ``GONGKAI_REGISTRY``, else the packaged one.

    Raises ``OSError`` when the file cannot be read, ``ValueError`` naming the line that is wrong.
    """
    path = Path(environment.get("GONGKAI_REGISTRY") or _PACKAGED)
    return [organisation.org for organisation in listed(path.read_text(encoding="utf-8"))]
