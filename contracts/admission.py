"""What the admission of organisations to the bus tells: whose topics and rights are there, and whose rights have ended."""

from __future__ import annotations

from typing import Final, Literal

from contracts.fields import DATE, PATTERN_ORG, BusModel, Date, described

ADMISSION: Final = "registry.admission.v1"
"""Type of the record about an organisation's rights on the bus; its key is the organisation."""


class Admission(
    BusModel, title="单位接入", meaning="how an organisation stands on the bus: admitted, or its rights have ended."
):
    org: str = described("单位代号", "organisation of the registry", pattern=PATTERN_ORG, max_length=80)
    standing: Literal["admitted", "ended"] = described(
        "状态", "admitted: topics and rights are there; ended: it can write no more, and its topics stay"
    )
    valid_to: Date | None = described("撤销日期", "last day by which it ended; none while admitted", unit=DATE)
    inbox_end: int = described(
        "收件末位", "offset behind the last record that it could write into its inbox; 0 while admitted", ge=0
    )
