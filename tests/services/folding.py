"""Facts and lives of subjects for the folds' tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from chassis.folding import Folded
from chassis.inputs import MODELS
from contracts.envelope import SHANGHAI, Fact
from contracts.facts import CORRECTED, WITHDRAWN
from contracts.obligations import Obligation
from contracts.states import DocumentState
from law.calendar import WorkingCalendar
from law.data import load_calendars
from tests.services.applying import FAMILY, said

CALENDAR = WorkingCalendar(load_calendars())
BEGIN = date(2026, 1, 5)

FAMILIES: dict[str, tuple[str, ...]] = {
    "catalog": ("document.drafted.v1", "document.approved.v1", "document.expired.v1"),
    "publishing": ("disclosure.formed.v1", "disclosure.published.v1", "disclosure.withdrawn.v1"),
    "requests": FAMILY,
}
DATED = {kind: next(name for name in MODELS[kind].model_fields if name.endswith("_on"))
         for kinds in FAMILIES.values() for kind in kinds}  # fmt: skip


def fact(number: str, kind: str, on: date | str, **data: Any) -> Fact:
    """A fact of noon on the day ``on``, which is also the day it tells of."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    dated = {DATED[kind]: day} if kind in DATED else {}
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)
    return Fact(
        number,
        kind,
        "fengjie-aa",
        "s-1",
        moment,
        day,
        MODELS[kind].model_validate({**dated, **data}, strict=False),
    )


def amendment(
    number: str, kind: str, about: Fact, on: date, data: Mapping[str, object] | None = None
) -> Fact:
    """A correction (with ``data``) or a withdrawal of ``about``."""
    named: dict[str, object] = {"fact": about.id, "fact_type": about.type, "reason": "登记有误"}
    if data is not None:
        named["data"] = dict(data)
    elif about.type == CORRECTED:
        named["of_type"] = about.data.fact_type  # type: ignore[attr-defined]  # it is a correction
    return fact(number, kind, on, **named)


@st.composite
def _data(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    attribute = st.sampled_from(["主动公开", "主动公开", "依申请公开", "不予公开"])
    match kind:
        case "document.drafted.v1":
            reason = draw(
                st.sampled_from(
                    [{}, {"reason": "内部事务"}, {"reason": "内部事务", "legal_basis": "第十六条"}]
                )
            )
            return {
                "title": draw(st.sampled_from("甲乙丙")),
                "attribute": draw(st.none() | attribute),
                **reason,
            }
        case "disclosure.formed.v1":
            return {"attribute": draw(attribute), "title": draw(st.sampled_from([None, "甲"]))}
        case "disclosure.published.v1":
            return {
                "channel": draw(st.sampled_from(["政府网站", "公示栏"])),
                "url": draw(st.sampled_from([None, "https://a.cn/1"])),
            }
        case "disclosure.withdrawn.v1":
            return {"reason": "更新"}
    return draw(said(kind)) if kind in FAMILY else {}


@st.composite
def lives(draw: st.DrawFn, service: str) -> list[Fact]:
    """Facts about one subject of a service, amendments and clashing times among them."""
    days = st.integers(0, 60).map(lambda n: BEGIN + timedelta(days=n))
    facts: list[Fact] = []
    for number in range(draw(st.integers(1, 10 if service == "requests" else 6))):
        kind = draw(st.sampled_from(FAMILIES[service]))
        if kind in FAMILY and draw(st.integers(0, 3)) == 0:
            kind = FAMILY[0]  # without a receipt little can happen
        facts.append(fact(f"f{number}", kind, draw(days), **draw(_data(kind))))
    for number in range(draw(st.integers(0, 4))):
        about = draw(st.sampled_from(facts))
        if about.type in DATED and draw(st.booleans()):
            data = {**draw(_data(about.type)), DATED[about.type]: draw(days).isoformat()}
            facts.append(amendment(f"a{number}", CORRECTED, about, draw(days), data))
        elif about.type != WITHDRAWN:
            facts.append(amendment(f"a{number}", WITHDRAWN, about, draw(days)))
    return facts


def document(**changes: Any) -> DocumentState:
    """The catalog's approved 主动公开 document."""
    whole: dict[str, Any] = {
        "org": "fengjie-aa", "subject": "s-1", "stage": "approved", "title": "通知", "attribute": "主动公开",
        "drafted_on": "2026-03-02", "approved_on": "2026-03-06", "formed_by": ["d-2", "d-1"], "flags": [],
        "obligations": [],
    }  # fmt: skip
    return DocumentState.model_validate({**whole, **changes}, strict=False)


def owed(folded: Folded) -> Obligation:
    """The one obligation of a state."""
    (one,) = folded.state.obligations
    return one


def owes(folded: Folded, kind: str) -> Obligation:
    """The one obligation of this kind."""
    (one,) = (one for one in folded.state.obligations if one.kind == kind)
    return one


def written(folded: Folded) -> bytes:
    """The state as the ledger keeps it."""
    return folded.state.model_dump_json().encode()


def dates(obligations: Sequence[Obligation]) -> list[tuple[date, date]]:
    """Due and original due dates."""
    return [(one.due_on, one.original_due_on) for one in obligations]
