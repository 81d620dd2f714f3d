"""What a clause of a rubric asks for, as sentences: its rule with its numbers, every code by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from contracts.families import FAMILIES
from contracts.rubric.record import EventGroup, RubricClause
from dashboard import behind
from dashboard.registry import Registry
from dashboard.texts import Texts
from law.scoring.points import percent
from law.scoring.points import words as points

_NAME = re.compile(r"[a-z][a-z0-9_]*(?:@[^\s+\-−@#!/]+|![a-z_]+)?")


class RubricWords:
    """In one language, by the registry's words."""

    def __init__(self, registry: Registry, texts: Texts) -> None:
        self._registry, self._texts, self._say = registry, texts, texts.say

    def of(self, clause: RubricClause) -> list[str]:
        """The sentences of a clause; one without a rule is the sum of those below it."""
        told = self._RULES.get(clause.rule)
        sentences = [self._say("rubric.sum")] if told is None else list(told(self, clause))
        if clause.least_evidence > 1:
            sentences.append(self._say("rubric.evidence", n=clause.least_evidence))
        return sentences

    def formula(self, text: str) -> str:
        """A formula with the names of what it counts."""

        def named(match: re.Match[str]) -> str:
            number = behind.number(match[0])
            name = match[0] if number is None else behind.name(number, self._registry, self._texts)
            return self._say("rubric.quoted", name=name)

        return _NAME.sub(named, text)

    def _per_event(self, clause: RubricClause) -> Iterator[str]:
        for group in clause.events:
            yield self._say("rubric.event", what=self._group(group), points=points(group.points))
        if clause.cap is not None:
            yield self._say("rubric.cap", points=points(clause.cap))

    def _group(self, group: EventGroup) -> str:
        statuses = self._say("rubric.or").join(self._say(f"status.{status}") for status in group.statuses)
        comma = self._say("list.comma")
        parts = [self._say("behind.status", duty=self._duties(group.duties), status=statuses)] if group.duties else []
        if group.findings:
            parts.append(comma.join(map(self._finding, group.findings)))
        return self._say("list.separator").join(parts)

    def _finding(self, code: str) -> str:
        """What a finding is called: the law's words are Chinese, in English its code says it."""
        if self._texts.language == "en":
            return code.replace(".", ": ", 1).replace("_", " ")
        return FAMILIES.findings.get(code, code)

    def _duties(self, codes: list[str]) -> str:
        return self._say("list.comma").join(self._texts.name(self._registry.duty(code)) for code in codes)

    def _threshold(self, clause: RubricClause) -> Iterator[str]:
        formula = self.formula(clause.formula)
        if clause.least is not None:
            yield self._say("rubric.least", formula=formula, n=clause.least)
        if clause.most is not None:
            yield self._say("rubric.most", formula=formula, n=clause.most)
        lost = self._say("rubric.in_proportion") if clause.points is None else points(clause.points)
        yield self._say("rubric.else", points=lost)
        yield from self._silence(clause)

    def _presence(self, clause: RubricClause) -> Iterator[str]:
        yield self._say("rubric.presence", formula=self.formula(clause.formula), points=points(clause.points or 0))
        yield from self._silence(clause)

    def _silence(self, clause: RubricClause) -> Iterator[str]:
        yield self._say("rubric.silence.counts" if clause.silence_counts else "rubric.silence.spared")

    def _ratio(self, clause: RubricClause) -> Iterator[str]:
        of = {"numerator": self.formula(clause.numerator), "denominator": self.formula(clause.denominator)}
        yield self._say("rubric.ratio", **of)
        yield from self._scale(clause)

    def _timeliness(self, clause: RubricClause) -> Iterator[str]:
        yield self._say("rubric.timeliness", duties=self._duties(clause.duties))
        yield from self._scale(clause)

    def _scale(self, clause: RubricClause) -> Iterator[str]:
        for step in clause.steps:
            yield self._say("rubric.step", share=percent(step.share), points=points(step.score))
        if clause.steps:
            return
        if clause.per_point is not None:
            yield self._say("rubric.per_point", target=percent(clause.target), points=points(clause.per_point))
        else:
            yield self._say("rubric.share", target=percent(clause.target))

    def _score_of(self, clause: RubricClause) -> Iterator[str]:
        kind = self._say(f"period.kind.{clause.of_period}")
        yield self._say("rubric.score_of", kind=kind, path=clause.of_path or self._say("scores.total"))

    def _veto(self, clause: RubricClause) -> Iterator[str]:
        for group in clause.events:
            yield self._say("rubric.veto", what=self._group(group), effect=self._say(f"rubric.veto.{clause.effect}"))

    def _bonus(self, clause: RubricClause) -> Iterator[str]:
        yield self._say("rubric.bonus", formula=self.formula(clause.formula), points=points(clause.points or 0))
        if clause.cap is not None:
            yield self._say("rubric.bonus.cap", points=points(clause.cap))

    _RULES: Mapping[str, Callable[[RubricWords, RubricClause], Iterator[str]]] = {
        "per_event": _per_event,
        "threshold": _threshold,
        "presence": _presence,
        "ratio": _ratio,
        "timeliness": _timeliness,
        "score_of": _score_of,
        "veto": _veto,
        "bonus": _bonus,
    }
