"""收到日期: when the answer clock starts, by the way an application arrives (条例第三十一条)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from law.codes import ReceiptChannel
from law.findings import Finding
from law.limits import ART_31

CONFIRMED_CHANNELS = frozenset({ReceiptChannel.ORDINARY_MAIL, ReceiptChannel.INTERNET, ReceiptChannel.FAX})
"""Channels on which the day of receipt is the day it is confirmed with the applicant."""

_ALERTS = {
    ReceiptChannel.ORDINARY_MAIL: "平信收到当日应当与申请人确认；请立即联系申请人，联系不上的先登记",
    ReceiptChannel.INTERNET: "互联网渠道提交的，以双方确认之日为收到之日；请联系申请人确认",
    ReceiptChannel.FAX: "传真提交的，以双方确认之日为收到之日；请联系申请人确认",
}


class Receipt(NamedTuple):
    """The day of receipt, or None with an ``alert`` as long as the clock has not started."""

    received_on: date | None
    alert: str
    findings: tuple[Finding, ...] = ()


def receipt(channel: ReceiptChannel | None, arrived_on: date, confirmed_on: date | None = None) -> Receipt:
    """Day of receipt under 第三十一条.

    ``arrived_on`` is the day on which the application was handed in (当面, 口头代填: the day the
    office filled the form), signed for (邮寄签收), or reached the office (平信, 互联网, 传真).
    ``confirmed_on`` is the day both sides confirmed it; only the last three need it. An unknown
    channel (None) is taken by its day of arrival, so that no application is left without a clock.
    """
    if channel not in CONFIRMED_CHANNELS:
        return Receipt(arrived_on, "")
    if confirmed_on is None:
        return Receipt(None, _ALERTS[channel])
    if confirmed_on < arrived_on:
        text = f"确认日期{confirmed_on}早于到达日期{arrived_on}，按到达日期起算"
        return Receipt(arrived_on, "", (Finding(confirmed_on, "receipt.confirmed_early", ART_31, text),))
    if channel is ReceiptChannel.ORDINARY_MAIL and confirmed_on > arrived_on:
        text = f"平信{arrived_on}收到，{confirmed_on}才与申请人确认；应当于收到当日确认"
        return Receipt(confirmed_on, "", (Finding(confirmed_on, "receipt.confirmed_late", ART_31, text),))
    return Receipt(confirmed_on, "")
