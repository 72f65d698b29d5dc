"""The service as a whole: its tables are what its migrations make, its views come back from the log alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kernel.recorder import METADATA, open_engine
from kernel.service import downgrade, migrate
from kernel.views import digest
from services.covenant.main import MIGRATIONS
from services.covenant.views import VIEWS, metadata
from tests.covenant.cluster_life import adjust_year, inspect, issue_twice, plan_year
from tests.covenant.long import a_long_movement, movement_path
from tests.covenant.running import (
    MEMBERS,
    STANDING_BODY,
    Running,
    begin_year,
    cluster_head,
    cluster_id,
    covenant_id,
    done,
    draft,
    establish,
    head,
    movement_id,
    officer,
    register,
    sign,
    start,
    unit_id,
)
from tests.covenant.test_rest_amendments import amend_twice
from tests.covenant.test_rest_cascades import cascade_twice
from tests.support.postgres import BOTH, place, stored_on

EVE = "2024-12-30"
"""The day before that on which the units of the year end."""


def propose_grouping(running: Running, province: str, *districts: str) -> None:
    named = [{"code": code, "collections": 1, "payments": 1} for code in districts]
    body = {"code": "PA-1", "as_of": "2024-01-01", "districts": named, "figures_from": "giả định", "connected": False}
    done(running.post(f"/units/{unit_id(province)}/district-groupings", head(province), body), 201)


def remind_of_the_missing_rules(running: Running) -> None:
    matter = {"kind": "operating_rules", "about_id": str(cluster_id("2024/VII")), "text": "Đề nghị ban hành quy chế"}
    sent = done(running.post("/reminders", STANDING_BODY, matter, Effective_At="2024-01-20"), 201)
    own = f"/reminders/{sent['id']}"
    done(running.post(f"{own}/answers", officer("BHXH-62"), {"answer": "Đang dự thảo"}, Effective_At="2024-01-21"))
    done(running.post(f"{own}/withdrawal", STANDING_BODY, {"reason": "Nhầm"}, Effective_At="2024-01-22"))


def a_full_year(running: Running) -> None:
    a_long_movement(running)
    begin_year(running)
    remind_of_the_missing_rules(running)
    issue_twice(running)
    plan_year(running)
    adjust_year(running)
    inspect(running)
    cascade_twice(running)
    propose_grouping(running, "BHXH-62", "BHXH-62-01", "BHXH-62-02")
    establish(running, "BHXH-68")
    establish(running, "BHXH-68-1", "BHXH-68-2", kind="district", parent="BHXH-68")
    for unit in MEMBERS[:3]:
        address = sign(running, unit)
        register(running, unit)
    amend_twice(running)
    flag = {"title": "CO_BHXH", "holder": "collective"}
    withdrawal = {"registration": flag, "reason": "Không đủ điều kiện"}
    done(running.post(f"{address}/registrations/withdrawals", officer(MEMBERS[2]), withdrawal))
    cluster = {"code": "BHXH-68/C1", "name": "Cụm 1", "members": ["BHXH-68-1", "BHXH-68-2"]}
    division = {"document": "QĐ 1", "effective_from": "2024-01-01", "clusters": [cluster]}
    done(running.post(f"/units/{unit_id('BHXH-68')}/district-clusters", head("BHXH-68"), division))
    done(running.post(f"/clusters/{cluster_id('BHXH-68/C1')}/disbanding", STANDING_BODY))
    submission = {"movement": "TDTX-2024"}
    address = f"/clusters/{cluster_id('2024/VII')}/registration-sets"
    done(running.post(address, cluster_head("BHXH-62"), submission), 201)
    done(running.put(f"/units/{unit_id('BHXH-68-1')}/name", STANDING_BODY, {"name": "Tên mới"}, Effective_At=EVE))
    done(running.put(f"/units/{unit_id('BHXH-68-1')}/parent", STANDING_BODY, {"parent": "BHXH-62"}, Effective_At=EVE))
    done(running.post(f"/units/{unit_id('BHXH-68-1')}/merger", STANDING_BODY, {"into": "BHXH-68-2"}, Effective_At=EVE))
    done(running.post(f"/units/{unit_id('BHXH-68-2')}/dissolution", STANDING_BODY))
    done(running.post(f"/movements/{movement_id('TDTX-2024')}/closing", STANDING_BODY))


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_the_views_come_back_from_the_log_alone(running: Running, tmp_path: Path) -> None:
    a_full_year(running)
    rebuilt = open_engine(tmp_path / "rebuilt.db")
    migrate(rebuilt, MIGRATIONS)
    with rebuilt.connect().execution_options(writing=True) as connection, connection.begin():
        for recorded in running.service.store.log():
            for view in VIEWS:
                assert view.project is not None
                view.project(connection, recorded)
    with running.service.store.reading() as served, rebuilt.connect() as again:
        digests = [{view.name: digest(connection, view) for view in VIEWS} for connection in (served, again)]
        tables = [table for view in VIEWS for table in view.tables]
        filled = [served.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]
    assert digests[0] == digests[1]
    assert 0 not in filled


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_a_restart_has_everything(running: Running, tmp_path: Path) -> None:
    begin_year(running)
    before = running.get("/units")
    again = start(tmp_path)
    assert again.get("/units") == before
    again.service.store.recorder.engine.dispose()


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_what_was_signed_before_amendments_were_kept_has_its_first_edition(running: Running) -> None:
    begin_year(running)
    signed = [sign(running, unit) for unit in MEMBERS[1:3]]
    draft(running, MEMBERS[3])
    before = [running.get(f"{each}/editions") for each in signed]
    engine = running.service.store.recorder.engine
    downgrade(engine, MIGRATIONS, "0009")
    migrate(engine, MIGRATIONS)
    assert [running.get(f"{each}/editions") for each in signed] == before
    assert [running.get(each)["edition"] for each in signed] == [1, 1]
    assert running.get(f"/covenants/{covenant_id(MEMBERS[3])}/editions")["items"] == []


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_what_years_brought_before_it_was_kept_day_by_day_is_told_from_the_last_look_on(running: Running) -> None:
    a_long_movement(running)
    path = movement_path("progress")
    before = [running.get(path, at=day) for day in ("2014-12-19", "2014-12-24", "2015-12-24")]
    engine = running.service.store.recorder.engine
    downgrade(engine, MIGRATIONS, "0011")
    migrate(engine, MIGRATIONS)
    assert [running.get(path, at=day) for day in ("2014-12-19", "2014-12-24", "2015-12-24")] == before
    [edition] = running.get(movement_path("reviews"))["items"]
    assert (edition["planned"], edition["unreviewed_before"]) == (3, 0)


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database of either kind."""
    with stored_on(request.param):
        found = open_engine(place(tmp_path / "empty.db"))
        yield found
        found.dispose()


def test_the_migrations_make_exactly_the_tables_declared(engine: sa.Engine) -> None:
    migrate(engine, MIGRATIONS)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, [METADATA, metadata]) == []  # type: ignore[arg-type]


def test_processes_that_start_at_the_same_moment_migrate_once(engine: sa.Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: migrate(engine, MIGRATIONS), range(4)))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT position FROM log_head")).scalars().all() == [0]


def test_the_migrations_can_be_taken_back(engine: sa.Engine) -> None:
    migrate(engine, MIGRATIONS)
    downgrade(engine, MIGRATIONS)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
