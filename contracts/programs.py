"""Who is known on the bus and on HTTP by a name of its own, and is no organisation: the programs, the operator, the office."""

from __future__ import annotations

from typing import Final

from contracts.families import FAMILIES, Families

OPERATOR: Final = "operator"
"""Who may do everything on the bus."""

CONTROLLER: Final = "controller"
"""As whom the broker asks its own controller."""

OFFICE: Final = "office"
"""The county office, as the county's proxy names it (see GONGKAI_READERS)."""


def programs(families: Families = FAMILIES) -> tuple[str, ...]:
    """The programs, in the order in which facts pass them; each is also the group in which it reads."""
    return ("gateway", *families.services, "metrics", "assessment", "dashboard")


def reserved(families: Families = FAMILIES) -> frozenset[str]:
    """What no organisation may be called: it is let in by its slug, and would have what is another's."""
    return frozenset({OPERATOR, CONTROLLER, OFFICE, *programs(families)})
