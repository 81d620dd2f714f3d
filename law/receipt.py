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


def confirmed_by_itself(channel: ReceiptChannel | None, *, internet_confirms: bool) -> bool:
    """Whether no word to the applicant is needed: handed in, signed for, or taken by the government's own system."""
    return channel not in CONFIRMED_CHANNELS or (internet_confirms and channel is ReceiptChannel.INTERNET)


def receipt(
    channel: ReceiptChannel | None,
    arrived_on: date,
    confirmed_on: date | None = None,
    *,
    internet_confirms: bool = False,
) -> Receipt:
    """Day of receipt under 第三十一条.

    ``arrived_on`` is the day on which the application was handed in (当面, 口头代填: the day the
    office filled the form), signed for (邮寄签收), or reached the office (平信, 互联网, 传真).
    ``confirmed_on`` is the day both sides confirmed it; only the last three need it. An unknown
    channel (None) is taken by its day of arrival, so that no application is left without a clock.
    ``internet_confirms``: the government's own system confirms a submission by itself, on the day of arrival or
    on the one that it names as ``confirmed_on`` (最高人民法院指导案例26号).
    """
    if channel not in CONFIRMED_CHANNELS:
        return Receipt(arrived_on, "", () if confirmed_on is None else (without_effect(confirmed_on),))
    if confirmed_on is None:
        by_itself = confirmed_by_itself(channel, internet_confirms=internet_confirms)
        return Receipt(arrived_on, "") if by_itself else Receipt(None, _ALERTS[channel])
    if confirmed_on < arrived_on:
        text = f"确认日期{confirmed_on}早于到达日期{arrived_on}，按到达日期起算"
        return Receipt(arrived_on, "", (Finding(confirmed_on, "receipt.confirmed_early", ART_31, text),))
    if channel is ReceiptChannel.ORDINARY_MAIL and confirmed_on > arrived_on:
        text = f"平信{arrived_on}收到，{confirmed_on}才与申请人确认；应当于收到当日确认"
        return Receipt(confirmed_on, "", (Finding(confirmed_on, "receipt.confirmed_late", ART_31, text),))
    return Receipt(confirmed_on, "")


def without_effect(confirmed_on: date) -> Finding:
    """A confirmation where the day of arrival counts by itself."""
    text = "当面提交、签收或者系统自动确认的，以到达之日为收到之日，确认不影响期限"
    return Finding(confirmed_on, "receipt.confirmation_unneeded", ART_31, text)
