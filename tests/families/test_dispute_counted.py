"""Whatever is told of a case, it is one case; apart, since a module that draws cannot be read while another draws."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from contracts.envelope import Fact
from tests.families.application.populations import disputes, dockets


@given(dockets())
def test_a_case_counts_as_filed_once_and_as_ended_once_whatever_is_told_of_it(docket: list[list[Fact]]) -> None:
    for case in disputes(docket):
        measures = Counter[str]()
        for month in case.counts.values():
            measures.update(month)
        filed, ended = (
            sum(number for name, number in measures.items() if name.startswith(code))
            for code in ("remedies_filed@", "remedies_decided@")
        )
        assert filed == (not case.co_defendant)
        assert ended == (case.decided_on is not None and not case.co_defendant)
        assert min(case.counts, default="") == (case.filed_on.isoformat()[:7] if filed and case.filed_on else "")
