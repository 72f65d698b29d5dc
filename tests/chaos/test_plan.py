"""What is done to a year: drawn from a seed, everything there is to be done in it."""

from __future__ import annotations

from itertools import islice

from chaos.plan import SHARES, Disturbance, Kind, disturbances, points_of

SERVICES, FOLLOWING = ("covenant", "scoring", "nomination"), ("scoring", "nomination")


def first(count: int, seed: int) -> list[Disturbance]:
    return list(islice(disturbances(seed, SERVICES, FOLLOWING, 1.0), count))


def test_the_same_seed_gives_the_same_disturbances_and_another_seed_others() -> None:
    assert first(50, 1) == first(50, 1)
    assert first(50, 1) != first(50, 2)


def test_in_time_everything_is_done_to_everybody() -> None:
    found = first(3000, 1)
    assert {each.kind for each in found} == set(Kind) == set(SHARES)
    died = {(each.target, each.point) for each in found if each.kind is Kind.DIE_AT}
    victims = [f"{each}-{kind}" for kind in ("api", "relay") for each in SERVICES] + [
        f"{each}-follower" for each in FOLLOWING
    ]
    assert died == {(victim, point) for victim in victims for point in points_of(victim)}
    assert {each.target for each in found if each.kind is Kind.KILL} == {*victims, "gateway"}


def test_the_calm_between_two_is_about_as_long_as_asked() -> None:
    calm = [each.after_seconds for each in first(2000, 3)]
    assert 0.95 < sum(calm) / len(calm) < 1.05
    assert (min(calm) >= 0.2, max(calm) <= 1.8) == (True, True)
