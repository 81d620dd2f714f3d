"""The numbers that a paragraph states about what the tables count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from law.report_check.published import Passage
from law.report_check.text import measures
from law.report_check.text.claims import REMEDIES, Context, claim_of, in_tables
from law.report_check.text.measures import Claim
from law.report_check.text.nothing import nothing
from law.report_check.text.phrases import Quantity, bracketed, clauses, quantities, sentences, spelled, without_brackets
from law.report_check.text.scope import Speaker, year_of
from law.report_check.text.topics import Topic, topic_of


@dataclass(frozen=True, slots=True)
class Statement:
    """A number that the text states: what it may mean, of whom (``scope``, nothing: of the whole) and of which year."""

    claim: Claim
    number: Decimal
    clause: str
    place: str
    scope: str = ""
    year: int | None = None
    or_else: tuple[Decimal, ...] = ()
    """What the number may be where it is counted in another way."""
    part: bool = False
    """Whether it is a part of a number before it (其中 …, or in brackets)."""


_PARTS = re.compile(r"^(?:其中|包括|分别)")


_NUMBERED = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]")
_SHORT = 30
"""Characters of a heading at most."""


def stated(passages: Iterable[Passage], speaker: Speaker, year: int | None) -> Iterator[Statement]:
    """The statements of the paragraphs of a report of ``speaker`` about ``year``."""
    heading = Topic.OTHER
    for passage in passages:
        text = spelled(passage.text)
        if _NUMBERED.match(text) and len(text) <= _SHORT:
            heading = topic_of(text) or Topic.OTHER
        yield from _with_sums(list(_of_paragraph(passage, text, Context(heading, year=year), speaker)))


def _of_paragraph(passage: Passage, text: str, context: Context, speaker: Speaker) -> Iterator[Statement]:
    year = context.year
    settled = context
    for sentence in sentences(text):
        # Whom a part (其中县财政局 …) is about ends with its sentence.
        context = replace(settled, year=year)
        read: list[Statement] = []
        sentence_so_far = ""
        for clause in clauses(sentence):
            outer = without_brackets(clause)
            sentence_so_far = (sentence_so_far + outer)[-_REMEMBERED:]
            context = replace(
                _moved(context, outer, speaker, year),
                joint=_both_counted(sentence_so_far),
                published=bool(_PUBLISHED.search(sentence_so_far)),
            )
            settled = settled if context.part else context
            statements = _of_clause(context, outer, passage.place)
            read += map(_with_carried_in, statements) if _WITH_CARRIED_IN.search(clause) else statements
            for bracket in bracketed(clause):
                inner = context
                for part in clauses(bracket):
                    inner = replace(_moved(inner, part, speaker, year), part=True)
                    read += _of_clause(inner, part, passage.place)
        yield from _of_sentence(read)


def _with_sums(read: list[Statement]) -> Iterator[Statement]:
    """The statements of a paragraph; where it counts one thing in two sentences, each may be of the other's or of all."""
    by_claim: dict[tuple[Claim, str, int | None], list[Decimal]] = {}
    for statement in read:
        by_claim.setdefault((statement.claim, statement.scope, statement.year), []).append(statement.number)
    for statement in read:
        numbers = by_claim[statement.claim, statement.scope, statement.year]
        added = len(numbers) > 1 and statement.claim in measures.ADDED
        yield replace(statement, or_else=(*statement.or_else, sum(numbers, Decimal(0)))) if added else statement


_REMEMBERED = 500
"""Characters of a sentence before a clause that say what its numbers may be about."""
_PUBLISHED = re.compile(r"(?:公开|发布|公示|更新)[^，。]{0,20}\d")
_WITH_CARRIED_IN = re.compile(r"(?<!不)(?:含|包括)[^，\d]{0,8}(?:结转|转结)")


def _with_carried_in(statement: Statement) -> Statement:
    if statement.claim.about != measures.RECEIVED or statement.part:
        return statement
    return replace(statement, claim=measures.with_carried_in(statement.claim))


def _both_counted(text: str) -> bool:
    return all(re.search(rf"{words}[^，]{{0,12}}\d", text) for words in ("(?<!经)复议(?!后)", "(?:诉讼|起诉)"))


def _of_sentence(read: list[Statement]) -> Iterator[Statement]:
    """The statements of a sentence, without those that tell another stage or another part of what is told before."""
    kept: list[Statement] = []
    places: dict[tuple[str, str, int | None], int] = {}
    for statement in read:
        about = (statement.claim.about, statement.scope, statement.year)
        at = places.setdefault(about, len(kept))
        if at < len(kept) and statement.claim == kept[at].claim and statement.claim in measures.ADDED:
            # 废止3件, 宣布失效2件: the table has one column, in which offices count both, or the repealed alone.
            # 起诉1件, 结转起诉2件: the table has one for all.
            both = (statement.number, kept[at].number + statement.number)
            kept[at] = replace(kept[at], or_else=(*kept[at].or_else, *both))
        elif statement.claim == measures.CARRIED_IN and statement.part:
            # 收到12件（含上年结转1件）: 12 may be all that was to be handled.
            kept = [*map(_with_carried_in, kept), statement]
        elif at == len(kept) or statement.claim.about != measures.RECEIVED or "新收" in statement.clause:
            kept.append(statement)  # but not, after 收到20件, 受理18件
    yield from kept


def _moved(context: Context, clause: str, speaker: Speaker, year: int | None) -> Context:
    topic = topic_of(clause) or context.topic
    if topic in REMEDIES and re.search(r"(?:收到|新收|接到|受理).{0,6}申请", clause) and not topic_of(clause):
        topic = Topic.APPLICATIONS
    scope = speaker.other_scope(clause)
    if not scope and not speaker.names_itself(clause):
        scope = context.scope
    spoken = year_of(clause, year)
    part = context.part or bool(_PARTS.search(clause))
    return Context(topic, scope, context.year if spoken == year and not _names(clause, year) else spoken, part)


def _names(clause: str, year: int | None) -> bool:
    return year is not None and f"{year}年" in clause


def _of_clause(context: Context, clause: str, place: str) -> Iterator[Statement]:
    read = quantities(clause)
    if not read:
        for claim in nothing(clause, part=context.part):
            yield Statement(claim, Decimal(0), clause, place, context.scope, context.year)
    topic = context.topic
    claims: dict[Claim, list[Decimal]] = {}
    counted = {quantity.end for quantity in in_tables(read)}
    for quantity in read:
        topic = topic_of(quantity.before) or topic
        stated_claim = claim_of(context, topic, quantity) if quantity.end in counted else None
        if stated_claim is not None:
            claims.setdefault(stated_claim, []).append(_in_form(quantity))
    for stated_claim, (first, *more) in claims.items():
        # What lapsed and what was repealed stand side by side; the table has one column for both, or for one.
        number = sum(more, first)
        parts = (first, *more) if more else ()
        yield Statement(stated_claim, number, clause, place, context.scope, context.year, parts, context.part)


def _in_form(quantity: Quantity) -> Decimal:
    return quantity.number / 10_000 if quantity.unit == "元" else quantity.number
