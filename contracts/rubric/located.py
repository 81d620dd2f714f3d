"""YAML with the line of everything: texts, lists and tables only, and nothing that contains itself."""

from __future__ import annotations

from typing import Any, Self

import yaml
from yaml.reader import ReaderError

MOST_CHARACTERS = 400_000
"""Of a file; a rubric of five hundred clauses is shorter."""

MOST_NODES = 100_000
"""Of a file with its aliases written out."""


class Text(str):
    """A text with its line, counted from 1."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, text: str, line: int) -> Self:
        """The text as it is read."""
        made = super().__new__(cls, text)
        made.line = line
        return made


class Items(list[Any]):
    """A list with its line."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class Table(dict[Text, Any]):
    """A table with its line; its keys have theirs."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class LocatedError(ValueError):
    """A file that is no such YAML: ``line`` (0 where it is not known), what it is, and what to do."""

    def __init__(self, line: int, value: str, rule: str, remedy: str) -> None:
        super().__init__(rule)
        self.line, self.value, self.rule, self.remedy = line, value, rule, remedy


def located(text: str) -> Any:
    """What the file holds; LocatedError where it cannot be read."""
    if len(text) > MOST_CHARACTERS:
        raise LocatedError(0, f"{len(text)} characters", f"more than {MOST_CHARACTERS}", "shorten it")
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        return None if node is None else _Reader().read(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(filter(None, (error.context, error.problem)))
        raise LocatedError(
            mark.line + 1 if mark else 0, text[:20], f"no YAML ({problem})", "correct the writing"
        ) from error
    except RecursionError as error:
        raise LocatedError(
            0, text[:20], "too much stands within another", "write it flat: no setting has so many"
        ) from error
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        line = text.count("\n", 0, error.position) + 1 if isinstance(error, ReaderError) else 0
        raise LocatedError(line, text[:20], f"no YAML ({problem})", "correct the writing") from error


def line_of(value: Any, otherwise: int = 0) -> int:
    """The line of what was read."""
    return value.line if isinstance(value, Text | Items | Table) else otherwise


class _Reader:
    def __init__(self) -> None:
        self._within: set[int] = set()
        self._read = 0

    def read(self, node: yaml.Node) -> Any:
        self._read += 1
        line = node.start_mark.line + 1
        if self._read > MOST_NODES:
            raise LocatedError(line, f"{MOST_NODES} entries", "more than can be read", "write fewer aliases")
        if id(node) in self._within:
            raise LocatedError(
                line,
                "&…",
                "a cycle: what stands here contains itself by an alias (*)",
                "write out what is meant, without the alias",
            )
        self._within.add(id(node))
        try:
            return self._of(node, line)
        finally:
            self._within.discard(id(node))

    def _of(self, node: yaml.Node, line: int) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return Text(node.value, line)
        if isinstance(node, yaml.SequenceNode):
            items = Items(line)
            items.extend(self.read(entry) for entry in node.value)
            return items
        table = Table(line)
        for named, value in node.value:
            key_line = named.start_mark.line + 1
            if not isinstance(named, yaml.ScalarNode):
                raise LocatedError(key_line, "[…]", "a setting's name is no text", "write its name before the colon")
            if named.value in table:
                first = next(known.line for known in table if known == named.value)
                rule = f"it stands twice, first in line {first}"
                raise LocatedError(key_line, named.value, rule, "leave one of them out")
            table[Text(named.value, key_line)] = self.read(value)
        return table
