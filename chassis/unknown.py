"""What a fact names and nobody has told of: most often its number is mistyped, and whoever named it has to hear of that."""

from __future__ import annotations

from datetime import date

from chassis.case import ONE_DAY, Case, Notice
from contracts.kit import Key
from contracts.notices import UNKNOWN, UnknownNotice
from contracts.references import name_of


def tell_unknown(case: Case, named: Key, recorded_on: date, chinese: str, english: str) -> None:
    """Tell the sender once, on the day after the fact that names it was recorded: what comes that day in another order is no mistake.

    ``chinese`` and ``english`` say what it is; the ledger adds what is near.
    """
    if case.today <= recorded_on:
        case.look_again(recorded_on + ONE_DAY)
        return
    body = UnknownNotice(
        subject=case.key.subject,
        kind=named.kind,
        named=name_of(named),
        remedy=f"核对{chinese}编号，编号有误的更正所报事实（fact.corrected.v1）；编号无误的，请其编制单位补报，报到后自动对应 / "
        f"correct the id in the fact that names this {english}; if it is right, whoever keeps it has to send it",
    )
    case.tell(Notice(UNKNOWN, f"unknown:{named}", body, named))
