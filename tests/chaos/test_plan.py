"""What is done to a year: drawn from a seed, everything there is to be done in it."""

from __future__ import annotations

import signal
from itertools import islice
from pathlib import Path

import pytest

from chaos import storm as storm_module
from chaos.plan import SHARES, Cast, Disturbance, Kind, aimed, disturbances, points_of
from chaos.storm import Storm
from chaos.topology import Member, Topology

CAST = Cast.of(("covenant", "scoring", "nomination"), ("scoring", "nomination"))


def first(count: int, seed: int) -> list[Disturbance]:
    return list(islice(disturbances(seed, CAST, 1.0), count))


def test_the_same_seed_gives_the_same_disturbances_and_another_seed_others() -> None:
    assert first(50, 1) == first(50, 1)
    assert first(50, 1) != first(50, 2)


def test_in_time_everything_is_done_to_everybody() -> None:
    found = first(3000, 1)
    assert {each.kind for each in found} == set(Kind) == set(SHARES)
    died = {(each.target, each.point) for each in found if each.kind is Kind.DIE_AT}
    assert died == {(victim, point) for victim in CAST.all for point in points_of(victim)}
    assert {each.target for each in found if each.kind is Kind.KILL} == {*CAST.all, "gateway"}


def test_the_calm_between_two_is_about_as_long_as_asked() -> None:
    calm = [each.after_seconds for each in first(2000, 3)]
    assert 0.95 < sum(calm) / len(calm) < 1.05
    assert (min(calm) >= 0.2, max(calm) <= 1.8) == (True, True)


@pytest.mark.parametrize(("played", "killed", "share"), [(0.5, 0.5, 1), (0.5, 0.51, 1), (0.5, 0.49, 0.25)])
def test_where_the_years_run_ahead_of_the_kills_the_calm_is_a_quarter_as_long(
    played: float, killed: float, share: float
) -> None:
    [what] = first(1, 1)
    paced = what.paced(played, killed)
    assert paced.after_seconds == share * what.after_seconds
    assert (paced.kind, paced.target, paced.point) == (what.kind, what.target, what.point)


def test_an_aimed_plan_does_one_thing_only() -> None:
    found = list(islice(aimed(1, CAST, 1.0, "follower", "before save"), 50))
    assert {(each.kind, each.point) for each in found} == {(Kind.DIE_AT, "before save")}
    assert {each.target for each in found} == {"scoring-follower", "nomination-follower"}


def test_who_does_not_come_by_the_point_in_time_is_killed_where_it_is_unless_that_point_is_aimed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storm_module, "POINT_SECONDS", 0.2)
    sleeper = Member("scoring-relay", ("-c", "import time; time.sleep(60)"), {}, tmp_path / "sleeper.log")
    topology = Topology(tmp_path / "run", members={sleeper.name: sleeper})
    storm = Storm(topology)
    [aim] = islice(aimed(1, Cast.of(("scoring",), ()), 0.0, "relay", "after send"), 1)
    drawn = next(each for each in disturbances(1, CAST, 0.0) if (each.kind, each.target) == (Kind.DIE_AT, sleeper.name))
    with topology.kafka_proxy.running(), topology.postgres_proxy.running():
        sleeper.start()
        try:
            assert (storm.strike(aim), storm.kills, sleeper.exit_status) == (False, 0, None)
            assert (storm.strike(drawn), storm.kills, sleeper.exit_status) == (True, 1, -signal.SIGKILL)
            assert storm.done == {(Kind.KILL, sleeper.name, ""): 1}
        finally:
            sleeper.kill()


def test_an_aim_that_nobody_can_hit_is_refused() -> None:
    with pytest.raises(ValueError, match="no relay passes “before offset”"):
        next(aimed(1, CAST, 1.0, "relay", "before offset"))
