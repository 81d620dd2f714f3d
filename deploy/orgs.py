"""The organisations that get topics: the slugs of the registry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from contracts.organisations import organisations as listed

_PACKAGED = Path(__file__).parent.parent / "services" / "gateway" / "data" / "organisations.csv"


class RegistryError(RuntimeError):
    """The registry file cannot be used; the text names it, the line and what is wrong there."""


def organisations(environment: Mapping[str, str]) -> list[str]:
    """Slugs of the registry that the gateway publishes: ``GONGKAI_REGISTRY``, else the packaged one.

    Raises ``RegistryError``.
    """
    path = Path(environment.get("GONGKAI_REGISTRY") or _PACKAGED)
    try:
        known = listed(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise RegistryError(f"the registry of organisations {path} cannot be used: {error}") from error
    return [organisation.org for organisation in known]
