"""Those who come at the same moment go together, whoever fails fails alone, and nobody waits for company."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import pytest

from kernel.group_commit import LARGEST, GroupCommit, OutcomeUnknown


class Bad(Exception):
    """What is wrong with one work."""


class Door:
    """Carries works out, and holds the first group back until it is opened: the others gather meanwhile."""

    def __init__(self) -> None:
        self.groups: list[list[object]] = []
        self.open = threading.Event()
        self.reached = threading.Event()
        self.group = GroupCommit[object](self.carry_out)
        self.answers: dict[object, object] = {}

    def carry_out(self, works: Sequence[object]) -> Sequence[object]:
        self.groups.append(list(works))
        self.reached.set()
        assert self.open.wait(10)
        for each in works:
            if isinstance(each, Exception | KeyboardInterrupt):
                raise each
        return [f"did {each}" for each in works]

    def ask(self, work: object) -> None:
        try:
            self.answers[work] = self.group.do(work)
        except BaseException as error:  # noqa: BLE001 (it is what the test asks for)
            self.answers[work] = error

    def play(self, first: object, *others: object) -> None:
        """The first is at work when the others come; they come in their order."""
        threads = []
        for number, work in enumerate((first, *others)):
            threads.append(threading.Thread(target=self.ask, args=(work,)))
            threads[-1].start()
            if number == 0:
                assert self.reached.wait(10)
            while len(self.group._waiting) < number:
                threading.Event().wait(0.001)
        self.open.set()
        for each in threads:
            each.join(10)
        assert not any(each.is_alive() for each in threads)


@pytest.fixture
def door() -> Door:
    return Door()


def test_who_is_alone_does_not_wait(door: Door) -> None:
    door.open.set()
    assert [door.group.do("a"), door.group.do("b")] == ["did a", "did b"]
    assert door.groups == [["a"], ["b"]]


def test_who_waits_at_the_same_moment_goes_together(door: Door) -> None:
    door.play("a", "b", "c", "d")
    assert door.groups == [["a"], ["b", "c", "d"]]
    assert door.answers == {each: f"did {each}" for each in "abcd"}


def test_a_group_has_an_end_and_the_rest_comes_next(door: Door) -> None:
    door.play(*range(LARGEST + 3))
    assert [len(each) for each in door.groups] == [1, LARGEST, 2]
    assert door.answers == {each: f"did {each}" for each in range(LARGEST + 3)}


def test_one_that_fails_does_not_fail_its_neighbours(door: Door) -> None:
    bad = Bad("b")
    door.play("a", bad, "c", "d")
    assert door.groups == [["a"], [bad, "c", "d"], [bad], ["c"], ["d"]]
    assert door.answers == {"a": "did a", bad: bad, "c": "did c", "d": "did d"}


def test_an_outcome_that_nobody_knows_is_told_to_all_and_nothing_is_done_again(door: Door) -> None:
    unknown = OutcomeUnknown()
    door.play("a", "b", unknown, "c")
    assert door.groups == [["a"], ["b", unknown, "c"]]
    assert door.answers == {"a": "did a", "b": unknown, unknown: unknown, "c": unknown}


def test_a_leader_who_is_interrupted_leaves_the_others_to_another(door: Door) -> None:
    stop = KeyboardInterrupt()
    door.play("a", stop, "c", "d")
    assert door.groups == [["a"], [stop, "c", "d"], ["c", "d"]]
    assert door.answers == {"a": "did a", stop: stop, "c": "did c", "d": "did d"}
    assert door.group.do("e") == "did e"


def test_after_a_group_the_next_leader_waits_until_as_many_are_there(door: Door) -> None:
    door.open.set()
    door.group._others, door.group._took = 2, 600.0
    threads = [threading.Thread(target=door.ask, args=(work,)) for work in "abc"]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert [sorted(each) for each in door.groups] == [["a", "b", "c"]]  # type: ignore[type-var]
    assert door.answers == {each: f"did {each}" for each in "abc"}


def test_a_leader_whom_nobody_joins_waits_a_part_of_the_time_before_and_then_no_more(door: Door) -> None:
    door.open.set()
    door.group._others, door.group._took = 2, 0.2
    begun = time.perf_counter()
    door.ask("a")
    assert 0.1 <= time.perf_counter() - begun < 10
    door.group._took = 600.0
    door.ask("b")
    assert door.groups == [["a"], ["b"]]
