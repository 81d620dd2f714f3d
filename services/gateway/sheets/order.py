"""What the gateway and the process that reads a workbook say to each other: lines of JSON over its pipes."""

from __future__ import annotations

from datetime import date, time

import msgspec


class Unit(msgspec.Struct):
    """An organisation of the registry, as far as a sheet needs it."""

    org: str
    name: str
    full_name: str | None
    county: str
    supervisor: str | None
    closed: bool


class Order(msgspec.Struct):
    """What is to be read, by what. Files are open descriptors: nothing of a clerk's workbook has a name on the disk."""

    org: str
    kafka: str
    today: date
    moment: time
    """Time of the day of the first fact."""
    units: list[Unit]
    name: str
    """Of the file, as the clerk called it."""
    upload: int
    lines: int
    """Where the facts go, a line each."""
    returned: int
    """Where the workbook goes that comes back with its marks."""
    result: int
    """Where the ``Result`` goes."""
    replayed: list[int]
    """Where records of the inbox lie that were refused, and that the office has had taken after all."""
    as_test: bool = False
    """Nothing that was sent before counts."""


class Progress(msgspec.Struct, tag="progress"):
    """How far the reading is: the name of a ``papers.sheets.prepared.Stage``, and its number."""

    stage: str
    count: int


class Ready(msgspec.Struct, tag="ready"):
    """The facts lie in the file of lines; the gateway may send them."""

    facts: int
    refused: int
    """Rows that are not taken as they stand."""


class NotRead(msgspec.Struct, tag="not_read"):
    """The file is not read at all; see ``papers.files.refusal``."""

    code: str
    text: str
    remedy: str


class Written(msgspec.Struct, tag="written"):
    """The result is written; the workbook that goes back comes next, where there is one."""


class Done(msgspec.Struct, tag="done"):
    """All is written."""


class Away(msgspec.Struct, tag="away"):
    """The broker does not answer: what stands is not known, and nothing can be compared with it."""


class Failed(msgspec.Struct, tag="failed"):
    """Something went wrong that is no fault of the file; ``error`` is a class, never a text."""

    error: str


Report = Progress | Ready | NotRead | Written | Done | Away | Failed


class Verdict(msgspec.Struct):
    """A refusal of a line that was sent, from 1; as ``papers.sheets.refused.note`` takes it."""

    line: int
    code: str
    field: str
    rule: str
    remedy: str


class Group(msgspec.Struct):
    """Findings of one kind in one sheet."""

    weight: int
    sheet: str
    places: str
    rule: str
    remedy: str


class Change(msgspec.Struct):
    """A correction or withdrawal; ``fields`` are title, before and after."""

    what: str
    cell: str
    number: str
    step: str
    fields: list[tuple[str, str, str]]


class Result(msgspec.Struct):
    """What a file came to."""

    rows: int
    refused: int
    new: int
    corrected: int
    withdrawn: int
    unchanged: int
    groups: list[Group]
    more_groups: int
    changes: list[Change]
    more_changes: int
    remarks: list[str]
    """How the file itself was read."""
    returned: bool
    """Whether there is a workbook with marks."""
    returned_lost: bool = False
    """Whether there should be one, and it could not be written."""
