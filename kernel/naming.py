"""What people name: a thing by the code its id is made from, or by the id; refused where there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import identity
from kernel.refusals import Refusal
from kernel.store import Store

UUID_TEXT_LENGTH = 36
LONGEST = 60
"""As much of what was given as a refusal repeats."""


@dataclass(frozen=True)
class Kind:
    """One kind of thing: the word its ids are made from, where they stand, and what is said where one is not there."""

    name: str
    table: sa.Table
    refusal: Callable[[str, tuple[str]], Refusal]


@lru_cache(maxsize=8192)  # a stream names the same units a hundred thousand times
def id_of(kind: str, reference: str) -> UUID:
    """The id meant by a reference: an id in text, or the code that the id is made from, in capitals or not."""
    if len(reference) == UUID_TEXT_LENGTH:
        try:
            return UUID(reference)
        except ValueError:
            return identity(kind, reference.upper())
    return identity(kind, reference.upper())


class Naming:
    """What questions name, held against what there is; `kinds` says of each argument what it names."""

    def __init__(self, store: Store, kinds: Mapping[str, Kind]) -> None:
        self._store = store
        self._kinds = kinds

    def ids(self, **references: str | None) -> list[UUID | None]:
        """The id that each argument names by code or id, None for one that is not given.

        Raises:
            Refusal: there is none; the field is the argument.
        """
        given = {argument: reference for argument, reference in references.items() if reference is not None}
        if not given:
            return [None] * len(references)
        with self._store.reading() as connection:
            found = {argument: self._there(connection, argument, reference) for argument, reference in given.items()}
        return [found.get(argument) for argument in references]

    def id(self, argument: str, reference: str, field: str = "") -> UUID:
        """The id that the argument names; `field` is where, if it stands deeper in what was sent.

        Raises:
            Refusal: there is none; the field is the argument.
        """
        with self._store.reading() as connection:
            return self._there(connection, argument, reference, field)

    def given(self, argument: str, reference: str | None, field: str = "") -> UUID | None:
        """The id that the argument names, if it names any; else as `id`."""
        return None if reference is None else self.id(argument, reference, field)

    def _there(self, connection: sa.Connection, argument: str, reference: str, field: str = "") -> UUID:
        kind = self._kinds[argument]
        id = id_of(kind.name, reference)
        if connection.execute(sa.select(kind.table.c.id).where(kind.table.c.id == id)).first() is None:
            raise kind.refusal(reference[:LONGEST], (field or argument,))
        return id
