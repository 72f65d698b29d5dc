"""Voting sessions (phiên họp bỏ phiếu) over REST: opening and reading."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.identity import Principal
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader, Reference, present
from services.nomination.api.mandates import MandateOut, SettlementOut
from services.nomination.api.shapes import ExplanationTree, Words
from services.nomination.application.sessions import Call
from services.nomination.domain import rights
from services.nomination.domain.ballots import CaseKind, Choice, Recusal, RoundState, SessionKind, Voter
from services.nomination.domain.steps import SessionStep
from services.nomination.domain.voting_session import VotingSession
from services.nomination.views import mandates, papers, session_parts
from services.nomination.views import sessions as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_CANDIDATES = 200
MOST_VOTERS = 500

Nominations = Annotated[list[UUID], Field(description="Các đề cử trên phiếu: the paper", max_length=MOST_CANDIDATES)]


class RecusalIn(Body):
    """Thành viên không biểu quyết một trường hợp: who does not vote on which candidate, and why."""

    voter: str = Field(description="Thành viên: the voter's id as on the roll", max_length=100)
    nomination_id: UUID
    reason: str = Field(description="Lý do", max_length=500)


class VoterIn(Body):
    """Thành viên Hội đồng: a council member by the id of their token, and the unit they belong to."""

    id: str = Field(description="Mã người: the person's id", min_length=1, max_length=100, examples=["council-01"])
    unit_id: Reference | None = Field(None, description="Đơn vị: code or id, to see a case of one's own")


class NewSelection(Body):
    """Bình xét, suy tôn trong khối, cụm: the roll is the list of members in force, one vote a unit."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "SELECTION",
                    "cluster_id": "2024/VII",
                    "movement_id": "TDTX-2024",
                    "nominations": ["5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11"],
                }
            ]
        }
    )

    kind: Literal["SELECTION"]
    cluster_id: Reference = Field(description="Khối, cụm: code or id")
    movement_id: Reference = Field(description="Phong trào: code or id")
    nominations: Nominations
    recusals: list[RecusalIn] = Field(default=[], max_length=MOST_VOTERS)
    code: str = Field("", description="Mã phiên họp: by default the code of the block or cluster", max_length=60)


class NewCouncilSession(Body):
    """Họp Hội đồng Thi đua - Khen thưởng: all candidates on one paper, the roll as given."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "COUNCIL",
                    "code": "HD-2024-01",
                    "movement_id": "TDTX-2024",
                    "nominations": ["5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11"],
                    "roll": [{"id": "council-01"}, {"id": "council-02", "unit_id": "TW-VP"}],
                }
            ]
        }
    )

    kind: Literal["COUNCIL"]
    code: str = Field(description="Mã phiên họp: the session's code", max_length=60)
    movement_id: Reference = Field(description="Phong trào: code or id")
    nominations: Nominations = Field(default=[])
    commendations: list[UUID] = Field(
        default=[], description="Các đề nghị khen thưởng: commendations on the paper", max_length=MOST_CANDIDATES
    )
    roll: list[VoterIn] = Field(description="Thành viên Hội đồng: who may vote", max_length=MOST_VOTERS)
    recusals: list[RecusalIn] = Field(default=[], max_length=MOST_VOTERS)
    opinions_until: date | None = Field(
        None, description="Lấy ý kiến bằng văn bản thay cuộc họp, hạn gửi: held in writing, opinions up to this day"
    )


NewSession = Annotated[NewSelection | NewCouncilSession, Field(discriminator="kind")]


class ResultOut(BaseModel):
    """Kết quả kiểm phiếu của một trường hợp: what one candidate got."""

    nomination_id: UUID
    in_favour: int = Field(description="Đồng ý")
    against: int = Field(description="Không đồng ý")
    abstained: int = Field(description="Không có ý kiến")
    base: int = Field(description="Mẫu số")
    needed: int = Field(description="Số phiếu cần có")
    passed: bool = Field(description="Đạt")
    because: Words = Field(description="Diễn giải: why so many were needed, of whom, and what came out")


class TurnoutOut(BaseModel):
    """Một thành viên ở vòng này: present, has voted; never what."""

    voter: str
    unit_code: str | None = Field(description="Mã đơn vị: of the voter", examples=["BHXH-68"])
    attended: bool = Field(description="Đã điểm danh: noted present")
    voted: bool = Field(description="Đã bỏ phiếu: has voted")
    in_writing: bool = Field(description="Bằng văn bản: in writing")


class RoundOut(BaseModel):
    """Vòng bỏ phiếu: who took part and what came out."""

    number: int
    state: RoundState
    present: int | None = Field(description="Số thành viên có mặt khi kiểm phiếu: present at the count")
    closed_on: date | None = Field(description="Ngày kiểm phiếu")
    void_reason: str | None = Field(description="Lý do hủy")
    opinions_until: date | None = Field(description="Hạn gửi ý kiến bằng văn bản; null: a meeting")
    quorum_because: Words = Field(description="Diễn giải số thành viên tối thiểu: the quorum in words")
    turnout: list[TurnoutOut]
    results: list[ResultOut]


class CandidateOut(BaseModel):
    """Trường hợp trên phiếu: one case on the paper; `nomination_id` is the commendation's where it is one."""

    nomination_id: UUID
    case: CaseKind
    unit_id: UUID
    unit_code: str | None = Field(description="Mã đơn vị", examples=["BHXH-68"])
    person_code: str | None = Field(description="Mã cán bộ: of a person; null: the unit itself")
    title: str


class RollOut(BaseModel):
    """Thành viên có quyền bỏ phiếu: one voter."""

    voter: str
    unit_id: UUID | None
    unit_code: str | None = Field(description="Mã đơn vị", examples=["BHXH-68"])


class RecusalOut(BaseModel):
    """Không biểu quyết: a recusal, fixed at the opening."""

    voter: str
    unit_code: str | None = Field(description="Mã đơn vị: of the voter", examples=["BHXH-68"])
    nomination_id: UUID
    reason: str


class SessionOut(BaseModel):
    """Phiên họp bỏ phiếu: a voting session; `state` is that of its last round."""

    id: UUID
    kind: SessionKind
    code: str = Field(examples=["2024/VII"])
    movement_id: UUID
    movement_code: str | None = Field(examples=["TDTX-2024"])
    cluster_id: UUID | None
    cluster_code: str | None = Field(description="Mã khối, cụm; null: Hội đồng", examples=["2024/VII"])
    secret: bool = Field(description="Bỏ phiếu kín")
    members: int = Field(description="Tổng số thành viên")
    quorum: str = Field(description="Tỷ lệ có mặt tối thiểu", examples=["≥ 2/3"])
    threshold: str = Field(description="Tỷ lệ đồng ý tối thiểu", examples=["≥ 80/100"])
    denominator: str = Field(description="Mẫu số", examples=["all_members"])
    max_rounds: int = Field(description="Số vòng tối đa")
    rulebook: str
    opened_on: date
    opinions_until: date | None = Field(description="Hạn gửi ý kiến bằng văn bản của vòng cuối; null: a meeting")
    state: RoundState
    version: int


class SessionDetails(SessionOut):
    """Phiên họp với phiếu, danh sách, các vòng: with paper, roll, recusals and every round, void ones included."""

    candidates: list[CandidateOut]
    roll: list[RollOut]
    recusals: list[RecusalOut]
    mandates: list[MandateOut] = Field(description="Ủy quyền: substitutes, ended mandates included")
    rounds: list[RoundOut]
    settlements: list[SettlementOut] = Field(description="Quyết định khi hết vòng")
    steps: list[SessionStep] = Field(description="Việc có thể làm ngay: what the asking person may do in it now")


class SessionPage(BaseModel):
    """Một trang phiên họp: one page, by day of opening."""

    items: list[SessionOut]
    next: str | None


class OpenBallotOut(BaseModel):
    """Phiếu công khai: an open ballot, by name."""

    number: int = Field(description="Vòng")
    voter: str
    nomination_id: UUID
    choice: Choice


class OpenBallots(BaseModel):
    """Các phiếu công khai: the open ballots of a session; none, ever, of a secret one."""

    items: list[OpenBallotOut]


@router.post("/sessions", status_code=201, summary="Open a voting session")
def open_session(order: OrderDep, app: App, body: NewSession) -> Receipt:
    """Khai mạc phiên họp bỏ phiếu: its first round opens at once; the roll is fixed for good."""
    command, movement = order.command, app.naming.id("movement_id", body.movement_id)
    recusals = tuple(Recusal(each.voter, each.nomination_id, each.reason) for each in body.recusals)
    told = movement, tuple(body.nominations), recusals, body.code
    if isinstance(body, NewSelection):
        receipt = app.sessions.open_selection(command, app.naming.id("cluster_id", body.cluster_id), Call(*told))
    else:
        units = (app.naming.given("unit_id", each.unit_id, f"roll[{n}].unit_id") for n, each in enumerate(body.roll))
        roll = tuple(map(Voter, (each.id for each in body.roll), units))
        call = Call(*told, roll, body.opinions_until, tuple(body.commendations))
        receipt = app.sessions.open_council(command, call)
    return order.answer(receipt)


@router.get("/sessions", summary="Voting sessions")
def list_sessions(
    _reader: Reader,
    app: App,
    kind: Annotated[SessionKind | None, Query(description="Loại phiên họp: kind")] = None,
    movement: Annotated[str | None, Query(description="Phong trào: code or id")] = None,
    cluster: Annotated[str | None, Query(description="Khối, cụm: code or id")] = None,
    state: Annotated[RoundState | None, Query(description="Trạng thái vòng cuối: state of the last round")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> SessionPage:
    """Danh sách phiên họp theo ngày khai mạc: by day of opening."""
    in_movement, in_cluster = app.naming.ids(movement=movement, cluster=cluster)
    with app.store.reading() as connection:
        found = view.search(connection, view.Filter(kind, in_movement, in_cluster, state), after, limit)
    return SessionPage(items=[SessionOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/sessions/{session_id}", summary="One voting session")
def get_session(reader: Reader, app: App, session_id: UUID, response: Response) -> SessionDetails:
    """Một phiên họp: paper, roll, recusals and rounds; who has voted, and once counted what came out."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [session_id])[0], VotingSession.CALLED, session_id)
        for name in ("candidates", "roll", "recusals", "rounds"):
            [row[name]] = getattr(session_parts, name)(connection, [session_id])
        [row["mandates"]] = mandates.mandates(connection, [session_id])
        [row["settlements"]] = mandates.settlements(connection, [session_id])
    told = app.sessions.in_words(session_id)
    for each in row["rounds"]:
        each["quorum_because"] = told.quorums[each["number"]]
        for result in each["results"]:
            result["because"] = told.results[each["number"], result["nomination_id"]]
    row["steps"] = app.sessions.open_to(reader, session_id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return SessionDetails.model_validate(row)


@router.get("/sessions/{session_id}/why", summary="Why a vote came out as it did")
def why_session(_reader: Reader, app: App, session_id: UUID) -> ExplanationTree:
    """Biên bản kiểm phiếu: quorum, denominator, threshold and counts of every round, with their sources."""
    return ExplanationTree.of(app.sessions.why(session_id))


@router.get("/sessions/{session_id}/open-ballots", summary="The ballots of an open vote")
def open_ballots(reader: Reader, app: App, session_id: UUID) -> OpenBallots:
    """Phiếu của biểu quyết công khai, theo tên: for those with the right; a secret session has none."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [session_id])[0], VotingSession.CALLED, session_id)
        _may_read_ballots(reader, row["cluster_id"])
        items = [OpenBallotOut.model_validate(each) for each in papers.open_ballots(connection, session_id)]
    return OpenBallots(items=items)


def _may_read_ballots(reader: Principal, cluster_id: UUID | None) -> None:
    rights.require(reader, rights.Action.READ_OPEN_BALLOTS, rights.Subject(cluster_id=cluster_id))
