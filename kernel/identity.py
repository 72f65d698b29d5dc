"""Who is asking: a bearer token, verified once at the edge, becomes a `Principal`, a plain value."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization, OKPKey

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

ALGORITHM = "Ed25519"
AUDIENCE = "thidua"
DEVELOPMENT_ISSUER = "urn:thidua:development"


@dataclass(frozen=True)
class Principal:
    """A person or machine with what it may act as: its roles, its unit, and the blocks or clusters it serves."""

    id: str
    name: str
    kind: Literal["person", "machine"]
    roles: frozenset[str]
    unit_id: UUID | None = None
    clusters: frozenset[UUID] = frozenset()


class Unauthenticated(Refusal):
    """No token, or one that proves nothing."""

    code = "unauthenticated"
    kind = Kind.UNAUTHENTICATED
    title = Text("Chưa xác thực", "Not authenticated")
    detail = Text(
        "Yêu cầu cần một thẻ truy cập hợp lệ ({reason}).", "The request needs a valid bearer token ({reason})."
    )
    source = HOUSE_RULE
    fields = ("Authorization",)


class Forbidden(Refusal):
    """The principal has no right to this."""

    code = "forbidden"
    kind = Kind.FORBIDDEN
    title = Text("Không có quyền", "No right")
    detail = Text(
        "{who} không có quyền thực hiện “{action}” đối với đối tượng này.",
        "{who} has no right to do “{action}” on this subject.",
    )
    source = HOUSE_RULE


class TokenVerifier:
    """Turns a bearer token into a principal, trusting the keys of one issuer only.

    A verified token is remembered (bounded), its expiry is checked at every use.
    """

    def __init__(self, keys: KeySetSerialization, issuer: str, now: Callable[[], datetime]) -> None:
        self._keys = KeySet.import_key_set(keys)
        self._issuer = issuer
        self._now = now
        self._claims = lru_cache(maxsize=2048)(self._verified)

    def principal(self, authorization: str | None) -> Principal:
        """The principal named by an `Authorization` header.

        Raises:
            Unauthenticated: no bearer token, a wrong signature, another issuer or audience, or expired.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated(reason="Authorization: Bearer …")
        principal, expires = self._claims(token)
        if self._now().timestamp() >= expires:
            raise Unauthenticated(reason=Text("thẻ đã hết hạn", "expired"))
        return principal

    def _verified(self, token: str) -> tuple[Principal, float]:
        try:
            claims = msgspec.convert(jwt.decode(token, self._keys, algorithms=[ALGORITHM]).claims, _Claims)
        except (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Unauthenticated(reason=Text("chữ ký hoặc nội dung thẻ không đúng", "signature, claims")) from error
        if claims.iss != self._issuer or AUDIENCE not in ([claims.aud] if isinstance(claims.aud, str) else claims.aud):
            raise Unauthenticated(reason=Text("sai nơi phát hành hoặc nơi nhận", "issuer, audience"))
        who = Principal(claims.sub, claims.name or claims.sub, claims.kind, claims.roles, claims.unit, claims.clusters)
        return who, claims.exp


@dataclass(frozen=True)
class _Claims:
    iss: str
    aud: str | list[str]
    sub: Annotated[str, msgspec.Meta(min_length=1)]
    kind: Literal["person", "machine"]
    exp: int | float
    name: str = ""
    roles: frozenset[str] = frozenset()
    unit: UUID | None = None
    clusters: frozenset[UUID] = frozenset()

    def __post_init__(self) -> None:
        if not 0 <= self.exp < 2**53:  # nor NaN, which would never expire
            raise ValueError(self.exp)


msgspec.json.Decoder(
    _Claims
)  # learnt here, by one thread: two that have msgspec learn a class at once crash the process


class DevelopmentIssuer:
    """Signs tokens for anybody who asks: for one machine's own loopback, never for a network.

    The key lies in `key_file`, readable by its owner only, and is made at first use.
    """

    def __init__(self, key_file: Path, now: Callable[[], datetime]) -> None:
        self._now = now
        if not key_file.exists():
            key_file.parent.mkdir(parents=True, exist_ok=True)
            key = OKPKey.generate_key("Ed25519", parameters={"kid": "development", "alg": ALGORITHM, "use": "sig"})
            descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(key.as_pem(private=True))
        self._key = OKPKey.import_key(key_file.read_bytes(), parameters={"kid": "development", "alg": ALGORITHM})

    def keys(self) -> KeySetSerialization:
        """The public half, as a JSON Web Key Set."""
        return {"keys": [self._key.as_dict(private=False)]}

    def token(self, principal: Principal, lifetime: timedelta = timedelta(hours=12)) -> str:
        """A signed token for this principal."""
        now = self._now()
        claims = {
            "iss": DEVELOPMENT_ISSUER,
            "aud": AUDIENCE,
            "sub": principal.id,
            "name": principal.name,
            "kind": principal.kind,
            "roles": sorted(principal.roles),
            "unit": str(principal.unit_id) if principal.unit_id else None,
            "clusters": sorted(str(each) for each in principal.clusters),
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
        }
        return jwt.encode({"alg": ALGORITHM, "kid": "development"}, claims, self._key, algorithms=[ALGORITHM])
