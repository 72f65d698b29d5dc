"""What the chapters of the demonstration plan before anything is asked of a server."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from regulations.rulebook import Rulebooks
from thidua.demo.client import Api
from thidua.demo.cluster_life import whose_turn
from thidua.demo.long_running import Long
from thidua.demo.organisation import ClusterPlan
from thidua.demo.plan import DEFAULT_SEED, Plan
from thidua.demo.report import DemoReport
from thidua.demo.shared_table import SAMPLE, SLIP, WITHOUT_COVENANT
from thidua.demo.stage import Stage
from thidua.samples.records import Samples
from thidua.samples.tables import samples as score_tables

YEARS = range(2012, 2026)
DISTRICTS = ("BHXH-06-060", "BHXH-06-061", "BHXH-06-062")


@pytest.fixture(scope="module")
def samples() -> Samples:
    return Samples.load()


@pytest.fixture(scope="module")
def rulebooks() -> Rulebooks:
    return Rulebooks.load()


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with Api("http://127.0.0.1:1", "nobody is asked") as client:
        yield client


@pytest.fixture
def stage_of(samples: Samples, rulebooks: Rulebooks, api: Api) -> dict[int, Stage]:
    """A stage for every year, with the listed clusters and the first of the districts."""
    first = ClusterPlan("BHXH-06/C1", "Cụm 1", "district_cluster", DISTRICTS, found=False, source="", owner="BHXH-06")
    stages = {}
    for year in YEARS:
        stage = Stage(api, Plan.make(year, DEFAULT_SEED, samples, rulebooks), DemoReport(year, DEFAULT_SEED))
        stage.clusters = [*stage.plan.organisation.clusters, first]
        stages[year] = stage
    return stages


def test_every_year_from_2012_to_2025_another_block_or_cluster_sets_itself_rules(stage_of: dict[int, Stage]) -> None:
    turns = {year: whose_turn(stage).code for year, stage in stage_of.items()}
    assert len(set(turns.values())) == len(YEARS)
    assert (turns[2024], turns[2025]) == ("CUM-VII", "CUM-VIII")


@pytest.mark.parametrize(
    ("year", "first", "last", "reviewed"),
    [(2012, 2014, 2020, 2014), (2014, 2014, 2020, 2014), (2020, 2014, 2020, 2020), (2021, 2021, 2025, 2021)],
)
def test_a_year_belongs_to_a_movement_over_years_or_prepares_one(
    year: int, first: int, last: int, reviewed: int, stage_of: dict[int, Stage]
) -> None:
    long = Long(stage_of[year])
    assert (long.years[0], long.years[-1], long.reviewed) == (first, last, reviewed)
    assert long.code == f"TD-{first}-{last}/TDTX-{year}"


@pytest.mark.parametrize(
    ("year", "known"),
    [
        (2016, [("BHXH_PCT", "50"), ("BHTN_PCT", "35"), ("BHYT_PCT", "80"), ("BHYT_NT_PCT", "70")]),
        (2025, [("BHXH_PCT", "45"), ("BHXH_TN_PCT", "2.5"), ("BHTN_PCT", "35"), ("HAI_LONG_PCT", "85")]),
    ],
)
def test_the_national_targets_are_those_that_were_published_before_the_movement(
    year: int, known: list[tuple[str, str]], stage_of: dict[int, Stage]
) -> None:
    assert [(goal.indicator, str(goal.value)) for goal in Long(stage_of[year]).goals] == known


def test_a_unit_registers_more_each_year_and_in_the_last_one_what_the_nation_aims_at(
    stage_of: dict[int, Stage],
) -> None:
    for year in (2019, 2024):
        long = Long(stage_of[year])
        for unit in long.units:
            for goal in long.goals:
                figures = [long.figure(unit, goal, each) for each in long.years]
                assert all(before <= after for before, after in pairwise(figures))
                assert figures[0] > 0
                assert figures[-1] >= goal.value


def test_the_sample_holds_what_is_changed_in_it_and_what_is_mistyped() -> None:
    text = next(each for each in score_tables() if each.code == SAMPLE).content.decode()
    assert [text.count(before) for before, _ in (WITHOUT_COVENANT, SLIP)] == [1, 1]
