"""Benchmarks: measured, recorded with date and machine, never asserted in a test."""
