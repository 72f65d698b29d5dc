"""Commands on objections to candidates (ý kiến, đơn phản ánh)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.identity import Principal
from kernel.store import Command, Receipt, Store
from services.nomination.application.records import objector_is_open_to
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Complaint, Objection
from services.nomination.domain.refusals.objections import ObjectionExists
from services.nomination.domain.rights import Action
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on
from services.nomination.domain.terms import local_day
from services.nomination.views import objections

OF_THE_OBJECTOR = ("by", "text", "finding")
"""What an objection says beside its number, days and outcome: for those who may read the record of the candidate."""


class ObjectionCommands:
    """What can be done with objections."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @by_code
    def raise_(self, command: Command, nomination_id: UUID, complaint: Complaint) -> Receipt:
        """Note an objection to a nomination."""
        rights.require(command.principal, Action.RAISE_OBJECTION)
        nomination = self._store.load(Nomination, nomination_id)
        if self._store.find(Objection, Objection.id_for(nomination.id, complaint.code)) is not None:
            raise ObjectionExists(code=complaint.code)
        nothing_precedes_what_it_rests_on(local_day(command.act.effective), nomination.accepted_on)
        objection = Objection.raise_(command.act, nomination.id, complaint, nomination.notice)
        return self._store.save(command, objection, details={"in_time": objection.notice is not None})

    def of(self, connection: sa.Connection, reader: Principal, nomination_id: UUID) -> list[dict[str, Any]]:
        """The objections to a nomination; who objected, to what and with what result, for those with the right."""
        [found] = objections.of_nominations(connection, [nomination_id])
        nomination = self._store.find(Nomination, nomination_id, connection) if found else None
        whole = nomination is None or objector_is_open_to(connection, reader, nomination)
        return found if whole else [{**row, **dict.fromkeys(OF_THE_OBJECTOR)} for row in found]

    @by_code
    def answer(self, command: Command, objection_id: UUID, finding: str, *, upheld: bool) -> Receipt:
        """Answer an objection with what was found."""
        rights.require(command.principal, Action.ANSWER_OBJECTION)
        objection = self._store.load(Objection, objection_id, command.expected_version)
        objection.answer(command.act, finding, upheld=upheld)
        return self._store.save(command, objection)
