"""Personal names: the one place where they are. Not in the log, not published, erased without a trace in the record."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.statements import add
from services.nomination.views.tables import metadata

PERSON_NAMES = sa.Table(
    "person_names",
    metadata,
    sa.Column("person_code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
)


def keep(connection: sa.Connection, person_code: str, name: str) -> None:
    """Put a name down in the place of the former one; an empty one erases it."""
    connection.execute(PERSON_NAMES.delete().where(PERSON_NAMES.c.person_code == person_code))
    if name.strip():
        add(connection, PERSON_NAMES, {"person_code": person_code, "name": name.strip()})


def name_of(connection: sa.Connection, person_code: str) -> str | None:
    """The name behind a staff code."""
    query = sa.select(PERSON_NAMES.c.name).where(PERSON_NAMES.c.person_code == person_code)
    return connection.execute(query).scalar_one_or_none()
