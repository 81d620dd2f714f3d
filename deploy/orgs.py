"""The organisations that get topics: the slugs of the registry."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

_PACKAGED = Path(__file__).parent.parent / "services" / "gateway" / "data" / "organisations.csv"


def organisations(environment: Mapping[str, str]) -> list[str]:
    """Slugs of the registry that the gateway publishes: ``GONGKAI_REGISTRY``, else the packaged one.

    Raises ``OSError`` when the file cannot be read, ``KeyError`` when it has no column ``org``.
    """
    path = Path(environment.get("GONGKAI_REGISTRY") or _PACKAGED)
    with path.open(encoding="utf-8", newline="") as rows:
        return [row["org"] for row in csv.DictReader(rows)]
