"""Workbooks of units without a system, taken in on a page: /sheets."""
