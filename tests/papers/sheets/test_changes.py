"""What a file changes: once told it stands, a change is a correction, a blank takes nothing back, and nothing is lost on the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from papers.sheets.changes import Message, Plan, What, plan
from papers.sheets.forms import LAYOUTS, Step
from papers.sheets.identity import Place, read, written
from papers.sheets.reported import Record
from papers.sheets.telling import tellings
from tests.papers.sheets.inbox import LAYOUT, START, Inbox, head, row

POSTS = next(layout for layout in LAYOUTS if layout.name == "栏目更新")
FORMED, PUBLISHED = LAYOUT.steps[:2]


def life(published_on: str = "2026-03-04", title: str = "名单") -> dict[Step, dict[str, Any]]:
    """Formed and published."""
    return {
        FORMED: {"formed_on": "2026-03-02", "attribute": "主动公开", "title": title},
        PUBLISHED: {"published_on": published_on, "channel": "政府网站"},
    }


def kinds(made: Plan) -> list[What]:
    """What the messages do."""
    return [message.what for message in made.messages]


def reason(message: Message) -> str:
    """Why an amendment was sent."""
    return str(message.data["reason"])


def test_the_same_row_twice_is_told_once() -> None:
    inbox = Inbox()
    assert kinds(inbox.send([row(life())])) == [What.NEW, What.NEW]
    again = inbox.send([row(life())])
    assert (again.messages, again.unchanged) == ([], 2)


def test_a_changed_row_is_a_correction_that_says_what_changed_and_so_is_one_that_is_changed_back() -> None:
    inbox = Inbox()
    inbox.send([row(life())])
    for day in ("2026-03-05", "2026-03-04", "2026-03-05", "2026-03-04"):
        made = inbox.send([row(life(day))])
        (correction,) = made.messages
        assert (correction.what, reason(correction)) == (What.CORRECTED, "报送表更正：发布日期")
        assert correction.changes[0].after == day
        assert inbox.send([row(life(day))]).messages == []
        assert dict(inbox.standing("a-1"))[PUBLISHED.fact_type]["published_on"] == day
    assert len({record.id for record in inbox.records}) == len(inbox.records) == 6


def test_the_clerk_s_own_reason_goes_with_the_correction() -> None:
    inbox = Inbox()
    inbox.send([row(life())])
    (correction,) = inbox.send([row(life("2026-03-05"), reason="登记有误")]).messages
    assert reason(correction) == "登记有误"


def test_what_is_the_default_of_a_field_is_no_change() -> None:
    inbox = Inbox()
    inbox.send([row(life())])
    changed = life()
    changed[FORMED]["natural_person"] = False
    assert inbox.send([row(changed)]).messages == []


def test_a_blank_step_takes_nothing_back_and_the_clerk_hears_it() -> None:
    inbox = Inbox()
    inbox.send([row(life())])
    blank = row({FORMED: life()[FORMED]})
    assert inbox.send([blank]).messages == []
    assert [finding.code for finding in blank.findings] == ["step.emptied"]
    elsewhere = row({PUBLISHED: life()[PUBLISHED]})
    assert inbox.send([row({FORMED: life()[FORMED]}), elsewhere]).messages == []
    assert elsewhere.findings == [], "another row of the file tells it"


def test_a_blank_cell_of_a_step_that_is_told_is_a_correction_and_a_column_that_is_not_there_says_nothing() -> None:
    inbox = Inbox()
    inbox.send([row(life())])
    untitled = {FORMED: {"formed_on": "2026-03-02", "attribute": "主动公开"}}
    assert inbox.send([row(untitled, head=head(LAYOUT, ["标题"]))]).messages == []
    (correction,) = inbox.send([row(untitled)]).messages
    assert (correction.what, reason(correction)) == (What.CORRECTED, "报送表更正：标题")
    assert "title" not in correction.data["data"]


def test_what_was_withdrawn_stays_withdrawn_until_it_is_told_anew() -> None:
    inbox = Inbox()
    inbox.send([row(life())])
    assert kinds(inbox.send([row({}, withdrawn=(PUBLISHED,))])) == [What.WITHDRAWN]
    assert [kind for kind, _ in inbox.standing("a-1")] == [FORMED.fact_type]
    idle = row({FORMED: life()[FORMED]}, withdrawn=(PUBLISHED,))
    assert inbox.send([idle]).messages == []
    assert [finding.code for finding in idle.findings] == ["withdraw.nothing"]
    (anew,) = inbox.send([row(life())]).messages
    assert (anew.what, anew.id) == (What.NEW, "sheet.published.1.2.0:a-1")
    assert len(inbox.standing("a-1")) == 2


def test_a_happening_that_was_told_of_another_subject_is_taken_back_there() -> None:
    (posted,) = POSTS.steps
    happening = {posted: {"posted_on": "2026-03-04"}}
    inbox = Inbox()
    inbox.send([row(happening, "p-1", subject="col-1", head=head(POSTS))])
    moved = inbox.send([row(happening, "p-1", subject="col-2", head=head(POSTS))])
    assert [(message.what, message.subject) for message in moved.messages] == [
        (What.WITHDRAWN, "col-1"),
        (What.NEW, "col-2"),
    ]
    assert inbox.send([row(happening, "p-1", subject="col-2", head=head(POSTS))]).messages == []


def test_rows_of_one_number_that_say_the_same_are_told_once_and_others_are_refused() -> None:
    same, twin = row(life()), row(life())
    assert len(plan([same, twin], tellings([same, twin]), {}).messages) == 2
    assert {finding.code for finding in twin.findings} == {"row.same"}
    one, other = row(life()), row(life("2026-03-05"))
    tellings([one, other])
    assert (one.refused, other.refused) == (True, True)
    second = row({PUBLISHED: life("2026-03-05")[PUBLISHED]}, nth=2)
    rows = [row(life()), second]
    assert [message.id for message in plan(rows, tellings(rows), {}).messages][1:] == [
        "sheet.published.1.1.0:a-1",
        "sheet.published.2.1.0:a-1",
    ]


def test_sheets_of_two_families_may_count_their_rows_alike_and_each_row_is_told() -> None:
    boards, matters = (next(layout for layout in LAYOUTS if layout.name == name) for name in ("村务公布", "重大事项"))
    (on_the_board,), of_a_matter = boards.steps, matters.steps[1]
    rows = [
        row({on_the_board: {"published_on": "2026-03-04"}}, "1", subject="hongtu", head=head(boards)),
        row({of_a_matter: {"published_on": "2026-03-04"}}, "1", head=head(matters)),
    ]
    messages = plan(rows, tellings(rows), {}).messages
    assert {(message.type, message.subject) for message in messages} == {
        ("village.published.v1", "hongtu"),
        ("village_matter.published.v1", "1"),
    }


def test_two_sendings_that_overtake_each_other_meet_in_one_id_and_no_content_is_lost_unseen() -> None:
    inbox = Inbox()
    inbox.send([row(life())])
    before = inbox.known()
    first, second = (inbox.send([row(life(day))], before) for day in ("2026-03-05", "2026-03-03"))
    assert first.messages[0].id == second.messages[0].id, "the service takes the first and refuses the other aloud"
    # The inbox holds both; the first counts here as there.
    standing = inbox.known()[Place("disclosure", "published", 1, "a-1")]
    assert standing.data is not None
    assert standing.data["published_on"] == "2026-03-05"


def test_an_amendment_that_another_program_of_the_unit_sent_counts_too() -> None:
    inbox = Inbox()
    inbox.send([row(life())])
    place = Place("disclosure", "published", 1, "a-1")
    body = {"fact": written(place, 1, 0), "fact_type": PUBLISHED.fact_type, "reason": "误报"}
    later = START + timedelta(hours=1)
    inbox.records.append(Record("by-hand", "fact.withdrawn.v1", "a-1", later, body))
    (anew,) = inbox.send([row(life())]).messages
    assert (anew.what, anew.after) == (What.NEW, later)


@given(st.integers(1, 999), st.integers(1, 9_999), st.integers(0, 9_999), st.text(min_size=1, max_size=60))
def test_an_id_is_read_as_it_was_written(nth: int, generation: int, amendment: int, number: str) -> None:
    identity = read(written(Place("disclosure", "take_down", nth, number), generation, amendment))
    assert identity == ("take_down", nth, generation, amendment, number)


VERSIONS = st.lists(
    st.tuples(st.sampled_from(["2026-03-03", "2026-03-04", None]), st.sampled_from(["甲", "乙"]), st.booleans()),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60)
@given(VERSIONS)
def test_whatever_files_follow_one_another_the_services_end_with_what_the_last_ones_say(
    versions: list[tuple[str | None, str, bool]],
) -> None:
    inbox, published = Inbox(), None
    for day, title, taken_back in versions:
        values = life(day or "", title)
        if day is None:
            values.pop(PUBLISHED)
        inbox.send([row(values, withdrawn=(PUBLISHED,) if taken_back else ())])
        published = None if taken_back else (day or published)
        expected = {FORMED.fact_type: title} | ({PUBLISHED.fact_type: published} if published else {})
        titles = {kind: data.get("title") or data.get("published_on") for kind, data in inbox.standing("a-1")}
        assert titles == expected
        assert inbox.send([row(values, withdrawn=(PUBLISHED,) if taken_back else ())]).messages == []
