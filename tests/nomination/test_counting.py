"""D4: a count does not depend on the order of the ballots, and a better vote never turns a yes into a no."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from regulations.chapters import Denominator
from regulations.figures import Share
from services.nomination.domain.ballots import Choice, Result, Turnout, base_of, by_candidate, count
from tests.nomination.examples import ABSTAIN, CASE, NO, OTHER_CASE, YES, choices, paper, terms


@dataclass(frozen=True)
class Poll:
    """Ballots on one case, some members absent, by some rule."""

    said: tuple[Choice, ...]
    denominator: Denominator
    threshold: Share
    absent: int

    def result(self) -> Result:
        turnout = Turnout(len(self.said) + self.absent, len(self.said))
        return count(terms(denominator=self.denominator, threshold=self.threshold), turnout, choices(*self.said))


POLLS = st.builds(
    Poll,
    said=st.lists(st.sampled_from(Choice), max_size=30).map(tuple),
    denominator=st.sampled_from(Denominator),
    threshold=st.tuples(st.integers(1, 12), st.integers(0, 12), st.booleans()).map(
        lambda each: Share(each[0], each[0] + each[1], each[2])
    ),
    absent=st.integers(0, 5),
)


@given(POLLS, st.data())
def test_the_order_of_the_ballots_does_not_matter(poll: Poll, data: st.DataObject) -> None:
    mixed = tuple(data.draw(st.permutations(poll.said)))
    assert replace(poll, said=mixed).result() == poll.result()


@given(POLLS)
def test_a_ballot_that_turns_to_yes_never_makes_a_pass_fail(poll: Poll) -> None:
    for place, choice in enumerate(poll.said):
        if choice is not YES:
            better = replace(poll, said=(*poll.said[:place], YES, *poll.said[place + 1 :])).result()
            assert better.in_favour == poll.result().in_favour + 1
            assert better.passed >= poll.result().passed


@given(POLLS)
def test_every_ballot_is_counted_once_and_needed_is_exact(poll: Poll) -> None:
    result = poll.result()
    assert result.in_favour + result.against + result.abstained == len(poll.said)
    assert result.passed == (result.base > 0 and result.in_favour >= result.needed)


def test_the_denominator_named_by_the_rule_is_the_one_used() -> None:
    turnout = Turnout(entitled=15, took_part=13)
    assert base_of(Denominator.ALL_MEMBERS, turnout, 9) == 15
    assert base_of(Denominator.PRESENT, turnout, 9) == 13
    assert base_of(Denominator.VALID, turnout, 9) == 9


def test_eighty_per_cent_of_all_members_is_reached_by_twelve_of_fifteen_and_not_by_eleven() -> None:
    flags = terms(threshold=Share(80, 100))
    for in_favour, passed in ((12, True), (11, False)):
        ballots = choices(*[YES] * in_favour, *[NO] * (13 - in_favour))
        result = count(flags, Turnout(15, 13), ballots)
        assert result == Result(CASE.nomination_id, in_favour, 13 - in_favour, 0, 15, 12, passed)


def test_half_is_not_more_than_half() -> None:
    assert not count(terms(), Turnout(4, 4), choices(YES, YES, NO, ABSTAIN)).passed
    assert count(terms(), Turnout(4, 4), choices(YES, YES, YES, ABSTAIN)).passed


def test_abstentions_are_no_valid_votes_but_members_all_the_same() -> None:
    said = choices(YES, YES, NO, ABSTAIN, ABSTAIN)
    assert count(terms(denominator=Denominator.VALID), Turnout(5, 5), said).passed
    assert not count(terms(denominator=Denominator.ALL_MEMBERS), Turnout(5, 5), said).passed


def test_nothing_passes_on_no_ballot_at_all() -> None:
    assert not count(terms(denominator=Denominator.VALID), Turnout(5, 0), choices()).passed


def test_papers_are_taken_apart_candidate_by_candidate() -> None:
    mixed = [(*paper(YES, CASE), *paper(NO, OTHER_CASE)), paper(ABSTAIN, OTHER_CASE)]
    assert by_candidate((CASE.nomination_id, OTHER_CASE.nomination_id), mixed) == (
        choices(YES, of=CASE),
        choices(NO, ABSTAIN, of=OTHER_CASE),
    )
