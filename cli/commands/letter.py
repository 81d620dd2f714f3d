"""``gongkai letter``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from cli.exits import REFUSED, USAGE, Stop
from cli.files import STANDARD, free, lies_at, write
from cli.options import State

if TYPE_CHECKING:
    from cli.letters import Answers, Batch
    from papers.letters import Letter, Refused

Case = Annotated[str | None, typer.Argument(metavar="CASE", help="The application: <org>/<subject>, or its id alone.")]
Kind = Annotated[
    str | None,
    typer.Option("--kind", help="Which letter: a step, answer, or answer.<code>; --list shows them all."),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|-",
        help="FILE.docx or .pdf; with --due-today a folder, or - for a zip.",
        show_default="<org>-<subject>-<kind>.docx",
    ),
]
Entered = Annotated[
    str | None,
    typer.Option(
        "--fill", metavar="FILE|-", help="UTF-8 lines 名称: 内容 for blanks; they stay here and enter no event."
    ),
]
Org = Annotated[
    str | None, typer.Option("--org", help="Organisation: for record.* without CASE, or to limit --due-today.")
]
Form = Annotated[
    str | None, typer.Option("--as", metavar="docx|pdf", help="Form, where FILE does not say it.", show_default="docx")
]
Anyway = Annotated[bool, typer.Option("--anyway", help="Write a refused letter too; every page says 草稿.")]
DueToday = Annotated[bool, typer.Option("--due-today", help="Every letter that goes out on the service's day.")]


def letter(
    case: Case = None,
    kind: Kind = None,
    output: Output = None,
    entered: Entered = None,
    org: Org = None,
    due_today: DueToday = False,
    form: Form = None,
    anyway: Anyway = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    state: State = None,
    listing: Annotated[bool, typer.Option("--list", help="Show the standard texts; needs no running stack.")] = False,
) -> None:
    """Writes a numbered standard text (标准文本) about an application as a Word document, or as PDF.

    What the facts hold is filled in. What no event may hold (names, addresses, what was asked for) and what the
    facts lack is a blank marked in yellow, and named on standard error; --fill takes it from a file of the office.
    --kind answer takes the code of the application's last result. A letter whose step is not recorded, has no effect
    or would be unlawful is refused with the reason. --due-today writes those whose step, answer or lapse is recorded
    for the service's day, and names the applications whose answer is due on it and missing. Nothing is stored but the
    files.

    Example: gongkai letter fengjie-caizhengju/a-2026-001 --kind answer --fill office.yaml

    Exit codes: 0 written, 1 no stack, or no such application, 2 wrong usage, or the facts do not say which letter,
    3 a letter was refused
    """
    if listing:
        _list()
        return
    _check(case, kind, org, due_today=due_today)
    if due_today:
        _batch(kind, output or ".", entered, org, form, state, anyway=anyway, force=force)
        return
    assert kind is not None
    _single(case, kind, output, entered, org, form, state, anyway=anyway, force=force)


def _check(case: str | None, kind: str | None, org: str | None, *, due_today: bool) -> None:
    from papers.letters import NotFillable
    from papers.letters.kinds import check, is_record

    if kind is not None:
        try:
            check(kind)
        except NotFillable as error:
            raise Stop(str(error), USAGE) from error
    if due_today:
        if case is not None:
            raise Stop("--due-today is about all applications; leave CASE out, or leave --due-today out", USAGE)
    elif case is None and org is not None and kind is not None and not is_record(kind):
        raise Stop(f"{kind} is about an application: give CASE; --org alone goes with record.*", USAGE)
    elif kind is None or (case is None) == (org is None):
        raise Stop("give CASE and --kind; gongkai letter --list shows the kinds", USAGE)


def _single(
    case: str | None,
    kind: str,
    output: str | None,
    entered: str | None,
    org: str | None,
    form: str | None,
    state: Path | None,
    *,
    anyway: bool,
    force: bool,
) -> None:
    import asyncio

    from cli import letters
    from cli.papers import form_of, put
    from papers.letters import Refused
    from papers.letters.paper import FORMS, file_name, paper

    entries = letters.entries_of(entered)
    if output is not None:
        free(output, force=force)
    ending = form_of(output or STANDARD, form or _usual(output), FORMS)
    asked = letters.of_case(case, state) if case is not None else letters.of_org(org or "", state)
    answers = asyncio.run(asked)
    try:
        filled = letters.single(kind, answers, entries, anyway=anyway)
    except Refused as refused:
        raise Stop(_refusal(refused), REFUSED) from refused
    file = output or file_name(answers.bodies[0]["id"], filled, ending)
    free(file, force=force)
    put(paper(filled, simulated=answers.simulated), file, ending)
    _say(filled, file, err=file == STANDARD)


def _usual(output: str | None) -> str | None:
    """Offices write into letters: where no name says otherwise they are documents."""
    return "docx" if output in {None, STANDARD} else None


def _batch(
    kind: str | None,
    output: str,
    entered: str | None,
    org: str | None,
    form: str | None,
    state: Path | None,
    *,
    anyway: bool,
    force: bool,
) -> None:
    import asyncio

    from cli import letters
    from cli.papers import form_of
    from papers.letters.paper import FORMS

    entries = letters.entries_of(entered)
    ending = form_of(STANDARD, form or _usual(STANDARD), FORMS)
    if output != STANDARD and lies_at(Path(output), "another folder") != "folder":
        raise Stop(f"{output} is no folder; give one that is there with -o, or - for a zip on standard output", USAGE)
    answers = asyncio.run(letters.of_today(org, state))
    made = letters.batch(kind, answers, entries, ending, anyway=anyway)
    if output == STANDARD:
        _zip(made, answers, ending)
    else:
        _files(made, answers, Path(output), ending, force=force)
    for refusal in made.refused:
        typer.echo(f"不予出具：{refusal}", err=True)
    for owing in made.owing:
        typer.echo(f"今日到期，尚无答复：{owing}", err=True)
    typer.echo(
        f"{len(made.letters)} letters written, {len(made.refused)} refused, {len(made.owing)} answers due today missing",
        err=output == STANDARD,
    )
    if made.refused:
        raise typer.Exit(REFUSED)


def _files(made: Batch, answers: Answers, folder: Path, ending: str, *, force: bool) -> None:
    from cli.papers import put
    from papers.letters.paper import paper

    for name in made.letters:
        free(str(folder / name), force=force)
    for name, filled in made.letters.items():
        file = str(folder / name)
        put(paper(filled, simulated=answers.simulated), file, ending)
        _say(filled, file)


def _zip(made: Batch, answers: Answers, ending: str) -> None:
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    from cli.papers import draw
    from papers.letters.paper import paper

    def save(to: BinaryIO) -> None:
        with ZipFile(to, "w", ZIP_DEFLATED) as archive:
            for name, filled in made.letters.items():
                drawn = BytesIO()
                draw(paper(filled, simulated=answers.simulated), drawn, ending=ending)
                # The same letters of the same day are the same bytes.
                archive.writestr(
                    ZipInfo(name, (filled.day.year, filled.day.month, filled.day.day, 0, 0, 0)), drawn.getvalue()
                )

    free(STANDARD, force=False)
    write(STANDARD, save)
    for name, filled in made.letters.items():
        _say(filled, name, err=True)


def _refusal(refused: Refused) -> str:
    reasons = "\n".join(f"  {reason}" for reason in refused.reasons)
    return (
        f"不予出具“{refused.title}”（{refused.kind}）：\n{reasons}\n--anyway writes it all the same, as a draft (草稿)"
    )


def _say(filled: Letter, file: str, *, err: bool = False) -> None:
    typer.echo(f"{file}: {filled.number} {filled.title}", err=err)
    for objection in filled.objections:
        typer.echo(f"草稿：{objection}", err=True)
    for note in filled.notes:
        typer.echo(f"注意：{note}", err=True)
    if filled.blanks:
        typer.echo(f"还有{len(filled.blanks)}处空格（黄色标出）：", err=True)
    for blank in filled.blanks:
        typer.echo(f"  【{blank.words}】 {blank.why}", err=True)


def _list() -> None:
    from papers.letters import texts
    from papers.letters.kinds import OPEN_KINDS

    for text in texts().texts:
        articles = "、".join(text.articles)
        typer.echo(f"{text.kind}  {text.number} 第{text.version}版 {text.effective_on}起  {text.title}  {articles}")
    typer.echo(f"{', '.join(OPEN_KINDS)}: the answer that the application's last result names")
