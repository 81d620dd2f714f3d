"""The most that a department may take of the broker, so that none starves the others."""

from __future__ import annotations

import math
from collections.abc import Mapping

SETTINGS: Mapping[str, tuple[str, float]] = {
    "GONGKAI_QUOTA_IN": ("producer_byte_rate", 2_097_152.0),
    "GONGKAI_QUOTA_OUT": ("consumer_byte_rate", 2_097_152.0),
    "GONGKAI_QUOTA_REQUESTS": ("request_percentage", 25.0),
}
"""Setting → Kafka's name of the quota, and what holds without the setting: bytes a second in and out, percent of a thread's time."""


class QuotaError(RuntimeError):
    """A setting is no quota; the text names it, and what to give."""


def quotas(environment: Mapping[str, str]) -> dict[str, float]:
    """Kafka's name of each quota → the most for a user of a department. Raises ``QuotaError``."""
    return {quota: _read(name, environment.get(name, ""), usual) for name, (quota, usual) in SETTINGS.items()}


def _read(name: str, text: str, usual: float) -> float:
    if not text:
        return usual
    try:
        most = float(text)
    except ValueError:
        most = 0.0
    if not (most > 0 and math.isfinite(most)):
        raise QuotaError(f"{name}: {text!r} is no number above 0; give one, or leave it out for {usual:g}")
    return most
