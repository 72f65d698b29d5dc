"""The service's own tables: migrations make exactly those declared, and replay gives every view the same digest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kernel.recorder import METADATA, open_engine
from kernel.service import downgrade, migrate
from kernel.store import Store
from kernel.views import digest
from services.nomination.main import MIGRATIONS
from services.nomination.published import announce
from services.nomination.views import VIEWS, metadata
from tests.nomination.medals import ADMINISTRATOR, confirm_all, propose
from tests.nomination.neighbours import unit_id
from tests.nomination.running import (
    APPROVER,
    CLUSTERS,
    COUNCIL,
    STANDING_BODY,
    Running,
    close,
    cluster_head,
    councillor,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    members,
    nominate,
    open_selection,
    select,
    start,
    vote,
)
from tests.support.postgres import BOTH, place, stored_on


def together() -> sa.MetaData:
    """The kernel's tables and the service's own."""
    found = sa.MetaData()
    for table in (*METADATA.sorted_tables, *metadata.sorted_tables):
        table.to_metadata(found)
    return found


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
        assert compare_metadata(MigrationContext.configure(connection), together()) == []


def test_the_migrations_can_be_taken_back(engine: sa.Engine) -> None:
    migrate(engine, MIGRATIONS)
    downgrade(engine, MIGRATIONS)
    with engine.connect() as connection:
        assert set(sa.inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate(engine, MIGRATIONS)


def a_busy_year(running: Running) -> None:
    """Every kind of event at least once: rounds lost, void and won, an override, a revocation, a withdrawal."""
    first, second, third, *_ = CLUSTERS
    won = nominate(running, leader(first))
    select(running, first, won)
    lost = nominate(running, leader(second))
    session = open_selection(running, second, lost)
    chair, voters = cluster_head(second), [head(each) for each in members(second)[1:]]
    vote(running, session, voters, "NO", lost)
    close(running, session, chair)
    done(running.post(f"/sessions/{session}/voiding", chair, {"reason": "sai danh sách"}))
    done(running.post(f"/sessions/{session}/rounds", chair))
    done(running.post(f"/sessions/{session}/attendance", chair, {"present": []}))
    away = str(unit_id(members(second)[1]))
    mandate = {"voter": away, "substitute": "phó", "unit_id": members(second)[1], "paper": "12/GUQ"}
    done(running.post(f"/sessions/{session}/mandates", chair, mandate))
    done(running.post(f"/sessions/{session}/mandates/ending", chair, {"voter": away, "reason": "đã đến"}))
    vote(running, session, voters, "NO", lost)
    close(running, session, chair)
    done(running.post(f"/sessions/{session}/rounds", chair))
    vote(running, session, voters, "NO", lost)
    close(running, session, chair)
    settled = {"nomination_id": str(lost), "in_favour": False, "deciders": ["a", "b"], "reason": "chưa nổi trội"}
    done(running.post(f"/sessions/{session}/settlements", chair, settled))
    own = head(leader(second))
    dossier = done(running.post("/dossiers", own, {"nomination_id": str(lost)}), 201)["id"]
    paper = {"kind": "report", "name": "báo cáo", "sha256": "0" * 64, "pages": 1, "words": 10}
    done(running.post(f"/dossiers/{dossier}/papers", own, paper))
    done(running.post(f"/dossiers/{dossier}/reminders", STANDING_BODY, {"text": "gửi sớm"}))
    proposal = {"kind": "SUDDEN", "title": "GIAY_KHEN", "unit_id": leader(second), "achievement": "x", "code": "TT-1"}
    body = {**proposal, "achieved_on": "2025-02-01"}
    done(running.post("/commendations", STANDING_BODY, body), 201)
    complaint = {"code": "DON-1", "by": "ông A", "text": "số liệu"}
    objection = done(running.post(f"/nominations/{lost}/objections", STANDING_BODY, complaint), 201)["id"]
    answer = {"upheld": False, "finding": "không đúng"}
    done(running.post(f"/objections/{objection}/answer", STANDING_BODY, answer))
    withdrawn = nominate(running, leader(third))
    done(running.post(f"/nominations/{withdrawn}/withdrawal", head(leader(third)), {"reason": "xin rút"}))
    nominate(running, leader(third))
    endorse(running, won)
    draw(running, "CO_BHXH")
    draw(running, "CO_BHXH")
    decision = done(decide(running, won), 201)["id"]
    done(running.post(f"/decisions/{decision}/notice", APPROVER, {"place": "baohiemxahoi.gov.vn"}))
    running.neighbours.edition(second, *members(second)[1:], no=2)
    running.neighbours.edition(third, *members(third), no=2)
    running.hear()
    revocation = {"ground": "UNLAWFUL_APPRAISAL", "finding": "thẩm định sai"}
    done(running.post(f"/decisions/{decision}/revocation", APPROVER, revocation))
    medals_and_examples(running)
    a_moving_person(running, members(first)[0], members(first)[1])


def a_commendation_voted_on(running: Running, unit: str) -> None:
    """One that a session votes on in a round that is void and a round that counts."""
    body = {
        "kind": "SUDDEN",
        "title": "BK_BHXH",
        "unit_id": unit,
        "achievement": "xử lý sự cố",
        "achieved_on": "2025-01-02",
        "code": "TTr-77",
    }
    made = UUID(done(running.post("/commendations", head(unit), body), 201)["id"])
    call = {
        "kind": "COUNCIL",
        "code": "HD-K",
        "movement_id": "TDTX-2024",
        "commendations": [str(made)],
        "roll": [{"id": each} for each in COUNCIL],
    }
    session = UUID(done(running.post("/sessions", STANDING_BODY, call), 201)["id"])
    vote(running, session, [councillor(each) for each in COUNCIL], "NO", made)
    close(running, session)
    done(running.post(f"/sessions/{session}/voiding", STANDING_BODY, {"reason": "đếm sai"}))
    done(running.post(f"/sessions/{session}/rounds", STANDING_BODY))
    vote(running, session, [councillor(each) for each in COUNCIL], "YES", made)
    close(running, session)


def medals_and_examples(running: Running) -> None:
    """What is kept beside the votes: confirmed figures, medals, good examples, awards from elsewhere, a finding."""
    running.neighbours.units("BHXH-68")
    running.hear()
    running.neighbours.finding(running.neighbours.inspection(leader(CLUSTERS[2])))
    running.neighbours.review(2015, 1, {leader(CLUSTERS[0]): (4, 5)})
    running.neighbours.merger(members(CLUSTERS[2])[3], leader(CLUSTERS[2]))
    running.hear()
    confirm_all(running)
    propose(running)
    [confirmation, *_] = running.get("/figure-confirmations")["items"]
    path = f"/figure-confirmations/{confirmation['id']}/withdrawal"
    done(running.post(path, ADMINISTRATOR, {"reason": "đọc nhầm"}))
    award = {"title": "AHLD_CN", "number": "1/QĐ-CTN", "authority": "Chủ tịch nước", "person_code": "CB-1"}
    done(running.post("/higher-awards", STANDING_BODY, award), 201)
    found = {
        "code": "DH-01",
        "kind": "DEED",
        "unit_id": leader(CLUSTERS[0]),
        "what": "việc tốt",
        "found_by": "thường trực",
    }
    example = done(running.post("/good-examples", STANDING_BODY, found), 201)["id"]
    done(running.post(f"/good-examples/{example}/nurturing", STANDING_BODY, {"measure": "tập huấn"}))
    a_commendation_voted_on(running, leader(CLUSTERS[0]))


def a_moving_person(running: Running, one: str, other: str) -> None:
    """A merit file with an award that is corrected, one that is withdrawn, and a move from one unit to the other."""
    opened = {"unit_id": one, "person_code": "CB-0001", "since": "2015-03-01", "complete_from": 2015}
    file = done(running.post("/merit-files", head(one), opened), 201)["id"]

    def put(**fact: object) -> str:
        corrects = fact.pop("corrects", None)
        body = {"fact": fact, "evidence": "12/QĐ-BHXH", "corrects": corrects}
        made: str = done(running.post(f"/merit-files/{file}/facts", STANDING_BODY, body), 201)["details"]["fact"]
        return made

    award = {"kind": "award", "title": "LDTT", "number": "99/QĐ-BHXH", "decided_on": "2024-12-20"}
    put(**award, year=2024, corrects=put(**award, year=2023))
    gone = put(**award, year=2022)
    done(running.post(f"/merit-files/{file}/facts/{gone}/withdrawal", STANDING_BODY, {"reason": "ghi nhầm"}))
    moved = put(kind="membership", unit_id=other, since="2024-03-01", moved_from=one)
    put(kind="membership", unit_id=other, since="2024-06-01", moved_from=one, corrects=moved)
    put(kind="rating", year=2024, level="good")
    done(running.post(f"/merit-files/{file}/completeness", STANDING_BODY, {"from_year": 2016}))


def digests(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return {view.name: digest(connection, view) for view in VIEWS}


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_replaying_the_log_and_what_was_heard_gives_the_same_views(year: Running, tmp_path: Path) -> None:
    """Those made anew lie in SQLite, wherever those served lie: equal rows have equal digests on either database."""
    a_busy_year(year)
    with stored_on("sqlite"):
        empty = digests(start(tmp_path_of(tmp_path, "empty")).service.store)
        again = start(tmp_path_of(tmp_path, "again"), year.neighbours)
    served = digests(year.service.store)
    assert [name for name in served if served[name] == empty[name]] == []
    events = [recorded.event for recorded in year.service.store.log()]
    with again.service.store.recorder.writing() as connection:
        again.service.store.append(connection, events)
    rebuilt = Store("nomination", again.service.store.recorder.engine, VIEWS, announce)
    for view in VIEWS:
        if view.hear:
            again.neighbours.take_into(rebuilt, view)
    assert digests(rebuilt) == served
    again.service.store.recorder.engine.dispose()


def tmp_path_of(folder: Path, name: str) -> Path:
    found = folder / name
    found.mkdir()
    return found
