"""Of a secret ballot nothing that is kept links voter and choice: by id, order or time; in any table, event or file."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from kernel.recorder import ANSWERS, EVENTS
from kernel.store import Command
from kernel.transport import Outbox
from kernel.wire import PARTITIONS
from services.nomination.application import box_keys
from services.nomination.application.ballot_box import BALLOT_BOX
from services.nomination.domain.voting_session import VotingSession
from services.nomination.views import metadata
from tests.nomination.running import (
    CLUSTERS,
    COUNCIL,
    STANDING_BODY,
    Running,
    ballot,
    close,
    councillor,
    done,
    head,
    leader,
    members,
    nominate,
    open_council,
    open_selection,
    refused,
    restarted,
    select,
)

CHOICES = ("YES", "NO", "YES", "ABSTAIN", "NO", "YES", "YES")
"""What each of the seven council members chooses, in the order they vote."""


@pytest.fixture
def cases(year: Running) -> list[UUID]:
    """Five nominations that their clusters have selected."""
    nominations = [nominate(year, leader(cluster)) for cluster in CLUSTERS]
    for cluster, nomination in zip(CLUSTERS, nominations, strict=True):
        select(year, cluster, nomination)
    return nominations


@pytest.fixture
def session(year: Running, cases: list[UUID]) -> UUID:
    """A council session in which everybody has voted, each the same on all candidates."""
    found = open_council(year, *cases)
    cast(year, found, cases)
    return found


def cast(running: Running, session: UUID, cases: list[UUID], first: int = 0, last: int = len(COUNCIL)) -> None:
    for voter, choice in list(zip(COUNCIL, CHOICES, strict=True))[first:last]:
        key = f"ballot of {voter}"
        paper = ballot(choice, *cases)
        done(running.post(f"/sessions/{session}/ballots", councillor(voter), paper, Idempotency_Key=key))


def sealed(running: Running) -> list[sa.Row[Any]]:
    with running.service.store.reading() as connection:
        return list(connection.execute(sa.select(BALLOT_BOX)))


def raw(running: Running) -> bytes:
    """Every byte of the database as it lies on disk: file, write-ahead log, shared memory."""
    files = sorted(running.folder.glob("nomination.db*"))
    assert len(files) == 3
    return b"".join(path.read_bytes() for path in files)


def key_files(running: Running) -> list[Path]:
    return sorted((running.folder / "keys").iterdir())


def rows(running: Running) -> Iterator[tuple[str, str]]:
    """Every row of every table, as text."""
    tables = [*metadata.sorted_tables, *EVENTS.metadata.sorted_tables]
    with running.service.store.reading() as connection:
        for table in tables:
            for row in connection.execute(sa.select(table)):
                yield (
                    table.name,
                    str([each.decode(errors="replace") if isinstance(each, bytes) else each for each in row]),
                )


def plain(value: object) -> object:
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def tells_a_choice(text: str) -> bool:
    return any(f'"{choice}"' in text or f"'{choice}'" in text for choice in ("YES", "NO", "ABSTAIN"))


def counted(running: Running, session: UUID) -> dict[str, Any]:
    return json.loads(last_event(running, "nomination.RoundClosed", session))  # type: ignore[no-any-return]


def last_event(running: Running, topic: str, session: UUID) -> str:
    query = sa.select(EVENTS.c.state).where(EVENTS.c.topic == topic, EVENTS.c.originator_id == session)
    with running.service.store.reading() as connection:
        found: bytes = connection.execute(query.order_by(EVENTS.c.position.desc()).limit(1)).scalar_one()
    return found.decode()


def test_before_the_count_no_byte_on_disk_says_a_choice(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    session = open_selection(year, CLUSTERS[0], nomination)
    for office, choice in zip(members(CLUSTERS[0])[1:], ("YES", "NO", "ABSTAIN"), strict=True):
        done(year.post(f"/sessions/{session}/ballots", head(office), ballot(choice, nomination)))
    on_disk = raw(year)
    assert len(sealed(year)) == 3
    assert [choice for choice in ("YES", "NO", "ABSTAIN") if f'"{choice}"'.encode() in on_disk] == []
    close(year, session)
    on_disk = raw(year)
    assert [choice for choice in ("YES", "NO", "ABSTAIN") if f'"{choice}"'.encode() not in on_disk] == []


def test_the_box_holds_equal_sealed_papers_under_random_names_and_nothing_else(year: Running, session: UUID) -> None:
    found = sealed(year)
    assert [column.name for column in BALLOT_BOX.columns] == ["box_id", "session_id", "round", "sealed"]
    assert {(row.session_id, row.round, len(row.box_id)) for row in found} == {(session, 1, 16)}
    assert len({len(row.sealed) for row in found}) == 1
    assert len({row.box_id for row in found}) == len(COUNCIL)
    assert len({row.sealed for row in found}) == len(COUNCIL)


def test_the_box_has_no_row_numbers_that_would_tell_the_order(year: Running, session: UUID) -> None:
    assert session
    with year.service.store.reading() as connection, pytest.raises(sa.exc.OperationalError, match="no such column"):
        connection.exec_driver_sql("SELECT rowid FROM ballot_box")
    assert [row.box_id for row in sealed(year)] == sorted(row.box_id for row in sealed(year))


def test_who_voted_is_on_record_and_what_is_not(year: Running, session: UUID) -> None:
    told = [text for table, text in rows(year) if any(voter in text for voter in COUNCIL)]
    assert len(told) > len(COUNCIL)
    assert [text for text in told if tells_a_choice(text)] == []
    turnout = year.get(f"/sessions/{session}")["rounds"][0]["turnout"]
    assert [(each["voter"], each["voted"]) for each in turnout] == [(voter, True) for voter in COUNCIL]


def test_after_the_count_key_papers_and_every_copy_of_them_are_gone(year: Running, session: UUID) -> None:
    papers = [row.sealed.encode() for row in sealed(year)]
    [key_file] = key_files(year)
    secret = key_file.read_bytes()
    on_disk = raw(year)
    assert all(paper in on_disk for paper in papers)
    close(year, session)
    assert sealed(year) == []
    assert key_files(year) == []
    on_disk = raw(year)
    assert [paper for paper in papers if paper in on_disk] == []
    assert not any(line and line in on_disk for line in secret.splitlines())


def test_the_log_holds_the_choices_shuffled_candidate_by_candidate(year: Running, session: UUID) -> None:
    results = close(year, session)["details"]["results"]
    assert [(each["in_favour"], each["against"], each["abstained"]) for each in results] == [(4, 2, 1)] * len(CLUSTERS)
    event = counted(year, session)
    assert not [voter for voter in COUNCIL if voter in json.dumps(event)]
    orders = [tuple(each["choices"]) for each in event["choices"]]
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(CHOICES))}
    # Everybody marked all five alike: were the papers kept whole, or in any one order, all five would be the same.
    # By chance that happens once in 105 ** 4.
    assert len(set(orders)) > 1


def test_the_order_in_the_log_is_drawn_anew_and_not_that_of_voting(
    year: Running, session: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Sorting:
        """A source of chance that sorts, so that it shows whether it was asked."""

        def shuffle(self, choices: list[Any]) -> None:
            choices.sort()

    monkeypatch.setattr(secrets, "SystemRandom", Sorting)
    close(year, session)
    assert {tuple(each["choices"]) for each in counted(year, session)["choices"]} == {tuple(sorted(CHOICES))}


def test_after_the_count_no_row_links_a_voter_with_a_choice(year: Running, session: UUID) -> None:
    close(year, session)
    telling = [(table, text) for table, text in rows(year) if tells_a_choice(text)]
    assert {table for table, _ in telling} == {"events"}
    assert [text for _, text in telling if any(voter in text for voter in COUNCIL)] == []


def test_what_is_relayed_names_no_voter_and_no_single_choice(year: Running, session: UUID) -> None:
    close(year, session)
    records = Outbox(year.service.store, dict.fromkeys(range(PARTITIONS), 0)).read(1000)
    kinds = [record.headers["ce_type"].rsplit(".", 1)[-1] for record in records]
    assert kinds.count("VotingRoundClosed") == len(CLUSTERS) + 1
    for record in records:
        said = record.value + json.dumps(dict(record.headers)).encode()
        assert not any(voter.encode() in said for voter in COUNCIL)
        assert b"YES" not in record.value
        assert b"ABSTAIN" not in record.value


def test_the_record_of_a_repeated_request_does_not_depend_on_the_choice(year: Running, cases: list[UUID]) -> None:
    session = open_council(year, *cases)
    path = f"/sessions/{session}/ballots"
    answers = [
        year.post(path, councillor(voter), ballot(choice, *cases), Idempotency_Key="mine")
        for voter, choice in (("council-01", "YES"), ("council-02", "NO"), ("council-01", "NO"))
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[2].json() == answers[0].json()
    assert answers[2].headers["Idempotent-Replayed"] == "true"
    with year.service.store.reading() as connection:
        kept = connection.execute(sa.select(ANSWERS).where(ANSWERS.c.key == "mine")).all()
    assert len(kept) == 2
    assert len({row.fingerprint for row in kept}) == 1
    receipts = [json.loads(row.receipt) for row in kept]
    assert [(each["id"], each["details"]) for each in receipts] == [(str(session), {})] * 2


def test_nothing_of_a_ballot_is_logged(year: Running, cases: list[UUID], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        session = open_council(year, *cases)
        cast(year, session, cases)
        close(year, session)
    assert not tells_a_choice(caplog.text)


def test_the_count_is_right_after_a_restart_in_the_middle(year: Running, cases: list[UUID]) -> None:
    session = open_council(year, *cases)
    cast(year, session, cases, last=3)
    again = restarted(year)
    cast(again, session, cases, first=3)
    results = close(again, session)["details"]["results"]
    assert [(each["in_favour"], each["against"], each["abstained"]) for each in results] == [(4, 2, 1)] * len(CLUSTERS)
    assert key_files(again) == []
    again.service.store.recorder.engine.dispose()


def test_without_its_key_a_box_can_only_be_voided_and_the_vote_held_again(
    year: Running, cases: list[UUID], session: UUID
) -> None:
    [lost] = key_files(year)
    lost.unlink()
    assert refused(year.post(f"/sessions/{session}/closing", STANDING_BODY)) == (409, "ballot-box-sealed")
    assert year.get(f"/sessions/{session}")["state"] == "OPEN"
    done(year.post(f"/sessions/{session}/voiding", STANDING_BODY, {"reason": "mất khóa hòm phiếu"}))
    assert sealed(year) == []
    done(year.post(f"/sessions/{session}/rounds", STANDING_BODY))
    for voter, choice in zip(COUNCIL, CHOICES, strict=True):
        done(year.post(f"/sessions/{session}/ballots", councillor(voter), ballot(choice, *cases)))
    assert close(year, session)["details"]["round"] == 2


def test_a_stop_between_the_count_and_its_clearing_up_leaves_no_key_after_the_next_start(
    year: Running, session: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(box_keys.BoxKeys, "destroy", stop)
        with pytest.raises(KeyboardInterrupt):
            year.service.application.sessions.close(order(year), session)
    assert len(key_files(year)) == 1
    assert year.get(f"/sessions/{session}")["state"] == "CLOSED"
    again = restarted(year)
    assert key_files(again) == []
    again.service.store.recorder.engine.dispose()


def order(running: Running) -> Command:
    return Command(STANDING_BODY, running.service.edge.act(STANDING_BODY, None, None))


def test_a_start_leaves_the_keys_of_open_boxes_and_of_others_alone(year: Running, session: UUID) -> None:
    """Two processes of this service may share the folder, and one may start while the other opens a session."""
    year.service.application.sessions.clear_up()
    stranger = year.folder / "keys" / "somebody-else.pem"
    stranger.write_text("not ours")
    again = restarted(year)
    assert len(key_files(again)) == 2
    close(again, session)
    assert key_files(again) == [stranger]
    again.service.store.recorder.engine.dispose()


def test_a_void_round_leaves_neither_key_nor_papers(year: Running, session: UUID) -> None:
    done(year.post(f"/sessions/{session}/voiding", STANDING_BODY, {"reason": "mất điện"}))
    assert (sealed(year), key_files(year)) == ([], [])


def tamper(running: Running, statement: sa.Executable) -> None:
    with running.service.store.recorder.writing() as connection:
        connection.execute(statement)


def test_a_box_with_a_paper_too_few_too_many_or_foreign_is_not_counted(
    year: Running, cases: list[UUID], session: UUID
) -> None:
    closing, original = f"/sessions/{session}/closing", sealed(year)
    key = year.service.store.load(VotingSession, session).round.box_key
    round_ = {"session_id": session, "round": 1}
    assert key is not None
    foreign = json.dumps({"session": str(cases[0]), "round": 1, "marks": {}}).encode()
    blank = json.dumps({"session": str(session), "round": 1, "marks": {}}).encode()
    boxes = [
        BALLOT_BOX.delete().where(BALLOT_BOX.c.box_id == original[0].box_id),
        BALLOT_BOX.insert().values(box_id=b"0" * 16, sealed=box_keys.seal(key, foreign), **round_),
        BALLOT_BOX.update().where(BALLOT_BOX.c.box_id == b"0" * 16).values(sealed="not sealed at all"),
        BALLOT_BOX.update().where(BALLOT_BOX.c.box_id == b"0" * 16).values(sealed=box_keys.seal(key, b"scribble")),
        BALLOT_BOX.update().where(BALLOT_BOX.c.box_id == b"0" * 16).values(sealed=box_keys.seal(key, blank)),
    ]
    for change in boxes:
        tamper(year, change)
        assert refused(year.post(closing, STANDING_BODY)) == (409, "ballot-box-does-not-match")
    first = original[0]
    tamper(year, BALLOT_BOX.insert().values(box_id=first.box_id, sealed=first.sealed, **round_))
    assert refused(year.post(closing, STANDING_BODY)) == (409, "ballot-box-does-not-match")  # one blank too many
    tamper(year, BALLOT_BOX.delete().where(BALLOT_BOX.c.box_id == b"0" * 16))
    close(year, session)


def test_all_may_vote_at_the_same_moment(year: Running, cases: list[UUID]) -> None:
    session = open_council(year, *cases)

    def vote(place: int) -> int:
        paper = ballot(CHOICES[place], *cases)
        return year.post(f"/sessions/{session}/ballots", councillor(COUNCIL[place]), paper).status_code

    with ThreadPoolExecutor(len(COUNCIL)) as pool:
        assert list(pool.map(vote, range(len(COUNCIL)))) == [200] * len(COUNCIL)
    results = close(year, session)["details"]["results"]
    assert {(each["in_favour"], each["against"], each["abstained"]) for each in results} == {(4, 2, 1)}


def test_through_the_graph_a_ballot_leaves_no_more(year: Running, cases: list[UUID]) -> None:
    session = open_council(year, *cases)
    mutation = """
    mutation($session: ID!, $marks: [BallotMarkInput!]!, $key: String!) {
      castBallot(session: $session, marks: $marks, terms: { idempotencyKey: $key }) {
        __typename ... on Receipt { id details } ... on Refusal { code }
      }
    }"""
    for voter, choice in zip(COUNCIL, CHOICES, strict=True):
        marks = [{"nomination": str(each), "choice": choice} for each in cases]
        found = year.graph(mutation, councillor(voter), session=str(session), marks=marks, key="k")["castBallot"]
        assert found == {"__typename": "Receipt", "id": str(session), "details": {}}
    with year.service.store.reading() as connection:
        kept = connection.execute(sa.select(ANSWERS.c.fingerprint).where(ANSWERS.c.key == "k")).scalars().all()
    assert len(set(kept)) == 1
    told = [text for _, text in rows(year) if any(voter in text for voter in COUNCIL)]
    assert [text for text in told if tells_a_choice(text)] == []
    assert close(year, session)["details"]["results"][0]["in_favour"] == 4
