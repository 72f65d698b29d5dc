"""A head whose unit was merged or dissolved leads no more: the seat is empty until the next election."""

from __future__ import annotations

from typing import Any

from tests.covenant.cluster_life import (
    CROSS_CHECK,
    HEAD,
    INSPECTIONS,
    ISSUE,
    MEETING,
    OWN,
    PROGRAMMES,
    RULES,
    TEXT,
    plan_year,
)
from tests.covenant.running import (
    STANDING_BODY,
    Running,
    begin_year,
    cluster_head,
    covenant_id,
    done,
    draft,
    refused,
    unit_id,
)

GONE, LATER = "2024-08-01", "2024-08-02"
EMPTY = (409, "head-seat-empty")
PLAN = {"year": 2024, "document": "KH 05/KH-CTĐ", "items": [MEETING]}


def merge_head(running: Running) -> None:
    """The unit whose head leads is merged into another member on 1 August."""
    done(running.post(f"/units/{unit_id('BHXH-62')}/merger", STANDING_BODY, {"into": "BHXH-66"}, Effective_At=GONE))


def elect_anew(running: Running) -> None:
    body = {"term_year": 2024, "head": "BHXH-66", "deputy": "BHXH-64"}
    done(running.post(f"{OWN}/elections", STANDING_BODY, body, Effective_At=LATER))


def seats(running: Running, at: str) -> Any:
    return {name: running.get(OWN, at=at)["officers"][f"{name}_id"] for name in ("head", "deputy")}


def test_a_head_that_was_merged_does_its_work_no_more(
    running: Running,
) -> None:  # rule: the_elected_head_is_still_there
    begin_year(running)
    done(running.put(f"{RULES}/draft", HEAD, TEXT, Effective_At="2024-02-01"))
    merge_head(running)
    answer = running.post(PROGRAMMES, HEAD, PLAN, Effective_At=GONE)
    assert refused(answer) == EMPTY
    assert answer.json()["detail"] == (
        f"Đơn vị trưởng đã bầu của 2024/VII là BHXH-62, đến ngày {GONE} không còn tồn tại;"
        " bầu trưởng mới rồi mới làm được việc này."
    )
    assert answer.json()["detail_en"] == (
        f"The unit elected to lead 2024/VII is BHXH-62, which is not there any more on {GONE};"
        " this waits for the next election."
    )
    assert refused(running.post(f"{RULES}/issue", HEAD, ISSUE, Effective_At=GONE)) == EMPTY
    assert refused(running.post(INSPECTIONS, HEAD, CROSS_CHECK, Effective_At=GONE)) == EMPTY
    set_ = {"movement": "TDTX-2024"}
    assert refused(running.post(f"{OWN}/registration-sets", HEAD, set_, Effective_At=GONE)) == EMPTY
    done(running.post(PROGRAMMES, HEAD, PLAN, Effective_At="2024-07-31"), 201)


def test_the_seat_is_shown_empty_from_that_day_until_the_next_election(running: Running) -> None:
    begin_year(running)
    merge_head(running)
    first, second, third = (str(unit_id(each)) for each in ("BHXH-62", "BHXH-64", "BHXH-66"))
    assert seats(running, "2024-07-31") == {"head": first, "deputy": second}
    assert seats(running, GONE) == {"head": None, "deputy": second}
    [matter] = running.get("/oversight", at=GONE, kind="operating_rules")["items"]
    [before] = running.get("/oversight", at="2024-07-31", kind="operating_rules")["items"]
    assert (matter["unit_id"], before["unit_id"]) == (None, first)
    asked = 'query($at: Date!) { cluster(code: "2024/VII", at: $at) { officers { head { code } deputy { code } } } }'
    shown = running.graph(asked, at=GONE)["cluster"]["officers"]
    assert shown == {"head": None, "deputy": {"code": "BHXH-64"}}
    elect_anew(running)
    assert seats(running, LATER) == {"head": third, "deputy": second}
    elected = [each["head_id"] for each in running.get(OWN, at=LATER)["elections"]]
    assert elected == [first, third]
    done(
        running.post(
            PROGRAMMES,
            cluster_head("BHXH-66"),
            {**PLAN, "items": [{**MEETING, "responsible": "BHXH-66"}]},
            Effective_At=LATER,
        ),
        201,
    )


def test_nobody_agrees_as_head_while_the_seat_is_empty_but_the_standing_body_does(running: Running) -> None:
    begin_year(running)
    address = draft(running, "BHXH-64")
    merge_head(running)
    agreement = f"{address}/agreement"
    for who in (HEAD, cluster_head("BHXH-66")):
        assert refused(running.post(agreement, who, Effective_At=GONE)) == EMPTY
        asked = f'{{ covenant(id: "{covenant_id("BHXH-64")}") {{ steps }} }}'
        offered = done(running.get_as(who, address))["steps"], running.graph(asked, who)["covenant"]["steps"]
        assert offered == ([], [])
    done(running.post(agreement, STANDING_BODY, Effective_At=GONE))


def test_a_token_alone_opens_no_inspection_and_reminds_nobody(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    claimed, day = cluster_head("BHXH-66"), "2024-05-20"
    assert refused(running.post(INSPECTIONS, claimed, CROSS_CHECK, Effective_At=day)) == (409, "not-head-in-office")
    [late] = running.get("/oversight", at=day, kind="plan_item", unit=str(unit_id("BHXH-64")))["items"][:1]
    body = {"kind": "plan_item", "about_id": late["about_id"], "subject": late["subject"], "text": "Đề nghị báo cáo"}
    assert refused(running.post("/reminders", claimed, body, Effective_At=day)) == (409, "not-head-in-office")
    done(running.post("/reminders", HEAD, body, Effective_At=day), 201)
