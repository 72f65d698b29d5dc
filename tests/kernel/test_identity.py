"""A token proves who is asking, or nothing."""

from __future__ import annotations

import base64
import hmac
import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey

from kernel.identity import ALGORITHM, AUDIENCE, DEVELOPMENT_ISSUER, DevelopmentIssuer, Principal, TokenVerifier
from kernel.identity import Unauthenticated as NotAuthenticated

NOON = datetime(2024, 3, 1, 5, tzinfo=UTC)
HEAD = Principal(
    "an.nguyen",
    "Nguyễn Văn An",
    "person",
    frozenset({"unit_head", "cluster_head"}),
    UUID(int=1),
    frozenset({UUID(int=2)}),
)
MACHINE = Principal("loader", "loader", "machine", frozenset())


class Clock:
    """Stands where it is put."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def issuer(tmp_path: Path, clock: Clock) -> DevelopmentIssuer:
    return DevelopmentIssuer(tmp_path / "keys" / "development.pem", clock)


@pytest.fixture
def verifier(issuer: DevelopmentIssuer, clock: Clock) -> TokenVerifier:
    return TokenVerifier(issuer.keys(), DEVELOPMENT_ISSUER, clock)


@pytest.fixture
def sign(issuer: DevelopmentIssuer) -> Callable[..., str]:
    """A well-signed token with some claims changed (`None` of a name takes it away)."""

    def signed(**changes: Any) -> str:
        claims = {
            "iss": DEVELOPMENT_ISSUER,
            "aud": AUDIENCE,
            "sub": "anna",
            "kind": "person",
            "exp": int(NOON.timestamp()) + 60,
            **changes,
        }
        claims = {name: value for name, value in claims.items() if value is not ...}
        return jwt.encode({"alg": ALGORITHM, "kid": "development"}, claims, issuer._key, algorithms=[ALGORITHM])

    return signed


@pytest.mark.parametrize("principal", [HEAD, MACHINE])
def test_a_token_names_the_principal_it_was_issued_to(
    issuer: DevelopmentIssuer, verifier: TokenVerifier, principal: Principal
) -> None:
    assert verifier.principal(f"Bearer {issuer.token(principal)}") == principal
    assert verifier.principal(f"bearer {issuer.token(principal)}") == principal


def test_a_token_is_good_until_it_expires_however_often_it_was_seen(
    issuer: DevelopmentIssuer, verifier: TokenVerifier, clock: Clock
) -> None:
    header = f"Bearer {issuer.token(HEAD, timedelta(minutes=5))}"
    clock.now = NOON + timedelta(minutes=5, seconds=-1)
    assert verifier.principal(header) == HEAD
    clock.now = NOON + timedelta(minutes=5)
    with pytest.raises(NotAuthenticated, match="expired"):
        verifier.principal(header)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "token"])
def test_without_a_bearer_token_nobody_is_asking(verifier: TokenVerifier, header: str | None) -> None:
    with pytest.raises(NotAuthenticated, match="Authorization: Bearer"):
        verifier.principal(header)


def test_another_key_of_the_same_name_proves_nothing(verifier: TokenVerifier, tmp_path: Path, clock: Clock) -> None:
    stranger = DevelopmentIssuer(tmp_path / "other.pem", clock)
    with pytest.raises(NotAuthenticated, match="signature"):
        verifier.principal(f"Bearer {stranger.token(HEAD)}")


def segment(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def test_a_changed_token_proves_nothing(issuer: DevelopmentIssuer, verifier: TokenVerifier) -> None:
    header, claims, signature = issuer.token(MACHINE).split(".")
    said = json.loads(base64.urlsafe_b64decode(claims + "=="))
    forged = segment(json.dumps({**said, "roles": ["approver"]}).encode())
    with pytest.raises(NotAuthenticated):
        verifier.principal(f"Bearer {header}.{forged}.{signature}")


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "None"},
        {"alg": "HS256"},
        {"alg": "EdDSA"},
        {"alg": ALGORITHM, "kid": "unknown"},
        {"alg": ALGORITHM, "kid": 5},
        {"alg": [ALGORITHM]},
        {"alg": ALGORITHM, "crit": ["b64"], "b64": False},
        {},
        [],
        5,
    ],
    ids=str,
)
def test_a_header_of_another_algorithm_or_key_proves_nothing(verifier: TokenVerifier, header: object) -> None:
    claims = {"iss": DEVELOPMENT_ISSUER, "aud": AUDIENCE, "sub": "a", "kind": "person", "exp": 2**40}
    for signature in ("", segment(b"x" * 64)):
        token = f"{segment(json.dumps(header).encode())}.{segment(json.dumps(claims).encode())}.{signature}"
        with pytest.raises(NotAuthenticated):
            verifier.principal(f"Bearer {token}")


def test_the_public_key_is_no_shared_secret(issuer: DevelopmentIssuer, verifier: TokenVerifier) -> None:
    public = OKPKey.import_key(issuer.keys()["keys"][0]).as_pem(private=False)
    claims = {"iss": DEVELOPMENT_ISSUER, "aud": AUDIENCE, "sub": "a", "kind": "person", "exp": 2**40}
    header = {"alg": "HS256", "kid": "development"}
    signed = ".".join(segment(json.dumps(each).encode()) for each in (header, claims))
    signature = segment(hmac.digest(public, signed.encode(), "sha256"))
    with pytest.raises(NotAuthenticated):
        verifier.principal(f"Bearer {signed}.{signature}")


@pytest.mark.parametrize(
    "token", ["x", "a.b.c", "....", "a.b.c.d.e", "é.é.é", "\ud800", f"{segment(b'[' * 50_000)}.e30.", "." * 10_000]
)
def test_what_is_no_token_proves_nothing(verifier: TokenVerifier, token: str) -> None:
    with pytest.raises(NotAuthenticated):
        verifier.principal(f"Bearer {token}")


@pytest.mark.parametrize("claims", [{"iss": "urn:other"}, {"aud": "other"}, {"aud": ["other"]}, {"aud": []}], ids=str)
def test_a_token_of_another_issuer_or_for_another_audience_is_refused(
    verifier: TokenVerifier, sign: Callable[..., str], claims: dict[str, Any]
) -> None:
    with pytest.raises(NotAuthenticated, match="issuer, audience"):
        verifier.principal(f"Bearer {sign(**claims)}")


def test_a_token_may_be_meant_for_several_audiences(verifier: TokenVerifier, sign: Callable[..., str]) -> None:
    found = verifier.principal(f"Bearer {sign(aud=['other', AUDIENCE], exp=NOON.timestamp() + 0.5)}")
    assert found == Principal("anna", "anna", "person", frozenset())


WRONG: dict[str, list[Any]] = {
    "iss": [..., 5],
    "aud": [..., 5],
    "sub": [..., "", 5, None, ["a"]],
    "kind": [..., "robot", None, [], 1],
    "exp": [..., "nan", float("nan"), float("inf"), 10**400, -1, None, "2099", True],
    "name": [5],
    "roles": ["approver", None, [1], {"approver": 1}],
    "unit": ["x", 5, []],
    "clusters": ["x", [5], ["x"], None],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values], ids=str
)
def test_a_well_signed_token_of_malformed_claims_is_refused(
    verifier: TokenVerifier, sign: Callable[..., str], name: str, value: object
) -> None:
    with pytest.raises(NotAuthenticated, match="claims"):
        verifier.principal(f"Bearer {sign(**{name: value})}")


def test_the_development_key_is_its_owners_alone_and_lasts(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "keys" / "development.pem"
    first = DevelopmentIssuer(file, clock)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = DevelopmentIssuer(file, clock)
    assert again.keys() == first.keys()
    assert TokenVerifier(again.keys(), DEVELOPMENT_ISSUER, clock).principal(f"Bearer {first.token(HEAD)}") == HEAD


def test_only_the_public_half_of_the_key_is_shown(issuer: DevelopmentIssuer) -> None:
    [key] = issuer.keys()["keys"]
    assert sorted(key) == ["alg", "crv", "kid", "kty", "x"]
