"""Trees of numbers: branches for subjects and their facts."""

from __future__ import annotations

from collections.abc import Iterable

from rich.tree import Tree

from cli.explain.evidence import MOST_SUBJECTS, Evidence, Row


def root(text: str) -> Tree:
    """The number that is asked for."""
    return Tree(plain(text), highlight=False)


def plain(text: str) -> str:
    """Text of which no square bracket is markup."""
    return text.replace("[", "\\[")


def add_subject(tree: Tree, key: str, evidence: Evidence, more: str = "", facts: Iterable[str] | None = None) -> Tree:
    """A branch for a subject with these facts of it, None: with all; below one without facts those on which it rests."""
    subject = evidence.subjects.get(key)
    words = " ".join(filter(None, [key, subject.heading if subject else ""]))
    branch = tree.add(plain(f"{words}{more}"))
    for fact in (subject.facts if subject else ()) if facts is None else facts:
        branch.add(plain(evidence.line(fact, key)))
    for below in subject.rests_on if subject else ():
        add_subject(branch, below, evidence)
    return branch


def add_amounts(tree: Tree, subjects: Iterable[Row], evidence: Evidence) -> None:
    """What each subject adds to a number, with its facts; of many the first have theirs."""
    rows = list(subjects)
    for row in rows[:MOST_SUBJECTS]:
        add_subject(tree, row["key"], evidence, f"：{row['amount']}")
    if len(rows) > MOST_SUBJECTS:
        tree.add(f"等{len(rows)}个事项（--json 列出全部）")
