"""Group commit: what several threads want done at the same moment is done in one go, and its price is paid once.

Whoever comes while nobody is at work begins at once. Those who come meanwhile wait; when the work is done, one of them
leads and takes along all who wait with him. Only after a group of several does the next leader pause, until as many are
there again, and at most half as long as that group took: else its members, let go one after another, would come back in
a group of one and a group of all the others, and pay twice.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

W = TypeVar("W")

LARGEST = 64
"""Most works of one group: so many that the price is paid, so few that the first does not wait long for the last."""


PAUSE = 0.5
"""Longest pause of a leader, as a part of the time that the group before took."""


class OutcomeUnknown(Exception):
    """The database went away while it committed: nobody knows whether it did, so nothing is done again."""


class _Member(Generic[W]):
    """One thread's work: who asks for it waits at `turn` until it is settled, or until it is his to lead."""

    def __init__(self, work: W) -> None:
        self.work = work
        self.turn = _closed()
        self.settled = False
        self.result: Any = None
        self.failure: BaseException | None = None

    def settle(self, result: Any = None, failure: BaseException | None = None) -> None:
        self.result, self.failure, self.settled = result, failure, True


def _closed() -> threading.Lock:
    """A lock that whoever waits for it gets when somebody else releases it: the cheapest of all signals."""
    lock = threading.Lock()
    lock.acquire()
    return lock


class GroupCommit(Generic[W]):
    """Hands works to `carry_out`, one group at a time, from the threads that ask for them.

    `carry_out` does all of a group's works and answers each, or raises and leaves nothing of any. Then each is carried
    out by itself, so that one that fails does not fail its neighbours; except on `OutcomeUnknown`, which all get.
    """

    def __init__(self, carry_out: Callable[[Sequence[W]], Sequence[Any]]) -> None:
        self._carry_out = carry_out
        self._lock = threading.Lock()
        self._waiting: list[_Member[W]] = []
        self._busy = False
        self._gathered: threading.Lock | None = None
        self._others, self._took = 0, 0.0

    def do(self, work: W) -> Any:
        """What `carry_out` answers to this work, or the exception it raises for it."""
        mine = _Member(work)
        with self._lock:
            leads = not self._busy
            self._busy = True
            if not leads:
                self._waiting.append(mine)
                if self._gathered is not None and len(self._waiting) >= self._others:
                    self._gathered.release()
                    self._gathered = None
        if not leads:
            mine.turn.acquire()
        if not mine.settled:
            self._lead(mine)
        if mine.failure is not None:
            raise mine.failure
        return mine.result

    def _lead(self, leader: _Member[W]) -> None:
        self._pause()
        with self._lock:
            others = self._waiting[: LARGEST - 1]
            del self._waiting[: LARGEST - 1]
        begun = time.perf_counter()
        try:
            self._settle([leader, *others])
        finally:
            self._others, self._took = len(others), time.perf_counter() - begun
            self._dismiss(others)

    def _pause(self) -> None:
        with self._lock:
            if len(self._waiting) >= self._others:
                return
            gathered = self._gathered = _closed()
        gathered.acquire(timeout=PAUSE * self._took)
        with self._lock:
            self._gathered = None

    def _settle(self, group: Sequence[_Member[W]]) -> None:
        try:
            results = self._carry_out([member.work for member in group])
        except Exception as error:  # noqa: BLE001 (it is handed to whoever asked for the work)
            if len(group) == 1 or isinstance(error, OutcomeUnknown):
                for member in group:
                    member.settle(failure=error)
                return
            for member in group:
                self._settle([member])
        else:
            for member, result in zip(group, results, strict=True):
                member.settle(result)

    def _dismiss(self, others: Sequence[_Member[W]]) -> None:
        """Let the settled go, and one of those who wait lead; the works of a leader who was interrupted wait again."""
        with self._lock:
            self._waiting[:0] = [member for member in others if not member.settled]
            following = self._waiting.pop(0) if self._waiting else None
            self._busy = following is not None
        if following is not None:
            following.turn.release()
        for member in others:
            if member.settled:
                member.turn.release()
