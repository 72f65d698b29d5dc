"""After the year: nothing that is kept, in any file, tells how a member voted in secret (row D4)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.year import SERVICES, Json, Year, rows

pytestmark = [pytest.mark.journey, pytest.mark.row("D4")]

CHOICES = ("YES", "NO", "ABSTAIN")
SEALED = b"eyJhbGciOiJFQ0RILUVT"
"""How every sealed paper begins: the base64url of {"alg":"ECDH-ES"."""


def secret_sessions(year: Year) -> list[Json]:
    found = [each for each in year.sessions if each["secret"]]
    assert len(found) >= 14
    return found


def files(data_dir: Path) -> list[Path]:
    found = [path for path in sorted(data_dir.rglob("*")) if path.is_file() and path.name != "server.log"]
    assert {path.name for path in found} >= {"covenant.db", "scoring.db", "nomination.db"}
    return found


def test_the_keys_of_closed_boxes_are_gone_and_the_boxes_are_empty(year: Year) -> None:
    assert {each["state"] for each in year.sessions} == {"CLOSED"}
    assert list((year.server.data_dir / "keys").iterdir()) == []
    assert rows(year.server.data_dir, "nomination", "select count(*) from ballot_box") == [(0,)]


def test_no_sealed_paper_is_left_in_any_byte_of_any_file(year: Year) -> None:
    assert [path.name for path in files(year.server.data_dir) if SEALED in path.read_bytes()] == []


def test_no_event_of_a_secret_session_names_a_voter_beside_a_choice(year: Year) -> None:
    checked = 0
    for session in secret_sessions(year):
        voters = {each["voter"] for each in session["roll"]}
        query = f"select topic, state from events where originator_id = '{session['id'].replace('-', '')}'"  # noqa: S608
        for topic, state in rows(year.server.data_dir, "nomination", query):
            told = json.loads(state)
            named = {voter for voter in voters if voter in json.dumps(told)}
            chosen = {choice for choice in CHOICES if f'"{choice}"' in json.dumps(told)}
            assert not (named and chosen), (topic, named, chosen)
            checked += bool(named) + bool(chosen)
    assert checked > 0


def test_no_row_of_any_table_holds_a_voter_of_a_secret_session_and_a_choice(year: Year) -> None:
    """In the voters' own table, in views, in answers: whoever reads one row learns who voted, or what was chosen."""
    voters = {text for each in secret_sessions(year) for one in each["roll"] for text in spellings(one["voter"])}
    secret = {text for each in secret_sessions(year) for text in spellings(each["id"])}
    seen = Counter[str]()
    for service in SERVICES:
        with closing(sqlite3.connect(year.server.data_dir / f"{service}.db")) as database:
            tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
            for table in tables:
                for row in database.execute(f'select * from "{table}"'):  # noqa: S608
                    values = {each.decode(errors="replace") if isinstance(each, bytes) else str(each) for each in row}
                    chosen = any(f'"{choice}"' in each or each == choice for choice in CHOICES for each in values)
                    named = any(voter in each for voter in voters for each in values)
                    concerned = any(each in value for each in secret for value in values)
                    assert not (chosen and named and concerned), (service, table, row)
                    seen[f"{service}.{table}"] += chosen or concerned
    assert min(seen["nomination.events"], seen["nomination.round_turnout"], seen["nomination.open_ballots"]) > 0


def spellings(id_: str) -> set[str]:
    return {id_, id_.replace("-", "")} if id_.count("-") == 4 else {id_}


def test_the_record_of_a_ballot_s_request_is_the_same_whatever_it_chose(year: Year) -> None:
    """The fingerprint kept for a secret ballot's Idempotency-Key is over everything of the request but its body."""
    ids = {each["code"]: each["id"] for each in secret_sessions(year)}
    kept = rows(
        year.server.data_dir, "nomination", "select key, fingerprint, receipt from answers where key like '%/ballot/%'"
    )
    cast = [(key, key.partition("/ballot/")[2].split("/")[0], *rest) for key, *rest in kept]
    in_secret = [each for each in cast if each[1] in ids]
    assert len(in_secret) > 80
    for key, code, fingerprint, receipt in in_secret:
        day = "2025-02-20" if "/HD-" in key else "2025-01-23"
        said = f"POST\n/nomination/sessions/{ids[code]}/ballots\n\n{day}\n".encode()
        assert fingerprint == hashlib.sha256(said).hexdigest(), key
        assert [choice for choice in CHOICES if f'"{choice}"' in receipt] == []


def test_a_secret_session_tells_totals_only(year: Year) -> None:
    for session in secret_sessions(year):
        assert [line for each in session["rounds"] for line in each["turnout"] if set(line) != TURNOUT] == []
        why = json.dumps(year.get(f"/nomination/sessions/{session['id']}/why")["tree"])
        assert [each["voter"] for each in session["roll"] if each["voter"] in why] == []


TURNOUT = {"voter", "unit_code", "attended", "voted", "in_writing"}
