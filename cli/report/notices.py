"""Facts by which a county's office tells units of their assessment, from a report: that it is called for, drafted, issued. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any


class Step(StrEnum):
    """Of the assessment of a unit's period."""

    CALLED = "called"
    PUT = "put"
    ISSUED = "issued"


LAST_DAY = {Step.CALLED: "report_by", Step.PUT: "appeal_by"}
"""Field with the last day that a step sets the units."""


def lines(step: Step, body: Mapping[str, Any], office: str, units: Collection[str], by: str | None) -> Iterator[str]:
    """A CloudEvent for each unit that has a sheet in the report and is the office's; the same report comes to the same lines.

    ``body``: the report as assessment answers it. ``by``: the last day, where the step sets one. A fact is told on the day on
    which the report was drafted or issued.
    """
    from contracts.assessment_notice import ASSESSMENT_NOTICE

    head = body["report"]
    day = head["issued_on"]
    data = {f"{step}_on": day, "period": head["period"]}
    if step is Step.ISSUED:
        data["report_number"] = f"〔{head['year']}〕{head['number']}"
    else:
        data[LAST_DAY[step]] = by
    for part in body["parts"]:
        if part["sheet"] is None or part["org"] not in units:
            continue
        event = {
            "specversion": "1.0",
            "id": "-".join(
                (head["kind"], head["period"], step, part["org"], data.get("report_number") or f"{day}-{by}")
            ),
            "source": f"/orgs/{office}/reports",
            "type": f"{ASSESSMENT_NOTICE.name}.{step}.v1",
            "subject": head["period"],
            "about": part["org"],
            "time": f"{day}T00:00:00+08:00",
            "data": data,
        }
        yield json.dumps(event, ensure_ascii=False)
