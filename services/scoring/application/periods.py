"""Commands on periods (kỳ báo cáo, sơ kết, tổng kết)."""

from __future__ import annotations

from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.scoring.application.loading import known_movement
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.reviews import PeriodAlreadyOpen
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.domain.rights import Action, require
from services.scoring.domain.rules.reviews import period_is_within_movement


class PeriodCommands:
    """Open, close, reopen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, command: Command, movement_id: UUID, code: str) -> Receipt:
        """Mở kỳ: results of a quarter, or a review, are taken in from now on."""
        require(command.principal, Action.SET_PERIODS)
        period = Period.parse(code)
        with self._store.reading() as connection:
            movement = known_movement(connection, movement_id)
        period_is_within_movement(period, movement["period_from"], movement["period_to"])
        if self._store.find(ReviewPeriod, ReviewPeriod.id_for(movement_id, period)) is not None:
            raise PeriodAlreadyOpen(period=code)
        return self._store.save(command, ReviewPeriod.open(command.act, movement_id, period))

    def close(self, command: Command, period_id: UUID) -> Receipt:
        """Đóng kỳ."""
        require(command.principal, Action.SET_PERIODS)
        period = self._store.load(ReviewPeriod, period_id, command.expected_version)
        period.close(command.act)
        return self._store.save(command, period)

    def reopen(self, command: Command, period_id: UUID, reason: str) -> Receipt:
        """Mở lại kỳ, with the reason."""
        require(command.principal, Action.SET_PERIODS)
        period = self._store.load(ReviewPeriod, period_id, command.expected_version)
        period.reopen(command.act, reason)
        return self._store.save(command, period)
