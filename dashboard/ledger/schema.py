"""The tables, and the mark by which a file is known to be of this very program."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

TABLES = """
CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE position (
    topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
    -- The last record that was read: where it lay and when it was written tell a topic from one that was made anew.
    last INTEGER NOT NULL, stamped INTEGER NOT NULL,
    PRIMARY KEY (topic, partition)
) WITHOUT ROWID;
-- Codes, organisations and kinds are few and stand in millions of rows.
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
-- body is NULL of one that is gone, or of which only a fact was heard.
CREATE TABLE subject (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, org INTEGER NOT NULL, kind INTEGER NOT NULL, subject TEXT NOT NULL,
    title TEXT, words TEXT NOT NULL DEFAULT '', sequence INTEGER NOT NULL DEFAULT 0, body BLOB
);
CREATE INDEX subject_of_org ON subject (org, id) WHERE body IS NOT NULL;
CREATE VIRTUAL TABLE search USING fts5 (words, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE cell (
    org INTEGER NOT NULL, code INTEGER NOT NULL, month INTEGER NOT NULL, subject INTEGER NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (org, code, month, subject)
) WITHOUT ROWID;
CREATE TABLE fact (
    subject INTEGER NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, body BLOB,
    PRIMARY KEY (subject, id)
) WITHOUT ROWID;
CREATE TABLE finding (
    id TEXT PRIMARY KEY, org INTEGER NOT NULL, period TEXT NOT NULL, sequence INTEGER NOT NULL, body BLOB
) WITHOUT ROWID;
CREATE INDEX finding_of_org ON finding (org, period) WHERE body IS NOT NULL;
-- Subjects that a finding is about, by their keys: the subject's own row may come later.
CREATE TABLE mention (key TEXT NOT NULL, finding TEXT NOT NULL, PRIMARY KEY (key, finding)) WITHOUT ROWID;
-- How many subjects make a unit heard in a month: where there are none, it is silent.
CREATE TABLE heard (
    org INTEGER NOT NULL, month INTEGER NOT NULL, subjects INTEGER NOT NULL, PRIMARY KEY (org, month)
) WITHOUT ROWID;
-- What was refused, and what is set aside.
CREATE TABLE quality (
    key TEXT PRIMARY KEY, sort TEXT NOT NULL, org INTEGER NOT NULL, month INTEGER NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX quality_of_org ON quality (sort, month, org);
-- What is owed; org and all after it are NULL of what no longer is. due: the day's number, since 0001-01-01.
CREATE TABLE owed (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL,
    org INTEGER, county INTEGER, duty INTEGER, late INTEGER, due INTEGER, subject TEXT, title TEXT, words TEXT, body BLOB
);
CREATE INDEX owed_by_day ON owed (due, late, duty, org) WHERE body IS NOT NULL;
CREATE INDEX owed_of_org ON owed (org, due, late, duty) WHERE body IS NOT NULL;
-- How much of it there is. What is late by its status is so whatever its day, which is 0 here.
CREATE TABLE owing (
    org INTEGER NOT NULL, county INTEGER NOT NULL, duty INTEGER NOT NULL, late INTEGER NOT NULL, due INTEGER NOT NULL,
    amount INTEGER NOT NULL, PRIMARY KEY (org, county, duty, late, due)
) WITHOUT ROWID;
CREATE TABLE document (
    topic TEXT NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL, body BLOB, PRIMARY KEY (topic, key)
) WITHOUT ROWID;
"""


@cache
def program() -> str:
    """Fingerprint of the code that fills and reads the tables: a file of other code is made anew."""
    digest = hashlib.sha256()
    room = files("dashboard")
    sources = [*room.joinpath("ledger").iterdir(), room.joinpath("views.py")]
    for source in sorted(sources, key=lambda source: source.name):
        if source.name.endswith(".py"):
            digest.update(source.read_bytes())
    return digest.hexdigest()
