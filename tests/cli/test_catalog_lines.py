"""The facts of a workbook, judged by the door's own rules before anything is sent."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from cli.catalog.door import passed
from cli.catalog.ground import Ground
from cli.catalog.sending import Occasion, lines
from cli.checking import of_file
from contracts.item import Origin
from papers.catalog.changes import changes
from papers.catalog.roster import Resolver
from papers.moments import Moments
from tests.papers.catalog.building import read_and_oblige, row, standard
from tests.papers.catalog.test_writing import real_rows

TODAY = date(2026, 3, 2)
KNOWN = of_file(TODAY).organisations
ISSUER = KNOWN["fengjie-renminzhengfubangongshi"]
BY = Ground(TODAY, ISSUER, Resolver(ISSUER, KNOWN.values(), {}), KNOWN)
OCCASION = Occasion(ISSUER.org, date(2026, 6, 1), "按工作簿调整", Moments(TODAY, time(9)))


def test_every_real_row_makes_a_fact_that_the_door_takes() -> None:
    catalog = read_and_oblige(real_rows(), resolver=BY.resolver)
    made = changes(catalog.entries, [], Origin.NATIONAL, ())
    written = lines(made, OCCASION, repeal_missing=False)
    assert len(written) == len(catalog.good) > 60
    assert passed(written, catalog, BY) == written
    assert {json.loads(line.value)["data"]["effective_on"] for line in written} == {"2026-06-01"}
    assert len({json.loads(line.value)["id"] for line in written}) == len(written)


def test_facts_keep_the_order_of_the_file_and_the_day_of_the_stack_also_at_midnight() -> None:
    catalog = read_and_oblige(real_rows(), resolver=BY.resolver)
    made = changes(catalog.entries, [], Origin.NATIONAL, ())
    written = lines(made, replace(OCCASION, moments=Moments(TODAY, time(23, 59, 59, 999_999))), repeal_missing=False)
    times = [datetime.fromisoformat(json.loads(line.value)["time"]) for line in written]
    assert [after - before for before, after in pairwise(times)] == [timedelta(microseconds=1)] * (len(times) - 1)
    assert {moment.date() for moment in times} == {TODAY}


def test_what_the_door_would_refuse_is_a_finding_in_its_cell_and_is_not_sent() -> None:
    rows = [row(), row(level2="热线", content="联系人电话13800138000")]
    catalog = read_and_oblige(standard(*rows), resolver=BY.resolver)
    made = changes(catalog.entries, [], Origin.NATIONAL, ())
    written = passed(lines(made, OCCASION, repeal_missing=False), catalog, BY)
    made.leave_out_refused()
    assert [line.where for line in written] == ["“目录”第4行"]
    assert (len(made.new), len(catalog.good)) == (1, 1)
    (finding,) = catalog.entries[1].findings
    assert (finding.code, finding.cell) == ("door.refused", "D5")
    assert "手机号码" in finding.rule
    assert "13800138000" not in finding.shown
