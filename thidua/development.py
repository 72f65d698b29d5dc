"""Development identities: tokens for anybody, on one machine's own loopback only. Never a way into a real run."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from kernel.aggregate import identity
from kernel.http import Body
from kernel.identity import DevelopmentIssuer, Principal

PEOPLE: Mapping[str, Principal] = {
    "Thường trực Hội đồng TĐKT · standing council body": Principal(
        "thuong-truc", "Thường trực Hội đồng TĐKT", "person", frozenset({"standing_body"})
    ),
    "Giám đốc BHXH tỉnh Lâm Đồng · unit head": Principal(
        "thu-truong-68",
        "Giám đốc BHXH tỉnh Lâm Đồng",
        "person",
        frozenset({"unit_head", "unit_officer"}),
        identity("unit", "BHXH-68"),
    ),
    "Tổng Giám đốc · approving authority": Principal(
        "tong-giam-doc", "Tổng Giám đốc", "person", frozenset({"approver"})
    ),
    "Kiểm toán viên · auditor": Principal("kiem-toan", "Kiểm toán viên", "person", frozenset({"auditor"})),
    "Hệ thống nghiệp vụ · national system": Principal(
        "he-thong-nghiep-vu",
        "Hệ thống nghiệp vụ",
        "machine",
        frozenset({"machine_results", "machine_units", "machine_feed"}),
    ),
}
"""The few people whose tokens are printed at the start of an embedded run."""


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class TokenRequest(Body):
    """Whom the token shall name, and what they may act as."""

    sub: Annotated[str, Field(min_length=1, max_length=200, examples=["thuong-truc"])]
    name: Annotated[str, Field(max_length=200)] = ""
    kind: Literal["person", "machine"] = "person"
    roles: list[str] = Field(examples=[["standing_body"]])
    unit_id: UUID | None = None
    clusters: tuple[UUID, ...] = ()


class TokenAnswer(Body):
    """A signed bearer token."""

    token: str


router = APIRouter()


def _issuer(request: Request) -> DevelopmentIssuer:
    issuer: DevelopmentIssuer = request.app.state.issuer
    return issuer


@router.post("/dev/tokens", summary="A development token (loopback only)")
def development_token(asked: TokenRequest, issuer: Annotated[DevelopmentIssuer, Depends(_issuer)]) -> TokenAnswer:
    """Thẻ thử nghiệm: signs whatever is asked for; exists only in an embedded run bound to loopback."""
    principal = Principal(
        asked.sub, asked.name or asked.sub, asked.kind, frozenset(asked.roles), asked.unit_id, frozenset(asked.clusters)
    )
    return TokenAnswer(token=issuer.token(principal))
