"""The read side, and the steps of reports."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis.database import Pool
from chassis.web import guarded
from contracts.assessment.report import ReportHead, ReportKind, report_id
from services.assessment import reports
from services.assessment.periods import months_in
from services.assessment.reports import Draft, ReportError
from services.assessment.verifying import verified

_LIST = "SELECT head, stage FROM report WHERE $1::text IS NULL OR county = $1 ORDER BY county, kind, period"
_ONE = "SELECT head, stage FROM report WHERE id = $1"
_PARTS = "SELECT body FROM report_part WHERE report = $1 AND ($2::text IS NULL OR org = $2) ORDER BY org"
_RESTATED = "SELECT body FROM restatement WHERE report = $1 AND ($2::text IS NULL OR org = $2) ORDER BY org"
_SHEET = "SELECT body FROM sheet WHERE period = $1 AND org = $2"


class Api:
    """Pages of one service process."""

    def __init__(self, pool: Pool, wake_relay) -> None:
        self._pool, self._wake_relay = pool, wake_relay
