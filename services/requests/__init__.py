"""Requests: applications for information and their answers (条例第二十七至四十五条)."""
