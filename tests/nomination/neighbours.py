"""The covenant and scoring services as this service hears of them: facts told in order, bytes and envelopes as real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from kernel.aggregate import NAMESPACE, identity
from kernel.follower import Follower
from kernel.store import Store
from kernel.views import View
from kernel.wire import PARTITIONS, Envelope, Record, decode, encode, partition_of, topic_of
from services.nomination.views.heard import (
    BoardRow,
    ClusterFormed,
    CovenantSigned,
    EditionFrozen,
    InspectionFindingRecorded,
    InspectionFindingWithdrawn,
    InspectionOpened,
    InspectionRemedyConfirmed,
    MembershipListIssued,
    MovementLaunched,
    MovementReviewFrozen,
    MovementStanding,
    TitleRegistration,
    TitlesRegistered,
    UnitDissolved,
    UnitEstablished,
    UnitMerged,
)

TOLD_AT = datetime(2025, 1, 10, 5, tzinfo=UTC)
NEW_YEAR = date(2024, 1, 1)
IN_TIME = date(2024, 3, 20)
YEAR_END = date(2025, 1, 10)
FLAGS = ("CO_BHXH", "CO_CHINH_PHU")


def unit_id(code: str) -> UUID:
    return identity("unit", code)


def cluster_id(code: str) -> UUID:
    return identity("cluster", code)


def movement_id(code: str = "TDTX-2024") -> UUID:
    return identity("movement", code)


class Neighbours:
    """Both neighbours; what they tell waits here until the follower takes it in."""

    def __init__(self) -> None:
        self._logs: dict[str, int] = {"covenant": 0, "scoring": 0}
        self._last: dict[tuple[str, int], int] = {}
        self._waiting: list[Record] = []
        self.told: list[Record] = []

    def tell(self, service: str, subject: UUID, fact: object) -> UUID:
        """Record a fact in the neighbour's log; the id of its event."""
        self._logs[service] += 1
        sid, partition = self._logs[service], partition_of(subject, PARTITIONS)
        envelope = Envelope(
            id=uuid5(NAMESPACE, f"{service} {sid}"),
            type=f"thidua.{service}.v1.{type(fact).__name__}",
            source=service,
            time=TOLD_AT,
            subject=subject,
            sid=sid,
            prev=self._last.get((service, partition), 0),
            actor="neighbour",
            effective=TOLD_AT,
            correlation=uuid5(NAMESPACE, service),
            causation=None,
        )
        self._last[service, partition] = sid
        record = Record(topic_of(service), partition, sid, str(subject), envelope.headers(), encode(service, fact))
        self._waiting.append(record)
        self.told.append(record)
        return envelope.id

    def units(self, *codes: str) -> None:
        for code in codes:
            self.tell("covenant", unit_id(code), UnitEstablished(unit_id(code), code, f"BHXH {code}", NEW_YEAR))

    def movement(self, code: str = "TDTX-2024", kind: str = "annual") -> None:
        self.tell("covenant", movement_id(code), MovementLaunched(movement_id(code), code, "Năm 2024", kind))

    def review(self, through: int, edition: int, reached: Mapping[str, tuple[int, int]]) -> UUID:
        """An edition of the review of a movement over years: unit → targets of the year reached of how many."""
        long = movement_id("PT-2014-2020")
        standings = tuple(MovementStanding(unit_id(each), of, got, 0) for each, (got, of) in reached.items())
        frozen = MovementReviewFrozen(long, through, edition, date(through + 1, 1, 20), standings)
        return self.tell("covenant", identity("movement-review", long, through), frozen)

    def cluster(self, code: str, *members: str, kind: str = "cluster") -> None:
        self.tell("covenant", cluster_id(code), ClusterFormed(cluster_id(code), code, f"Cụm {code}", kind))
        listed = tuple(unit_id(each) for each in members)
        self.tell("covenant", cluster_id(code), MembershipListIssued(cluster_id(code), NEW_YEAR, listed))

    def covenant(self, unit: str, titles: Sequence[str] = FLAGS) -> None:
        covenant = identity("covenant", unit_id(unit), movement_id())
        signed = CovenantSigned(covenant, unit_id(unit), movement_id(), IN_TIME, late=False)
        self.tell("covenant", covenant, signed)
        if titles:
            aimed = tuple(TitleRegistration(title, None) for title in titles)
            self.tell("covenant", covenant, TitlesRegistered(unit_id(unit), movement_id(), aimed, IN_TIME, late=False))

    def register_person(self, unit: str, title: str, person_code: str) -> None:
        """A title aimed at by one person of the unit."""
        aimed = (TitleRegistration(title, person_code),)
        fact = TitlesRegistered(unit_id(unit), movement_id(), aimed, IN_TIME, late=False)
        self.tell("covenant", identity("covenant", unit_id(unit), movement_id()), fact)

    def merger(self, unit: str, into: str, on: date = date(2024, 7, 1)) -> UUID:
        """A unit goes up in another; `on` is the first day without it."""
        return self.tell("covenant", unit_id(unit), UnitMerged(unit_id(unit), unit_id(into), on))

    def dissolution(self, unit: str, on: date = date(2024, 7, 1)) -> UUID:
        """A unit ceases without successor; `on` is the first day without it."""
        return self.tell("covenant", unit_id(unit), UnitDissolved(unit_id(unit), on))

    def finding(self, inspection: UUID, number: int = 1, severity: str = "signs_of_wrongdoing") -> UUID:
        """A finding of an inspection, recorded at year end."""
        fact = InspectionFindingRecorded(inspection, number, severity, YEAR_END)
        return self.tell("covenant", inspection, fact)

    def inspection(self, unit: str, code: str = "KTC-01") -> UUID:
        """An inspection of a unit."""
        inspection = identity("inspection", code)
        self.tell("covenant", inspection, InspectionOpened(inspection, code, unit_id(unit)))
        return inspection

    def remedied(self, inspection: UUID, number: int = 1, on: date = YEAR_END) -> None:
        """The remedy of a finding is confirmed."""
        self.tell("covenant", inspection, InspectionRemedyConfirmed(inspection, number, on))

    def found_in_error(self, inspection: UUID, number: int = 1) -> None:
        """A finding is taken back."""
        self.tell("covenant", inspection, InspectionFindingWithdrawn(inspection, number, "Ghi nhầm đơn vị"))

    def repeat(self) -> None:
        """Deliver everything told so far once more."""
        self._waiting = list(self.told)

    def edition(self, cluster: str, *order: str, no: int = 1, kind: str = "YEAR", period: str = "2024") -> UUID:
        """A frozen edition with these units in their order, ten points apart."""
        scored = ((unit_id(code), rank, Decimal(1000 - 10 * rank)) for rank, code in enumerate(order, 1))
        rows = tuple(BoardRow(unit, "RANKED", rank, score, classification="A") for unit, rank, score in scored)
        board = identity("board", cluster_id(cluster), movement_id(), period)
        fact = EditionFrozen(cluster_id(cluster), movement_id(), period, kind, no, YEAR_END, rows)
        return self.tell("scoring", board, fact)

    def heard_by(self, follower: Follower) -> None:
        """Let the follower take in everything told so far."""
        while self._waiting:
            follower.step(self)

    def take_into(self, store: Store, view: View) -> None:
        """Rebuild one view from everything told, in the order of the logs."""
        names = {kind.__name__: kind for kind in view.hear}
        with store.recorder.writing() as connection:
            for record in self.told:
                envelope = Envelope.of(record.headers)
                kind = names.get(envelope.type.rsplit(".", 1)[-1])
                if kind is not None:
                    view.hear[kind](connection, decode(envelope.source, kind, record.value), envelope)

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:  # noqa: ARG002 (a consumer's signature)
        taken, self._waiting = self._waiting[:limit], self._waiting[limit:]
        return taken

    def rewind(self) -> None:
        raise AssertionError("nothing goes wrong here")

    def close(self) -> None:
        """Nothing is held open."""
