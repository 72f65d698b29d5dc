"""A nomination (đề cử): one unit for one title in one movement, from the gate to the decision."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from regulations.calendar import Calendar
from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.candidacy import Candidacy, Standing
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.notice import Notice, NoticeTerm, Posting, last_day_of_comments
from services.nomination.domain.refusals import nominating as refusals
from services.nomination.domain.refusals.voting import NoSelectionForTitle
from services.nomination.domain.rules import nominating
from services.nomination.domain.stages import OUT, Grounds, LostBasis, Stage, Vote, stage_after
from services.nomination.domain.steps import RESTS_ON_THE_BOARD, NominationStep, open_steps, stages_open_to
from services.nomination.domain.terms import applied, local_day


class Nomination(Aggregate):
    """One unit for one title in one movement. Its id follows from the three, so there can be no second one."""

    TOPIC = "nomination.Nomination"
    CALLED = Text("đề cử", "nomination")

    class Event(Aggregate.Event):
        """Base of the events of a nomination."""

        TOPIC = "nomination.NominationEvent"

    class Accepted(Event, Aggregate.Created):
        """The rules let the nomination in (chấp nhận đề cử), on these facts."""

        TOPIC = "nomination.NominationAccepted"
        class_version = 4
        upcast_v1_v2 = Grounds.upcast
        upcast_v2_v3 = Grounds.upcast_ungrouped
        upcast_v3_v4 = Grounds.on_the_board
        title: str
        unit_id: UUID
        movement_id: UUID
        grounds: Grounds

    class Resubmitted(Event):
        """It was put in again (đề cử lại) on the facts of now: withdrawn before, or what it rested on was revoked."""

        TOPIC = "nomination.NominationResubmitted"
        class_version = 4
        upcast_v1_v2 = Grounds.upcast
        upcast_v2_v3 = Grounds.upcast_ungrouped
        upcast_v3_v4 = Grounds.on_the_board
        grounds: Grounds

    class Challenged(Event):
        """A newer edition of the board no longer bears it (bị đặt vấn đề)."""

        TOPIC = "nomination.NominationChallenged"
        class_version = 2
        upcast_v1_v2 = Grounds.upcast_standing
        standing: Standing

    class Reconfirmed(Event):
        """A newer edition of the board bears it (giữ nguyên)."""

        TOPIC = "nomination.NominationReconfirmed"
        class_version = 2
        upcast_v1_v2 = Grounds.upcast_standing
        standing: Standing

    class BasisLost(Event):
        """A decision that it was let in on was revoked (căn cứ đề cử bị hủy bỏ); it waits until it is put in again."""

        TOPIC = "nomination.NominationBasisLost"
        lost: LostBasis

    class Announced(Event):
        """The candidate was made public for comment (công khai lấy ý kiến) up to a day."""

        TOPIC = "nomination.NominationAnnounced"
        class_version = 2
        upcast_v1_v2 = NoticeTerm.upcast
        place: str
        comments_until: date
        term: NoticeTerm | None

    class Voted(Event):
        """A round with this candidate was counted (kiểm phiếu)."""

        TOPIC = "nomination.NominationVoted"
        session_id: UUID
        kind: SessionKind
        round: int
        result: Result

    class VoteAnnulled(Event):
        """The round was declared void afterwards (hủy kết quả)."""

        TOPIC = "nomination.NominationVoteAnnulled"
        session_id: UUID
        round: int

    class Settled(Event):
        """The rounds gave no result; those whom the rule names decided instead (quyết định khi hết vòng bỏ phiếu)."""

        TOPIC = "nomination.NominationSettled"
        session_id: UUID
        in_favour: bool

    class Decided(Event):
        """A decision was issued on it (đã có quyết định)."""

        TOPIC = "nomination.NominationDecided"
        decision_id: UUID

    class AwardRevoked(Event):
        """The decision was revoked (quyết định bị hủy bỏ)."""

        TOPIC = "nomination.NominationAwardRevoked"
        decision_id: UUID

    class Withdrawn(Event):
        """It was withdrawn (rút đề cử)."""

        TOPIC = "nomination.NominationWithdrawn"
        reason: str

    @staticmethod
    def id_for(title: str, unit_id: UUID, movement_id: UUID, person: str | None = None) -> UUID:
        """The one nomination of this unit, or of this person through it, for this title in this movement."""
        return identity("nomination", title, unit_id, movement_id, *([] if person is None else [person]))

    @classmethod
    def accept(cls, act: Act, candidacy: Candidacy, rulebook: Rulebook) -> Self:
        """Nominate, if no rule says no; the refusal carries the whole tree."""
        return cls(
            act=act,
            id=cls.id_for(candidacy.title, candidacy.unit_id, candidacy.movement_id, candidacy.person),
            title=candidacy.title,
            unit_id=candidacy.unit_id,
            movement_id=candidacy.movement_id,
            grounds=Grounds.judged(act, candidacy, rulebook),
        )

    @event(Accepted)
    def __init__(self, act: Act, id: UUID, title: str, unit_id: UUID, movement_id: UUID, grounds: Grounds) -> None:
        self.title, self.unit_id, self.movement_id = title, unit_id, movement_id
        self.accepted_on, self.grounds = local_day(act.effective), grounds
        self.standing: Standing | None = grounds.standing
        self.challenged_by: UUID | None = None
        self.lost: tuple[LostBasis, UUID] | None = None
        self.votes: tuple[Vote, ...] = ()
        self.notice: Notice | None = None
        self.decision_id: UUID | None = None
        self.outcome: Stage | None = None

    def resubmit(self, act: Act, candidacy: Candidacy, rulebook: Rulebook) -> None:
        """Put it in again, withdrawn or without its basis; votes that were counted stay counted."""
        self.require(NominationStep.RESUBMIT)
        self._resubmitted(act, Grounds.judged(act, candidacy, rulebook))

    @event(Resubmitted)
    def _resubmitted(self, act: Act, grounds: Grounds) -> None:
        self.accepted_on, self.grounds, self.standing = local_day(act.effective), grounds, grounds.standing
        self.challenged_by = self.lost = self.outcome = None

    @property
    def bearer(self) -> Bearer:
        """Whose merit file an award goes into."""
        return Bearer.unit(self.unit_id) if self.grounds.person is None else Bearer.person(self.grounds.person)

    @property
    def stage(self) -> Stage:
        """Where it is now, by what has been recorded."""
        return self.outcome or stage_after((vote.kind, vote.result.passed) for vote in self.votes)

    def last_vote(self, kind: SessionKind) -> Vote | None:
        """The last counted round of this kind that was not annulled."""
        return next((vote for vote in reversed(self.votes) if vote.kind is kind), None)

    def candidacy(self) -> Candidacy:
        """What it was accepted on, as recorded; it keeps ids, which stand for the codes."""
        return self.grounds.candidacy(self.title, self.unit_id, self.movement_id)

    def require(self, step: NominationStep) -> None:
        """Refuse unless the stage lets this step be taken now and no newer edition of the board stands against it."""
        stages = stages_open_to(step, needs_selection=self.grounds.needs_selection)
        again = step is NominationStep.RESUBMIT and self.lost is not None and self.outcome not in OUT
        if self.stage not in stages and not again:
            raise refusals.NominationNotOpen(nomination=self.id, stage=self.stage, needed=tuple(stages))
        if step is NominationStep.SELECT and not self.grounds.needs_selection:
            raise NoSelectionForTitle(given=self.title)
        if step in RESTS_ON_THE_BOARD and self.lost is not None:
            lost = self.lost[0]
            raise refusals.NominationBasisRevoked(nomination=self.id, number=lost.number, finding=lost.finding)
        if step in RESTS_ON_THE_BOARD and self.challenged_by is not None:
            edition = self.standing and self.standing.edition_no
            raise refusals.NominationIsChallenged(nomination=self.id, edition=edition)

    def open_steps(self) -> tuple[NominationStep, ...]:
        """What can be done with it now, whoever asks."""
        return open_steps(NominationStep, self.require)

    def weigh(self, act: Act, standing: Standing) -> None:
        """Hold the nomination against a newer edition of its board; an older one, or a closed case, changes nothing."""
        if self.outcome not in OUT and standing.supersedes(self.standing):
            (self._reconfirmed if self.grounds.borne_by(standing) else self._challenged)(act, standing)

    @event(Challenged)
    def _challenged(self, act: Act, standing: Standing) -> None:
        self.standing, self.challenged_by = standing, applied(self)

    @event(Reconfirmed)
    def _reconfirmed(self, act: Act, standing: Standing) -> None:
        self.standing = standing
        self.challenged_by = None

    def lose_basis(self, act: Act, lost: LostBasis) -> None:
        """Challenge it: a decision that it was let in on was revoked; a closed case, or one that waits, is left."""
        if self.outcome not in OUT and self.lost is None:
            self._basis_lost(act, lost)

    @event(BasisLost)
    def _basis_lost(self, act: Act, lost: LostBasis) -> None:
        self.lost = lost, applied(self)

    def announce(self, act: Act, posting: Posting, rulebook: Rulebook, calendar: Calendar) -> None:
        """Make the candidate public for comment, at least as long as the rules ask."""
        self.require(NominationStep.ANNOUNCE)
        term, day = NoticeTerm.of(self.title, rulebook), local_day(act.effective)
        until = last_day_of_comments(posting, day, term, calendar)
        nominating.nothing_precedes_what_it_rests_on(day, self.accepted_on)
        self._announced(act, posting.place, until, term)

    @event(Announced)
    def _announced(self, act: Act, place: str, comments_until: date, term: NoticeTerm | None) -> None:
        self.notice = Notice(place, local_day(act.effective), comments_until, term, applied(self))

    def voted(self, act: Act, session_id: UUID, kind: SessionKind, round: int, result: Result) -> None:
        """Take the result of a counted round; it is the session that decides it."""
        self._voted(act, session_id, kind, round, result)

    @event(Voted)
    def _voted(self, act: Act, session_id: UUID, kind: SessionKind, round: int, result: Result) -> None:
        self.votes = (*self.votes, Vote(session_id, kind, round, result, local_day(act.effective), applied(self)))

    def settled(self, act: Act, session_id: UUID, *, in_favour: bool) -> None:
        """Take what was decided after the last round of a session; it is the session that let it be decided."""
        self._settled(act, session_id, in_favour)

    @event(Settled)
    def _settled(self, act: Act, session_id: UUID, in_favour: bool) -> None:
        last = next(vote for vote in reversed(self.votes) if vote.session_id == session_id)
        self.votes = (*self.votes, last.settled(local_day(act.effective), applied(self), in_favour=in_favour))

    def annul_vote(self, act: Act, session_id: UUID, round: int) -> None:
        """Take back the result of a round declared void; refused once a decision rests on it."""
        if self.outcome in (Stage.DECIDED, Stage.REVOKED):
            raise refusals.NominationNotOpen(nomination=self.id, stage=self.stage, needed=Stage.ENDORSED)
        self._vote_annulled(act, session_id, round)

    @event(VoteAnnulled)
    def _vote_annulled(self, act: Act, session_id: UUID, round: int) -> None:
        self.votes = tuple(vote for vote in self.votes if (vote.session_id, vote.round) != (session_id, round))

    def last_step_on(self) -> date:
        """The day of the last thing a decision rests on."""
        return max([self.accepted_on, *(vote.voted_on for vote in self.votes)])

    def decided(self, act: Act, decision_id: UUID) -> None:
        """Note the decision issued on it; it is the decision that was judged."""
        self._decided(act, decision_id)

    @event(Decided)
    def _decided(self, act: Act, decision_id: UUID) -> None:
        self.decision_id, self.outcome = decision_id, Stage.DECIDED

    def award_revoked(self, act: Act, decision_id: UUID) -> None:
        """Note that its decision was revoked; it is the decision that was judged."""
        self._award_revoked(act, decision_id)

    @event(AwardRevoked)
    def _award_revoked(self, act: Act, decision_id: UUID) -> None:
        self.outcome = Stage.REVOKED

    def withdraw(self, act: Act, reason: str) -> None:
        """Take the nomination back, before any decision."""
        nominating.reason_is_stated(reason)
        self.require(NominationStep.WITHDRAW)
        self._withdrawn(act, reason)

    @event(Withdrawn)
    def _withdrawn(self, act: Act, reason: str) -> None:
        self.outcome = Stage.WITHDRAWN
