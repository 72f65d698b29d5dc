"""Commands on objections to candidates (ý kiến, đơn phản ánh)."""

from __future__ import annotations

from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Complaint, Objection
from services.nomination.domain.refusals.objections import ObjectionExists
from services.nomination.domain.rights import Action


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
        return self._store.save(command, Objection.raise_(command.act, nomination.id, complaint))

    @by_code
    def answer(self, command: Command, objection_id: UUID, finding: str, *, upheld: bool) -> Receipt:
        """Answer an objection with what was found."""
        rights.require(command.principal, Action.ANSWER_OBJECTION)
        objection = self._store.load(Objection, objection_id, command.expected_version)
        objection.answer(command.act, finding, upheld=upheld)
        return self._store.save(command, objection)
