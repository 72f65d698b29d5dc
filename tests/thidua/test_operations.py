"""An operator's commands, on the databases of a covenant service and of a scoring service that follows it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kernel.health import NotReady
from kernel.metrics import exposition
from kernel.parked import listed
from kernel.relay import Relay, TopicDiffers, relay_status
from kernel.service import downgrade, utc_now
from kernel.store import Store
from kernel.transport import InProcessTransport
from kernel.wire import Record
from services.covenant.published import announce
from services.scoring.main import MIGRATIONS
from services.scoring.views.organisation import CLUSTERS
from tests.covenant import running as covenant
from tests.kernel.test_relay import Kept, relay_all, running, until
from tests.kernel.toy_api import TestClient
from tests.scoring.running import CLUSTER_ID, Year, start
from thidua.cli import app
from thidua.data import DataDirectory
from thidua.embedded import create_root, open_services
from thidua.operations.health import of_api, of_follower, of_gateway, of_relay
from thidua.operations.observed import observe
from thidua.settings import ServeSettings, SettingsError

Run = Callable[..., Result]


class Script:
    """A consumer that delivers these records."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        del timeout_seconds, limit
        return self.records

    def rewind(self) -> None:
        """Nothing to go back to."""

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def year(tmp_path: Path) -> Year:
    """Units, a cluster and a movement, which scoring has not heard of yet."""
    found = start(tmp_path)
    covenant.begin_year(found.covenant)
    return found


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("COVENANT_DATABASE", "SCORING_DATABASE", "NOMINATION_DATABASE", "KAFKA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, arguments)


def store_of(year: Year) -> Store:
    return year.scoring.service.store


def follow_with_a_broken_cluster(year: Year) -> list[str]:
    """Scoring takes everything in but what it hears of the cluster, whose first fact is broken; the places."""
    sources = InProcessTransport([year.covenant.service.store])
    records = sources.consumer("reader", ["covenant"], lambda _topic, _partition: 0).poll(0, 10_000)
    first = next(each for each in records if each.key == str(CLUSTER_ID))
    follower = year.scoring.service.follower
    assert follower is not None
    follower.step(Script([replace(each, value=b"\xff") if each is first else each for each in records]))
    return places(year)


def places(year: Year) -> list[str]:
    return [each["place"] for each in listed(store_of(year)).items]


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# Parked facts


def test_parked_facts_are_listed_for_people_and_for_programs(year: Year, run: Run) -> None:
    stopped = follow_with_a_broken_cluster(year)
    shown = run("parked", "list", "scoring")
    assert (shown.exit_code, [place in shown.stdout for place in stopped]) == (0, [True] * len(stopped))
    assert "Error parsing message" in shown.stdout
    items = answer(run("parked", "list", "scoring", "--json"))
    assert (items["next"], [each["place"] for each in items["items"]]) == (None, stopped)


def test_a_long_list_is_read_page_by_page(year: Year, run: Run) -> None:
    stopped = follow_with_a_broken_cluster(year)
    first = answer(run("parked", "list", "scoring", "--limit", "1", "--json"))
    rest = answer(run("parked", "list", "scoring", "--after", first["next"], "--json"))
    assert [each["place"] for each in (*first["items"], *rest["items"])] == stopped
    assert first["next"] in run("parked", "list", "scoring", "--limit", "1").stdout
    assert run("parked", "list", "scoring", "--after", "nonsense").exit_code == 2


def test_a_parked_fact_is_shown_with_the_fact_in_json(year: Year, run: Run) -> None:
    broken, later, *_ = follow_with_a_broken_cluster(year)
    assert answer(run("parked", "show", "scoring", broken))["fact"] is None
    found = answer(run("parked", "show", "scoring", later))
    assert (found["fact"]["cluster_id"], found["headers"]["ce_source"]) == (str(CLUSTER_ID), "covenant")


def test_a_retry_that_is_refused_again_exits_with_1_and_says_why(year: Year, run: Run) -> None:
    broken, *later = follow_with_a_broken_cluster(year)
    refused = run("parked", "retry", "scoring", broken)
    assert (refused.exit_code, "Error parsing message" in refused.stdout) == (1, True)
    everything = run("parked", "retry", "scoring", "--all", "--json")
    tried = json.loads(everything.stdout)
    assert (everything.exit_code, [each["place"] for each in tried]) == (1, [broken, *later])
    assert places(year) == [broken, *later]


def test_once_the_broken_fact_is_dropped_those_behind_it_can_be_taken_in(year: Year, run: Run) -> None:
    broken, *later = follow_with_a_broken_cluster(year)
    assert run("parked", "retry", "scoring", later[0]).exit_code == 2
    assert run("parked", "drop", "scoring", broken, "--reason", "hỏng khi gửi", "--by", "lan").exit_code == 0
    taken = run("parked", "retry", "scoring", later[-1], "--aggregate")
    assert (taken.exit_code, taken.stdout.count("đã nhận · taken in")) == (0, len(later))
    assert places(year) == []
    [item] = answer(run("parked", "list", "scoring", "--dropped", "--json"))["items"]
    assert (item["place"], item["dropped_by"], item["why"]) == (broken, "lan", "hỏng khi gửi")


@pytest.mark.parametrize(
    "arguments",
    [
        ("retry", "scoring"),
        ("retry", "scoring", "covenant:0:1", "--all"),
        ("retry", "scoring", "covenant:0:99999"),
        ("retry", "scoring", "covenant"),
        ("show", "scoring", "covenant:0:99999"),
        ("drop", "scoring", "covenant:0:99999", "--reason", "x"),
        ("drop", "scoring", "covenant:0:1", "--reason", " "),
        ("drop", "scoring", "covenant:0:1"),
        ("list", "covenant"),
        ("list", "nomination"),
    ],
)
def test_what_cannot_be_meant_exits_with_2_and_changes_nothing(year: Year, run: Run, arguments: Sequence[str]) -> None:
    stopped = follow_with_a_broken_cluster(year)
    assert run("parked", *arguments).exit_code == 2
    assert places(year) == stopped


# Which database


def test_the_database_of_a_service_apart_is_taken_from_the_environment_or_the_command_line(
    year: Year, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = follow_with_a_broken_cluster(year)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "elsewhere"))
    assert run("parked", "list", "scoring").exit_code == 2
    file = str(tmp_path / "scoring.db")
    found = answer(run("parked", "list", "scoring", "--database", file, "--json"))
    assert [each["place"] for each in found["items"]] == stopped
    monkeypatch.setenv("SCORING_DATABASE", file)
    assert [each["place"] for each in answer(run("parked", "list", "scoring", "--json"))["items"]] == stopped
    (tmp_path / "secret").write_text(file)
    monkeypatch.delenv("SCORING_DATABASE")
    monkeypatch.setenv("SCORING_DATABASE_FILE", str(tmp_path / "secret"))
    assert [each["place"] for each in answer(run("parked", "list", "scoring", "--json"))["items"]] == stopped


def test_a_database_that_is_not_at_the_newest_migration_is_told_what_to_do(year: Year, run: Run) -> None:
    downgrade(store_of(year).recorder.engine, MIGRATIONS)
    refused = run("parked", "list", "scoring")
    assert (refused.exit_code, "thidua migrate scoring" in refused.stderr) == (2, True)


def test_what_is_no_database_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scoring.db").write_text("This is a letter, and not a database at all; it is long enough to be seen.")
    refused = run("parked", "list", "scoring")
    assert (refused.exit_code, "not a database" in refused.stderr) == (2, True)


# Views


def test_views_are_listed_with_rows_digest_and_position(year: Year, run: Run) -> None:
    year.follow()
    assert "scoring.organisation" in run("views", "list", "scoring").stdout
    found = {each["name"]: each for each in answer(run("views", "list", "scoring", "--json"))}
    assert (found["scoring.results"]["rows"], found["scoring.results"]["position"]) == (0, "scoring:0")
    assert found["scoring.organisation"]["rows"] > 0
    assert found["scoring.organisation"]["position"].startswith("covenant:0:")
    own = {each["name"]: each for each in answer(run("views", "list", "covenant", "--json"))}
    assert own["covenant.units"]["position"] == f"covenant:{len(year.covenant.service.store.log())}"
    assert run("views", "list").exit_code == 2  # there is no nomination service here
    assert run("views", "list", "--database", "x.db").exit_code == 2


@pytest.mark.parametrize("name", ["scoring.organisation", "covenant.units"])
def test_a_rebuilt_view_is_what_it_was(year: Year, run: Run, name: str) -> None:
    year.follow()
    done = answer(run("views", "rebuild", name, "--json"))
    assert (done["view"], done["before"]) == (name, done["after"])
    assert done["rows"] > 0


def test_a_view_of_heard_facts_that_was_tampered_with_is_mended(year: Year, run: Run) -> None:
    year.follow()
    before = {each["name"]: each["digest"] for each in answer(run("views", "list", "scoring", "--json"))}
    with store_of(year).recorder.writing() as connection:
        connection.execute(CLUSTERS.update().values(code="forged"))
    shown = run("views", "rebuild", "scoring.organisation")
    assert (shown.exit_code, before["scoring.organisation"] in shown.stdout) == (0, True)
    after = {each["name"]: each["digest"] for each in answer(run("views", "list", "scoring", "--json"))}
    assert after == before


@pytest.mark.parametrize("name", ["scoring.nothing", "results", "elsewhere.results"])
def test_a_view_that_does_not_exist_is_told(year: Year, run: Run, name: str) -> None:
    year.follow()
    assert run("views", "rebuild", name).exit_code == 2


def test_the_view_of_a_service_apart_is_read_from_kafka_and_so_needs_to_know_where_it_is(
    year: Year, run: Run, tmp_path: Path
) -> None:
    year.follow()
    refused = run("views", "rebuild", "scoring.organisation", "--database", str(tmp_path / "scoring.db"))
    assert (refused.exit_code, "KAFKA" in refused.stderr) == (2, True)


# Relays and followers


def test_the_status_of_a_relay_is_what_is_still_to_send(year: Year, run: Run, tmp_path: Path) -> None:
    events = len(year.covenant.service.store.log())
    [before] = answer(run("relay", "status", "covenant", "--json"))
    assert (before["service"], before["position"], before["events_behind"]) == ("covenant", 0, events)
    assert before["seconds_behind"] > 0
    store, kept = year.covenant.service.store, Kept()
    with running(Relay(store, kept.open)):
        until(lambda: relay_status(store, utc_now()).events_behind == 0)
    [after] = answer(run("relay", "status", "covenant", "--json"))
    assert after == {"service": "covenant", "position": events, "events_behind": 0, "seconds_behind": 0.0}
    assert "covenant" in run("relay", "status", "covenant").stdout
    kept.records.clear()
    with pytest.raises(TopicDiffers, match="thidua relay republish covenant"):
        Relay(year.covenant.service.store, kept.open).run()
    assert run("relay", "republish", "covenant").exit_code == 0
    relay_all(year.covenant.service.store, kept)
    assert run("relay", "status").exit_code == 2  # there is no nomination service here
    assert run("relay", "status", "--database", str(tmp_path / "covenant.db")).exit_code == 2


def test_the_status_of_a_follower_is_how_far_it_has_come_and_what_is_parked(year: Year, run: Run) -> None:
    stopped = follow_with_a_broken_cluster(year)
    [found] = answer(run("follower", "status", "scoring", "--json"))
    assert (found["service"], found["source"], found["parked"]) == ("scoring", "covenant", len(stopped))
    assert max(found["positions"]) == max(
        each.position for each in year.covenant.service.store.log() if announce(each.event) is not None
    )
    assert "covenant" in run("follower", "status", "scoring").stdout
    assert run("follower", "status", "covenant").exit_code == 2


# What every process tells of itself


def test_the_embedded_run_is_ready_once_its_followers_look_and_measures_every_service(tmp_path: Path) -> None:
    embedded = open_services(DataDirectory(tmp_path), None)
    root = create_root(embedded, ServeSettings("127.0.0.1", 0, tmp_path, None))
    with TestClient(root, base_url="http://127.0.0.1") as client:
        before = client.get("/readyz")
        with embedded.following():
            deadline = time.monotonic() + 20
            while (after := client.get("/readyz")).status_code == 503 and time.monotonic() < deadline:
                time.sleep(0.05)
        metrics = client.get("/metrics").text
        inside = [client.get(f"/{service.name}/metrics").status_code for service in embedded.services]
    for service in embedded.services:
        service.store.recorder.engine.dispose()
    own = {
        f"{service}.{check}"
        for service in ("covenant", "scoring", "nomination")
        for check in ("database", "migrations")
    }
    assert (before.status_code, after.status_code, inside) == (503, 200, [404, 404, 404])
    assert after.json()["checks"].keys() == {*own, "scoring.follower", "nomination.follower"}
    assert [f'thidua_events_total{{service="{each.name}"}} 0.0' in metrics for each in embedded.services] == [True] * 3


def test_the_gateway_is_ready_while_any_service_answers() -> None:
    [ask] = of_gateway({"covenant": "http://127.0.0.1:1"}).checks.values()
    with pytest.raises(NotReady, match="covenant is away"):
        ask()


def test_the_page_for_operators_names_every_metric_and_every_check(year: Year) -> None:
    page = (Path(__file__).parents[2] / "docs/operations.md").read_text(encoding="utf-8")
    store, follower = store_of(year), year.scoring.service.follower
    assert follower is not None
    year.follow()
    healths = [of_api(year.scoring.service), of_relay(store, ["x:1"]), of_follower(follower, ["x:1"]), of_gateway({})]
    checks = {name for health in healths for name in health.checks}
    told = exposition([gauge for health in healths for gauge in health.gauges]).decode()
    metrics = {line.split()[2] for line in told.splitlines() if line.startswith("# TYPE thidua_")}
    assert {name for name in (*metrics, *checks) if f"`{name}`" not in page} == set()
    assert set(re.findall(r"`(thidua_[a-z_]+)`", page)) == metrics


@pytest.mark.parametrize("wrong", [{"LOG_FORMAT": "xml"}, {"LOG_LEVEL": "loud"}])
def test_a_process_that_cannot_log_as_it_is_told_does_not_begin(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="cannot be used"):
        observe("x", wrong)
