"""The pace of the door: whose inbox rests, for how long, and that no service runs dry of it."""

from __future__ import annotations

from collections import Counter
from itertools import count

import pytest
from aiokafka import TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from contracts.topics import intake
from services.gateway.pacing import LEAST, REST_LEAST, REST_MOST, STANDS_STILL, TOGETHER, Pace, Queue

SECONDS = 2.0


def queue(waiting: int, **sent: int) -> Queue:
    """One whose service works off 1,000 facts a second, and before which so many lie, the last ones of these units."""
    made = Queue()
    made.sent(Counter({"earlier": waiting + 1_000 - sum(sent.values())}), {0: waiting + 1_000}, 0.0)
    made.sent(Counter(sent), {0: waiting + 1_000}, 0.0)
    made.reached({0: 0}, 0.0)
    made.reached({0: 1_000}, 1.0)
    return made


def test_the_unit_of_which_much_lies_before_a_service_rests_and_its_neighbour_passes() -> None:
    full = queue(9_000, flooding=8_999, single=1)
    assert REST_LEAST < full.rest("flooding", SECONDS, 1.0) <= REST_MOST
    assert full.rest("single", SECONDS, 1.0) == 0
    assert full.rest("silent", SECONDS, 1.0) == 0


def test_nobody_rests_while_there_is_room() -> None:
    assert queue(LEAST, flooding=LEAST).rest("flooding", SECONDS, 1.0) == 0
    assert queue(9_000, flooding=9_000).rest("flooding", 10.0, 1.0) == 0


def test_a_unit_rests_no_more_when_its_facts_are_done() -> None:
    full = queue(9_000, flooding=9_000)
    assert full.rest("flooding", SECONDS, 1.0) > 0
    full.reached({0: 10_000}, 9.0)
    assert (full.waiting, full.is_empty, full.rest("flooding", SECONDS, 9.0)) == (0, True, 0)


def test_a_service_that_stands_still_sets_nobody_s_pace() -> None:
    full = queue(9_000, flooding=9_000)
    still = 1.0 + STANDS_STILL
    full.reached({0: 1_000}, still)
    assert full.rest("flooding", SECONDS, still) > 0
    full.reached({0: 1_000}, still + 0.5)
    assert full.rest("flooding", SECONDS, still + 0.5) == 0
    full.reached({0: 1_001}, still + 1)
    assert full.rest("flooding", SECONDS, still + 1) > 0


def test_after_an_idle_hour_a_service_is_given_time_for_its_first_step() -> None:
    idle = queue(0, earlier=0)
    idle.sent(Counter(flooding=9_000), {0: 10_000}, 3_600.0)
    assert idle.rest("flooding", SECONDS, 3_601.0) > 0


def test_how_far_a_partition_has_been_read_is_not_guessed() -> None:
    unknown = Queue()
    unknown.sent(Counter(flooding=90_000), {0: 90_000, 1: 7}, 0.0)
    unknown.reached({1: 0}, 0.5)
    assert (unknown.waiting, unknown.rest("flooding", SECONDS, 0.5)) == (7, 0)


def test_without_a_limit_nobody_rests_and_with_one_the_fullest_queue_counts() -> None:
    facts = {"catalog": Counter(flooding=9_000), "requests": Counter(flooding=1)}
    ends = {TopicPartition(intake("catalog"), 0): 9_000, TopicPartition(intake("requests"), 0): 1}
    rests = []
    for seconds in (0.0, SECONDS):
        pace = Pace(facts, seconds)
        pace.sent(facts, ends, 0.0)
        for lies in pace.queues.values():
            lies.reached({0: 0}, 0.0)
        rests.append(pace.rest("flooding", 0.5))
    assert rests == [0.0, REST_MOST]


def test_who_has_earned_many_answers_rests_until_they_are_sent() -> None:
    pace = Pace((), SECONDS)
    pace.answered(Counter(), 0.0)
    assert pace.answers.is_empty
    pace.answered(Counter(flooding=9_000, single=1), 0.0)
    pace.unsent(9_001, 0.5)
    assert (pace.rest("flooding", 1.0) > 0, pace.rest("single", 1.0)) == (True, 0.0)
    pace.unsent(0, 4.0)
    assert pace.answers.is_empty
    assert pace.rest("flooding", 4.0) == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 500), st.integers(0, 800)), min_size=1))
def test_what_is_not_done_yet_is_known_by_its_unit_and_no_more_of_it(steps: list[tuple[str, int, int]]) -> None:
    lies, sent, done = Queue(), 0, 0
    order: list[str] = []
    for moment, (org, facts, work) in enumerate(steps):
        sent, order = sent + facts, order + [org] * facts
        lies.sent(Counter({org: facts}), {0: sent}, float(moment))
        done = min(sent, done + work)
        lies.reached({0: done}, float(moment))
        assert lies.waiting == sent - done
        assert lies.is_empty is (sent == done)
        least = Counter(order[done:])
        assert all(lies._mine[name] >= least[name] for name in least)
        assert lies._mine.total() < sent - done + max(facts for _, facts, _ in steps) or sent == done


@pytest.mark.parametrize("speed", [500, 1_000, 2_000, 4_000, 8_000])
def test_a_paced_flood_keeps_a_service_busy_and_little_of_it_waits_there(speed: int) -> None:
    """A day of it in steps of 50 ms: the door is as quick as it can be, and of the service it knows what was so 0.75 s ago."""
    lies, flood = Queue(), 40 * speed
    sent = done = idle = most = 0
    positions: list[int] = []
    resting = 0.0
    for step in count():
        now = step / 20
        if done == flood:
            break
        if now >= resting and sent < flood:
            resting = now + lies.rest("flooding", SECONDS, now)
        if now >= resting and sent < flood:
            # A batch, and the next that was fetched meanwhile.
            facts = min(2 * TOGETHER, flood - sent)
            sent += facts
            lies.sent(Counter(flooding=facts), {0: sent}, now)
        work = min(speed // 20, sent - done)
        idle += work < min(speed // 20, flood - done)
        done += work
        positions.append(done)
        if step % 5 == 0:
            lies.reached({0: positions[max(0, step - 15)]}, now)
        most = max(most, sent - done)
    assert idle <= 20 * 1.5, "the first second and a half, before it is known how quick the service is"
    assert most <= max(LEAST, SECONDS * speed) + 2 * TOGETHER
