"""Metrics: what the states add up to, per organisation and month, quarter and year."""
