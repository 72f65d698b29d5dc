"""What a team would write instead: FastAPI and SQLAlchemy, a row and an audit row, on the same SQLite settings."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import sqlalchemy as sa
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

from kernel.identity import Principal, TokenVerifier
from kernel.recorder import open_engine

METADATA = sa.MetaData()
UNITS = sa.Table(
    "units",
    METADATA,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("parent_id", sa.Uuid),
)
AUDIT = sa.Table(
    "audit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
)


def open_tables(database: Path | str) -> sa.Engine:
    """The two tables in a database opened as the services open theirs."""
    engine = open_engine(database)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        METADATA.create_all(connection)
    return engine


def insert(engine: sa.Engine, who: str, members: dict[str, str | None]) -> UUID:
    """One unit and its audit row in one transaction, the unit above looked up first.

    Raises:
        LookupError: there is no unit with the code of `parent`.
    """
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        parent = None
        if members["parent"] is not None:
            parent = connection.execute(sa.select(UNITS.c.id).where(UNITS.c.code == members["parent"])).scalar()
            if parent is None:
                raise LookupError(members["parent"])
        row = {
            "id": uuid4(),
            "code": members["code"],
            "name": members["name"],
            "kind": members["kind"],
            "parent_id": parent,
        }
        connection.execute(UNITS.insert(), row)
        what = json.dumps({"action": "unit.created", **row}, default=str)
        connection.execute(AUDIT.insert(), {"at": datetime.now(UTC).isoformat(), "who": who, "what": what})
        return row["id"]  # type: ignore[return-value]


class NewUnit(BaseModel):
    """A unit to be."""

    code: str
    name: str
    kind: str
    parent: str | None = None


def create_plain(database: Path, verifier: TokenVerifier) -> FastAPI:
    """The plain service: a bearer token, one endpoint."""
    engine = open_tables(database)
    app = FastAPI()

    def principal(authorization: Annotated[str, Header()]) -> Principal:
        return verifier.principal(authorization)

    def create_unit(body: NewUnit, who: Annotated[Principal, Depends(principal)]) -> dict[str, str]:
        try:
            return {"id": str(insert(engine, who.id, body.model_dump()))}
        except LookupError as error:
            raise HTTPException(409, "no such parent") from error

    create_unit.__annotations__["who"] = Annotated[Principal, Depends(principal)]
    app.post("/units", status_code=201)(create_unit)
    return app
