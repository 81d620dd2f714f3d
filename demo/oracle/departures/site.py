"""Of a site: an incident of its safety (国办秘函〔2019〕19号), by the day on which it fails the site."""

from __future__ import annotations

from collections.abc import Iterator

from demo.oracle.case import Departure, Judgement

PLACE, CODE = "by.site_vetoes.safety", "site.veto_safety"


def departures(judgement: Judgement) -> Iterator[Departure]:
    """As the judge saw it begin."""
    for on, place, amount in judgement.judged.counts:
        if place == PLACE:
            yield from [Departure(on, CODE)] * amount
