"""Movements over years through the running product: REST, the gateway and the command line (rows B5–B7, B9, C9)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import identity
from tests.support.server import Person, Server, run
from tests.support.year import AUDITOR, STANDING_BODY, head, officer, unit_id
from thidua.samples.records import Samples

pytestmark = pytest.mark.journey

SEVEN, FOUR = "TD-2014-2020", "TD-2022-2025"
MACHINE = Person("he-thong-don-vi", ("machine_units",), kind="machine")
HEALTH = Person("ban.BAN-BHYT", ("department",), unit_id("BAN-BHYT"))
NINH_BINH, BAC_GIANG, BAC_NINH = "BHXH-37", "BHXH-24", "BHXH-27"
RESULT = "{ __typename ... on Receipt { version } ... on Refusal { code detail { vi } } }"


def covenant_id(unit: str, movement: str) -> UUID:
    return identity("covenant", unit_id(unit), identity("movement", movement))


def send(server: Server, who: Person, way: str, body: object = None, on: str | None = None) -> Any:
    """What comes of a command, such as "PUT /units/…", recorded as of that day."""
    method, _, path = way.partition(" ")
    headers = {"Effective-At": on} if on else {}
    with server.client(who) as client:
        answer = client.request(method, f"/covenant{path}", json=body, headers=headers)
    assert answer.is_success, answer.text
    return answer.json()


def read(server: Server, path: str, **query: object) -> Any:
    with server.client(AUDITOR) as client:
        answer = client.get(f"/covenant{path}", params={name: str(value) for name, value in query.items()})
    assert answer.is_success, answer.text
    return answer.json()


def ask(server: Server, who: Person, query: str, **variables: object) -> Any:
    found = server.graphql(who, query, **variables)
    assert "errors" not in found, found
    return next(iter(found["data"].values()))


def launch(server: Server, code: str, first: int, last: int) -> str:
    body = {"code": code, "kind": "multi_year", "theme": "Mở rộng bao phủ", "contents": ["BHXH, BHYT, BHTN"]}
    period = {"period_from": f"{first}-01-01", "period_to": f"{last}-12-31"}
    send(server, STANDING_BODY, "POST /movements", {**body, **period}, f"{first - 1}-10-01")
    path = f"/movements/{identity('movement', code)}"
    goal = {"indicator": "BHYT_PCT", "name": "Tham gia BHYT", "unit_of_measure": "% dân số", "department": "BAN-BHYT"}
    own = {**goal, "year": first, "value": 60, "binding": False, "document": "Văn bản phát động"}
    send(server, STANDING_BODY, f"PUT {path}/national-targets", {"goals": [own], "appraised": True})
    return path


def load(server: Server, code: str, *options: str) -> Any:
    loaded = run("targets", "load", code, "--base-url", server.base_url, "--json", *options, data_dir=server.data_dir)
    assert loaded.returncode == 0, loaded.stderr
    return json.loads(loaded.stdout)


@pytest.fixture(scope="module")
def movements(server: Server) -> Server:
    """63 provinces, a department, and two movements for the published targets to be loaded into."""
    provinces = [
        {"code": f"BHXH-{each.code}", "name": f"BHXH {each.full_name}", "kind": "province", "since": "2010-01-01"}
        for each in Samples.load().provinces
    ]
    department = {"code": "BAN-BHYT", "name": "Ban BHYT", "kind": "head_office", "since": "2010-01-01"}
    district = {"code": "BHXH-64-628", "name": "BHXH huyện Ia Grai", "kind": "district", "since": "2010-01-01"}
    units = [*provinces, department, {**district, "parent": "BHXH-64"}]
    send(server, MACHINE, "POST /units/batches", {"units": units})
    launch(server, SEVEN, 2014, 2020)
    launch(server, FOUR, 2022, 2025)
    return server


@dataclass(frozen=True)
class Loaded:
    """What the command printed, and what stood after each time."""

    preview: Any
    plans_after_the_preview: list[Any]
    loaded: Any
    plan: Any
    again: Any


@pytest.fixture(scope="module")
def loaded(movements: Server) -> Loaded:
    """The published targets of 2014–2020, previewed, loaded, and loaded again."""
    preview = load(movements, SEVEN, "--preview")
    before = read(movements, "/plans", movement=identity("movement", SEVEN))["items"]
    found = load(movements, SEVEN, "--on", "2013-11-01")
    plan = read(movements, f"/covenants/{covenant_id(NINH_BINH, SEVEN)}/plan")
    return Loaded(preview, before, found, plan, load(movements, SEVEN, "--on", "2013-11-01"))


@pytest.mark.row("B5")
def test_the_published_targets_are_previewed_then_loaded_and_the_floor_refuses(
    movements: Server, loaded: Loaded
) -> None:
    assert (loaded.preview["preview"], loaded.plans_after_the_preview) == (True, [])
    assert loaded.preview["rows"] == {"set": 15}  # against the national targets that stood before
    assert loaded.loaded["national"] == 9
    assert loaded.loaded["rows"] == {"refused": 2, "set": 13}
    refused = [(each["unit"], each["indicator"], each["year"]) for each in loaded.loaded["refused"]]
    assert refused == [("BHXH-68", "BHXH_PCT", 2020), ("BHXH-68", "BHTN_PCT", 2020)]
    assert "“% lao động," in loaded.loaded["refused"][0]["why"]
    assert [each["said"] for each in loaded.loaded["unusable"]] == ["Hà Nội BHXH, BHTN 2019"]
    assert loaded.again["rows"] == {"refused": 2, "unchanged": 13}
    goals = read(movements, f"/movements/{identity('movement', SEVEN)}/national-targets")["items"]
    binding = {(each["indicator"], each["value"]) for each in goals if each["binding"]}
    assert binding == {("BHXH_PCT", "50"), ("BHTN_PCT", "35"), ("BHYT_PCT", "80"), ("BHYT_NT_PCT", "70")}
    assert goals[0]["source"]["document"] == "Văn bản phát động"
    assert loaded.plan["state"] == "draft"
    assert [each["year"] for each in loaded.plan["targets"][0]["years"]] == [2017, 2018, 2019, 2020]


def whole_table() -> dict[str, Any]:
    """A table as the gateway takes it: three shares, and the thrift programme."""
    years = zip(range(2014, 2021), (70, 74, 79, "85.46", "87.28", "89.24", "91.06"), strict=True)
    figures = [{"year": year, "figure": str(each)} for year, each in years]
    health = {"indicator": "BHYT_PCT", "name": "Tham gia BHYT", "unitOfMeasure": "% dân số", "years": figures}
    social = {**health, "indicator": "BHXH_PCT", "unitOfMeasure": "% lực lượng lao động", "department": "BAN-BHYT"}
    thrift = {
        "indicator": "THTK",
        "name": "Thực hành tiết kiệm, chống lãng phí",
        "category": "THRIFT",
        "department": "BAN-BHYT",
        "requirement": "Giao khoán chi quản lý",
        "timetable": [{"year": 2014, "task": "Ban hành chương trình"}],
    }
    return {"figures": [health, social, {**social, "indicator": "BHTN_PCT"}], "measures": [thrift]}


@pytest.fixture(scope="module")
def official(movements: Server, loaded: Loaded) -> Any:
    """Ninh Bình's table through the gateway, appraised; the plan as the gateway tells it."""
    assert loaded
    covenant = str(covenant_id(NINH_BINH, SEVEN))
    set_plan = f"""mutation($c: ID!, $t: TargetTableInput!, $w: Terms) {{
      setTargetPlan(covenant: $c, table: $t, terms: $w) {RESULT} }}"""
    then = {"effectiveAt": "2013-11-05T05:00:00Z"}
    answer = ask(movements, officer(NINH_BINH), set_plan, c=covenant, t=whole_table(), w=then)
    assert answer["__typename"] == "Receipt", answer
    submit = f"mutation($c: ID!, $w: Terms) {{ submitTargetPlan(covenant: $c, terms: $w) {RESULT} }}"
    in_time = {"effectiveAt": "2013-11-30T05:00:00Z"}
    assert ask(movements, head(NINH_BINH), submit, c=covenant, w=in_time)["__typename"] == "Receipt"
    opinions = [{"indicator": each, "agreed": True} for each in ("BHYT_PCT", "BHXH_PCT", "BHTN_PCT", "THTK")]
    path = f"/covenants/{covenant}/plan"
    send(movements, HEALTH, f"POST {path}/appraisals", {"opinions": opinions}, "2013-12-10")
    return ask(movements, AUDITOR, "query($c: ID!) { covenant(id: $c) { plan { state late edition } } }", c=covenant)


@pytest.mark.row("B6")
@pytest.mark.row("B7")
def test_a_table_is_official_once_its_department_agreed(official: Any) -> None:
    assert official == {"plan": {"state": "OFFICIAL", "late": False, "edition": 1}}


def test_the_gateway_refuses_a_table_below_the_national_target(movements: Server, loaded: Loaded) -> None:
    assert loaded
    covenant = str(covenant_id("BHXH-01", SEVEN))
    table = {"figures": [{**whole_table()["figures"][0], "years": [{"year": 2020, "figure": "79"}]}]}
    set_plan = f"mutation($c: ID!, $t: TargetTableInput!) {{ setTargetPlan(covenant: $c, table: $t) {RESULT} }}"
    refusal = ask(movements, officer("BHXH-01"), set_plan, c=covenant, t=table)
    assert refusal["code"] == "below-national-target"
    assert "79" in refusal["detail"]["vi"]
    assert "80" in refusal["detail"]["vi"]


@pytest.fixture(scope="module")
def reviewed(movements: Server, official: Any) -> Any:
    """Ninh Bình's 2015, confirmed in part, and the mid-term edition through the gateway."""
    assert official
    path = f"/covenants/{covenant_id(NINH_BINH, SEVEN)}/years/2015"
    missed = {"actual": 18, "evidence": SYNTHETIC, "why": "Lao động tự do", "remedy": "Đại lý xã"}
    others = [{"indicator": each, **missed} for each in ("BHXH_PCT", "BHTN_PCT")]
    findings = {"findings": [{"indicator": "BHYT_PCT", "actual": 92, "evidence": SYNTHETIC}, *others]}
    send(movements, officer(NINH_BINH), f"PUT {path}", findings, "2015-12-20")
    looks = {"looks": [{"indicator": "BHYT_PCT", "confirmed": True}]}
    send(movements, HEALTH, f"POST {path}/looks", looks, "2015-12-22")
    movement = str(identity("movement", SEVEN))
    freeze = f"mutation($m: ID!, $w: Terms) {{ freezeMovementReview(movement: $m, through: 2015, terms: $w) {RESULT} }}"
    end = {"effectiveAt": "2015-12-31T05:00:00Z"}
    assert ask(movements, STANDING_BODY, freeze, m=movement, w=end)["__typename"] == "Receipt"
    return findings


SYNTHETIC = "BC 12/BC-BHXH (synthetic)"


@pytest.mark.row("C9")
@pytest.mark.row("C8")
def test_a_year_is_reviewed_and_the_mid_term_edition_frozen(movements: Server, reviewed: Any) -> None:
    movement = str(identity("movement", SEVEN))
    query = """query($m: ID!) { movement(id: $m) { reviewEditions { kind edition units reached notReached } } }"""
    [edition] = ask(movements, AUDITOR, query, m=movement)["reviewEditions"]
    assert edition == {"kind": "MID_TERM", "edition": 1, "units": 1, "reached": 1, "notReached": 2}
    query = """query($m: ID!) { earlyFinishers(movement: $m) { nodes { unit { code } indicator year actual } } }"""
    [line] = ask(movements, AUDITOR, query, m=movement)["nodes"]
    assert line == {"unit": {"code": NINH_BINH}, "indicator": "BHYT_PCT", "year": 2015, "actual": "92"}
    with movements.client(officer(NINH_BINH)) as client:
        path = f"/covenant/covenants/{covenant_id(NINH_BINH, SEVEN)}/years/2014"
        late = client.put(path, json=reviewed, headers={"Effective-At": "2015-12-30"})
    assert (late.status_code, late.json()["code"]) == (409, "frozen-period")


@pytest.mark.row("B9")
def test_an_amendment_leaves_the_old_text_readable(movements: Server, reviewed: Any) -> None:
    assert reviewed
    covenant = str(covenant_id(NINH_BINH, SEVEN))
    table = whole_table()
    held = [{"year": year, "figure": "92"} for year in range(2016, 2021)]
    health = {**table["figures"][0], "years": [*table["figures"][0]["years"][:2], *held]}
    body = {**table, "figures": [health, *table["figures"][1:]]}
    amend = f"""mutation($c: ID!, $t: TargetTableInput!, $w: Terms) {{
      amendTargetPlan(covenant: $c, table: $t, reason: "Giữ vững mức đã đạt năm 2015", terms: $w) {RESULT} }}"""
    when = {"effectiveAt": "2016-03-01T05:00:00Z"}
    assert ask(movements, officer(NINH_BINH), amend, c=covenant, t=body, w=when)["__typename"] == "Receipt"
    path = f"/covenants/{covenant}/plan"
    changes = read(movements, f"{path}/difference", before=1, after=2)["items"]
    assert {(each["indicator"], each["what"], each["after"]) for each in changes} == {("BHYT_PCT", "year", "92")}
    assert [each["year"] for each in changes] == [2016, 2017, 2018, 2019, 2020]
    first = read(movements, path, edition=1)["targets"][0]
    assert [each["figure"] for each in first["years"]][-1] == "91.06"


def test_a_merged_province_has_its_history_on_both_sides(movements: Server) -> None:
    loaded = load(movements, FOUR, "--on", "2021-11-01")
    assert loaded["rows"]["set"] > 40
    covenant = covenant_id(BAC_GIANG, FOUR)
    send(movements, head(BAC_GIANG), f"POST /covenants/{covenant}/plan/submission", on="2021-11-30")
    opinions = {"opinions": [{"indicator": "BHYT_PCT", "agreed": True}]}
    send(movements, HEALTH, f"POST /covenants/{covenant}/plan/appraisals", opinions, "2021-12-10")
    finding = {"findings": [{"indicator": "BHYT_PCT", "actual": 95, "evidence": "BC (synthetic)"}]}
    send(movements, officer(BAC_GIANG), f"PUT /covenants/{covenant}/years/2024", finding, "2024-12-20")
    merger = {"into": BAC_NINH}
    send(movements, STANDING_BODY, f"POST /units/{unit_id(BAC_GIANG)}/merger", merger, "2025-07-01")
    with movements.client(officer(BAC_GIANG)) as client:
        gone = client.put(
            f"/covenant/covenants/{covenant}/years/2025", json=finding, headers={"Effective-At": "2025-12-20"}
        )
    assert (gone.status_code, gone.json()["code"]) == (409, "unit-not-in-existence")
    query = """query($m: ID!, $u: ID!, $with: Boolean!) {
      movementProgress(movement: $m, unit: $u, merged: $with, outcome: REACHED) { nodes { unit { code } year actual } }
    }"""
    asked = {"m": str(identity("movement", FOUR)), "u": str(unit_id(BAC_NINH))}
    assert ask(movements, AUDITOR, query, **asked, **{"with": False}) == {"nodes": []}
    [line] = ask(movements, AUDITOR, query, **asked, **{"with": True})["nodes"]
    assert line == {"unit": {"code": BAC_GIANG}, "year": 2024, "actual": "95"}
