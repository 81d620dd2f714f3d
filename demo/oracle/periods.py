"""Names of months, quarters and years."""

from __future__ import annotations

from datetime import date


def month(day: date) -> str:
    """2026-03."""
    return f"{day:%Y-%m}"


def quarter(day: date) -> str:
    """2026-Q1."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def year(day: date) -> str:
    """2026."""
    return f"{day.year:04d}"
