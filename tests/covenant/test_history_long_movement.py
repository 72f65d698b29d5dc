"""A recorded movement from 2014 to 2020 replays: from the recorded log alone come the views that its play leaves."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kernel.aggregate import Aggregate
from kernel.recorder import open_engine
from kernel.service import migrate
from kernel.views import Recorded, digest
from services.covenant.domain.movement_review import MovementReview
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.main import MIGRATIONS
from services.covenant.views import VIEWS
from tests.contracts.history import MAPPER, read, stored
from tests.covenant.long import MOVEMENT, seven_years
from tests.covenant.running import Running, covenant_id, movement_id

RECORDED = Path(__file__).parent / "recorded" / "long_movement_2014_2020.json"


def recorded() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


def events(rows: list[dict[str, Any]]) -> list[Any]:
    return [MAPPER.to_domain_event(row) for row in read(rows)]


NOWHERE = {"document": "—", "article": "", "status": "found"}


def without_the_rules(value: Any) -> Any:
    """The stored event less the version and sources of the rules of the day, which go on changing."""
    if isinstance(value, dict):
        fixed = {"rulebook": "—", "source": NOWHERE}
        return {name: fixed[name] if name in fixed else without_the_rules(each) for name, each in value.items()}
    return [without_the_rules(each) for each in value] if isinstance(value, list) else value


def as_log(rows: list[dict[str, Any]]) -> list[Recorded]:
    return [Recorded(event, place) for place, event in enumerate(events(without_the_rules(rows)), start=1)]


def digests_of(log: list[Recorded], database: Path) -> dict[str, str]:
    """The digest of every view, projected from this log into an empty database."""
    engine = open_engine(database)
    migrate(engine, MIGRATIONS)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        for each in log:
            for view in VIEWS:
                assert view.project is not None
                view.project(connection, each)
    with engine.connect() as connection:
        found = {view.name: digest(connection, view) for view in VIEWS}
    engine.dispose()
    return found


def test_seven_years_played_again_leave_what_was_recorded(running: Running, tmp_path: Path) -> None:
    seven_years(running)
    with running.service.store.reading() as connection:
        served = {view.name: digest(connection, view) for view in VIEWS}
        filled = {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for view in VIEWS
            for table in view.tables
        }
    log = running.service.store.log()
    assert digests_of(log, tmp_path / "served.db") == served
    played = digests_of(as_log(stored([each.event for each in log])), tmp_path / "played.db")
    assert digests_of(as_log(recorded()), tmp_path / "recorded.db") == played
    assert (filled["movement_reviews"], filled["movement_review_editions"], filled["target_plans"]) == (2, 3, 4)


def test_what_was_recorded_is_stored_again_to_the_byte() -> None:
    rows = recorded()
    again = stored(events(rows))
    aged = [row for row, now in zip(rows, again, strict=True) if _age(row) != _age(now)]
    assert aged == []
    assert again == rows


def _age(row: dict[str, Any]) -> int:
    return int(row["state"].get("class_version", 1))


@pytest.fixture(scope="module")
def replayed() -> dict[str, Any]:
    """The aggregates at the end of the recorded log, by id."""
    found: dict[str, Any] = {}
    for event in events(recorded()):
        found[str(event.originator_id)] = event.mutate(found.get(str(event.originator_id)))
    return found


def test_the_whole_movement_is_in_the_record(replayed: dict[str, Aggregate]) -> None:
    kinds = Counter(type(each).__name__ for each in replayed.values())
    assert kinds == {"Unit": 6, "Movement": 1, "Covenant": 4, "TargetPlan": 4, "YearReview": 23, "MovementReview": 2}


def test_the_replayed_aggregates_stand_as_the_years_left_them(replayed: dict[str, Any]) -> None:
    plan: TargetPlan = replayed[str(TargetPlan.id_for(covenant_id("BHXH-37", MOVEMENT)))]
    assert (plan.edition, [str(each.value) for each in plan.table.figures[1].years][-2:]) == (2, ["89.24", "91.06"])
    review: MovementReview = replayed[str(MovementReview.id_for(movement_id(MOVEMENT), 2015))]
    told = [(sum(unit.reached for unit in each.units), len(each.early)) for each in review.editions]
    assert told == [(9, 0), (10, 0)]
    final: MovementReview = replayed[str(MovementReview.id_for(movement_id(MOVEMENT), 2020))]
    assert [(each.indicator, each.year) for each in final.editions[0].early] == [("BHYT_PCT", 2017)]
